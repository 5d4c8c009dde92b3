// Logistic regression with no weight below zero: more evidence never makes the judge less sure.

/** One judged question. `values` in the order of the features; `weight` is how often it counts. */
export interface Sample {
  readonly values: readonly number[]
  readonly right: boolean
  readonly weight: number
}

export interface LogisticModel {
  readonly bias: number
  readonly weights: readonly number[]
}

/** Little beside hundreds of samples: it keeps a feature that says next to nothing near zero. */
const RIDGE = 1
const SWEEPS = 2_000
/** No logit moves further in a sweep than this when it is done. */
const STEP_MIN = 1e-7

/**
 * Most likely weights ≥ 0 under a ridge penalty of `RIDGE` / 2 × the sum of squares; the bias is free. Coordinate descent
 * on standardised features with the curvature's upper bound (Böhning & Lindsay 1988), so that every step goes down.
 */
export function fitLogistic(samples: readonly Sample[], featureCount: number): LogisticModel {
  const scales = Array.from({ length: featureCount }, (_, i) => scaleOf(samples, i))
  const columns = scales.map(({ mean, deviation }, i) =>
    samples.map(({ values }) => ((values[i] as number) - mean) / deviation),
  )
  columns.push(samples.map(() => 1))
  const weights = new Float64Array(featureCount + 1)
  const logits = new Float64Array(samples.length)
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0
    for (const [i, column] of columns.entries()) {
      moved = Math.max(moved, moveWeight(samples, column, { weights, logits, at: i, isBias: i === featureCount }))
    }
    if (moved < STEP_MIN) break
  }
  const plain = scales.map(({ deviation }, i) => (weights[i] as number) / deviation)
  const shift = scales.reduce((sum, { mean }, i) => sum + mean * (plain[i] as number), 0)
  return { bias: (weights[featureCount] as number) - shift, weights: plain }
}

interface Descent {
  readonly weights: Float64Array
  readonly logits: Float64Array
  readonly at: number
  readonly isBias: boolean
}

function moveWeight(samples: readonly Sample[], column: readonly number[], descent: Descent): number {
  const { weights, logits, at, isBias } = descent
  const before = weights[at] as number
  let [slope, curvature] = isBias ? [0, 0] : [RIDGE * before, RIDGE]
  for (const [i, { right, weight }] of samples.entries()) {
    const x = column[i] as number
    slope += weight * x * (sigmoid(logits[i] as number) - (right ? 1 : 0))
    curvature += (weight * x * x) / 4
  }
  const step = before - slope / curvature
  const after = isBias ? step : Math.max(0, step)
  weights[at] = after
  for (const [i, x] of column.entries()) logits[i] = (logits[i] as number) + (after - before) * x
  return Math.abs(after - before)
}

export function probabilityOf({ bias, weights }: LogisticModel, values: readonly number[]): number {
  return sigmoid(weights.reduce((sum, weight, i) => sum + weight * (values[i] as number), bias))
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

function scaleOf(samples: readonly Sample[], i: number) {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0)
  const meanOf = (valueOf: (value: number) => number) =>
    samples.reduce((sum, { values, weight }) => sum + weight * valueOf(values[i] as number), 0) / total
  const mean = meanOf(value => value)
  return { mean, deviation: Math.max(Math.sqrt(meanOf(value => (value - mean) ** 2)), 1e-9) }
}
