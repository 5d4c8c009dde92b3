// Which words the table knows: the most useful of the training texts, those of the texts written for offices before others.
import type { Lessons, Terms } from './read-lessons.ts'

/** Statutes and encyclopaedia articles are long and far from what staff ask: their words count for less. */
const SOURCE_WEIGHT: Readonly<Record<string, number>> = { law: 0.3, ict_wiki: 0.6, jaquad_train: 0.6 }
/** Beyond, a word of a source is common enough. */
const COUNT_MAX = 50
const CLUSTER_WEIGHT = 3
const SYNONYM_WEIGHT = 5
/** A word the earlier table knew keeps its place before chance finds of one source. */
const KNOWN_WEIGHT = 0.5

/** `size` words, the most useful first. */
export function chooseWords(lessons: Lessons, known: Iterable<string>, size: number): readonly string[] {
  const scores = new Map<string, number>()
  const add = (word: string, score: number) => scores.set(word, (scores.get(word) ?? 0) + score)
  for (const [source, counts] of countBySource(lessons)) {
    for (const [word, count] of counts) add(word, (SOURCE_WEIGHT[source] ?? 1) * Math.min(count, COUNT_MAX))
  }
  for (const { asks, answer } of lessons.clusters)
    for (const word of [...asks, answer].flat()) add(word, CLUSTER_WEIGHT)
  for (const word of lessons.synonyms.flat(2)) add(word, SYNONYM_WEIGHT)
  for (const word of known) add(word, KNOWN_WEIGHT)
  const ranked = [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return ranked.slice(0, size).map(([word]) => word)
}

/** Texts of each source that use a word. */
function countBySource({ pairs }: Lessons): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sources = new Map<string, Map<string, number>>()
  for (const { source, left, right } of pairs) {
    let counts = sources.get(source)
    if (counts === undefined) sources.set(source, (counts = new Map()))
    for (const text of [left, right] satisfies Terms[]) {
      for (const word of new Set(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  return sources
}
