// Names of those who did something, for people: accounts by their names, everything else by what it is.
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'

export type NameOf = (actor: string) => string

export function namesOf(accounts: readonly Pick<Account, 'login' | 'name'>[]): NameOf {
  const names = new Map(accounts.map(account => [actorOf(account), account.name]))
  return actor => names.get(actor) ?? workflowTexts.actor(actor)
}
