// Plain BM25 over question and answer as separate fields: the yardstick beside which the product's ranking is reported.
import { LexicalIndex, type QueryTerm } from './lexical-index.ts'

/** The best round values for the plain ranking on municipal FAQ text. */
const PARAMETERS = { k1: 2, b: 0.75 }

export interface BaselineDocument {
  readonly id: string
  readonly questionTerms: readonly string[]
  readonly answerTerms: readonly string[]
}

/** Returns a ranker: terms of a question in, ids best first out. */
export function openBm25Baseline(
  documents: readonly BaselineDocument[],
): (terms: readonly string[], limit: number) => readonly { id: string; score: number }[] {
  const fields = [new LexicalIndex(PARAMETERS), new LexicalIndex(PARAMETERS)]
  for (const [slot, { questionTerms, answerTerms }] of documents.entries()) {
    fields[0]?.add(slot, slot, questionTerms)
    fields[1]?.add(slot, slot, answerTerms)
  }
  return (terms, limit) => {
    const query = [...new Set(terms)].map((term): QueryTerm => ({ term, weight: 1, near: [] }))
    const totals = new Map<number, number>()
    for (const field of fields) {
      const found = field.score(query)
      for (const slot of found.slots.subarray(0, found.count)) {
        const owner = field.ownerAt(slot)
        totals.set(owner, (totals.get(owner) ?? 0) + (found.scores[slot] as number))
      }
    }
    const ranked = [...totals].sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b).slice(0, limit)
    return ranked.map(([slot, score]) => ({ id: documents[slot]?.id ?? '', score }))
  }
}
