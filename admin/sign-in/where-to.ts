// Where a person goes on to after signing in: the page of ours that asked for it, and nothing else, whatever an address says.
import { readField } from '../read-field.ts'

export function whereTo(fields: unknown): string {
  const to = readField(fields, 'to')
  return /^\/admin(?:[/?][\w\-./?=&%+~:,@]*)?$/u.test(to) && !to.includes('//') && !to.startsWith('/admin/sign-in')
    ? to
    : '/admin'
}
