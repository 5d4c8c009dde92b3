// The kinds of personal data that are taken out of a text before it leaves.
export const MASKED_KINDS = [
  'my_number',
  'phone',
  'mail',
  'postal_code',
  'address',
  'employee_number',
  'bank_account',
] as const
export type MaskedKind = (typeof MASKED_KINDS)[number]
