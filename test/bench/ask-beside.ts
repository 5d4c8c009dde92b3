// The questions that the product and the engines beside it are asked alike: how long each takes, and how good its ranking is.
// An engine that is slow answers the first of them only, and is compared on these.
import { type EvaluationQuery, isAnswerable, measureRanking } from '../../src/core/evaluation/measures.ts'
import { type Latency, summariseTimes } from './latency.ts'

/** By question, in the order of the file: of an engine that ran out of time the lists are shorter. */
export interface Beside {
  readonly times: readonly number[]
  /** Null for a question of which nobody said what answers it. */
  readonly ndcg10: readonly (number | null)[]
  /** Mean processor time of the asking thread. */
  readonly cpuMs: number
}

/** As deep as quality is measured. */
export const BESIDE_DEPTH = 10
const WARM_UP_MAX = 50
const WARM_UP_MS = 5_000
const DIGITS = 4

/** Ranks ids, best first. */
export type Rank = (text: string, limit: number) => Promise<readonly string[]>

/** Asks until `budgetMs` has passed. Entries that were made up for a larger registry count as wrong, whatever they say. */
export async function askBeside(queries: readonly EvaluationQuery[], rank: Rank, budgetMs: number): Promise<Beside> {
  const [times, ndcg10]: [number[], (number | null)[]] = [[], []]
  const startedAt = performance.now()
  const cpuBefore = process.threadCpuUsage()
  for (const query of queries) {
    const before = performance.now()
    const ranked = await rank(query.text, BESIDE_DEPTH)
    times.push(Number((performance.now() - before).toFixed(DIGITS)))
    ndcg10.push(isAnswerable(query) ? ndcgOf(query, ranked) : null)
    if (performance.now() - startedAt > budgetMs) break
  }
  const { user, system } = process.threadCpuUsage(cpuBefore)
  return { times, ndcg10, cpuMs: (user + system) / 1000 / Math.max(1, times.length) }
}

/** Asked first, so that nothing is measured cold. */
export async function warmUpBeside(texts: readonly string[], rank: Rank): Promise<void> {
  const startedAt = performance.now()
  for (const text of texts.slice(0, WARM_UP_MAX)) {
    if (performance.now() - startedAt > WARM_UP_MS) return
    await rank(text, BESIDE_DEPTH)
  }
}

/** Of the first `count` questions. */
export function summariseBeside({ times, ndcg10, cpuMs }: Beside, count = times.length): BesideSummary {
  const judged = ndcg10.slice(0, count).filter(value => value !== null)
  const mean = judged.reduce((sum, value) => sum + value, 0) / judged.length
  return {
    latency: { ...summariseTimes(times.slice(0, count)), cpuMs },
    judged: judged.length,
    ndcg10: judged.length === 0 ? null : mean,
  }
}

export interface BesideSummary {
  readonly latency: Latency
  /** Questions of which it is known what answers them. */
  readonly judged: number
  readonly ndcg10: number | null
}

function ndcgOf(query: EvaluationQuery, ranked: readonly string[]): number {
  const run = { id: query.id, outcome: 'candidates', confidence: 0, scores: [], ranked } as const
  return Number(measureRanking({ query, run }).ndcg10.toFixed(DIGITS))
}
