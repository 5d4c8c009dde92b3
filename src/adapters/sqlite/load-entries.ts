// Reads entries with the content of their current revision: one query a table, whatever the number of entries.
import type { Kysely } from 'kysely'
import type { Entry } from '../../core/entry.ts'
import type { Tables } from './tables.ts'

/** Below SQLite's limit of bound values, with room for other parameters. */
const IDS_PER_QUERY = 900

/** The entries with these ids in the order of the ids; unknown ids are left out. */
export async function loadEntries(query: Kysely<Tables>, ids: readonly string[]): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
    entries.push(...(await loadSome(query, ids.slice(from, from + IDS_PER_QUERY))))
  }
  return entries
}

async function loadSome(query: Kysely<Tables>, ids: readonly string[]): Promise<readonly Entry[]> {
  if (ids.length === 0) return []
  const [rows, phrasings, tags] = await Promise.all([
    selectRows(query, ids),
    selectPhrasings(query, ids),
    selectTags(query, ids),
  ])
  const textsOf = groupTexts(phrasings, row => `${row.polarity} ${row.entry_id}`)
  const tagsOf = groupTexts(tags, row => row.entry_id)
  const byId = new Map(rows.map(row => [row.id, toEntry(row, textsOf, tagsOf)]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

function selectRows(query: Kysely<Tables>, ids: readonly string[]) {
  return query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.revision'),
    )
    .select(['entry.id', 'entry.status', 'entry.revision', 'entry.registered_on', 'section.code', 'section.name'])
    .select(['revision.question', 'revision.answer', 'revision.basis', 'revision.review_by', 'revision.revised_on'])
    .where('entry.id', 'in', ids)
    .execute()
}

function selectPhrasings(query: Kysely<Tables>, ids: readonly string[]) {
  return query
    .selectFrom('phrasing')
    .innerJoin('entry', join =>
      join.onRef('entry.id', '=', 'phrasing.entry_id').onRef('entry.revision', '=', 'phrasing.revision'),
    )
    .select(['phrasing.entry_id', 'phrasing.polarity', 'phrasing.text'])
    .where('phrasing.entry_id', 'in', ids)
    .orderBy('phrasing.position')
    .execute()
}

function selectTags(query: Kysely<Tables>, ids: readonly string[]) {
  return query
    .selectFrom('revision_tag')
    .innerJoin('entry', join =>
      join.onRef('entry.id', '=', 'revision_tag.entry_id').onRef('entry.revision', '=', 'revision_tag.revision'),
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

function toEntry(row: EntryRow, textsOf: TextsByKey, tagsOf: TextsByKey): Entry {
  return {
    id: row.id,
    section: { code: row.code, name: row.name },
    status: row.status,
    revision: row.revision,
    registeredOn: row.registered_on,
    revisedOn: row.revised_on,
    question: row.question,
    answer: row.answer,
    phrasings: textsOf(`positive ${row.id}`),
    negativePhrasings: textsOf(`negative ${row.id}`),
    tags: tagsOf(row.id),
    basis: JSON.parse(row.basis) as readonly string[],
    reviewBy: row.review_by,
  }
}
