// A fault as a page: what happened and what to do, in Japanese. Whoever has to sign in is led there and back.
import { html } from 'hono/html'
import { type FaqError, isFault } from '../src/core/errors.ts'
import { describeFault } from '../src/core/messages/describe-fault.ts'
import { adminFrame as texts } from '../src/core/messages/ja/admin/frame.ts'
import type { AdminPage } from './layout.ts'

export function faultPage(fault: FaqError): AdminPage {
  const { title, detail } = describeFault(fault, 'ja')
  const main = html`<h1>${title}</h1>
<p class="lead">${detail}</p>
${isFault(fault, 'internal') && html`<p>${texts.reference(fault.data.reference)}</p>`}
<p class="button-row"><a class="button button-outline" href="/admin">${texts.toHome}</a></p>`
  return { title, main }
}
