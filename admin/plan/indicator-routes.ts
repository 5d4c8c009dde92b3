// Creating, changing, ordering and removing indicators, for those who answer for the plan as a whole.
import { actorOf } from '../../src/core/access/account.ts'
import { isFault } from '../../src/core/errors.ts'
import { readField } from '../read-field.ts'
import type { AdminRoute, SignedInVisit } from '../route.ts'
import { EMPTY_INDICATOR, fieldsOfIndicator, readIndicator } from './indicator-form.ts'
import { changeIndicatorPage, indicatorsPage, newIndicatorPage, removeIndicatorPage } from './indicator-pages.ts'
import { CONFLICT, indicatorOf, PLACE, type PlanDeps, planRoute, REFUSED } from './plan-deps.ts'

export function indicatorRoutes(deps: PlanDeps): readonly AdminRoute[] {
  return [
    planRoute('GET /plan/indicators', async ({ request, send }) =>
      send(indicatorsPage(await deps.plan.indicators(), readField(request.query, 'done'))),
    ),
    planRoute('GET /plan/new', async ({ send }) =>
      send(newIndicatorPage({ fields: EMPTY_INDICATOR, sections: await deps.sections() })),
    ),
    planRoute('POST /plan/new', visit => create(visit, deps)),
    planRoute('GET /plan/:id/indicator', async visit => {
      const indicator = await indicatorOf(visit, deps)
      const fields = fieldsOfIndicator(indicator)
      await visit.send(changeIndicatorPage({ indicator, fields, sections: await deps.sections() }))
    }),
    planRoute('POST /plan/:id/indicator', visit => change(visit, deps)),
    planRoute('POST /plan/:id/move', visit => move(visit, deps)),
    planRoute('GET /plan/:id/remove', async visit => visit.send(removeIndicatorPage(await indicatorOf(visit, deps)))),
    planRoute('POST /plan/:id/remove', async visit => {
      const { id } = await indicatorOf(visit, deps)
      await deps.plan.remove(id, actorOf(visit.account))
      visit.response.redirect(303, listAddress('removed'))
    }),
  ]
}

async function create({ request, response, account, send }: SignedInVisit, { plan, sections }: PlanDeps) {
  const known = await sections()
  const { fields, input, problems } = readIndicator(request.body, known)
  if (Object.keys(problems).length > 0) {
    return send(newIndicatorPage({ fields, sections: known, problems }), REFUSED)
  }
  const { id } = await plan.create(input, actorOf(account))
  response.redirect(303, listAddress('created', id))
}

async function change(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const { request, response, account, send } = visit
  const indicator = await indicatorOf(visit, deps)
  const sections = await deps.sections()
  const { fields, input, problems } = readIndicator(request.body, sections)
  const seen = Number(readField(request.body, 'seen'))
  if (Object.keys(problems).length > 0) {
    const shown = { ...indicator, version: seen }
    return send(changeIndicatorPage({ indicator: shown, fields, sections, problems }), REFUSED)
  }
  try {
    await deps.plan.change({ ...input, id: indicator.id, version: seen }, actorOf(account))
  } catch (error) {
    if (!isFault(error, 'conflict')) throw error
    const now = await indicatorOf(visit, deps)
    return send(changeIndicatorPage({ indicator: now, fields, sections, conflict: true }), CONFLICT)
  }
  response.redirect(303, listAddress('changed', indicator.id))
}

async function move(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const { id } = await indicatorOf(visit, deps)
  const to = readField(visit.request.body, 'to') === 'up' ? 'up' : 'down'
  await deps.plan.move(id, to, actorOf(visit.account))
  visit.response.redirect(303, listAddress('moved', id))
}

function listAddress(done: string, id?: string): string {
  return `${PLACE}/indicators?done=${done}${id === undefined ? '' : `#i-${id}`}`
}
