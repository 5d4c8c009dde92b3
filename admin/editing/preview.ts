// What an entry will look like to staff, and which entries say nearly the same: pieces of the form, and asked for by its script
// while somebody types.
import { html } from 'hono/html'
import { type Account } from '../../src/core/access/account.ts'
import { isVisibleIn, scopeOf } from '../../src/core/access/rights.ts'
import { QUESTION_LENGTH_MAX } from '../../src/core/answer-question.ts'
import { contentOf, type EntryDraft } from '../../src/core/editing/entry-draft.ts'
import type { Section } from '../../src/core/entry.ts'
import { dateInJapan, isCalendarDate } from '../../src/core/fiscal-year.ts'
import { editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { FoundEntry } from '../../src/core/search-entries.ts'
import { entryBodyHtml } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import type { EditingDeps } from './deps.ts'
import { entryUrl } from './form-page.ts'

const { preview: texts, similar: similarTexts } = editingTexts

const SIMILAR_SHOWN = 5
/** Below it entries share some words, and say something else. */
const SIMILAR_MIN = 0.35

/** The same piece as on the official page, below a heading of its own. */
export function previewHtml(
  draft: EntryDraft,
  { id, sections, now }: { readonly id: string; readonly sections: readonly Section[]; readonly now: Date },
): Html {
  const content = contentOf(draft)
  const section = sections.find(({ code }) => code === draft.section) ?? { code: draft.section, name: '' }
  const today = dateInJapan(now)
  const entry = {
    ...content,
    reviewBy: content.reviewBy !== null && isCalendarDate(content.reviewBy) ? content.reviewBy : null,
    id,
    section,
    status: 'published' as const,
    revision: 0,
    registeredOn: null,
    revisedOn: today,
    mergedInto: null,
  }
  const shown =
    content.question === '' && content.answer === ''
      ? html`<p class="hint">${texts.empty}</p>`
      : html`<p class="hint">${texts.lead}</p>
<article class="entry preview"><h3>${content.question === '' ? texts.untitled : content.question}</h3>
${entryBodyHtml(entry, { headingLevel: 4, today })}</article>`
  return html`<section aria-labelledby="preview-heading"><h2 id="preview-heading">${texts.heading}</h2>
${shown}</section>`
}

/** Published entries that say nearly what the draft asks, best first, as far as the person may read them. */
export async function similarTo(
  draft: EntryDraft,
  { id, account }: { readonly id: string; readonly account: Account },
  { search }: Pick<EditingDeps, 'search'>,
): Promise<readonly FoundEntry[]> {
  const text = Array.from(draft.question.trim()).slice(0, QUESTION_LENGTH_MAX).join('')
  if (!/[\p{L}\p{N}]/u.test(text)) return []
  const found = await search({ text, limit: SIMILAR_SHOWN + 1 })
  const scope = scopeOf(account)
  return found
    .filter(({ entry, confidence }) => entry.id !== id && confidence >= SIMILAR_MIN && isVisibleIn(entry, scope))
    .slice(0, SIMILAR_SHOWN)
}

/** Stands at the question, where the person is typing: on a narrow screen the entries themselves are far below. */
export function similarNoteHtml(count: number): Html {
  const link = count === 0 ? '' : html`<a href="#similar">${similarTexts.count(count)}</a>`
  return html`<p class="similar-note" id="similar-note" role="status" data-count="${similarTexts.count(0)}">${link}</p>`
}

/** `id` is the entry that is edited; a new one, which is nowhere yet, has nothing to merge. */
export function similarHtml(
  found: readonly FoundEntry[],
  { id, isNew }: { readonly id: string; readonly isNew: boolean },
): Html {
  if (found.length === 0) return html``
  const link = (url: string, label: string, question: string) =>
    html`<a href="${url}" target="_blank" rel="noopener">${label}<span class="visually-hidden">：${question}${similarTexts.newTab}</span></a>`
  const item = ({ entry, confidence }: FoundEntry) => html`<li>
    <p class="similar-question">${entry.question}</p>
    <p class="hint">${entry.section.name}・${similarTexts.confidence(Math.round(confidence * 100))}</p>
    <p class="similar-links">${link(entryUrl(entry.id), similarTexts.open, entry.question)}${!isNew && link(`${entryUrl(id)}/merge?with=${encodeURIComponent(entry.id)}`, similarTexts.merge, entry.question)}</p>
  </li>`
  return html`<section class="similar" aria-labelledby="similar-heading"><h2 id="similar-heading">${similarTexts.heading}</h2>
<p class="hint">${similarTexts.lead}</p>
<ul>${found.map(item)}</ul></section>`
}
