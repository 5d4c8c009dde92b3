// What the pages of the plan ask of the product, and who may do what on them.
import type { Account } from '../../src/core/access/account.ts'
import { may } from '../../src/core/access/rights.ts'
import type { Section } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { type CalendarDate, dateInJapan } from '../../src/core/fiscal-year.ts'
import type { Indicator, IndicatorWithValues } from '../../src/core/kpi/plan.ts'
import { valueTexts } from '../../src/core/messages/ja/admin/plan.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { Figures } from '../../src/core/ports/figures.ts'
import type { PlanStore } from '../../src/core/ports/plan-store.ts'
import { type Address, type AdminRoute, guardedRoute, type SectionOf, type SignedInVisit } from '../route.ts'

export interface PlanDeps {
  readonly plan: PlanStore
  readonly figures: Figures
  readonly accounts: Pick<Accounts, 'findByLogin'>
  readonly sections: () => Promise<readonly Section[]>
  readonly organisation: string
  readonly now: () => Date
}

export const PLACE = '/admin/plan'

/** What was typed cannot be taken as it is. */
export const REFUSED = 422
/** Somebody else was faster. */
export const CONFLICT = 409

/** Fiscal years that can be entered: from 平成元年度 on, and as far as anybody plans. */
export const FISCAL_YEARS = { first: 1989, last: 2099 } as const

/** Indicators themselves, and what figures rest on, are for those who answer for the plan as a whole. */
const WHOLE_PLAN = ''

export function mayEdit(account: Account, { sectionCode }: Pick<Indicator, 'sectionCode'>): boolean {
  return may(account, 'plan.edit', sectionCode ?? WHOLE_PLAN)
}

export function mayEditPlan(account: Account): boolean {
  return may(account, 'plan.edit', WHOLE_PLAN)
}

/** A route for those who answer for the plan as a whole. */
export function planRoute(address: Address, handle: (visit: SignedInVisit) => Promise<void>): AdminRoute {
  return guardedRoute(address, { action: 'plan.edit', sectionOf: async () => WHOLE_PLAN }, handle)
}

/** A route about an indicator whose values the section in charge types in. */
export function indicatorRoute(
  address: Address,
  handle: (visit: SignedInVisit) => Promise<void>,
  { plan }: Pick<PlanDeps, 'plan'>,
): AdminRoute {
  const sectionOf: SectionOf = async request => {
    const indicator = await plan.find(String(request.params['id']))
    return indicator === null ? null : (indicator.sectionCode ?? WHOLE_PLAN)
  }
  return guardedRoute(address, { action: 'plan.edit', sectionOf }, handle)
}

export async function indicatorOf({ request }: SignedInVisit, { plan }: PlanDeps): Promise<IndicatorWithValues> {
  const id = String(request.params['id'])
  const indicator = await plan.find(id)
  if (indicator === null) throw new FaqError('not_found', { what: 'indicator', id })
  return indicator
}

export function todayOf({ now }: Pick<PlanDeps, 'now'>): CalendarDate {
  return dateInJapan(now())
}

/** The name of whoever did it, as far as it is known. */
export async function nameOfActor(actor: string, { accounts }: Pick<PlanDeps, 'accounts'>): Promise<string> {
  if (actor === 'plan-file') return valueTexts.planFile
  if (!actor.startsWith('user:')) return actor
  return (await accounts.findByLogin(actor.slice('user:'.length)))?.name ?? actor
}

/** The table after values were saved. */
export function savedAddress(changed: number, anchor = ''): string {
  return `${PLACE}?done=${changed === 0 ? 'unchanged' : 'values'}${anchor}`
}
