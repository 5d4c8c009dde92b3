// The dense side of one question: nearest text units give the pool, exact cosines give the scores.
import type { Neighbour } from '../ports/vector-index.ts'
import type { ScoreSpread } from './background-sample.ts'
import type { DenseSide, EntryIndex } from './entry-index.ts'
import type { SlotFilter } from './score-board.ts'
import { isZero } from './vector.ts'

/** Cosines of one entry with the question. */
export interface EntryCosines {
  /** Best of its question and phrasings. */
  readonly ask: number
  /** Best part of its answer. */
  readonly answer: number
  /** The units that have them; null where no cosine is above zero. */
  readonly askUnit: number | null
  readonly answerUnit: number | null
}

export interface DenseOptions {
  readonly poolSize: number
  readonly answerWeight: number
  /** Entries that may be found; undefined for all. */
  readonly accepts: SlotFilter | undefined
  readonly refusesFew: boolean
}

export interface DenseScorer {
  /** Slots of the entries that own the nearest units. */
  readonly pool: ReadonlySet<number>
  /** The nearest units, nearest first, as the vector index found them. */
  readonly neighbours: readonly Neighbour[]
  /** Spread of the dense score over entries picked without regard to the question. */
  readonly spread: ScoreSpread
  /** Of many entries at once, in the order of their slots: all their vectors are looked at together. */
  readonly cosines: (slots: Iterable<number>) => readonly EntryCosines[]
}

/** Null where the model has nothing to say of the question: no vector, no opinion. */
export function openDenseScorer(
  vector: Float32Array,
  index: EntryIndex,
  side: DenseSide,
  options: DenseOptions,
): DenseScorer | null {
  if (isZero(vector)) return null
  const neighbours = nearestUnits(vector, index, side, options)
  const pool = new Set(neighbours.map(({ id }) => index.slotOfUnit(id)).filter(slot => slot !== undefined))
  return {
    pool,
    neighbours,
    spread: sampledSpread(vector, index, side, options),
    cosines: slots => cosinesOf(slots, vector, index, side),
  }
}

function sampledSpread(
  vector: Float32Array,
  index: EntryIndex,
  side: DenseSide,
  { answerWeight }: DenseOptions,
): ScoreSpread {
  const sample = index.background.of(index)
  const questions = cosinesWith(
    sample.map(({ questionId }) => questionId),
    vector,
    side,
  )
  const answers = cosinesWith(
    sample.map(({ questionId, answerId }) => answerId ?? questionId),
    vector,
    side,
  )
  return index.background.spread(index, ({ answerId }, place) => {
    const answer = answerId === undefined ? 0 : (answers[place] as number)
    return (questions[place] as number) + answerWeight * answer
  })
}

/** The nearest units that the filter lets through, as many as there are without it. */
function nearestUnits(
  vector: Float32Array,
  index: EntryIndex,
  { vectors }: DenseSide,
  { poolSize, accepts, refusesFew }: DenseOptions,
): readonly Neighbour[] {
  if (accepts === undefined) return vectors.search(vector, poolSize)
  const acceptsUnit = (id: number) => {
    const slot = index.slotOfUnit(id)
    return slot !== undefined && accepts(slot)
  }
  // Without a filter nothing is asked of each neighbour: a callback per visited node costs more than the search. So where few
  // are refused it is tried without, and only a question that comes near one of those is searched for again.
  const untried = refusesFew ? vectors.search(vector, poolSize) : []
  if (refusesFew && untried.every(({ id }) => acceptsUnit(id))) return untried
  return vectors.search(vector, poolSize, acceptsUnit)
}

function cosinesOf(
  slots: Iterable<number>,
  vector: Float32Array,
  index: EntryIndex,
  side: DenseSide,
): readonly EntryCosines[] {
  const [units, isAnswer, ends]: [number[], boolean[], number[]] = [[], [], []]
  for (const slot of slots) {
    index.records.eachUnit(slot, (id, kind) => {
      if (kind === 'negative') return
      units.push(id)
      isAnswer.push(kind === 'answer')
    })
    ends.push(units.length)
  }
  const cosines = cosinesWith(units, vector, side)
  return ends.map((end, place) => {
    const best = { ask: 0, answer: 0, askUnit: null as number | null, answerUnit: null as number | null }
    for (let i = ends[place - 1] ?? 0; i < end; i += 1) {
      const cosine = cosines[i] as number
      if (isAnswer[i]) {
        if (cosine <= best.answer) continue
        best.answer = cosine
        best.answerUnit = units[i] as number
      } else if (cosine > best.ask) {
        best.ask = cosine
        best.askUnit = units[i] as number
      }
    }
    return best
  })
}

/** A cosine told from what unrelated texts of the model have anyway: 0 there (and below), 1 for the same text. */
export function meaningOf(cosine: number, { embedder }: DenseSide): number {
  const floor = embedder.unrelatedCosine ?? 0
  return Math.max(0, (cosine - floor) / (1 - floor))
}

/** Cosine with one stored unit; that of unrelated texts for a unit that has no vector (yet). */
export function cosineWith(unitId: number, vector: Float32Array, side: DenseSide): number {
  return side.vectors.similarity(vector, unitId) ?? side.embedder.unrelatedCosine ?? 0
}

/** The same with many, in their order. */
function cosinesWith(unitIds: readonly number[], vector: Float32Array, side: DenseSide): Float64Array {
  const cosines = side.vectors.similarities(vector, unitIds)
  const unrelated = side.embedder.unrelatedCosine ?? 0
  for (let i = 0; i < cosines.length; i += 1) if (Number.isNaN(cosines[i])) cosines[i] = unrelated
  return cosines
}
