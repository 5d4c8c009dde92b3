// Plain BM25 over question and answer as separate fields: the yardstick beside which the product's ranking is reported.
import { LexicalIndex } from './lexical-index.ts'
import { type QueryTerm, toGroups } from './query-groups.ts'
import { Vocabulary } from './vocabulary.ts'

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
  const vocabulary = new Vocabulary()
  const idsOf = (terms: readonly string[]) => terms.map(term => vocabulary.learn(term))
  for (const [slot, { questionTerms, answerTerms }] of documents.entries()) {
    fields[0]?.put(slot, [idsOf(questionTerms)])
    fields[1]?.put(slot, [idsOf(answerTerms)])
  }
  const idfIn = (field: LexicalIndex) => (term: string) => {
    const id = vocabulary.idOf(term)
    const n = id === undefined ? 0 : field.documentFrequency(id)
    return n === 0 ? 0 : Math.log(1 + (field.size - n + 0.5) / (n + 0.5))
  }
  return (terms, limit) => {
    const query = [...new Set(terms)].map((term): QueryTerm => ({ term, weight: 1, near: [] }))
    const totals = new Map<number, number>()
    for (const field of fields) {
      const found = field.score(toGroups(query, vocabulary, idfIn(field)))
      for (const slot of found.slots.subarray(0, found.count)) {
        const owner = field.owners[slot] as number
        totals.set(owner, (totals.get(owner) ?? 0) + (found.scores[slot] as number))
      }
    }
    const ranked = [...totals].sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b).slice(0, limit)
    return ranked.map(([slot, score]) => ({ id: documents[slot]?.id ?? '', score }))
  }
}
