// Which section a question without an answer belongs to, judged by the sections of the entries that came nearest.
import type { Section } from '../entry.ts'

export interface NearEntry {
  readonly section: Section
  /** Probability that the entry answers the question, 0–1. */
  readonly confidence: number
}

/** A candidate far down the list still says something of the matter. */
const CONFIDENCE_FLOOR = 0.02

/**
 * Sections by the sum of their candidates' confidences, likeliest first; of equals, the one whose candidate ranked higher.
 * Several entries of one section, each a little near, speak for it as much as a single nearer one of another.
 */
export function suggestSections(near: readonly NearEntry[]): readonly Section[] {
  const weights = new Map<string, { readonly section: Section; weight: number }>()
  for (const { section, confidence } of near) {
    const known = weights.get(section.code) ?? { section, weight: 0 }
    known.weight += Math.max(confidence, CONFIDENCE_FLOOR)
    weights.set(section.code, known)
  }
  return [...weights.values()].sort((a, b) => b.weight - a.weight).map(({ section }) => section)
}
