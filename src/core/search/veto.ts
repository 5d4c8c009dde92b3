// Negative phrasings: questions that look alike and must not lead to an entry.

import { cosineWith, meaningOf } from './dense-score.ts'
import type { DenseSide } from './entry-index.ts'
import type { HeldEntry } from './indexed-entry.ts'

/** A negative phrasing vetoes only when the question is close to it by itself, not merely closer than to the others. */
const VETO_CLOSENESS_MIN = 0.75

/**
 * True when the question is nearer to one of the entry's negative phrasings than to any of its own questions, and near
 * indeed; or when it is that negative phrasing, letter by letter (terms know no 「ない」). Nearness is the larger of cosine and word overlap (Dice), so a veto holds without a dense side too.
 */
export function isVetoed(
  entry: HeldEntry,
  question: { readonly bare: string; readonly terms: ReadonlySet<string>; readonly vector: Float32Array | null },
  side: DenseSide | null,
): boolean {
  if (question.bare !== '' && entry.units.some(unit => unit.bare === question.bare)) return true
  const nearness = (kinds: readonly string[]) => {
    const units = entry.units.filter(unit => kinds.includes(unit.kind))
    return Math.max(
      0,
      ...units.map(unit => Math.max(overlap(question.terms, unit.terms), cosine(unit.id, question.vector, side))),
    )
  }
  const negative = nearness(['negative'])
  return negative >= VETO_CLOSENESS_MIN && negative > nearness(['question', 'phrasing'])
}

function cosine(unitId: number, vector: Float32Array | null, side: DenseSide | null): number {
  return vector === null || side === null ? 0 : meaningOf(cosineWith(unitId, vector, side), side)
}

function overlap(a: ReadonlySet<string>, terms: readonly string[]): number {
  const b = new Set(terms)
  if (a.size === 0 || b.size === 0) return 0
  return (2 * a.intersection(b).size) / (a.size + b.size)
}
