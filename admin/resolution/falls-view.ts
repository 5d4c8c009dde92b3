// Entries that help fewer people than before: both rates, and what the last revision has to do with it.
import { html } from 'hono/html'
import type { AroundRevision, Fall } from '../../src/core/learning/find-falls.ts'
import { rateOf } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import type { Html } from '../../src/pages/html.ts'
import { tableHtml } from '../table.ts'
import { RESOLUTION_PATH } from './deps.ts'

export interface FallsView {
  readonly falls: readonly Fall[]
  /** Questions of the entries that are named, by id. */
  readonly questions: ReadonlyMap<string, string>
}

export function fallsHtml({ falls, questions }: FallsView): Html {
  const { before, now, revision } = texts.fallingColumns
  const { entry, section } = texts.columns
  if (falls.length === 0)
    return html`<p>${texts.fallingNone}</p><p class="hint">${texts.fallingLead}${texts.fallingDefinition}</p>`
  const heads = [entry, section, { number: before }, { number: now }, revision]
  const rows = falls.map(fall => fallRow(fall, questions.get(fall.entryId) ?? fall.entryId))
  return html`<p>${texts.fallingLead}${texts.fallingDefinition}</p>
${tableHtml({ caption: texts.fallingCaption, heads, rows })}`
}

function fallRow({ entryId, section, before, now, revision }: Fall, question: string): Html {
  const more = `${RESOLUTION_PATH}/entries/${encodeURIComponent(entryId)}`
  return html`<tr><th scope="row" class="resolution-entry"><a href="/admin/entries/${encodeURIComponent(entryId)}">${question}</a>
<span class="row-note">${entryId}　<a href="${more}" aria-label="${texts.questionsOf(question)}">${texts.seeQuestions}</a></span></th><td>${section.name}</td>
<td class="number">${texts.withCount(rateOf(before))}</td><td class="number">${texts.withCount(rateOf(now))}</td>
<td>${revisionText(revision)}</td></tr>
`
}

export function revisionText(revision: AroundRevision | null): string {
  if (revision === null) return texts.notRevised
  return texts.revised(revision.on, rateOf(revision.before), rateOf(revision.after))
}
