// Whether somebody is who they say, by login and password: within the limits on guessing, and with the same work and the same
// answer whether or not there is such an account.
import type { Accounts } from '../ports/accounts.ts'
import type { Passwords } from '../ports/passwords.ts'
import type { SignInAttempt, SignInFailures } from '../ports/sign-in-failures.ts'
import type { Account } from './account.ts'
import { SIGN_IN_LIMITS } from './sign-in-limits.ts'

export type PasswordCheck =
  | { readonly kind: 'right'; readonly account: Account }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'limited'; readonly retryAfterS: number }

export interface CheckPasswordDeps {
  readonly accounts: Pick<Accounts, 'findByLogin' | 'passwordHash'>
  readonly passwords: Pick<Passwords, 'verify'>
  readonly failures: SignInFailures
  readonly now: () => Date
}

export async function checkPassword(
  attempt: SignInAttempt & { readonly password: string },
  { accounts, passwords, failures, now }: CheckPasswordDeps,
): Promise<PasswordCheck> {
  const begun = await failures.begin(attempt, SIGN_IN_LIMITS, now())
  if (begun.kind === 'limited') return begun
  const account = await accounts.findByLogin(attempt.login)
  const known = await accounts.passwordHash(account?.id ?? '')
  const hash = account === null || account.disabled ? null : known
  const right = await verifyOrWithdraw()
  if (!right || account === null) return { kind: 'wrong' }
  await failures.succeeded(begun.id)
  return { kind: 'right', account }

  /** Where too many wait already, nothing was guessed. */
  async function verifyOrWithdraw(): Promise<boolean> {
    const { id } = begun as Extract<typeof begun, { kind: 'begun' }>
    try {
      return await passwords.verify(attempt.password, hash)
    } catch (error) {
      await failures.withdraw(id)
      throw error
    }
  }
}
