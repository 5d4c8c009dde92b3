// How alike two questions are in their letters: pairs of letters, the rare ones weighing more. No index is needed for the few
// thousand cases that a registry has, and no model: whose matter it was is mostly told by the names of things.
import { bareForm } from '../normalise.ts'

/** A question of before, with the section that settled it. */
export interface SettledCase {
  readonly id: string
  readonly text: string
  readonly sectionCode: string
}

export interface LikeCase {
  readonly case: SettledCase
  /** 0–1; 1 for the same letters. */
  readonly likeness: number
}

/** Below, questions share manners of asking rather than a matter. */
export const LIKENESS_MIN = 0.3
/** So many of the likest speak. */
const LIKE_CASES = 5

/** The likest cases, likest first. */
export function findLikeCases(question: string, cases: readonly SettledCase[]): readonly LikeCase[] {
  const pairs = cases.map(({ text }) => pairsOf(text))
  const weightOf = rarity(pairs)
  const asked = weigh(pairsOf(question), weightOf)
  return cases
    .map((one, i) => ({ case: one, likeness: cosine(asked, weigh(pairs[i] ?? new Set(), weightOf)) }))
    .filter(({ likeness }) => likeness >= LIKENESS_MIN)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, LIKE_CASES)
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = [...bareForm(text)]
  return new Set(letters.length === 1 ? letters : letters.slice(1).map((letter, i) => `${letters[i]}${letter}`))
}

function rarity(all: readonly ReadonlySet<string>[]): (pair: string) => number {
  const counts = new Map<string, number>()
  for (const pairs of all) for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return pair => Math.log(1 + (all.length + 1) / ((counts.get(pair) ?? 0) + 1))
}

interface Weighed {
  readonly weights: ReadonlyMap<string, number>
  readonly length: number
}

function weigh(pairs: ReadonlySet<string>, weightOf: (pair: string) => number): Weighed {
  const weights = new Map(Array.from(pairs, pair => [pair, weightOf(pair)]))
  return { weights, length: Math.hypot(...weights.values()) }
}

function cosine(a: Weighed, b: Weighed): number {
  if (a.length === 0 || b.length === 0) return 0
  let product = 0
  for (const [pair, weight] of a.weights) product += weight * (b.weights.get(pair) ?? 0)
  return Math.min(1, product / (a.length * b.length))
}
