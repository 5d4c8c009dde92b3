// What a drafted text says that its sources do not, as a list for the person who looks it over.
import { html } from 'hono/html'
import type { ToCheck } from '../core/drafting/check-draft-answer.ts'
import { draftingTexts } from '../core/messages/ja/admin/drafting.ts'
import type { Html } from './html.ts'

const { review: texts, reasons } = draftingTexts

export function toCheckListHtml(toCheck: readonly ToCheck[]): Html {
  return html`<ul class="list to-check">${toCheck.map(
    ({
      statement,
      why,
      facts,
    }) => html`<li><q>${statement}</q><br><span class="hint">${reasons[why]}${facts.length > 0 && html`（${texts.facts(facts.join('、'))}）`}</span></li>
`,
  )}</ul>`
}
