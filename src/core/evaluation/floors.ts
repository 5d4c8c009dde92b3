// Floors: the least that a set's figures must reach. They rise with the product and never fall by themselves.
import type { Calibration } from './calibration.ts'
import type { EvaluationSummary } from './summarise.ts'

/** Which side of a bound is the good one. */
const DIRECTIONS = {
  s1: 'higher',
  s5: 'higher',
  mrr: 'higher',
  ndcg10: 'higher',
  recall10: 'higher',
  answeredRight: 'higher',
  answerableShown: 'higher',
  unanswerableNotAnswered: 'higher',
  brier: 'lower',
  aurc: 'lower',
} as const

export type FloorMeasure = keyof typeof DIRECTIONS
export const FLOOR_MEASURES = Object.keys(DIRECTIONS) as readonly FloorMeasure[]

/** Bounds of one set; a measure without one is not checked. */
export type Floors = Readonly<Partial<Record<FloorMeasure, number>>>

/** Null where the set has no question that the figure could rest on. */
export type Figures = Readonly<Record<FloorMeasure, number | null>>

/** A figure on the wrong side of its bound; `measured` is null where it could not be measured at all. */
export interface Breach {
  readonly measure: FloorMeasure
  readonly bound: number
  readonly measured: number | null
}

/** A raised bound lies this far below what was measured: room for a word list that changes one question in a hundred. */
const SLACK = 0.01
const STEPS = 1_000 // bounds have three decimals
const ROUNDING = 1e-6 // .656 − .01 is 645.999… steps

export function figuresOf(summary: EvaluationSummary, calibration: Calibration | null): Figures {
  const { s1, s5, mrr, ndcg10, recall10, answeredRight } = summary
  const ranking = summary.answerable === 0 ? null : { s1, s5, mrr, ndcg10, recall10 }
  return {
    s1: ranking?.s1 ?? null,
    s5: ranking?.s5 ?? null,
    mrr: ranking?.mrr ?? null,
    ndcg10: ranking?.ndcg10 ?? null,
    recall10: ranking?.recall10 ?? null,
    answeredRight,
    answerableShown: calibration?.answerableShown ?? null,
    unanswerableNotAnswered: calibration?.unanswerableNotAnswered ?? null,
    brier: calibration?.brier ?? null,
    aurc: calibration?.riskCoverage.aurc ?? null,
  }
}

/** Every bound that the figures do not keep. */
export function findBreaches(floors: Floors, figures: Figures): readonly Breach[] {
  return FLOOR_MEASURES.flatMap(measure => {
    const [bound, measured] = [floors[measure], figures[measure]]
    if (bound === undefined) return []
    const keeps = measured !== null && (DIRECTIONS[measure] === 'higher' ? measured >= bound : measured <= bound)
    return keeps ? [] : [{ measure, bound, measured }]
  })
}

/**
 * The same bounds in the same order, each moved to `SLACK` from its figure where that is stricter than before, and never
 * otherwise. A set that has no bounds yet gets one for every figure it has.
 */
export function raiseFloors(floors: Floors | undefined, figures: Figures): Floors {
  const measures = floors === undefined ? FLOOR_MEASURES : (Object.keys(floors) as readonly FloorMeasure[])
  const raised = measures.flatMap(measure => {
    const next = nextBound(measure, figures[measure])
    const bound = stricter(measure, floors?.[measure] ?? null, next)
    return bound === null ? [] : [[measure, bound] as const]
  })
  return Object.fromEntries(raised)
}

function nextBound(measure: FloorMeasure, measured: number | null): number | null {
  if (measured === null) return null
  return DIRECTIONS[measure] === 'higher'
    ? Math.max(0, Math.floor((measured - SLACK) * STEPS + ROUNDING) / STEPS)
    : Math.min(1, Math.ceil((measured + SLACK) * STEPS - ROUNDING) / STEPS)
}

function stricter(measure: FloorMeasure, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return DIRECTIONS[measure] === 'higher' ? Math.max(a, b) : Math.min(a, b)
}
