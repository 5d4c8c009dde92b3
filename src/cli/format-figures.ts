// How the figures of an evaluation are written: shares without their leading zero, as papers of retrieval do.
import type { Interval } from '../core/evaluation/bootstrap.ts'

export const NONE = '–'

/** Names of the measures of a ranking, as papers have them. */
export const MEASURE_NAMES = { s1: 'S@1', s5: 'S@5', mrr: 'MRR', ndcg10: 'nDCG@10', recall10: 'Recall@10' } as const

/** `.642`; a dash where there is no figure. */
export function share(value: number | null): string {
  return value === null
    ? NONE
    : value
        .toFixed(3)
        .replace('-', '−')
        .replace(/^(−?)0\./u, '$1.')
}

/** `.598–.685`. */
export function range(interval: Interval | null): string {
  return interval === null ? NONE : `${share(interval.low)}–${share(interval.high)}`
}

/** `+.012`, `−.012`; `.000` without a sign where nothing is left after rounding. */
export function signed(value: number): string {
  const size = share(Math.abs(value))
  return size === '.000' ? size : `${value > 0 ? '+' : '−'}${size}`
}

/** `+.004 to +.020` in signs: a range whose ends may be negative. */
export function signedRange(interval: Interval | null): string {
  return interval === null ? NONE : `${signed(interval.low)} … ${signed(interval.high)}`
}

export function pValue(p: number): string {
  return p < 0.001 ? '<.001' : share(p)
}
