// Reads published entries with their text units, as the in-memory index wants them.
import type { Kysely } from 'kysely'
import type { IndexedEntry } from '../../core/search/indexed-entry.ts'
import { type EntryLimits, limitsOf } from '../../core/search/limited-slots.ts'
import type { IndexedUnit } from '../../core/text-unit.ts'
import type { Tables } from './tables.ts'

const IDS_PER_QUERY = 900

export type IndexedEntrySelection =
  | { readonly afterId: string; readonly limit: number }
  | { readonly ids: readonly string[] }

/** Entries in id order. One that is not published, or has no units yet, is left out. */
export async function loadIndexedEntries(
  query: Kysely<Tables>,
  selection: IndexedEntrySelection,
): Promise<readonly IndexedEntry[]> {
  if (!('ids' in selection)) return loadPage(query, selection.afterId, selection.limit)
  const loaded: IndexedEntry[] = []
  for (let from = 0; from < selection.ids.length; from += IDS_PER_QUERY) {
    const rows = await selectPublished(query)
      .where('entry.id', 'in', selection.ids.slice(from, from + IDS_PER_QUERY))
      .execute()
    loaded.push(...(await withUnits(query, rows)))
  }
  return loaded
}

async function loadPage(query: Kysely<Tables>, afterId: string, limit: number): Promise<readonly IndexedEntry[]> {
  const rows = await selectPublished(query)
    .where('entry.id', '>', afterId)
    .orderBy('entry.id')
    .limit(Math.min(limit, IDS_PER_QUERY))
    .execute()
  return withUnits(query, rows)
}

function selectPublished(query: Kysely<Tables>) {
  return query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.published_revision'),
    )
    .select(['entry.id', 'section.code as sectionCode'])
    .select(['revision.visible_to', 'revision.valid_from', 'revision.valid_until'])
}

type PublishedRow = Awaited<ReturnType<ReturnType<typeof selectPublished>['execute']>>[number]

function limitsOfRow({ sectionCode, visible_to, valid_from, valid_until }: PublishedRow): EntryLimits | null {
  const visibleTo = JSON.parse(visible_to) as readonly string[]
  return limitsOf({ visibleTo, validFrom: valid_from, validUntil: valid_until }, sectionCode)
}

async function withUnits(query: Kysely<Tables>, entries: readonly PublishedRow[]): Promise<readonly IndexedEntry[]> {
  if (entries.length === 0) return []
  const rows = await query
    .selectFrom('text_unit')
    .select(['id', 'entry_id', 'kind', 'position', 'terms', 'reading', 'bare'])
    .where(
      'entry_id',
      'in',
      entries.map(entry => entry.id),
    )
    .orderBy('position')
    .orderBy('id')
    .execute()
  const unitsByEntry = new Map<string, IndexedUnit[]>()
  for (const row of rows) {
    const unit = {
      id: row.id,
      entryId: row.entry_id,
      kind: row.kind,
      position: row.position,
      terms: splitTerms(row.terms),
      reading: row.reading,
      bare: row.bare,
    }
    const units = unitsByEntry.get(row.entry_id)
    if (units === undefined) unitsByEntry.set(row.entry_id, [unit])
    else units.push(unit)
  }
  return entries.map(entry => {
    const { id, sectionCode } = entry
    return { id, sectionCode, limits: limitsOfRow(entry), units: unitsByEntry.get(id) ?? [] }
  })
}

/** Terms never hold white space: normalisation folds it and the analyser splits there. */
export function splitTerms(terms: string): readonly string[] {
  return terms === '' ? [] : terms.split(' ')
}
