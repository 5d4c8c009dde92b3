// Where a chat model helps editors: a draft of a ticket, and the page on which a person looks a draft over, whatever it was made of.
import type { Request } from 'express'
import type { Account } from '../../src/core/access/account.ts'
import { may, scopeOf } from '../../src/core/access/rights.ts'
import { maskedTexts, textsOfCluster } from '../../src/core/drafting/draft-of-cluster.ts'
import { draftOfTicket, textsOfTicket } from '../../src/core/drafting/draft-of-ticket.ts'
import { nearEntries } from '../../src/core/drafting/near-entries.ts'
import { FaqError } from '../../src/core/errors.ts'
import { isClusterFor, mayWorkOn } from '../../src/core/learning/cluster-rights.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { ModelDraft } from '../../src/core/ports/model-drafts.ts'
import { mayDo, type Ticket } from '../../src/core/ticket/ticket.ts'
import { untilLeft } from '../../src/pages/until-left.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import type { DraftingPagesDeps } from './deps.ts'
import { entryHelpRoutes } from './entry-routes.ts'
import { failurePage } from './failure-page.ts'
import { MODEL_SECTION_FIELD } from './model-section-field.ts'
import { type ReviewView, reviewPage } from './review-page.ts'

const { ask, review: texts } = draftingTexts

export function draftingRoutes(deps: DraftingPagesDeps): readonly AdminRoute[] {
  const sectionOfTicket = async (request: Request) =>
    (await deps.tickets.find(String(request.params['id'])))?.section.code ?? null
  const sectionOfDraft = async (request: Request) =>
    (await deps.modelDrafts.find(String(request.params['draft'])))?.sectionCode ?? null
  return [
    guardedRoute('POST /tickets/:id/model-draft', { action: 'ticket.work', sectionOf: sectionOfTicket }, visit =>
      draftTicket(visit, deps),
    ),
    guardedRoute('GET /drafts/:draft', { action: 'entry.edit', sectionOf: sectionOfDraft }, visit =>
      showDraft(visit, deps),
    ),
    ...entryHelpRoutes(deps),
  ]
}

async function draftTicket(visit: SignedInVisit, deps: DraftingPagesDeps): Promise<void> {
  const { request, response, account, send } = visit
  const { drafting } = deps
  const ticket = await deps.tickets.find(String(request.params['id']))
  if (ticket === null || drafting === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  const url = `/admin/tickets/${ticket.id}`
  // Somebody was faster: their page says how the ticket stands now.
  if (!mayBeDrafted(ticket)) return response.redirect(303, url)
  const signal = untilLeft(response)
  const kept = await draftOfTicket({ ticket, account, signal }, { ...deps, drafting })
  if (kept.kind === 'drafted') return response.redirect(303, `/admin/drafts/${kept.draftId}`)
  const heading = ask.failed
  const again = { url: `${url}/model-draft`, label: ask.again }
  const back = { url, label: texts.toTicket }
  await send(
    failurePage({ heading, text: draftingTexts.failures[kept.why], again, back, place: '/admin/tickets' }),
    503,
  )
}

function mayBeDrafted(ticket: Ticket): boolean {
  return mayDo(ticket, 'drafted') && ticket.entryId === null
}

async function showDraft({ request, account, send }: SignedInVisit, deps: DraftingPagesDeps): Promise<void> {
  const draft = await deps.modelDrafts.find(String(request.params['draft']))
  if (draft === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  const { sources, ...ways } = await madeOf(draft, account, deps)
  const first = typeof sources === 'string' ? undefined : sources[0]
  const near = await nearEntries({ text: first?.text ?? draft.draft.question, scope: scopeOf(account) }, deps)
  const askedBy = await deps.nameOfActor(draft.askedBy)
  await send(reviewPage({ draft, sources, near, askedBy, ...ways }))
}

type MadeOf = Pick<ReviewView, 'sources' | 'back' | 'again' | 'settled'>

const NOWHERE: MadeOf = { sources: 'gone', back: null, again: null, settled: false }

async function madeOf(draft: ModelDraft, account: Account, deps: DraftingPagesDeps): Promise<MadeOf> {
  switch (draft.source) {
    case 'ticket':
      return ofTicket(draft, account, deps)
    case 'cluster':
      return ofCluster(draft, account, deps)
    case 'thread':
      return NOWHERE
    default:
      return draft.source satisfies never
  }
}

/** The draft is for people of its section; the ticket is for those of the section that it is with now. */
async function ofTicket({ sourceId, savedAt }: ModelDraft, account: Account, deps: DraftingPagesDeps): Promise<MadeOf> {
  const ticket = await deps.tickets.find(sourceId)
  if (ticket === null) return NOWHERE
  if (!may(account, 'ticket.work', ticket.section.code)) return { ...NOWHERE, sources: 'moved' }
  const url = `/admin/tickets/${ticket.id}`
  const mayAsk = deps.drafting !== null && mayBeDrafted(ticket) && savedAt === null
  return {
    sources: await textsOfTicket(ticket, deps),
    back: { url, label: texts.toTicket },
    again: mayAsk ? { url: `${url}/model-draft`, label: ask.again } : null,
    settled: false,
  }
}

/** The draft is for people of its section; the questions are for those who may see the cluster. */
async function ofCluster(draft: ModelDraft, account: Account, deps: DraftingPagesDeps): Promise<MadeOf> {
  const cluster = await deps.clusters.find(Number(draft.sourceId))
  if (cluster === null) return NOWHERE
  const settled = cluster.state !== 'open' && draft.savedAt === null
  if (!isClusterFor(account, cluster)) return { ...NOWHERE, sources: 'hidden', settled }
  const url = `${LEARNING_PLACE}/clusters/${cluster.id}`
  const mayAsk = deps.drafting !== null && cluster.state === 'open' && draft.savedAt === null
  const fields = { [MODEL_SECTION_FIELD]: draft.sectionCode }
  return {
    sources: maskedTexts(await textsOfCluster(cluster, deps), deps.employeeNumberForms),
    back: { url, label: texts.toCluster },
    again: mayAsk && mayWorkOn(account, cluster) ? { url: `${url}/model-draft`, label: ask.again, fields } : null,
    settled,
  }
}
