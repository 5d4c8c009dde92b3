// Personal data: how long it is kept, what was taken out, and what a person is shown, or has erased, who asks for it.
import { actorOf } from '../../src/core/access/account.ts'
import { isFault } from '../../src/core/errors.ts'
import { type PersonName, readPerson } from '../../src/core/privacy/person.ts'
import { countsOf, type Privacy } from '../../src/core/privacy/privacy.ts'
import { totalOf } from '../../src/core/privacy/purge.ts'
import { personHtml } from '../../src/pages/person-document.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { erasedPage, heldPage, type PersonForm, privacyPage } from './privacy-page.ts'

export interface PrivacyPagesDeps {
  readonly privacy: Privacy
  readonly organisation: string
  readonly now: () => Date
}

export function privacyRoutes(deps: PrivacyPagesDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /privacy', 'privacy.manage', visit => show(visit, {}, deps)),
    guardedRoute('POST /privacy/purge', 'privacy.manage', visit => purge(visit, deps)),
    guardedRoute('POST /privacy/look', 'privacy.manage', visit => withPerson(visit, deps, look)),
    guardedRoute('POST /privacy/export', 'privacy.manage', visit => withPerson(visit, deps, exportPerson)),
    guardedRoute('POST /privacy/erase', 'privacy.manage', visit => withPerson(visit, deps, erase)),
  ]
}

interface Showing {
  readonly form?: PersonForm
  readonly wrong?: boolean
  readonly status?: number
}

const EMPTY: PersonForm = { kind: 'slack', value: '' }

async function show({ request, send }: SignedInVisit, showing: Showing, { privacy }: PrivacyPagesDeps): Promise<void> {
  const [due, last] = [await privacy.due(), await privacy.lastPurge()]
  const taken = readField(request.query, 'taken')
  const purged = /^\d{1,12}$/u.test(taken) ? Number(taken) : null
  const { form = EMPTY, wrong = false, status = 200 } = showing
  await send(privacyPage({ retention: privacy.retention, due, last, purged, form, wrong }), status)
}

async function purge({ response, account }: SignedInVisit, { privacy }: PrivacyPagesDeps): Promise<void> {
  const { counts } = await privacy.purge(actorOf(account))
  response.redirect(303, `/admin/privacy?taken=${totalOf(counts)}`)
}

type PersonWork = (visit: SignedInVisit, person: PersonName, deps: PrivacyPagesDeps) => Promise<void>

async function withPerson(visit: SignedInVisit, deps: PrivacyPagesDeps, work: PersonWork): Promise<void> {
  const { body } = visit.request
  const form = { kind: readField(body, 'kind'), value: readField(body, 'value').trim() }
  try {
    const person = readPerson(`${form.kind}:${form.value}`)
    visit.response.set('Cache-Control', 'no-store')
    await work(visit, person, deps)
  } catch (error) {
    if (!isFault(error, 'bad_input')) throw error
    await show(visit, { form, wrong: true, status: 422 }, deps)
  }
}

async function look({ send }: SignedInVisit, person: PersonName, { privacy }: PrivacyPagesDeps): Promise<void> {
  await send(heldPage({ person, held: countsOf(await privacy.find([person], 'preview')), unconfirmed: false }))
}

async function exportPerson(
  { request, response, account }: SignedInVisit,
  person: PersonName,
  { privacy, organisation, now }: PrivacyPagesDeps,
): Promise<void> {
  const record = await privacy.find([person], { actor: actorOf(account) })
  if (readField(request.body, 'format') === 'json') {
    response
      .attachment('zencho-faq-person.json')
      .type('application/json')
      .send(JSON.stringify(record, null, 2))
  } else {
    response.attachment('zencho-faq-person.html').type('text/html')
    response.send(await personHtml(record, { organisation, at: now() }))
  }
}

async function erase(
  { request, account, send }: SignedInVisit,
  person: PersonName,
  { privacy }: PrivacyPagesDeps,
): Promise<void> {
  if (readField(request.body, 'confirmed') !== 'yes') {
    const held = countsOf(await privacy.find([person], 'preview'))
    return send(heldPage({ person, held, unconfirmed: true }), 422)
  }
  await send(erasedPage(await privacy.erase([person], actorOf(account))))
}
