// Suggested wordings, by the entry they are for: each with what speaks for it, to be mended, chosen, taken over or rejected.
import { html } from 'hono/html'
import { ENTRY_LIMITS, type Section, type WorkingEntry } from '../../src/core/entry.ts'
import { dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import type { RankedNow } from '../../src/core/learning/suggest-phrasings.ts'
import { misfitOf } from '../../src/core/learning/take-over.ts'
import { suggestionTexts as texts } from '../../src/core/messages/ja/admin/suggestions.ts'
import { SUGGESTION_KINDS, SUGGESTION_SOURCES, type Suggestion } from '../../src/core/ports/suggestions.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { filterForm, selectField } from '../filter-form.ts'
import { invalid, problemHtml, problemList } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
import { chooseId, reasonId, type SentChoice, textId } from './read-choice.ts'

export const SUGGESTIONS_PATH = '/admin/learning/suggestions'

export interface SuggestionFilterView {
  readonly section: string
  readonly kind: string
  readonly source: string
}

export interface SuggestedEntryView {
  readonly entry: WorkingEntry
  readonly suggestions: readonly (Suggestion & { readonly now: RankedNow | null })[]
  /** How many more there are. */
  readonly left: number
}

export interface SuggestionsView {
  readonly sections: readonly Section[]
  readonly filter: SuggestionFilterView
  readonly window: PageWindow
  readonly total: number
  readonly entries: readonly SuggestedEntryView[]
  /** A form that could not be taken, with what was typed. */
  readonly sent: SentChoice | null
  /** What was just done. */
  readonly done: Html | null
}

export function suggestionsPage(view: SuggestionsView): AdminPage {
  const { sections, window, total, entries, sent, done, filter } = view
  const query = new URLSearchParams({ ...filter }).toString()
  const main = html`<div class="flow"><h1>${texts.title}</h1>
${learningTabs('suggestions')}
${done}
${sent !== null && problemList(sent.problems)}
<p class="lead">${texts.lead}</p>
<details class="detail"><summary>${texts.howTitle}</summary><ul>${texts.how.map(line => html`<li>${line}</li>`)}</ul></details>
${sections.length > 0 && filterHtml(view)}
${total === 0 ? html`<p>${sections.length === 0 ? texts.noSections : texts.none}</p>` : html`<p>${texts.count(total)}</p>`}
${entries.map(entry => entryHtml(entry, sent))}
${pagesHtml(window, total, `${SUGGESTIONS_PATH}?${query}`)}</div>`
  return { title: texts.title, main, place: LEARNING_PLACE }
}

function filterHtml({ sections, filter }: SuggestionsView): Html {
  const { label, section, allSections, kind, allKinds, source, allSources, show } = texts.filter
  const named = sections.map(({ code, name }) => [code, name] as const)
  const kinds = SUGGESTION_KINDS.map(one => [one, texts.kinds[one]] as const)
  const sources = SUGGESTION_SOURCES.map(one => [one, texts.sources[one]] as const)
  const fields = [
    selectField({ name: 'section', label: section, options: [['', allSections], ...named], chosen: filter.section }),
    selectField({ name: 'kind', label: kind, options: [['', allKinds], ...kinds], chosen: filter.kind }),
    selectField({ name: 'source', label: source, options: [['', allSources], ...sources], chosen: filter.source }),
  ]
  return filterForm({ action: SUGGESTIONS_PATH, label, fields, show })
}

function entryHtml({ entry, suggestions, left }: SuggestedEntryView, sent: SentChoice | null): Html {
  const own = sent?.entryId === entry.id ? sent : null
  const misfit = misfitOf(entry, [])
  const path = `${SUGGESTIONS_PATH}/${encodeURIComponent(entry.id)}`
  return html`<section class="suggested" aria-labelledby="of-${entry.id}">
<h2 id="of-${entry.id}"><a href="/admin/entries/${encodeURIComponent(entry.id)}">${entry.question}</a></h2>
<p class="hint">${entry.section.name}　<span class="entry-id">${entry.id}</span></p>
${entry.status === 'draft' && html`<p>${texts.inTheWorks}</p>`}
${misfit !== null && noticeHtml({ kind: 'information', heading: texts.cannot, headingLevel: 3, body: html`<p>${texts.misfit[misfit]}</p>` })}
<form class="suggestion-form" method="post" action="${path}/preview">
<fieldset class="field" id="${chooseId(entry.id)}"><legend class="visually-hidden">${texts.ofEntry(entry.question)}</legend>
${problemHtml(own?.problems[chooseId(entry.id)], chooseId(entry.id))}
<ul class="suggestion-list">${suggestions.map(suggestion => suggestionHtml(suggestion, own))}</ul></fieldset>
${left > 0 && html`<p>${texts.more(left)}</p>`}
${misfit === null && html`<p class="hint">${texts.previewHint}</p><p class="button-row"><button class="button button-solid" type="submit">${texts.preview}</button></p>`}
${rejectHtml(entry, path, own)}
</form>
</section>`
}

function suggestionHtml(suggestion: SuggestedEntryView['suggestions'][number], own: SentChoice | null): Html {
  const { id, version, kind, text } = suggestion
  const problem = own?.problems[textId(id)]
  const described = [
    kind === 'negative' && `${textId(id)}-hint`,
    problem !== undefined && `${textId(id)}-problem`,
  ].filter(Boolean)
  return html`<li class="suggestion">
<label class="choice"><input type="checkbox" name="use" value="${id}"${own?.ids.has(id) === true && html` checked`}> <span><span class="badge">${texts.kinds[kind]}</span> ${texts.choose(text)}</span></label>
<input type="hidden" name="seen.${id}" value="${version}">
<div class="field"><label for="${textId(id)}">${texts.wording[kind]}</label>
${kind === 'negative' && html`<p class="hint" id="${textId(id)}-hint">${texts.negativeHint}</p>`}
${problemHtml(problem, textId(id))}
<input class="input" id="${textId(id)}" name="text.${id}" type="text" maxlength="${ENTRY_LIMITS.phrasing}" value="${own?.texts.get(id) ?? text}" autocomplete="off"${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}${invalid(problem)}></div>
${evidenceHtml(suggestion)}
</li>
`
}

function evidenceHtml({ source, evidence, entryId, now }: SuggestedEntryView['suggestions'][number]): Html {
  const { times, lastAskedAt } = evidence
  const last = lastAskedAt === null ? null : formatJapaneseDate(dateInJapan(lastAskedAt))
  const place = now?.ranked.findIndex(one => one.entryId === entryId && !one.vetoed) ?? -1
  const row = (term: string, value: string) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`
  return html`<dl class="evidence">
${row(texts.evidence.source, texts.sources[source])}
${row(texts.evidence.asked, times === 0 ? texts.notAsked : texts.asked(times, last))}
${now !== null && row(texts.evidence.now, texts.now(now.outcome === 'unanswered' || place < 0 ? null : place + 1, now.outcome))}
</dl>`
}

function rejectHtml({ id }: WorkingEntry, path: string, own: SentChoice | null): Html {
  const field = reasonId(id)
  const problem = own?.problems[field]
  return html`<details class="detail"${problem !== undefined && html` open`}><summary>${texts.rejecting}</summary>
<div class="field"><label for="${field}">${texts.reason}</label>
<p class="hint" id="${field}-hint">${texts.reasonHint}</p>
${problemHtml(problem, field)}
<input class="input" id="${field}" name="reason" type="text" value="${own?.reason ?? ''}" autocomplete="off" aria-describedby="${field}-hint${problem !== undefined && ` ${field}-problem`}"${invalid(problem)}></div>
<p class="button-row"><button class="button button-danger" type="submit" formaction="${path}/reject">${texts.reject}</button></p>
</details>`
}
