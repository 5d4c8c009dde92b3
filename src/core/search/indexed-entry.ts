// An entry as the search sides know it: units and their terms, no texts.
import type { IndexedUnit } from '../text-unit.ts'

export interface IndexedEntry {
  readonly id: string
  readonly sectionCode: string
  readonly units: readonly IndexedUnit[]
}

/** A unit that asks: by these an entry is meant to be found. */
export function isAsk(unit: IndexedUnit): boolean {
  return unit.kind === 'question' || unit.kind === 'phrasing'
}
