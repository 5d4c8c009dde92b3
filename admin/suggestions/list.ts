// Reads the list of suggestions: for the entries that the person may edit, the most asked first.
import { html } from 'hono/html'
import { sectionsWhere } from '../../src/core/access/rights.ts'
import { ENTRY_ID_FORM } from '../../src/core/entry.ts'
import { suggestionTexts as texts } from '../../src/core/messages/ja/admin/suggestions.ts'
import { SUGGESTION_KINDS, SUGGESTION_SOURCES, type Suggestion } from '../../src/core/ports/suggestions.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { windowOf } from '../pages-of.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import type { Deps } from './deps.ts'
import { type SuggestedEntryView, suggestionsPage } from './list-page.ts'
import type { SentChoice } from './read-choice.ts'

/** Entries of a page, and suggestions of each: as many as one looks through at a time, and are searched for meanwhile. */
const ENTRIES_PER_PAGE = 10
export const SUGGESTIONS_EACH_MAX = 8

/** With `sent`, the page of the entry that a form was sent of, which could not be taken. */
export async function showList(visit: SignedInVisit, deps: Deps, sent: SentChoice | null = null): Promise<void> {
  const { request, account, send } = visit
  const mine = sectionsWhere(account, 'entry.edit')
  const sections = (await deps.registry.sections()).filter(({ code }) => mine === null || mine.includes(code))
  const read = (name: string) => readField(request.query, name)
  const section = sections.find(({ code }) => code === read('section'))?.code ?? ''
  const kind = SUGGESTION_KINDS.find(one => one === read('kind'))
  const source = SUGGESTION_SOURCES.find(one => one === read('source'))
  const window = windowOf(sent === null ? request.query : {}, ENTRIES_PER_PAGE)
  const filter = {
    sectionCodes: section === '' ? mine : [section],
    ...(kind !== undefined && { kind }),
    ...(source !== undefined && { source }),
  }
  const { total, entries } = await deps.suggestions.entries({ ...filter, ...window })
  const ids = sent === null ? entries.map(({ entryId }) => entryId) : [sent.entryId]
  const views = await readEntries(ids, filter, deps)
  const shown = { section, kind: kind ?? '', source: source ?? '' }
  const done = doneHtml(request.query)
  const view = { sections, filter: shown, window, total, entries: views, sent, done }
  await send(suggestionsPage(view), sent === null ? 200 : 422)
}

type ListFilter = Pick<Parameters<Deps['suggestions']['entries']>[0], 'sectionCodes' | 'kind' | 'source'>

async function readEntries(
  ids: readonly string[],
  filter: ListFilter,
  deps: Deps,
): Promise<readonly SuggestedEntryView[]> {
  const views: SuggestedEntryView[] = []
  for (const entry of await deps.registry.workingEntries(ids)) {
    const page = { limit: SUGGESTIONS_EACH_MAX, offset: 0 }
    const { total, suggestions } = await deps.suggestions.open({ ...filter, ...page, entryIds: [entry.id] })
    const ranked = await Promise.all(suggestions.map(async one => ({ ...one, now: await rankNow(one, deps) })))
    views.push({ entry, suggestions: ranked, left: total - suggestions.length })
  }
  return views
}

/** What cannot be told now is left out: a model that is down hides no suggestion. */
async function rankNow({ text }: Suggestion, { rank }: Deps) {
  return rank(text).catch(() => null)
}

/** What the address says was just done. */
function doneHtml(query: unknown): Html | null {
  const done = readField(query, 'done')
  const entryId = readField(query, 'entry')
  const isEntry = ENTRY_ID_FORM.test(entryId)
  const link = isEntry && html`<p><a href="/admin/entries/${entryId}">${texts.openEntry}</a></p>`
  const half = readField(query, 'half')
  if (half !== '') {
    const worse = Number(readField(query, 'worse')) || 0
    const kind = half === 'gate_closed' || half === 'changed' ? half : 'wrong_state'
    const body = html`<p>${texts.half(kind, worse)}</p>${link}`
    return noticeHtml({ kind: 'warning', heading: texts.halfHeading, headingLevel: 2, body })
  }
  if (done !== 'publish' && done !== 'submit' && done !== 'draft' && done !== 'reject') return null
  const body = html`<p>${texts.doneText[done]}</p>${link}`
  return noticeHtml({ kind: 'success', heading: texts.doneHeading[done], headingLevel: 2, body })
}
