// Reorders the best candidates by what a cross-encoder says of them. Optional: without one, or in trouble, the order stays.
import type { Registry } from '../ports/registry.ts'
import type { ScoredEntry } from './retrieve.ts'

/** How the best candidates are looked at once more. */
export interface Reranking {
  /** Candidates looked at: each costs a pass of the model. */
  readonly depth: number
  /** Probability, 0–1, that each passage answers; null where no opinion came in time. Never rejects. */
  readonly score: (question: string, passages: readonly string[]) => Promise<readonly number[] | null>
}

/** Share of the cross-encoder's probability in the blend; the rest is the place that retrieval gave. */
const RERANK_WEIGHT = 0.7

/** UTF-16 units of question and answer that the model reads: beyond its 512 tokens it would cut by itself, at more cost. */
const PASSAGE_LENGTH_MAX = 600

/** The candidates in their new order; as they were where the model has no opinion. */
export async function rerankCandidates(
  question: string,
  candidates: readonly ScoredEntry[],
  deps: { readonly reranking: Reranking; readonly registry: Pick<Registry, 'entriesById'> },
): Promise<readonly ScoredEntry[]> {
  const ids = candidates.filter(isRerankable).map(candidate => candidate.entryId)
  const entries = await deps.registry.entriesById(ids.slice(0, deps.reranking.depth))
  if (entries.length < 2) return candidates
  const passages = entries.map(entry => `${entry.question}\n${entry.answer}`.slice(0, PASSAGE_LENGTH_MAX))
  const probabilities = await deps.reranking.score(question, passages)
  if (probabilities === null) return candidates
  return blendProbabilities(candidates, new Map(entries.map((entry, i) => [entry.id, probabilities[i] ?? 0])))
}

/**
 * The same candidates, those that have a probability reordered among themselves by
 * `RERANK_WEIGHT` × probability + (1 − `RERANK_WEIGHT`) × score scaled to 0–1 over these candidates.
 * Their scores become the blend on the scale they had, so that a gap of scores keeps its meaning to the judge. Entries
 * asked for in their very words stay in front, vetoed ones behind: no model overrules either.
 */
export function blendProbabilities(
  candidates: readonly ScoredEntry[],
  probabilities: ReadonlyMap<string, number>,
): readonly ScoredEntry[] {
  const reranked = candidates.filter(candidate => isRerankable(candidate) && probabilities.has(candidate.entryId))
  const scores = reranked.map(candidate => candidate.score)
  const lowest = Math.min(...scores)
  const spread = Math.max(...scores) - lowest
  const range = spread === 0 ? 1 : spread // equals are told apart by their probability alone
  const blend = ({ entryId, score }: ScoredEntry) => {
    const place = (score - lowest) / range
    return lowest + range * (RERANK_WEIGHT * (probabilities.get(entryId) ?? 0) + (1 - RERANK_WEIGHT) * place)
  }
  const blended = reranked
    .map(candidate => ({ ...candidate, score: blend(candidate) }))
    .sort((a, b) => b.score - a.score || (a.entryId < b.entryId ? -1 : 1))
  const places = new Set(reranked.map(candidate => candidate.entryId))
  const next = blended.values()
  return candidates.map(candidate => (places.has(candidate.entryId) ? (next.next().value ?? candidate) : candidate))
}

/** Neither sure already nor ruled out. */
function isRerankable(candidate: ScoredEntry): boolean {
  return !candidate.exact && !candidate.vetoed
}
