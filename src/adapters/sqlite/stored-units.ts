// The columns of a text unit that indexing reads, and what they become.
import type { Selectable } from 'kysely'
import type { StoredUnit } from '../../core/ports/unit-store.ts'
import { splitTerms } from './load-indexed-entries.ts'
import type { Tables } from './tables.ts'

export const STORED_UNIT = [
  'text_unit.id',
  'text_unit.entry_id',
  'text_unit.kind',
  'text_unit.text',
  'text_unit.text_hash',
  'text_unit.terms',
] as const

export function toStoredUnits(
  rows: readonly Pick<Selectable<Tables['text_unit']>, 'id' | 'entry_id' | 'kind' | 'text' | 'text_hash' | 'terms'>[],
): readonly StoredUnit[] {
  return rows.map(({ id, entry_id, kind, text, text_hash, terms }) => {
    return { id, entryId: entry_id, kind, text, textHash: text_hash, terms: splitTerms(terms) }
  })
}
