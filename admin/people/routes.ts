// People, for administrators: finding, adding and changing them.
import { actorOf } from '../../src/core/access/account.ts'
import { LINK_MS } from '../../src/core/access/invitation-lives.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import type { PeopleDeps } from './people-deps.ts'
import { peoplePage, STATES } from './people-page.ts'
import { actionRoutes, invite } from './person-actions.ts'
import { newPersonPage } from './person-page.ts'
import { readPerson } from './read-person.ts'
import { fieldsOf, personOf, sendPerson } from './send-person.ts'

const PAGE_SIZE = 50
const REFUSED = 422
const CONFLICT = 409

export function peopleRoutes(deps: PeopleDeps): readonly AdminRoute[] {
  const right = 'people.manage'
  return [
    guardedRoute('GET /people', right, visit => list(visit, deps)),
    guardedRoute('GET /people/new', right, async visit => {
      await visit.send(newPersonPage({ sections: await deps.sections(), local: deps.local }))
    }),
    guardedRoute('POST /people', right, visit => add(visit, deps)),
    guardedRoute('GET /people/:id', right, visit => show(visit, deps)),
    guardedRoute('POST /people/:id', right, visit => change(visit, deps)),
    ...actionRoutes(deps),
  ]
}

async function list({ request, send }: SignedInVisit, deps: PeopleDeps): Promise<void> {
  const text = readField(request.query, 'q')
  const state = STATES.find(known => known === readField(request.query, 'state')) ?? 'active'
  const page = Math.max(1, Number.parseInt(readField(request.query, 'page'), 10) || 1)
  const disabled = state === 'all' ? undefined : state === 'disabled'
  const found = await deps.accounts.list({ text, disabled, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const states = await deps.accounts.signInStates(found.accounts.map(({ id }) => id))
  const sectionNames = new Map((await deps.sections()).map(({ code, name }) => [code, name]))
  await send(peoplePage({ query: { text, state, page }, pageSize: PAGE_SIZE, ...found, states, sectionNames }))
}

async function add(visit: SignedInVisit, deps: PeopleDeps): Promise<void> {
  const sections = await deps.sections()
  const { fields, input, problems } = readPerson(visit.request.body, sections)
  const taken = (await deps.accounts.findByLogin(fields.login)) !== null && { login: texts.problems.login_taken }
  if (Object.keys(problems).length > 0 || taken !== false) {
    const all = { ...taken, ...problems }
    return visit.send(newPersonPage({ fields, sections, problems: all, local: deps.local }), REFUSED)
  }
  const actor = actorOf(visit.account)
  const account = await deps.accounts.create({ ...input, disabled: false }, actor)
  if (deps.local) return invite(visit, account, deps)
  await deps.identities.allowLink(account.id, { until: new Date(deps.now().getTime() + LINK_MS), actor })
  visit.response.redirect(303, `/admin/people/${account.id}?done=saved`)
}

async function show(visit: SignedInVisit, deps: PeopleDeps): Promise<void> {
  const account = await personOf(visit, deps)
  const done = readField(visit.request.query, 'done')
  const what = (['saved', 'disabled', 'enabled', 'link', 'unlinked'] as const).find(known => known === done)
  const said = what === undefined ? undefined : ({ kind: 'done', what } as const)
  await sendPerson(visit, deps, { account, fields: fieldsOf(account), said })
}

async function change(visit: SignedInVisit, deps: PeopleDeps): Promise<void> {
  const account = await personOf(visit, deps)
  const { fields, input, problems } = readPerson(visit.request.body, await deps.sections())
  const namesake = await deps.accounts.findByLogin(fields.login)
  const taken = namesake !== null && namesake.id !== account.id && { login: texts.problems.login_taken }
  if (Object.keys(problems).length > 0 || taken !== false) {
    return sendPerson(visit, deps, { account, fields, problems: { ...taken, ...problems }, status: REFUSED })
  }
  const seen = Number(readField(visit.request.body, 'seen'))
  try {
    const stated = { ...input, disabled: account.disabled }
    await deps.accounts.change(account.id, stated, { actor: actorOf(visit.account), seen })
  } catch (error) {
    if (isFault(error, 'conflict')) {
      const now = await personOf(visit, deps)
      return sendPerson(visit, deps, { account: now, fields, said: { kind: 'conflict' }, status: CONFLICT })
    }
    if (!(error instanceof FaqError) || !isFault(error, 'account_refused')) throw error
    const why = texts.problems[error.data.reason]
    return sendPerson(visit, deps, { account, fields, said: { kind: 'refused', why }, status: CONFLICT })
  }
  visit.response.redirect(303, `/admin/people/${account.id}?done=saved`)
}
