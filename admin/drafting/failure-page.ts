// Says plainly why the model did not help, and how to go on: by hand, or by trying once more.
import { html } from 'hono/html'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { type AskAgain, askAgainHtml } from './ask-again.ts'

interface Way {
  readonly url: string
  readonly label: string
}

export interface FailureView {
  readonly heading: string
  readonly text: string
  readonly again: AskAgain | null
  readonly back: Way
  readonly place: string
}

export function failurePage({ heading, text, again, back, place }: FailureView): AdminPage {
  const main = html`<h1>${heading}</h1>
${noticeHtml({ kind: 'warning', heading, headingLevel: 2, body: html`<p>${text}</p>`, focusId: 'failed' })}
<div class="button-row">
  ${again !== null && askAgainHtml(again)}
  <a class="button button-outline" href="${back.url}">${back.label}</a>
</div>`
  return { title: heading, main, place }
}
