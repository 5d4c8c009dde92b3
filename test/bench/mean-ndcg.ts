// How good the rankings of an engine are: nDCG@10 over the questions of which it is known what answers them.
import { type EvaluationQuery, measureRanking } from '../../src/core/evaluation/measures.ts'

const DEPTH = 10

/** `rank` gives ids, best first. Entries that were made up for a larger registry count as wrong, whatever they say. */
export async function meanNdcg(
  queries: readonly EvaluationQuery[],
  rank: (text: string, limit: number) => Promise<readonly string[]>,
): Promise<number> {
  let sum = 0
  for (const query of queries) {
    const run = { id: query.id, outcome: 'candidates', confidence: 0, scores: [] } as const
    sum += measureRanking({ query, run: { ...run, ranked: await rank(query.text, DEPTH) } }).ndcg10
  }
  return sum / Math.max(1, queries.length)
}
