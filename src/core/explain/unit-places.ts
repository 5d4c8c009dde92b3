// Where a text unit stands in its entry: the index knows it by number, the registry has its text.
import type { Entry } from '../entry.ts'
import type { EntryIndex } from '../search/entry-index.ts'
import { splitIntoUnits, type UnitKind } from '../text-unit.ts'

export interface PlacedUnit {
  readonly entryId: string
  readonly kind: UnitKind
  readonly position: number
}

/** A unit as people read it, with its cosine with the question. */
export interface ShownUnit {
  readonly kind: UnitKind
  /** Null where the entry was revised since it was indexed and has no such unit any more. */
  readonly text: string | null
  readonly cosine: number
}

/** Null for a unit that the index does not hold. */
export function placeUnit(unitId: number, index: EntryIndex): PlacedUnit | null {
  const slot = index.slotOfUnit(unitId)
  const unit = slot === undefined ? undefined : index.entryAt(slot)?.units.find(({ id }) => id === unitId)
  return unit === undefined ? null : { entryId: unit.entryId, kind: unit.kind, position: unit.position }
}

export function showUnit(
  { kind, position, cosine }: PlacedUnit & { readonly cosine: number },
  entry: Entry,
): ShownUnit {
  return { kind, text: textOf({ kind, position }, entry), cosine }
}

export function textOf({ kind, position }: Pick<PlacedUnit, 'kind' | 'position'>, entry: Entry): string | null {
  return splitIntoUnits(entry).find(unit => unit.kind === kind && unit.position === position)?.text ?? null
}
