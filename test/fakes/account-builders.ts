// People in as few words as a test needs.
import type { AccountInput } from '../../src/core/ports/accounts.ts'

/** A member of staff without a section. */
export function makePerson(login: string, some: Partial<AccountInput> = {}): AccountInput {
  const staff = [{ role: 'staff', sectionCode: null }] as const
  return { login, name: login, mail: null, slackUser: null, sectionCode: null, grants: staff, disabled: false, ...some }
}

export const ADMINISTRATOR = [{ role: 'administrator', sectionCode: null }] as const
