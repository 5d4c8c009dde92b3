// Why each question belongs to its cluster: how like the others it is, and which words it shares with them.
import { type Likeness, meanLikeness, type Profile, sumOf } from './cluster-profile.ts'

export interface Why {
  /** Mean likeness with the others, 0–1; null for one that is alone. */
  readonly alike: number | null
  /** Words that another question has too, those that say most first. */
  readonly words: readonly string[]
}

/** Words told of one question. */
const WORDS_TOLD = 4

export function whyTogether(members: readonly Profile[], likeness: Likeness): readonly Why[] {
  const all = sumOf(members)
  return members.map(member => {
    if (all.count <= 1) return { alike: null, words: [] }
    const withAll = meanLikeness(member, all, likeness) * all.count
    const alike = (withAll - meanLikeness(member, member, likeness)) / (all.count - 1)
    return { alike: Math.min(1, Math.max(0, alike)), words: sharedWords(member, all) }
  })
}

/** A word's weight in the sum is more than its own where another question has it. */
function sharedWords(member: Profile, all: Profile): readonly string[] {
  const others = [...member.words].map(([word, weight]) => ({
    word,
    weight: weight * ((all.words.get(word) ?? 0) - weight),
  }))
  return others
    .filter(({ weight }) => weight > 1e-6)
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS_TOLD)
    .map(({ word }) => word)
}
