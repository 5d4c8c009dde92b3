// The web chat at /: staff ask, read the official answer, choose a candidate and say whether it helped. Everything is a
// plain form with a page behind it; the script asks for the turn alone (`X-Fragment: turn`) and gets the same HTML.
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { isAnswerFor, isVisibleIn } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { type CalendarDate, dateInJapan } from '../../src/core/fiscal-year.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { loadAssets } from '../../src/pages/assets.ts'
import { entryUrl } from '../../src/pages/entry-view.ts'
import { ask } from './ask.ts'
import type { Chat, IdRequest, WebChatDeps } from './chat.ts'
import { showConversation } from './conversations.ts'
import { openTicket, showTicketForm } from './open-ticket.ts'
import { archivedEntryPage, messagePage, officialEntryPage, startPage } from './pages.ts'
import { chooseCandidate, showQuestion, takeFeedback } from './questions.ts'
import { readField } from './read-field.ts'
import { scopeOfVisitor } from './reader.ts'
import { makeRendering, showRendering } from './renderings.ts'
import { sendNotFound, sendPage } from './respond.ts'
import { sameOrigin } from './same-origin.ts'
import { offersRenderings } from './send-turn.ts'
import { sendSummary } from './summary.ts'
import { reopenTicket, resolveTicket, showTicket, withdrawTicket } from './tickets.ts'
import { addWidget } from './widget.ts'

/** Own files: stylesheets in the order in which they build on each other, scripts after those that they import. */
const STYLESHEETS = ['composer.css', 'turn.css', 'ticket.css', 'rendering.css'] as const
const SCRIPTS = ['remember.js', 'show.js', 'send.js', 'framed.js', 'summary.js', 'chat.js'] as const

/** Room for a question far over its limit, so that the person is told so politely and keeps the text. */
const FORM_SIZE_MAX = '256kb'

export type { WebChatDeps } from './chat.ts'

/** To be mounted at the root of the application: pages and forms name their addresses from there. */
export function webChatRouter(deps: WebChatDeps): Router {
  const assets = loadAssets({
    folder: new URL('./assets/', import.meta.url),
    names: [...STYLESHEETS, ...SCRIPTS],
    mountPath: '',
  })
  const chat: Chat = { ...deps, frame: { ...deps, assets } }
  const router = express.Router()
  router.use(assets.router)
  router.use(['/conversations', '/questions', '/tickets'], keepUnlisted)
  addPages(router, chat)
  addWidget(router, chat)
  addForms(router, chat)
  return router
}

/** These addresses are the right to see what is there: no search engine lists them, no cache keeps what they showed. */
const keepUnlisted: RequestHandler = (_request, response, next) => {
  response.set('X-Robots-Tag', 'noindex, nofollow').set('Cache-Control', 'no-store')
  next()
}

function addPages(router: Router, chat: Chat): void {
  router.get('/', async (request, response) => {
    const sectionCode = readField(request.query, 'section')
    await sendPage(response, startPage({ sections: await chat.sections(), sectionCode }), chat.frame)
  })
  // The address bar after a refused question: who reloads it wants to ask.
  router.get('/ask', (_request, response) => response.redirect(303, '/'))
  router.get('/conversations/:id', (request, response) => showConversation(request, response, chat))
  router.get('/questions/:id', (request, response) => showQuestion(request, response, chat))
  router.get('/questions/:id/summary', (request, response) => sendSummary(request, response, chat))
  router.get('/questions/:id/ticket', (request, response) => showTicketForm(request, response, chat))
  router.get('/tickets/:id', (request, response) => showTicket(request, response, chat))
  router.get('/entries/:id/in/:language', (request, response) => showRendering(request, response, chat))
  router.get('/entries/:id', (request, response) => showEntry(request, response, chat))
}

function addForms(router: Router, chat: Chat): void {
  const refuse = sameOrigin((_request, response) =>
    sendPage(response, messagePage(webMessages.errors.foreign), chat.frame, 403),
  )
  const form = express.urlencoded({ extended: false, limit: FORM_SIZE_MAX })
  router.post('/ask', refuse, form, (request, response) => ask(request, response, chat))
  router.post('/questions/:id/choose', refuse, form, (request: IdRequest, response) =>
    chooseCandidate(request, response, chat),
  )
  router.post('/questions/:id/feedback', refuse, form, (request: IdRequest, response) =>
    takeFeedback(request, response, chat),
  )
  router.post('/questions/:id/ticket', refuse, form, (request: IdRequest, response) =>
    openTicket(request, response, chat),
  )
  router.post(
    '/entries/:id/in/:language',
    refuse,
    form,
    (request: Request<{ id: string; language: string }>, response) => makeRendering(request, response, chat),
  )
  router.post('/tickets/:id/resolved', refuse, form, (request: IdRequest, response) =>
    resolveTicket(request, response, chat),
  )
  router.post('/tickets/:id/withdraw', refuse, form, (request: IdRequest, response) =>
    withdrawTicket(request, response, chat),
  )
  router.post('/tickets/:id/reopen', refuse, form, (request: IdRequest, response) =>
    reopenTicket(request, response, chat),
  )
}

/**
 * One that was archived was given as an answer once, so its page says what became of it, and so does that of an entry whose
 * days are over; whoever may not read an entry, and what was never published, learn nothing. What was merged leads on.
 */
async function showEntry(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const [entry] = await chat.entriesById([request.params.id])
  const [scope, today] = [scopeOfVisitor(response), dateInJapan(chat.now())]
  if (entry === undefined || !isVisibleIn(entry, scope)) return sendNotFound(response, chat.frame)
  if (isAnswerFor(entry, scope, today))
    return sendPage(response, officialEntryPage(entry, today, { renderings: await offersRenderings(chat) }), chat.frame)
  if (entry.mergedInto !== null) {
    response.set('Cache-Control', 'private, no-cache') // it may stand by itself again one day
    return response.redirect(301, entryUrl(entry.mergedInto))
  }
  if (entry.status === 'archived' || isOver(entry, today))
    return sendPage(response, archivedEntryPage(entry), chat.frame, 404)
  return sendNotFound(response, chat.frame)
}

function isOver({ status, validUntil }: Entry, today: CalendarDate): boolean {
  return status === 'published' && validUntil !== null && validUntil < today
}
