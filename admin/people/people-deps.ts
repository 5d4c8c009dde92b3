// What the pages about people ask of the product.
import type { Account } from '../../src/core/access/account.ts'
import type { ClaimSettings } from '../../src/core/access/identity.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { Identities } from '../../src/core/ports/identities.ts'
import type { Invitations } from '../../src/core/ports/invitations.ts'
import type { Registry } from '../../src/core/ports/registry.ts'

export interface PeopleDeps {
  readonly accounts: Pick<Accounts, 'create' | 'change' | 'find' | 'findByLogin' | 'list' | 'signInStates'>
  readonly invitations: Pick<Invitations, 'invite'>
  readonly identities: Pick<Identities, 'allowLink' | 'unlink'>
  readonly sections: Registry['sections']
  /** How people reach the pages, for links that are handed on. */
  readonly publicUrl: string
  /** Mails an invitation; null where no mail server is set up. */
  readonly mailInvitation: ((invitation: Invitation) => Promise<void>) | null
  /** Whether passwords open the door. */
  readonly local: boolean
  /** Null where no identity provider is set up. */
  readonly claims: ClaimSettings | null
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface Invitation {
  readonly to: string
  readonly account: Account
  readonly link: string
  readonly until: Date
}
