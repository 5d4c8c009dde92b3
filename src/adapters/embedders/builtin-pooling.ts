// What the built-in embedder learns from a registry: how much each word tells apart, and the direction all texts share.
// idf-weighted means with the first principal component removed: Arora, Liang & Ma, "A Simple but Tough-to-Beat Baseline
// for Sentence Embeddings" (ICLR 2017), with idf in the place of their frequency weights.
import { dot, normaliseLength } from '../../core/search/vector.ts'
import type { WordTable } from './word-table.ts'

export interface Pooling {
  /** Weight of each table row. */
  readonly weights: Float32Array
  /** Unit vector, or zero before there is anything to learn from. */
  readonly commonDirection: Float32Array
}

/** Enough texts for a stable direction; more only cost time. */
const DIRECTION_SAMPLE_MAX = 20_000
const POWER_ITERATIONS = 30

/** Learns from the terms of all text units. The same texts in the same order give the same pooling. */
export function fitPooling(table: WordTable, texts: readonly (readonly string[])[]): Pooling {
  const weights = idfWeights(table, texts)
  const plain: Pooling = { weights, commonDirection: new Float32Array(table.dimensions) }
  const step = Math.max(1, Math.ceil(texts.length / DIRECTION_SAMPLE_MAX))
  const sample = texts.filter((_, i) => i % step === 0).map(terms => poolTerms(table, plain, terms))
  return { weights, commonDirection: firstPrincipalComponent(sample, table.dimensions) }
}

/** Unit-length vector of a text; zero where the table knows none of its words. */
export function poolTerms(table: WordTable, pooling: Pooling, terms: readonly string[]): Float32Array {
  const sum = new Float32Array(table.dimensions)
  for (const term of terms) {
    const row = table.rowOf(term)
    if (row !== undefined) table.addRow(row, pooling.weights[row] as number, sum)
  }
  normaliseLength(sum)
  const shared = dot(sum, pooling.commonDirection)
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) - shared * (pooling.commonDirection[i] as number)
  return normaliseLength(sum)
}

/** ln((N + 1) / (n + 1)); a word no text has is as rare as can be. */
function idfWeights(table: WordTable, texts: readonly (readonly string[])[]): Float32Array {
  const counts = new Uint32Array(table.size)
  for (const terms of texts) {
    for (const term of new Set(terms)) {
      const row = table.rowOf(term)
      if (row !== undefined) counts[row] = (counts[row] as number) + 1
    }
  }
  return Float32Array.from(counts, count => Math.log((texts.length + 1) / (count + 1)) + 1e-3)
}

/** Power iteration on the second moments: 128 × 128 numbers, however many texts. */
function firstPrincipalComponent(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const moments = new Float64Array(dimensions * dimensions)
  for (const vector of vectors) {
    for (let i = 0; i < dimensions; i += 1) {
      const value = vector[i] as number
      if (value === 0) continue
      const row = i * dimensions
      for (let j = 0; j < dimensions; j += 1)
        moments[row + j] = (moments[row + j] as number) + value * (vector[j] as number)
    }
  }
  let direction = normaliseLength(new Float32Array(dimensions).fill(1))
  for (let iteration = 0; iteration < POWER_ITERATIONS; iteration += 1) {
    const next = Float32Array.from(direction, (_, i) =>
      dot(moments.subarray(i * dimensions, (i + 1) * dimensions), direction),
    )
    if (dot(next, next) === 0) return new Float32Array(dimensions)
    direction = normaliseLength(next)
  }
  return direction
}
