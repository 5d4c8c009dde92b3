// What a cluster is told by: the question that stands for it, and the words that tell it from others.
import { type Likeness, meanLikeness, type Profile, sumOf, type WordStatistics, wordWeight } from './cluster-profile.ts'

export const TELLING_WORDS = 5

/** The member most like all of them; of equals the first. */
export function medoidOf<M extends { readonly profile: Profile }>(members: readonly M[], likeness: Likeness): M | null {
  const all = sumOf(members.map(({ profile }) => profile))
  let best: M | null = null
  let highest = Number.NEGATIVE_INFINITY
  for (const member of members) {
    const alike = meanLikeness(member.profile, all, likeness)
    if (alike <= highest) continue
    highest = alike
    best = member
  }
  return best
}

/** By in how many questions a word stands, and how few entries have it. Of several questions, words of one alone tell little. */
export function tellingWords(questions: readonly (readonly string[])[], statistics: WordStatistics): readonly string[] {
  const counts = new Map<string, number>()
  for (const terms of questions) for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
  const least = questions.length > 2 ? 2 : 1
  const scored = [...counts]
    .filter(([, count]) => count >= least)
    .map(([term, count]) => ({ term, score: count * wordWeight(term, statistics) }))
  return scored
    .toSorted((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
    .slice(0, TELLING_WORDS)
    .map(({ term }) => term)
}
