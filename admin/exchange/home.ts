// The first page of the area, for whom it is.
import { type Account, isAdministrator } from '../../src/core/access/account.ts'
import type { SignedInVisit } from '../route.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { homePage } from './home-page.ts'

/** The last few weeks of a busy person. */
const JOBS_SHOWN = 30

export async function sendHome(visit: SignedInVisit, deps: ExchangeDeps, problem: string | null = null): Promise<void> {
  const { account } = visit
  const jobs = await deps.exchange.imports.list({ accountId: seesAll(account) ? null : account.id, limit: JOBS_SHOWN })
  const sections = await deps.registry.sections()
  await visit.send({ ...homePage({ jobs, sections, problem }), place: '/admin/exchange' }, problem === null ? 200 : 422)
}

/** Administrators see the imports of everybody. */
export function seesAll(account: Account): boolean {
  return isAdministrator(account)
}
