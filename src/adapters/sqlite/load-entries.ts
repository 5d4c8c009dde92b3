// Reads entries with the content of one of their revisions: one query a table, whatever the number of entries.
import { type Kysely, sql } from 'kysely'
import type { Entry, EntryStatus, WorkingEntry } from '../../core/entry.ts'
import type { Tables } from './tables.ts'

/** Below SQLite's limit of bound values, with room for other parameters. */
const IDS_PER_QUERY = 900

/** Which revision is read: the one that serves (or, where none does, the newest), or the newest in any case. */
type View = 'official' | 'working'

/** The entries with these ids as they stand officially, in the order of the ids; unknown ids are left out. */
export async function loadEntries(query: Kysely<Tables>, ids: readonly string[]): Promise<readonly Entry[]> {
  const entries = await loadAll(query, ids, 'official')
  return entries.map(({ publishedRevision: _revision, note: _note, ...entry }) => entry)
}

/** The same as their editors see them. */
export function loadWorkingEntries(query: Kysely<Tables>, ids: readonly string[]): Promise<readonly WorkingEntry[]> {
  return loadAll(query, ids, 'working')
}

async function loadAll(query: Kysely<Tables>, ids: readonly string[], view: View): Promise<readonly WorkingEntry[]> {
  const entries: WorkingEntry[] = []
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
    entries.push(...(await loadSome(query, ids.slice(from, from + IDS_PER_QUERY), view)))
  }
  return entries
}

async function loadSome(query: Kysely<Tables>, ids: readonly string[], view: View): Promise<readonly WorkingEntry[]> {
  if (ids.length === 0) return []
  const [rows, phrasings, tags] = await Promise.all([
    selectRows(query, ids, view),
    selectPhrasings(query, ids, view),
    selectTags(query, ids, view),
  ])
  const textsOf = groupTexts(phrasings, row => `${row.polarity} ${row.entry_id}`)
  const tagsOf = groupTexts(tags, row => row.entry_id)
  const byId = new Map(rows.map(row => [row.id, toEntry(row, textsOf, tagsOf)]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

function revisionOf(view: View) {
  return view === 'official'
    ? sql<number>`coalesce(entry.published_revision, entry.revision)`
    : sql<number>`entry.revision`
}

function statusOf(view: View) {
  return view === 'official'
    ? sql<EntryStatus>`iif(entry.published_revision is not null, 'published', entry.status)`
    : sql<EntryStatus>`entry.status`
}

function selectRows(query: Kysely<Tables>, ids: readonly string[], view: View) {
  return query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').on('revision.number', '=', revisionOf(view)),
    )
    .select(['entry.id', 'entry.registered_on', 'entry.merged_into', 'entry.published_revision'])
    .select([statusOf(view).as('status'), 'section.code', 'section.name'])
    .select(['revision.number', 'revision.question', 'revision.answer', 'revision.basis', 'revision.review_by'])
    .select(['revision.revised_on', 'revision.valid_from', 'revision.valid_until', 'revision.visible_to'])
    .select('revision.note')
    .where('entry.id', 'in', ids)
    .execute()
}

function selectPhrasings(query: Kysely<Tables>, ids: readonly string[], view: View) {
  return query
    .selectFrom('phrasing')
    .innerJoin('entry', join =>
      join.onRef('entry.id', '=', 'phrasing.entry_id').on('phrasing.revision', '=', revisionOf(view)),
    )
    .select(['phrasing.entry_id', 'phrasing.polarity', 'phrasing.text'])
    .where('phrasing.entry_id', 'in', ids)
    .orderBy('phrasing.position')
    .execute()
}

function selectTags(query: Kysely<Tables>, ids: readonly string[], view: View) {
  return query
    .selectFrom('revision_tag')
    .innerJoin('entry', join =>
      join.onRef('entry.id', '=', 'revision_tag.entry_id').on('revision_tag.revision', '=', revisionOf(view)),
    )
    .innerJoin('tag', 'tag.id', 'revision_tag.tag_id')
    .select(['revision_tag.entry_id', 'tag.name as text'])
    .where('revision_tag.entry_id', 'in', ids)
    .orderBy('revision_tag.position')
    .execute()
}

type EntryRow = Awaited<ReturnType<typeof selectRows>>[number]
type TextsByKey = (key: string) => readonly string[]

function groupTexts<R extends { readonly text: string }>(rows: readonly R[], keyOf: (row: R) => string): TextsByKey {
  const groups = Map.groupBy(rows, keyOf)
  return key => (groups.get(key) ?? []).map(row => row.text)
}

function toEntry(row: EntryRow, textsOf: TextsByKey, tagsOf: TextsByKey): WorkingEntry {
  return {
    id: row.id,
    section: { code: row.code, name: row.name },
    status: row.status,
    revision: row.number,
    registeredOn: row.registered_on,
    revisedOn: row.revised_on,
    mergedInto: row.merged_into,
    publishedRevision: row.published_revision,
    note: row.note,
    question: row.question,
    answer: row.answer,
    phrasings: textsOf(`positive ${row.id}`),
    negativePhrasings: textsOf(`negative ${row.id}`),
    tags: tagsOf(row.id),
    basis: JSON.parse(row.basis) as readonly string[],
    reviewBy: row.review_by,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    visibleTo: JSON.parse(row.visible_to) as readonly string[],
  }
}
