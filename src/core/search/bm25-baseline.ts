// Plain BM25 over question and answer as separate fields: the yardstick beside which the product's ranking is reported.
import { LexicalIndex } from './lexical-index.ts'
import { type QueryTerm, toGroups } from './query-groups.ts'
import { ScoreBoard } from './score-board.ts'
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
    fields[0]?.put(slot, idsOf(questionTerms))
    fields[1]?.put(slot, idsOf(answerTerms))
  }
  const idfIn = (field: LexicalIndex) => (term: string) => {
    const id = vocabulary.idOf(term)
    const n = id === undefined ? 0 : field.documentFrequency(id)
    return n === 0 ? 0 : Math.log(1 + (field.size - n + 0.5) / (n + 0.5))
  }
  const board = new ScoreBoard()
  return (terms, limit) => {
    const query = [...new Set(terms)].map((term): QueryTerm => ({ term, weight: 1, near: [] }))
    board.start(0, documents.length)
    for (const field of fields) {
      const groups = toGroups(query, vocabulary, idfIn(field))
      for (const group of groups) {
        const lists = field.listsOf(group)
        board.addGroup(lists, lists.length, field.documentNorms())
      }
    }
    return board.top(limit).map(slot => ({ id: documents[slot]?.id ?? '', score: board.scoreOf(slot) }))
  }
}
