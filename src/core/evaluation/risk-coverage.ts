// What share of the questions could be answered at which risk, were only the surest answered: the curve of selective
// answering. El-Yaniv & Wiener, "On the foundations of noise-free selective classification" (2010); the area under it:
// Geifman, Uziel & El-Yaniv, "Bias-reduced uncertainty estimation for deep neural classifiers" (2019).

/** A confidence and whether it was right: all that calibration looks at. */
export interface Judged {
  readonly confidence: number
  readonly right: 0 | 1
}

/** Were everything answered from this confidence: the share of all questions, and the share right among those. */
export interface RiskCoveragePoint {
  readonly confidence: number
  readonly coverage: number
  readonly right: number
}

/** The most that can be answered with at least this share right; nothing (coverage 0, no confidence) where none can. */
export interface CoverageAt {
  readonly right: number
  readonly coverage: number
  readonly confidence: number | null
}

export interface RiskCoverage {
  /** One for each confidence that occurs, the surest first. */
  readonly points: readonly RiskCoveragePoint[]
  /** Mean share wrong over all coverages, 0–1: lower is better. */
  readonly aurc: number
  /** The least that this ranking allows: all that is right before all that is wrong. */
  readonly aurcLeast: number
  readonly coverageAt: readonly CoverageAt[]
}

/** Shares right that a prefecture could ask for. */
const TARGETS = [0.92, 0.95] as const

const ROUNDING = 1e-9

/** Questions of equal confidence are taken together: within them every order is as good, and the mean order counts. */
export function riskCoverage(judged: readonly Judged[]): RiskCoverage {
  const blocks = [...Map.groupBy(judged, ({ confidence }) => confidence)].sort(([a], [b]) => b - a)
  const points: RiskCoveragePoint[] = []
  let [taken, wrong, area] = [0, 0, 0]
  for (const [confidence, block] of blocks) {
    const wrongHere = block.filter(({ right }) => right === 0).length
    area += areaOf(block.length, wrongHere, { taken, wrong })
    taken += block.length
    wrong += wrongHere
    points.push({ confidence, coverage: taken / judged.length, right: 1 - wrong / taken })
  }
  return {
    points,
    aurc: area / judged.length,
    aurcLeast: areaOf(wrong, wrong, { taken: taken - wrong, wrong: 0 }) / judged.length,
    coverageAt: TARGETS.map(right => coverageAt(points, right)),
  }
}

/** The sum of the shares wrong while these are taken one by one, after those taken before. */
function areaOf(count: number, wrong: number, before: { readonly taken: number; readonly wrong: number }): number {
  let area = 0
  for (let i = 1; i <= count; i += 1) area += (before.wrong + (wrong * i) / count) / (before.taken + i)
  return area
}

function coverageAt(points: readonly RiskCoveragePoint[], right: number): CoverageAt {
  const furthest = points.findLast(point => point.right >= right - ROUNDING)
  return { right, coverage: furthest?.coverage ?? 0, confidence: furthest?.confidence ?? null }
}
