// The official answer in plain Japanese or in English: a page with the original on it. A form has it made, so that whoever only
// follows links sets no model to work; what was made once is a page that anybody who may read the entry can open.
import type { Request, Response } from 'express'
import { isAnswerFor } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { RENDERING_LANGUAGES, type RenderingLanguage } from '../../src/core/ports/renderings.ts'
import { untilLeft } from '../../src/pages/until-left.ts'
import type { Chat } from './chat.ts'
import { scopeOfVisitor } from './reader.ts'
import type { WebRenderings } from './rendering-source.ts'
import { type RenderingPageView, renderingPage, renderingUrl } from './rendering-view.ts'
import { sendNotFound, sendPage } from './respond.ts'
import { offersRenderings } from './send-turn.ts'
import { whoAsks } from './who-asks.ts'

type RenderingRequest = Request<{ id: string; language: string }>

export async function showRendering(request: RenderingRequest, response: Response, chat: Chat): Promise<void> {
  const wanted = await readWanted(request, response, chat)
  if (wanted === null) return sendNotFound(response, chat.frame)
  const outcome = await wanted.renderings.stored(wanted.entry, wanted.language)
  return sendRendering(response, { ...wanted, outcome, limited: false }, chat)
}

export async function makeRendering(request: RenderingRequest, response: Response, chat: Chat): Promise<void> {
  const wanted = await readWanted(request, response, chat)
  if (wanted === null) return sendNotFound(response, chat.frame)
  const { renderings, entry, language } = wanted
  const url = renderingUrl(entry.id, language)
  if ((await renderings.stored(entry, language)) !== null) return response.redirect(303, url)
  const asker = renderings.askerOf(whoAsks(request, response))
  if (asker !== null && !renderings.mayMake(asker)) {
    return sendRendering(response, { ...wanted, outcome: null, limited: true }, chat, 429)
  }
  const outcome = await renderings.make(entry, language, { asker, signal: untilLeft(response) })
  if (outcome.kind === 'rendered') return response.redirect(303, url)
  return sendRendering(response, { ...wanted, outcome, limited: false }, chat, 503)
}

interface Wanted {
  readonly renderings: WebRenderings
  readonly entry: Entry
  readonly language: RenderingLanguage
}

/** Null for what is no language, no answer for this reader, or where there is no model. */
async function readWanted(request: RenderingRequest, response: Response, chat: Chat): Promise<Wanted | null> {
  const { renderings } = chat
  const language = RENDERING_LANGUAGES.find(known => known === request.params.language)
  const [entry] = await chat.entriesById([request.params.id])
  if (renderings === null || !(await offersRenderings(chat)) || language === undefined || entry === undefined)
    return null
  const today = dateInJapan(chat.now())
  return isAnswerFor(entry, scopeOfVisitor(response), today) ? { renderings, entry, language } : null
}

async function sendRendering(
  response: Response,
  view: Omit<RenderingPageView, 'today'>,
  chat: Chat,
  status = 200,
): Promise<void> {
  await sendPage(response, renderingPage({ ...view, today: dateInJapan(chat.now()) }), chat.frame, status)
}
