// Fits the word table to one registry: the words it uses move until its questions, phrasings and answers find each other.
// A few contrastive steps from the shipped vectors, seeded: the same units in the same order give the same vectors.
import type { FittingUnit } from '../../core/ports/embedder-source.ts'
import { type Draw, seededDraw } from '../../core/seeded-draw.ts'
import { ContrastiveLearner, dropWords } from './contrastive-learner.ts'
import type { WordTable } from './word-table.ts'

/** Chosen on the tables of docs/retrieval.md: few steps, for a few hundred texts are soon learnt by heart. */
const STEPS = 40
const BATCH = 256
const LEARNING = { learningRate: 0.005, temperature: 0.05 } as const
const WORD_DROPOUT = 0.3
/** Of an entry with answer and phrasings, how often the pair is question and answer. */
const ANSWER_SHARE = 0.5
const TERMS_MAX = 80
/** Courses of which the mean counts: what one learns by the chance of its draws, the others do not. */
const SEEDS = [20_240_401, 20_250_401] as const

/** Below this number of entries chance would move the words more than meaning. */
const ENTRIES_MIN = 50

/** New vectors for some rows of a table, in the table's own form: int8 values and one scale a row. */
export interface AdaptedRows {
  /** Row numbers, ascending. */
  readonly rows: Uint32Array
  /** One vector a row, row-major, in the order of `rows`. */
  readonly values: Int8Array
  readonly scales: Float32Array
}

export const NO_ROWS: AdaptedRows = {
  rows: new Uint32Array(0),
  values: new Int8Array(0),
  scales: new Float32Array(0),
}

/** The rows that the registry uses, moved; none where it is too small to learn from. About 20 s for 100,000 entries. */
export function adaptRows(table: WordTable, units: readonly FittingUnit[]): AdaptedRows {
  const lessons = toLessons(table, units)
  if (lessons.length < ENTRIES_MIN) return NO_ROWS
  const used = new Set<number>()
  for (const { asks, answers } of lessons)
    for (const text of [...asks, ...answers]) for (const row of text) used.add(row)
  const rows = Uint32Array.from(used).sort()
  const place = new Map(Array.from(rows, (row, i) => [row, i]))
  const runs = SEEDS.map(seed => learn({ lessons, start: vectorsOf(table, rows), place }, table.dimensions, seed))
  return { rows, ...quantise(meanOf(runs), table.dimensions) }
}

interface Course {
  readonly lessons: readonly Lesson[]
  /** Row-major, in the order of the rows in use; moved. */
  readonly start: Float32Array
  /** Of a row of the table among those in use. */
  readonly place: ReadonlyMap<number, number>
}

function learn({ lessons, start, place }: Course, dimensions: number, seed: number): Float32Array {
  const learner = new ContrastiveLearner(start, { dimensions, ...LEARNING })
  const draw = seededDraw(seed)
  const toPlaces = (text: Uint32Array) => dropWords(text, WORD_DROPOUT, draw).map(row => place.get(row) as number)
  for (let step = 0; step < STEPS; step += 1) {
    const pairs = drawSome(lessons, Math.min(BATCH, lessons.length), draw).map(lesson => drawPair(lesson, draw))
    learner.learn(
      pairs.map(([left]) => toPlaces(left)),
      pairs.map(([, right]) => toPlaces(right)),
    )
  }
  return learner.vectors
}

function meanOf(runs: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(runs[0]?.length ?? 0)
  for (const run of runs)
    for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] as number) + (run[i] as number) / runs.length
  return mean
}

/** The table with some of its rows replaced. */
export function withRows(table: WordTable, { rows, values, scales }: AdaptedRows): WordTable {
  const { dimensions } = table
  const placeOfRow = new Int32Array(table.size).fill(-1)
  for (const [place, row] of rows.entries()) placeOfRow[row] = place
  return {
    ...table,
    addRow: (row, weight, sum) => {
      const place = placeOfRow[row] as number
      if (place < 0) return table.addRow(row, weight, sum)
      const factor = weight * (scales[place] as number)
      const from = place * dimensions
      for (let k = 0; k < dimensions; k += 1) sum[k] = (sum[k] as number) + factor * (values[from + k] as number)
    },
  }
}

const INT8_MAX = 127

function quantise(vectors: Float32Array, dimensions: number): Pick<AdaptedRows, 'values' | 'scales'> {
  const scales = new Float32Array(vectors.length / dimensions)
  const values = new Int8Array(vectors.length)
  for (let place = 0; place < scales.length; place += 1) {
    const from = place * dimensions
    let highest = Number.MIN_VALUE
    for (let k = from; k < from + dimensions; k += 1) highest = Math.max(highest, Math.abs(vectors[k] as number))
    scales[place] = highest / INT8_MAX
    for (let k = from; k < from + dimensions; k += 1) {
      values[k] = Math.round(((vectors[k] as number) * INT8_MAX) / highest)
    }
  }
  return { values, scales }
}

/** One entry's texts as table rows: ways to ask, and parts of the answer. */
interface Lesson {
  readonly asks: readonly Uint32Array[]
  readonly answers: readonly Uint32Array[]
}

function toLessons(table: WordTable, units: readonly FittingUnit[]): readonly Lesson[] {
  const lessons: Lesson[] = []
  for (const own of Map.groupBy(units, unit => unit.entryId).values()) {
    const textsOf = (kinds: readonly string[]) => own.filter(unit => kinds.includes(unit.kind)).flatMap(knownRows)
    const lesson = { asks: textsOf(['question', 'phrasing']), answers: textsOf(['answer']) }
    if (lesson.asks.length > 0 && lesson.asks.length + lesson.answers.length > 1) lessons.push(lesson)
  }
  return lessons

  function knownRows(unit: FittingUnit): readonly Uint32Array[] {
    const rows = Uint32Array.from(unit.terms.slice(0, TERMS_MAX).flatMap(term => table.rowOf(term) ?? []))
    return rows.length === 0 ? [] : [rows]
  }
}

function vectorsOf(table: WordTable, rows: Uint32Array): Float32Array {
  const vectors = new Float32Array(rows.length * table.dimensions)
  for (const [i, row] of rows.entries()) {
    table.addRow(row, 1, vectors.subarray(i * table.dimensions, (i + 1) * table.dimensions))
  }
  return vectors
}

function drawPair({ asks, answers }: Lesson, draw: Draw): readonly [Uint32Array, Uint32Array] {
  const useAnswer = answers.length > 0 && (asks.length < 2 || draw() < ANSWER_SHARE)
  const pair = useAnswer ? [...drawSome(asks, 1, draw), ...drawSome(answers, 1, draw)] : drawSome(asks, 2, draw)
  return [pair[0] as Uint32Array, pair[1] as Uint32Array]
}

/** Distinct items in random order: the head of a Fisher–Yates shuffle. */
function drawSome<T>(items: readonly T[], count: number, draw: Draw): readonly T[] {
  const pool = [...items]
  for (let i = 0; i < count; i += 1) {
    const j = i + Math.floor(draw() * (pool.length - i))
    ;[pool[i], pool[j]] = [pool[j] as T, pool[i] as T]
  }
  return pool.slice(0, count)
}
