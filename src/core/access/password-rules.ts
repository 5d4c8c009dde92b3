// Which passwords are accepted: long enough, not among those that everybody tries first, and nothing about the person. Nothing is
// asked of their composition, and they never expire (OWASP ASVS 5.0, 6.2; NIST SP 800-63B).
import { normalise } from '../normalise.ts'

/** Characters. Eight is the least that the standards allow, fifteen what they advise; the end keeps a form a form. */
export const PASSWORD_LENGTH = { min: 8, recommended: 15, max: 128 } as const

export const PASSWORD_PROBLEMS = ['too_short', 'too_long', 'monotonous', 'personal', 'common'] as const
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number]

export interface PasswordRules {
  readonly lengthMin: number
  /** Names that everybody in this office would try: of the product, of the office. */
  readonly knownWords: readonly string[]
  /** Whether the password, in its normal form, is among those that are tried first. */
  readonly isCommon: (normalised: string) => boolean
}

/** Of whom the password is. */
export interface PasswordOwner {
  readonly login: string
  readonly name: string
  readonly mail: string | null
}

/** What is wrong with the password; null when it may be used. */
export function passwordProblem(password: string, owner: PasswordOwner, rules: PasswordRules): PasswordProblem | null {
  const length = [...password.normalize('NFKC')].length
  if (length < rules.lengthMin) return 'too_short'
  if (length > PASSWORD_LENGTH.max) return 'too_long'
  const plain = normalise(password)
  if (isMonotonous(plain)) return 'monotonous'
  const bare = lettersOf(plain)
  if ([...wordsOf(owner), ...rules.knownWords].some(word => isMadeOf(bare, plain, word))) return 'personal'
  return rules.isCommon(plain) ? 'common' : null
}

/** Up to so many different characters are a pattern, not a secret. */
const DIFFERENT_MIN = 4

/** 「aaaaaaaa」, 「12121212」, 「12345678」, 「hgfedcba」. */
function isMonotonous(text: string): boolean {
  const codes = [...text].map(character => character.codePointAt(0) ?? 0)
  if (new Set(codes).size < DIFFERENT_MIN) return true
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  return steps.size === 1
}

function wordsOf({ login, name, mail }: PasswordOwner): readonly string[] {
  return [login, name, ...(mail === null ? [] : [mail, mail.split('@')[0] ?? ''])]
}

/** Digits and signs around a known word make it no secret. */
function isMadeOf(bare: string, plain: string, word: string): boolean {
  const known = normalise(word).replace(/\s/gu, '')
  if (known === '') return false
  const knownBare = lettersOf(known)
  return plain.replace(/\s/gu, '') === known || (knownBare !== '' && bare === knownBare)
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, '')
}
