// What a cluster is told by: the question that stands for it, and the words that tell it from others.
import { normalise } from '../normalise.ts'
import type { Features } from '../ports/cluster-store.ts'
import type { FeatureMaker } from './cluster-features.ts'
import { type Likeness, meanLikeness, type Profile, sumOf, type WordStatistics, wordWeight } from './cluster-profile.ts'

/** Words that tell a cluster. */
const TELLING_WORDS = 5

export interface Told<M> {
  /** The one that stands for all. */
  readonly medoid: M
  readonly words: readonly string[]
}

/** Null where there are no members. */
export function describeMembers<M extends Features & { readonly text: string }>(
  members: readonly M[],
  { profile, grouping, statistics, mask }: Pick<FeatureMaker, 'profile' | 'grouping' | 'statistics' | 'mask'>,
): Told<M> | null {
  const profiles = members.map(member => ({ member, profile: profile(member) }))
  const medoid = medoidOf(profiles, grouping())?.member
  if (medoid === undefined) return null
  const telling = tellingWords(
    members.map(({ terms }) => terms),
    statistics,
  )
  const texts = members.map(({ text }) => mask(text))
  return { medoid, words: readableWords(telling, texts).slice(0, TELLING_WORDS) }
}

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
    .slice(0, TELLING_WORDS * 2)
    .map(({ term }) => term)
}

/** What stands together in so many of the texts that have it is one word that the dictionary does not know. */
const TOGETHER_MIN = 0.8
const LONE_KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}]$/u

/** Words as people write them: 「ド」 and 「ローン」 become 「ドローン」 where the texts have it so. Single kana say nothing. */
export function readableWords(words: readonly string[], texts: readonly string[]): readonly string[] {
  const written = texts.map(normalise)
  const having = (word: string) => written.filter(text => text.includes(word)).length
  const told = [...words]
  for (const first of words) {
    for (const second of words) {
      const [at, next] = [told.indexOf(first), told.indexOf(second)]
      if (first === second || at < 0 || next < 0) continue
      if (having(first + second) < TOGETHER_MIN * Math.min(having(first), having(second))) continue
      if (having(first + second) === 0) continue
      told[Math.min(at, next)] = first + second
      told.splice(Math.max(at, next), 1)
    }
  }
  return told.filter(word => !LONE_KANA.test(word))
}
