// Fits the word table to one registry: the vectors of the words it uses move until its questions, phrasings and answers
// find each other. A few steps of contrastive learning (InfoNCE, van den Oord et al. 2018) with in-batch negatives and
// Adam (Kingma & Ba 2015), from the shipped vectors. Seeded: the same units in the same order give the same vectors.
import type { FittingUnit } from '../../core/ports/embedder-source.ts'
import { dot } from '../../core/search/vector.ts'
import { type Draw, seededDraw } from '../../core/seeded-draw.ts'
import type { WordTable } from './word-table.ts'

/** Chosen on docs/retrieval.md's table of adaptation; few steps, for few texts overfit soon. */
const STEPS = 40
const BATCH = 256
const LEARNING_RATE = 0.005
const TEMPERATURE = 0.05
const WORD_DROPOUT = 0.3
const TERMS_MAX = 80
const SEED = 20_240_401

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/** Below this number of entries there is too little to learn from, and chance would move the words. */
const ENTRIES_MIN = 50

/** New vectors for some rows of a table. */
export interface AdaptedRows {
  /** Row numbers, ascending. */
  readonly rows: Uint32Array
  /** One vector a row, in the order of `rows`. */
  readonly vectors: Float32Array
}

/** The table's rows that the registry uses, moved. None where the registry is too small. */
export function adaptRows(table: WordTable, units: readonly FittingUnit[]): AdaptedRows {
  const lessons = toLessons(table, units)
  if (lessons.length < ENTRIES_MIN) return { rows: new Uint32Array(0), vectors: new Float32Array(0) }
  const learner = new Learner(table, lessons)
  const draw = seededDraw(SEED)
  for (let step = 1; step <= STEPS; step += 1) learner.learn(drawPairs(lessons, draw), step)
  return learner.result()
}

/** One entry's texts as table rows: ways to ask, and parts of the answer. */
interface Lesson {
  readonly asks: readonly Uint32Array[]
  readonly answers: readonly Uint32Array[]
}

function toLessons(table: WordTable, units: readonly FittingUnit[]): readonly Lesson[] {
  const rowsOf = (unit: FittingUnit) =>
    Uint32Array.from(unit.terms.slice(0, TERMS_MAX).flatMap(term => table.rowOf(term) ?? []))
  const lessons: Lesson[] = []
  for (const own of Map.groupBy(units, unit => unit.entryId).values()) {
    const textsOf = (kinds: readonly string[]) =>
      own
        .filter(unit => kinds.includes(unit.kind))
        .map(rowsOf)
        .filter(rows => rows.length > 0)
    const lesson = { asks: textsOf(['question', 'phrasing']), answers: textsOf(['answer']) }
    if (lesson.asks.length > 0 && lesson.asks.length + lesson.answers.length > 1) lessons.push(lesson)
  }
  return lessons
}

type Pair = readonly [Uint32Array, Uint32Array]

/** Distinct entries, one pair each: ask and answer, or two ways to ask. */
function drawPairs(lessons: readonly Lesson[], draw: Draw): readonly Pair[] {
  return drawDistinct(lessons, Math.min(BATCH, lessons.length), draw).map(({ asks, answers }): Pair => {
    const useAnswer = answers.length > 0 && (asks.length < 2 || draw() < 0.5)
    const pair = useAnswer ? [pick(asks, draw), pick(answers, draw)] : drawDistinct(asks, 2, draw)
    return [dropWords(pair[0] as Uint32Array, draw), dropWords(pair[1] as Uint32Array, draw)]
  })
}

function pick<T>(items: readonly T[], draw: Draw): T {
  return items[Math.floor(draw() * items.length)] as T
}

/** A partial Fisher–Yates shuffle. */
function drawDistinct<T>(items: readonly T[], count: number, draw: Draw): readonly T[] {
  const pool = [...items]
  for (let i = 0; i < count; i += 1) {
    const j = i + Math.floor(draw() * (pool.length - i))
    ;[pool[i], pool[j]] = [pool[j] as T, pool[i] as T]
  }
  return pool.slice(0, count)
}

function dropWords(rows: Uint32Array, draw: Draw): Uint32Array {
  const kept = rows.filter(() => draw() >= WORD_DROPOUT)
  return kept.length > 0 ? kept : rows
}

/** Texts of one side of a batch: unit vectors, and the lengths they had. */
interface Side {
  readonly texts: readonly Uint32Array[]
  readonly vectors: Float32Array
  readonly lengths: Float32Array
}

class Learner {
  readonly #dimensions: number
  readonly #rows: Uint32Array
  readonly #placeOfRow: ReadonlyMap<number, number>
  readonly #vectors: Float32Array
  readonly #gradient: Float32Array
  readonly #mean: Float32Array
  readonly #variance: Float32Array

  constructor(table: WordTable, lessons: readonly Lesson[]) {
    const used = new Set(lessons.flatMap(({ asks, answers }) => [...asks, ...answers].flatMap(rows => [...rows])))
    this.#dimensions = table.dimensions
    this.#rows = Uint32Array.from(used).sort()
    this.#placeOfRow = new Map(Array.from(this.#rows, (row, place) => [row, place]))
    const size = this.#rows.length * table.dimensions
    this.#vectors = new Float32Array(size)
    for (const [place, row] of this.#rows.entries()) {
      table.addRow(row, 1, this.#vectors.subarray(place * table.dimensions, (place + 1) * table.dimensions))
    }
    this.#gradient = new Float32Array(size)
    this.#mean = new Float32Array(size)
    this.#variance = new Float32Array(size)
  }

  result(): AdaptedRows {
    return { rows: this.#rows, vectors: this.#vectors }
  }

  /** One step: both sides of every pair closer, everything else in the batch farther. */
  learn(pairs: readonly Pair[], step: number): void {
    const [left, right] = [this.#embed(pairs.map(([a]) => a)), this.#embed(pairs.map(([, b]) => b))]
    const pull = similarityGradient(left.vectors, right.vectors, pairs.length, this.#dimensions)
    this.#gradient.fill(0)
    this.#spread(left, multiply(pull, right.vectors, pairs.length, this.#dimensions))
    this.#spread(right, multiply(transpose(pull, pairs.length), left.vectors, pairs.length, this.#dimensions))
    this.#step(step)
  }

  #embed(texts: readonly Uint32Array[]): Side {
    const d = this.#dimensions
    const vectors = new Float32Array(texts.length * d)
    const lengths = new Float32Array(texts.length)
    for (const [i, rows] of texts.entries()) {
      const sum = vectors.subarray(i * d, (i + 1) * d)
      for (const row of rows) addTo(sum, this.#vectorAt(row), 1 / rows.length)
      const length = Math.max(Math.sqrt(dot(sum, sum)), 1e-9)
      lengths[i] = length
      for (let k = 0; k < d; k += 1) sum[k] = (sum[k] as number) / length
    }
    return { texts, vectors, lengths }
  }

  #vectorAt(row: number): Float32Array {
    const place = this.#placeOfRow.get(row) as number
    return this.#vectors.subarray(place * this.#dimensions, (place + 1) * this.#dimensions)
  }

  /** Hands each text's gradient back through its normalisation and mean to the words in it. */
  #spread({ texts, vectors, lengths }: Side, gradients: Float32Array): void {
    const d = this.#dimensions
    for (const [i, rows] of texts.entries()) {
      const vector = vectors.subarray(i * d, (i + 1) * d)
      const gradient = gradients.subarray(i * d, (i + 1) * d)
      addTo(gradient, vector, -dot(gradient, vector))
      const share = 1 / ((lengths[i] as number) * rows.length)
      for (const row of rows) {
        const place = this.#placeOfRow.get(row) as number
        addTo(this.#gradient.subarray(place * d, (place + 1) * d), gradient, share)
      }
    }
  }

  #step(step: number): void {
    const { beta1, beta2, epsilon } = ADAM
    const rate = (LEARNING_RATE * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step)
    for (let i = 0; i < this.#gradient.length; i += 1) {
      const gradient = this.#gradient[i] as number
      if (gradient === 0) continue // a word that this batch did not see stays where it is
      const mean = beta1 * (this.#mean[i] as number) + (1 - beta1) * gradient
      const variance = beta2 * (this.#variance[i] as number) + (1 - beta2) * gradient * gradient
      this.#mean[i] = mean
      this.#variance[i] = variance
      this.#vectors[i] = (this.#vectors[i] as number) - (rate * mean) / (Math.sqrt(variance) + epsilon)
    }
  }
}

function addTo(sum: Float32Array, vector: Float32Array, weight: number): void {
  for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] as number) + weight * (vector[k] as number)
}

/** d loss / d (left · right) of symmetric InfoNCE, row-major n × n. */
function similarityGradient(left: Float32Array, right: Float32Array, n: number, d: number): Float32Array {
  const scores = multiply(left, transposeRect(right, n, d), n, n, d)
  const forward = softmaxRows(scores, n)
  const backward = transpose(softmaxRows(transpose(scores, n), n), n)
  const scale = 1 / (2 * n * TEMPERATURE)
  return forward.map((value, i) => scale * (value + (backward[i] as number) - (i % (n + 1) === 0 ? 2 : 0)))
}

function softmaxRows(scores: Float32Array, n: number): Float32Array {
  const result = new Float32Array(n * n)
  for (let i = 0; i < n; i += 1) {
    const row = scores.subarray(i * n, (i + 1) * n)
    const highest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    let total = 0
    for (let j = 0; j < n; j += 1) {
      const value = Math.exp(((row[j] as number) - highest) / TEMPERATURE)
      result[i * n + j] = value
      total += value
    }
    for (let j = 0; j < n; j += 1) result[i * n + j] = (result[i * n + j] as number) / total
  }
  return result
}

/** (n × inner) · (inner × columns), rows added in the order that the caches like. */
function multiply(a: Float32Array, b: Float32Array, n: number, columns: number, inner = n): Float32Array {
  const result = new Float32Array(n * columns)
  for (let i = 0; i < n; i += 1) {
    const row = result.subarray(i * columns, (i + 1) * columns)
    for (let k = 0; k < inner; k += 1)
      addTo(row, b.subarray(k * columns, (k + 1) * columns), a[i * inner + k] as number)
  }
  return result
}

function transpose(matrix: Float32Array, n: number): Float32Array {
  return transposeRect(matrix, n, n)
}

function transposeRect(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(matrix.length)
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) result[j * rows + i] = matrix[i * columns + j] as number
  }
  return result
}
