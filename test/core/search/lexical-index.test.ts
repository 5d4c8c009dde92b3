import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LexicalIndex } from '../../../src/core/search/lexical-index.ts'
import { type QueryTerm, toGroups } from '../../../src/core/search/query-groups.ts'
import { ScoreBoard } from '../../../src/core/search/score-board.ts'
import { Vocabulary } from '../../../src/core/search/vocabulary.ts'

const K1 = 1.5
const B = 0.6

type NaiveCollection = Map<number, readonly string[]>

const ask = (term: string, some: Partial<QueryTerm> = {}): QueryTerm => ({ term, weight: 1, near: [], ...some })

/** The index, addressed by words. */
class WordIndex {
  readonly #vocabulary = new Vocabulary()
  readonly #documents = new Map<number, readonly number[]>()
  readonly #board = new ScoreBoard()
  readonly index = new LexicalIndex({ k1: K1, b: B })

  add(document: number, terms: readonly string[]): void {
    this.remove(document)
    const ids = terms.map(term => this.#vocabulary.learn(term))
    this.#documents.set(document, ids)
    this.index.put(document, ids)
  }

  remove(document: number): void {
    const ids = this.#documents.get(document)
    if (ids !== undefined) this.index.remove(document, ids)
    this.#documents.delete(document)
  }

  documentFrequency(term: string): number {
    const id = this.#vocabulary.idOf(term)
    return id === undefined ? 0 : this.index.documentFrequency(id)
  }

  readonly idf = (term: string): number => {
    const n = this.documentFrequency(term)
    return n === 0 ? 0 : Math.log(1 + (this.index.size - n + 0.5) / (n + 0.5))
  }

  /** Scores by document, of those above zero. */
  score(query: readonly QueryTerm[], idfOf = this.idf): ReadonlyMap<number, number> {
    this.#board.start(0, 10_000)
    for (const group of toGroups(query, this.#vocabulary, idfOf)) {
      const lists = this.index.listsOf(group)
      this.#board.addGroup(lists, lists.length, this.index.documentNorms())
    }
    return new Map(this.#board.top(10_000).map(slot => [slot, this.#board.scoreOf(slot)]))
  }
}

const openIndex = () => new WordIndex()

const scoresOf = (index: WordIndex, query: readonly QueryTerm[], idfOf?: (term: string) => number) =>
  index.score(query, idfOf)

/** The oracle: Robertson & Zaragoza (2009), eq. 3.15, with Lucene's idf, over plain maps and in double precision. */
function naiveScores(collection: NaiveCollection, query: readonly QueryTerm[], idfOf = naiveIdf(collection)) {
  const documents = [...collection.values()]
  const lengthMean = Math.max(1, documents.reduce((sum, terms) => sum + terms.length, 0) / documents.length)
  const scores = new Map<number, number>()
  for (const [document, terms] of collection) {
    let score = 0
    for (const { term, weight, near } of query) {
      const ideas = [{ term, similarity: 1 }, ...near]
      const strongest = near.filter(other => idfOf(other.term) > 0).sort((a, b) => b.similarity - a.similarity)[0]
      const idf = idfOf(term) > 0 ? idfOf(term) : strongest === undefined ? 0 : idfOf(strongest.term)
      const contributions = ideas.map(idea => {
        const frequency = Math.min(255, terms.filter(own => own === idea.term).length)
        const norm = K1 * (1 - B + (B * terms.length) / lengthMean)
        return (weight * idf * idea.similarity * frequency * (K1 + 1)) / (frequency + norm)
      })
      score += Math.max(0, ...contributions)
    }
    if (score > 0) scores.set(document, score)
  }
  return scores
}

function naiveIdf(collection: NaiveCollection): (term: string) => number {
  return term => {
    const n = [...collection.values()].filter(terms => terms.includes(term)).length
    return n === 0 ? 0 : Math.log(1 + (collection.size - n + 0.5) / (n + 0.5))
  }
}

function expectSameScores(actual: ReadonlyMap<number, number>, expected: ReadonlyMap<number, number>): void {
  expect([...actual.keys()].toSorted((a, b) => a - b)).toEqual([...expected.keys()].toSorted((a, b) => a - b))
  // Single precision against double: seven digits against sixteen.
  for (const [document, score] of expected) expect(actual.get(document)).toBeCloseTo(score, 4)
}

const ALPHABET = ['a', 'b', 'c', 'd', 'e', 'f']
const term = fc.constantFrom(...ALPHABET)
const documentId = fc.integer({ min: 0, max: 19 })
const query = fc.array(
  fc.record({
    term: fc.constantFrom(...ALPHABET, 'unknown'),
    weight: fc.constantFrom(0, 0.5, 1, 2),
    near: fc.uniqueArray(fc.record({ term, similarity: fc.constantFrom(0.25, 0.5, 0.75, 1) }), {
      maxLength: 3,
      selector: near => near.similarity,
    }),
  }),
  { maxLength: 4 },
)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('add'), document: documentId, terms: fc.array(term, { maxLength: 12 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove'), document: documentId }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function take(some: Step, index: WordIndex, collection: NaiveCollection): void {
  if ('terms' in some) {
    index.add(some.document, some.terms)
    collection.set(some.document, some.terms)
  } else {
    index.remove(some.document)
    collection.delete(some.document)
  }
}

describe('LexicalIndex', () => {
  test('scores as the formula does, after additions, replacements and removals in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, query), { maxLength: 25 }), steps => {
        const index = openIndex()
        const collection: NaiveCollection = new Map()
        for (const [some, asked] of steps) {
          take(some, index, collection)
          expect(index.index.size).toBe(collection.size)
          expectSameScores(scoresOf(index, asked), naiveScores(collection, asked))
        }
        for (const known of ALPHABET) {
          const holders = [...collection.values()].filter(terms => terms.includes(known))
          expect([known, index.documentFrequency(known)]).toEqual([known, holders.length])
        }
      }),
    )
  })

  test('one document against one term is the formula on paper', () => {
    const index = openIndex()
    index.add(1, ['a', 'a', 'b', 'c'])
    index.add(2, ['c', 'c'])
    // N = 2, n = 1: idf = ln(1 + 1.5 / 1.5) = ln 2. Length 4 over mean 3: norm = 1.5 × (0.4 + 0.6 × 4 / 3) = 1.8.
    expect(scoresOf(index, [ask('a')]).get(1)).toBeCloseTo((Math.log(2) * 2 * 2.5) / (2 + 1.8), 5)
  })

  test('grows beyond its first arrays', () => {
    const index = openIndex()
    for (let document = 0; document < 5_000; document += 1) index.add(document, [`t${document % 10}`, 'all'])
    expect(scoresOf(index, [ask('t3')]).size).toBe(500)
    expect(scoresOf(index, [ask('all')]).size).toBe(5_000)
  })

  test('counts only the best of a term and its near terms in a document', () => {
    const index = openIndex()
    index.add(1, ['休暇', '年休'])
    index.add(2, ['休暇', '旅費'])
    index.add(3, ['年休', '旅費'])
    const scores = scoresOf(index, [ask('休暇', { near: [{ term: '年休', similarity: 0.5 }] })])
    expect(scores.get(1)).toBe(scores.get(2))
    expect(scores.get(3)).toBeCloseTo((scores.get(2) ?? 0) / 2, 5)
  })

  test('counts the near term where it outweighs the term itself', () => {
    const index = openIndex()
    index.add(1, ['休暇', ...Array<string>(9).fill('年休')])
    index.add(2, ['旅費'])
    const near = [{ term: '年休', similarity: 0.9 }]
    const alone = scoresOf(index, [ask('休暇')]).get(1) ?? 0
    expect(scoresOf(index, [ask('休暇', { near })]).get(1)).toBeGreaterThan(alone)
  })

  test('gives a term nobody has the idf of its strongest known near term', () => {
    const index = openIndex()
    index.add(1, ['年休'])
    index.add(2, ['旅費'])
    index.add(3, ['旅費'])
    const near = [
      { term: '有休', similarity: 0.9 }, // unknown too
      { term: '旅費', similarity: 0.4 },
      { term: '年休', similarity: 0.6 },
    ]
    const scores = scoresOf(index, [ask('休み', { near })])
    expect(scores.get(1)).toBeCloseTo((scoresOf(index, [ask('年休')]).get(1) ?? 0) * 0.6, 5)
  })

  test('a term of weight zero contributes nothing, not even a document', () => {
    const index = openIndex()
    index.add(1, ['休暇'])
    index.add(2, ['申請'])
    const near = [{ term: '申請', similarity: 1 }]
    expect(scoresOf(index, [ask('休暇', { weight: 0, near })]).size).toBe(0)
    expect(scoresOf(index, [ask('休暇', { weight: 0 }), ask('申請')])).toEqual(scoresOf(index, [ask('申請')]))
  })

  test('a weight multiplies the whole contribution', () => {
    const index = openIndex()
    index.add(1, ['休暇'])
    const one = scoresOf(index, [ask('休暇')]).get(1) ?? 0
    expect(scoresOf(index, [ask('休暇', { weight: 2 })]).get(1)).toBeCloseTo(2 * one, 5)
  })

  test('takes frequencies from a wider collection where they are brought', () => {
    const index = openIndex()
    index.add(1, ['休暇'])
    index.add(2, ['申請'])
    const idfOf = (some: string) => (some === '休暇' ? 3 : 0)
    expectSameScores(
      scoresOf(index, [ask('休暇'), ask('申請')], idfOf),
      naiveScores(
        new Map([
          [1, ['休暇']],
          [2, ['申請']],
        ]),
        [ask('休暇'), ask('申請')],
        idfOf,
      ),
    )
  })

  test('caps a frequency at 255 and a length at 65,535', () => {
    const index = openIndex()
    const often = (count: number) => Array<string>(count).fill('a')
    index.add(1, [...often(300), ...Array<string>(100).fill('b')])
    index.add(2, [...often(255), ...Array<string>(145).fill('b')])
    const scores = scoresOf(index, [ask('a')])
    expect(scores.get(1)).toBe(scores.get(2))
    index.add(3, ['c', ...Array<string>(70_000).fill('d')])
    expect(scoresOf(index, [ask('c')]).get(3)).toBeGreaterThan(0)
  })

  test('has nothing to say of an empty query, an empty index or an empty document', () => {
    const index = openIndex()
    expect(scoresOf(index, [ask('a')]).size).toBe(0)
    index.add(1, [])
    expect(index.index.size).toBe(1)
    expect(scoresOf(index, [ask('a')]).size).toBe(0)
    expect(scoresOf(index, []).size).toBe(0)
  })

  test('removing what it does not hold changes nothing', () => {
    const index = openIndex()
    index.add(1, ['a'])
    index.remove(2)
    index.remove(1)
    index.remove(1)
    expect(index.index.size).toBe(0)
    expect(index.documentFrequency('a')).toBe(0)
  })

  test('asking twice gives the same', () => {
    const index = openIndex()
    for (let document = 0; document < 50; document += 1) index.add(document, ['a', `t${document % 7}`])
    const asked = [ask('t3'), ask('a'), ask('t5', { near: [{ term: 't6', similarity: 0.5 }] })]
    const first = scoresOf(index, asked)
    scoresOf(index, [ask('t1')])
    expect(scoresOf(index, asked)).toEqual(first)
  })
})
