// What signing in asks of the product.
import type { ClaimSettings } from '../../src/core/access/identity.ts'
import type { PasswordRules } from '../../src/core/access/password-rules.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { Identities } from '../../src/core/ports/identities.ts'
import type { IdentityProvider } from '../../src/core/ports/identity-provider.ts'
import type { Invitations } from '../../src/core/ports/invitations.ts'
import type { Passwords } from '../../src/core/ports/passwords.ts'
import type { SignInFailures } from '../../src/core/ports/sign-in-failures.ts'
import type { Visit } from '../route.ts'

export interface ProviderDeps {
  readonly provider: IdentityProvider
  readonly identities: Pick<Identities, 'signIn'>
  readonly claims: ClaimSettings
}

export interface SignInDeps {
  readonly accounts: Pick<Accounts, 'findByLogin' | 'passwordHash' | 'noteSignIn'>
  readonly passwords: Passwords
  readonly failures: SignInFailures
  readonly invitations: Invitations
  readonly passwordRules: PasswordRules
  /** Whether passwords open the door. */
  readonly local: boolean
  /** Null where no identity provider is set up. */
  readonly provider: ProviderDeps | null
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** Where the identity provider is the only way in, there is no such address. */
export function requireLocal({ request }: Visit, { local }: Pick<SignInDeps, 'local'>): void {
  if (!local) throw new FaqError('not_found', { what: 'path', id: request.path })
}
