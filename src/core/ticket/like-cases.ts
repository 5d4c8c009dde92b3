// Questions of before that ask much the same. Their letters tell which of thousands may, without any index; what the few mean,
// where a model is at hand, tells which do.
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

/** How near each text comes to the question in meaning, 0–1; null where nothing can tell. */
export type MeaningLikeness = (question: string, texts: readonly string[]) => Promise<readonly number[] | null>

/** Below, questions share manners of asking rather than a matter. */
export const LETTERS_MIN = 0.4
const MEANING_MIN = 0.5
/** Looked at for what they mean. */
const LOOKED_AT = 30
/** So many of the likest speak: more would outvote one that is the very same. */
const LIKE_CASES = 3

/** The likest cases, likest first: by their letters or, for the nearest in letters, by their meaning. */
export async function findLikeCases(
  question: string,
  cases: readonly SettledCase[],
  meaning: MeaningLikeness,
): Promise<readonly LikeCase[]> {
  const near = rankByLetters(question, cases).slice(0, LOOKED_AT)
  const meant =
    near.length === 0
      ? null
      : await meaning(
          question,
          near.map(({ case: { text } }) => text),
        ).catch(() => null)
  return near
    .map((like, i) => {
      const means = meant?.[i] ?? 0
      const letters = like.likeness >= LETTERS_MIN ? like.likeness : 0
      return { ...like, likeness: Math.max(letters, means >= MEANING_MIN ? means : 0) }
    })
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, LIKE_CASES)
}

/**
 * By pairs of letters, the rare ones weighing more: the geometric mean of how much of the question a case has, and how much of the
 * case it is. Those that share none are left out.
 */
export function rankByLetters(question: string, cases: readonly SettledCase[]): readonly LikeCase[] {
  const asked = [...pairsOf(bareForm(question))]
  const texts = cases.map(({ text }) => bareForm(text))
  const held = texts.map(text => asked.map(pair => text.includes(pair)))
  const weights = asked.map((_, i) => {
    const count = held.reduce((sum, has) => sum + (has[i] === true ? 1 : 0), 0)
    return Math.log(1 + (cases.length + 1) / (count + 1))
  })
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return cases
    .map((one, i) => {
      const has = held[i] ?? []
      const shared = weights.reduce((sum, weight, pair) => sum + (has[pair] === true ? weight : 0), 0)
      const density = has.filter(Boolean).length / Math.max(1, pairsOf(texts[i] ?? '').size)
      return { case: one, likeness: whole === 0 ? 0 : Math.sqrt((shared / whole) * Math.min(1, density)) }
    })
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = [...text]
  return new Set(letters.length === 1 ? letters : letters.slice(1).map((letter, i) => `${letters[i]}${letter}`))
}
