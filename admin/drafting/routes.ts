// Where a chat model helps editors: a draft of a ticket, and the page on which a person looks it over.
import type { Request } from 'express'
import { draftOfTicket, nearEntries, textsOfTicket } from '../../src/core/drafting/draft-of-ticket.ts'
import { FaqError } from '../../src/core/errors.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { ModelDraft } from '../../src/core/ports/model-drafts.ts'
import { mayDo, type Ticket } from '../../src/core/ticket/ticket.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import type { DraftingPagesDeps } from './deps.ts'
import { entryHelpRoutes } from './entry-routes.ts'
import { failurePage } from './failure-page.ts'
import { reviewPage } from './review-page.ts'
import { untilLeft } from './until-left.ts'

export function draftingRoutes(deps: DraftingPagesDeps): readonly AdminRoute[] {
  const ofTicket = async (request: Request) =>
    (await deps.tickets.find(String(request.params['id'])))?.section.code ?? null
  const ofDraft = async (request: Request) =>
    (await deps.modelDrafts.find(String(request.params['draft'])))?.sectionCode ?? null
  return [
    guardedRoute('POST /tickets/:id/model-draft', { action: 'ticket.work', sectionOf: ofTicket }, visit =>
      draftTicket(visit, deps),
    ),
    guardedRoute('GET /drafts/:draft', { action: 'entry.edit', sectionOf: ofDraft }, visit => showDraft(visit, deps)),
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
  const heading = draftingTexts.ask.failed
  const again = { url: `${url}/model-draft`, label: draftingTexts.ask.again }
  const back = { url, label: draftingTexts.review.toTicket }
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
  const ticket = draft.source === 'ticket' ? await deps.tickets.find(draft.sourceId) : null
  const sources = ticket === null ? null : await textsOfTicket(ticket, deps)
  const near = await nearEntries(sources?.[0]?.text ?? draft.draft.question, account, deps)
  const askedBy = await deps.nameOfActor(draft.askedBy)
  await send(reviewPage({ draft, sources, near, askedBy, ...waysOn(draft, ticket, deps) }))
}

function waysOn(draft: ModelDraft, ticket: Ticket | null, { drafting }: DraftingPagesDeps) {
  const url = ticket === null ? null : `/admin/tickets/${ticket.id}`
  const mayAsk = drafting !== null && ticket !== null && mayBeDrafted(ticket) && draft.savedAt === null
  return {
    back: url === null ? null : { url, label: draftingTexts.review.toTicket },
    again: mayAsk && url !== null ? `${url}/model-draft` : null,
  }
}
