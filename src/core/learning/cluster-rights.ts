// Who may see a cluster, and who may work on it: the people of the sections that it may belong to; one of no section is everybody's.
import type { Account } from '../access/account.ts'
import { may, scopeOf } from '../access/rights.ts'
import type { Cluster } from './cluster.ts'

export function isClusterFor(account: Account, { sections }: Pick<Cluster, 'sections'>): boolean {
  const scope = scopeOf(account)
  return scope === null || sections.length === 0 || sections.some(({ code }) => scope.includes(code))
}

export function mayWorkOn(account: Account, { sections }: Pick<Cluster, 'sections'>): boolean {
  if (sections.length === 0) return may(account, 'entry.edit')
  return sections.some(({ code }) => may(account, 'entry.edit', code))
}
