// Batches of text pairs for the learner: each from one kind of text, so that a batch's negatives are hard by nature.
import { dropWords, type TextRows } from '../../../src/adapters/embedders/contrastive-learner.ts'
import type { Draw } from '../../../src/core/seeded-draw.ts'
import type { Lessons, Terms } from './read-lessons.ts'

export interface BatchOptions {
  readonly batchSize: number
  /** Share of batches from the texts written for offices. */
  readonly officeShare: number
  /** Of those, the share that are synonyms. */
  readonly synonymShare: number
  /** Of the pairs of a cluster, the share that pair a question with the answer, not with another question. */
  readonly answerShare: number
  /** Share of a text's words left out, at random. */
  readonly wordDropout: number
  /** Words of a text that are used. */
  readonly textLengthMax: number
}

export interface Batch {
  readonly left: readonly TextRows[]
  readonly right: readonly TextRows[]
}

type Pair = readonly [Uint32Array, Uint32Array]

/** Large sources are sampled less than in proportion: size to this power, of at most SOURCE_SIZE_MAX pairs. */
const SOURCE_POWER = 0.6
const SOURCE_SIZE_MAX = 60_000

export function openBatches(
  lessons: Lessons,
  rowOf: (term: string) => number | undefined,
  options: BatchOptions,
  draw: Draw,
): () => Batch {
  const rows = (terms: Terms) =>
    Uint32Array.from(terms.flatMap(term => rowOf(term) ?? []).slice(0, options.textLengthMax))
  const sources = pairsBySource(lessons, rows)
  const clusters = lessons.clusters
    .map(({ asks, answer }) => ({ asks: asks.map(rows).filter(isFilled), answer: rows(answer) }))
    .filter(({ asks, answer }) => asks.length > 1 && isFilled(answer))
  const synonyms = lessons.synonyms.map(group => group.map(rows).filter(isFilled)).filter(group => group.length > 1)

  const fromCluster = ({ asks, answer }: (typeof clusters)[number]): Pair =>
    draw() < options.answerShare ? [pickOne(asks, draw), answer] : pickTwo(asks, draw)
  const drawPairs = (): readonly Pair[] => {
    if (draw() >= options.officeShare) return pickMany(pickSource(sources, draw), options.batchSize, draw)
    if (draw() < options.synonymShare)
      return pickMany(synonyms, options.batchSize, draw).map(group => pickTwo(group, draw))
    return pickMany(clusters, options.batchSize, draw).map(fromCluster)
  }
  const drop = (text: Uint32Array) => dropWords(text, options.wordDropout, draw)
  return () => {
    const pairs = drawPairs()
    return { left: pairs.map(([left]) => drop(left)), right: pairs.map(([, right]) => drop(right)) }
  }
}

function isFilled(rows: Uint32Array): boolean {
  return rows.length > 0
}

interface Source {
  readonly pairs: readonly Pair[]
  readonly weight: number
}

function pairsBySource({ pairs }: Lessons, rows: (terms: Terms) => Uint32Array): readonly Source[] {
  const bySource = new Map<string, Pair[]>()
  for (const { source, left, right } of pairs) {
    const pair: Pair = [rows(left), rows(right)]
    if (!pair.every(isFilled)) continue
    const known = bySource.get(source)
    if (known === undefined) bySource.set(source, [pair])
    else known.push(pair)
  }
  return [...bySource.values()].map(all => {
    return { pairs: all, weight: Math.min(all.length, SOURCE_SIZE_MAX) ** SOURCE_POWER }
  })
}

function pickSource(sources: readonly Source[], draw: Draw): readonly Pair[] {
  let left = draw() * sources.reduce((sum, { weight }) => sum + weight, 0)
  for (const { pairs, weight } of sources) {
    left -= weight
    if (left < 0) return pairs
  }
  return sources.at(-1)?.pairs ?? []
}

function pickOne<T>(items: readonly T[], draw: Draw): T {
  return items[Math.floor(draw() * items.length)] as T
}

function pickTwo<T>(items: readonly T[], draw: Draw): readonly [T, T] {
  const first = Math.floor(draw() * items.length)
  const second = (first + 1 + Math.floor(draw() * (items.length - 1))) % items.length
  return [items[first] as T, items[second] as T]
}

/** Distinct items, as many as there are at most. */
function pickMany<T>(items: readonly T[], count: number, draw: Draw): readonly T[] {
  const positions = new Set<number>()
  while (positions.size < Math.min(count, items.length)) positions.add(Math.floor(draw() * items.length))
  return Array.from(positions, position => items[position] as T)
}
