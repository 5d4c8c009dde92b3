// Bootstrap intervals: the questions of a set are drawn again with replacement, and the figure is taken each time.
// Percentile method: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 13; for measures of retrieval:
// Sakai, "Evaluating evaluation metrics based on the bootstrap" (SIGIR 2006).
import { seededDraw } from '../seeded-draw.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

const RESAMPLES = 2_000
const TAIL = 0.025 // on either side: 95 %

/** Any number would do; the same one draws the same questions for every figure of a set. */
const SEED = 1

/**
 * The 95 % interval of a statistic over `items`. Whoever compares two runs hands in pairs, and so the interval is paired.
 * Resamples without a value (a share of nothing) are left out; null without items, or where no resample has a value.
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (drawn: readonly T[]) => number | null,
): Interval | null {
  if (items.length === 0) return null
  const draw = seededDraw(SEED)
  const drawn = [...items]
  const values: number[] = []
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    for (let i = 0; i < drawn.length; i += 1) drawn[i] = items[Math.floor(draw() * items.length)] as T
    const value = statistic(drawn)
    if (value !== null) values.push(value)
  }
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  return { low: quantile(sorted, TAIL), high: quantile(sorted, 1 - TAIL) }
}

/** The smallest value that at least this share of all does not exceed. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
}
