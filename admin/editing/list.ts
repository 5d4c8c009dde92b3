// The list of entries: what the address asks for, for the person who asks.
import { type Account } from '../../src/core/access/account.ts'
import { may, scopeOf, sectionsWhere } from '../../src/core/access/rights.ts'
import { idsStillModels } from '../../src/core/drafting/still-models.ts'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import type { SignedInVisit } from '../route.ts'
import type { EditingDeps } from './deps.ts'
import { type ListFilter, OWN_SECTIONS, ROWS_PER_PAGE, readListFilter } from './list-filter.ts'
import { listPage } from './list-page.ts'
import { readDraft } from './read-draft.ts'

const TAGS_SUGGESTED = 100
const UNSAVED_SHOWN = 5

export async function showList({ request, account, send }: SignedInVisit, deps: EditingDeps): Promise<void> {
  const filter = readListFilter(request.query)
  const today = dateInJapan(deps.now())
  const modelDrafts = await idsStillModels(deps)
  const listing = await deps.entryList.find(
    {
      scope: scopeOf(account),
      text: filter.text,
      sectionCodes: sectionCodesOf(filter, account),
      state: filter.state,
      tag: filter.tag === '' ? undefined : filter.tag,
      ids: filter.model ? [...modelDrafts] : undefined,
      // An entry is due on the day after its date.
      reviewBy: filter.due ? addDays(today, -1) : undefined,
    },
    { order: filter.order, limit: ROWS_PER_PAGE, offset: (filter.page - 1) * ROWS_PER_PAGE },
  )
  const [sections, tags] = await Promise.all([
    deps.registry.sections(),
    deps.entryList.recentTags(scopeOf(account), TAGS_SUGGESTED),
  ])
  const mayEdit = may(account, 'entry.edit')
  const unsaved = mayEdit ? await unsavedOf(account, deps) : []
  await send(listPage({ filter, listing, sections, tags, today, unsaved, mayEdit, modelDrafts }))
}

function sectionCodesOf({ section }: ListFilter, account: Account): readonly string[] | undefined {
  if (section === '') return undefined
  if (section !== OWN_SECTIONS) return [section]
  const edited = sectionsWhere(account, 'entry.edit') ?? []
  return account.section === null ? edited : [...edited, account.section.code]
}

/** What was typed into forms and kept by itself: a form of a new entry is found nowhere else. */
async function unsavedOf(account: Account, { autosaves, registry }: EditingDeps) {
  const kept = await autosaves.list(account.id, UNSAVED_SHOWN)
  const stored = new Set((await registry.workingEntries(kept.map(({ entryId }) => entryId))).map(({ id }) => id))
  return kept.map(({ entryId, fields, savedAt }) => ({
    url: stored.has(entryId)
      ? `/admin/entries/${encodeURIComponent(entryId)}/edit`
      : `/admin/entries/new?id=${encodeURIComponent(entryId)}`,
    question: readDraft(fields).question.trim(),
    savedAt,
  }))
}
