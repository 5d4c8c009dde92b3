// Which section a question without an answer belongs to: judged by the sections of the entries that came nearest, and by the
// sections that settled questions like it before.
import type { Section } from '../entry.ts'

export interface NearEntry {
  readonly section: Section
  /** Probability that the entry answers the question, 0–1. */
  readonly confidence: number
}

/** A question of before, with the section that settled it. */
export interface NearCase {
  readonly section: Section
  /** How alike the questions are, 0–1. */
  readonly likeness: number
}

/** Entries looked at: far down the list they still say whose matter it is (docs/tickets.md has the table). */
export const NEAR_ENTRIES = 20
/** Sections proposed at most: a list of more is no help. */
export const PROPOSED_MAX = 3
/** What has less to speak for it than this share of the likeliest is no proposal. */
const SHARE_MIN = 0.25
/** Where not even the nearest entry has anything to do with the question, the others have not either. */
const NEAREST_MIN = 0.02
/** A candidate far down the list still says something of the matter. */
const CONFIDENCE_FLOOR = 0.005
/** Whose a question was that is nearly this one is known, not guessed: such a case outweighs a list of middling candidates. */
const CASE_WEIGHT = 2

/**
 * At most three sections by what speaks for each, likeliest first; of equals, the one that was named first. An entry speaks with the root of
 * its confidence: where none answers, several entries of one section tell more than a single one that is a little nearer.
 */
export function suggestSections(near: readonly NearEntry[], cases: readonly NearCase[] = []): readonly Section[] {
  const weights = new Map<string, { readonly section: Section; weight: number }>()
  const speak = (section: Section, weight: number) => {
    const known = weights.get(section.code) ?? { section, weight: 0 }
    known.weight += weight
    weights.set(section.code, known)
  }
  const nearest = Math.max(0, ...near.map(({ confidence }) => confidence))
  const speaking = nearest < NEAREST_MIN ? [] : near
  for (const { section, confidence } of speaking) speak(section, Math.sqrt(Math.max(confidence, CONFIDENCE_FLOOR)))
  for (const { section, likeness } of cases) speak(section, CASE_WEIGHT * likeness)
  const heaviest = [...weights.values()].sort((a, b) => b.weight - a.weight).slice(0, PROPOSED_MAX)
  const leastWeight = (heaviest[0]?.weight ?? 0) * SHARE_MIN
  return heaviest.filter(({ weight }) => weight >= leastWeight).map(({ section }) => section)
}
