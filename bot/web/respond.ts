// How the chat answers a request: a whole page, or the fragment of it that the script asked for.
import type { Request, Response } from 'express'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { type Html, toText } from '../../src/pages/html.ts'
import { type Frame, type Page, pageText } from '../../src/pages/page.ts'
import { messagePage } from './pages.ts'

/** The request header by which the script asks for a fragment; the response names the fragment that came. */
const FRAGMENT_HEADER = 'X-Fragment'

export type FragmentName = 'turn' | 'composer'

export function wantsFragment(request: Request): boolean {
  return request.get(FRAGMENT_HEADER) === 'turn'
}

/** The frame of the pages of the chat: on paper they say where they are from, and when. */
export interface ChatFrame extends Frame {
  readonly publicUrl: string
  readonly now: () => Date
}

export async function sendPage(response: Response, page: Page, frame: ChatFrame, status = 200): Promise<void> {
  const printed = { url: frame.publicUrl + response.req.originalUrl, on: dateInJapan(frame.now()) }
  send(response, await pageText(status < 400 ? { ...page, printed } : page, frame), status)
}

export function sendNotFound(response: Response, frame: ChatFrame): Promise<void> {
  return sendPage(response, messagePage(webMessages.errors.notFound), frame, 404)
}

export async function sendFragment(
  response: Response,
  name: FragmentName,
  fragment: Html,
  status = 200,
): Promise<void> {
  response.set(FRAGMENT_HEADER, name)
  send(response, await toText(fragment), status)
}

/**
 * The referrer policy is set here because plain forms depend on it: under `no-referrer` browsers send `Origin: null`, and
 * same-origin.ts could not tell our own form from a stranger's.
 */
function send(response: Response, text: string, status: number): void {
  if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'private, no-cache')
  response.set('Referrer-Policy', 'same-origin')
  response.status(status).type('html').send(text)
}
