// Passwords that are tried first: 49,000 of published leaks, collected by zxcvbn-ts (MIT); 18,000 of them have the eight
// characters that would otherwise do.
import { dictionary } from '@zxcvbn-ts/language-common'
import { PASSWORD_LENGTH } from '../../core/access/password-rules.ts'
import { normalise } from '../../core/normalise.ts'

let known: ReadonlySet<string> | null = null

/** `password` in its normal form. Read at the first question: few processes ever ask. */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(
    dictionary['passwords-common'].map(normalise).filter(text => [...text].length >= PASSWORD_LENGTH.min),
  )
  return known.has(password)
}
