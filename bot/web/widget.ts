// The chat on other sites of the office: the script that a portal loads, and the page that its frame shows. Both exist only
// where origins are named that may have them.
import { readFileSync } from 'node:fs'
import type { Request, Response, Router } from 'express'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Chat } from './chat.ts'
import { widgetPage } from './pages.ts'
import { sendPage } from './respond.ts'

const SCRIPT = new URL('./assets/widget.js', import.meta.url)
const { open, title, close } = webMessages.widget
const PLACE_OF_WORDS = /\/\* words \*\/ \{[^{}]*\}/u

export function addWidget(router: Router, chat: Chat): void {
  if (chat.widgetOrigins.length === 0) return
  const script = widgetScript()
  router.get('/widget', (_request, response) => showWidget(response, chat))
  router.get('/widget.js', (request, response) => sendScript(request, response, { script, chat }))
}

/** Portals name its address once and for all, so it is asked for again each time, and answered with 304. */
function sendScript(request: Request, response: Response, { script, chat }: { script: string; chat: Chat }): void {
  response.set('Cache-Control', 'private, no-cache').vary('Referer').type('js')
  if (!mayLoad(request, chat.widgetOrigins)) return void response.status(403).send('')
  // What the house refuses to every other site it gives to these.
  response.set('Cross-Origin-Resource-Policy', 'cross-origin').send(script)
}

/** A portal may keep its address to itself; then the frame's policy alone decides, as it does in any case. */
function mayLoad(request: Request, origins: readonly string[]): boolean {
  const referrer = request.get('Referer')
  return referrer === undefined || (URL.canParse(referrer) && origins.includes(new URL(referrer).origin))
}

async function showWidget(response: Response, chat: Chat): Promise<void> {
  allowFrames(response, chat.widgetOrigins)
  return sendPage(response, widgetPage({ sections: await chat.sections() }), chat.frame)
}

/** Every page refuses to be framed; this one alone may be, by these origins, and by a policy that is otherwise the same. */
function allowFrames(response: Response, origins: readonly string[]): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  const closed = "frame-ancestors 'none'"
  if (!policy.includes(closed)) throw new Error(`expected a policy with ${closed}, got "${policy}"`)
  response.set('Content-Security-Policy', policy.replace(closed, `frame-ancestors ${origins.join(' ')}`))
  response.removeHeader('X-Frame-Options') // knows no list of origins
}

function widgetScript(): string {
  const text = readFileSync(SCRIPT, 'utf8')
  if (!PLACE_OF_WORDS.test(text)) throw new Error('expected a place for words in widget.js, got none')
  return text.replace(PLACE_OF_WORDS, () => JSON.stringify({ open, title, close }))
}
