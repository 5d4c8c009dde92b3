// The stores of people that a contract runs on, over one empty database with the sections jinji and kaikei.
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { Identities } from '../../src/core/ports/identities.ts'
import type { Invitations } from '../../src/core/ports/invitations.ts'
import type { Sessions } from '../../src/core/ports/sessions.ts'
import type { SignInFailures } from '../../src/core/ports/sign-in-failures.ts'

export interface PeopleStores {
  readonly accounts: Accounts
  readonly invitations: Invitations
  readonly identities: Identities
  readonly sessions: Sessions
  readonly failures: SignInFailures
  /** What the stores take for now; starts at 2026-11-30 09:00 in Japan. */
  readonly now: () => Date
  readonly pass: (ms: number) => void
}

export type OpenPeopleStores = () => Promise<PeopleStores>
