// Negative phrasings: questions that look alike and must not lead to an entry.

import { cosineWith, meaningOf } from './dense-score.ts'
import type { DenseSide } from './entry-index.ts'
import { type HeldEntry, type HeldUnit, isAsk } from './indexed-entry.ts'

/** A negative phrasing vetoes only when the question is close to it by itself, not merely closer than to the others. */
const VETO_CLOSENESS_MIN = 0.75

/** The question against one entry, as a veto looks at it. */
export interface VetoQuestion {
  readonly bare: string
  readonly terms: ReadonlySet<string>
  readonly vector: Float32Array | null
}

/** Which negative phrasing keeps the question from an entry, and how near it is. */
export interface Veto {
  readonly unitId: number
  /** The question is that phrasing, letter by letter. */
  readonly verbatim: boolean
  /** 0–1: the larger of cosine and word overlap; and that of the nearest of the entry's own questions. */
  readonly nearness: number
  readonly ownNearness: number
}

/** True when a negative phrasing keeps the question from the entry: see `findVeto`. */
export function isVetoed(entry: HeldEntry, question: VetoQuestion, side: DenseSide | null): boolean {
  return findVeto(entry, question, side) !== null
}

/**
 * The veto of the negative phrasing that the question is nearest to, when it is nearer to it than to any of the entry's
 * own questions, and near indeed; or of one that it is, letter by letter (terms know no 「ない」). Nearness is the larger of
 * cosine and word overlap (Dice), so a veto holds without a dense side too. Null where nothing speaks against the entry.
 */
export function findVeto(entry: HeldEntry, question: VetoQuestion, side: DenseSide | null): Veto | null {
  const negatives = entry.units.filter(unit => unit.kind === 'negative')
  if (negatives.length === 0) return null
  const nearnessOf = (unit: HeldUnit) =>
    Math.max(overlap(question.terms, unit.terms), cosine(unit.id, question.vector, side))
  const ownNearness = Math.max(0, ...entry.units.filter(isAsk).map(nearnessOf))
  const same = question.bare === '' ? undefined : negatives.find(unit => unit.bare === question.bare)
  if (same !== undefined) return { unitId: same.id, verbatim: true, nearness: nearnessOf(same), ownNearness }
  const [nearest] = negatives
    .map(unit => ({ unitId: unit.id, nearness: nearnessOf(unit) }))
    .sort((a, b) => b.nearness - a.nearness)
  if (nearest === undefined || nearest.nearness < VETO_CLOSENESS_MIN || nearest.nearness <= ownNearness) return null
  return { ...nearest, verbatim: false, ownNearness }
}

function cosine(unitId: number, vector: Float32Array | null, side: DenseSide | null): number {
  return vector === null || side === null ? 0 : meaningOf(cosineWith(unitId, vector, side), side)
}

function overlap(a: ReadonlySet<string>, terms: readonly string[]): number {
  const b = new Set(terms)
  if (a.size === 0 || b.size === 0) return 0
  return (2 * a.intersection(b).size) / (a.size + b.size)
}
