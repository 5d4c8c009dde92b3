// An entry as the search sides know it: units and their terms, no texts.
import type { IndexedUnit } from '../text-unit.ts'
import type { EntryLimits } from './limited-slots.ts'

export interface IndexedEntry {
  readonly id: string
  readonly sectionCode: string
  /** By whom and when it may be found; null for everybody, always. */
  readonly limits: EntryLimits | null
  readonly units: readonly IndexedUnit[]
}

/** A unit as the index gives it back: how it sounds is held by the reading index, in a form of its own. */
export type HeldUnit = Omit<IndexedUnit, 'reading'>

export interface HeldEntry {
  readonly id: string
  readonly sectionCode: string
  readonly units: readonly HeldUnit[]
}

/** A unit that asks: by these an entry is meant to be found. */
export function isAsk({ kind }: Pick<IndexedUnit, 'kind'>): boolean {
  return kind === 'question' || kind === 'phrasing'
}
