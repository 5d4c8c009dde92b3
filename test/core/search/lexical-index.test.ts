import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LexicalIndex } from '../../../src/core/search/lexical-index.ts'
import { type QueryTerm, toGroups } from '../../../src/core/search/query-groups.ts'
import { Vocabulary } from '../../../src/core/search/vocabulary.ts'

const K1 = 1.5
const B = 0.6

interface NaiveDocument {
  readonly owner: number
  readonly terms: readonly string[]
}
type NaiveCollection = Map<number, NaiveDocument>

const ask = (term: string, some: Partial<QueryTerm> = {}): QueryTerm => ({ term, weight: 1, near: [], ...some })

/** The index with one document an owner, addressed by words. */
class WordIndex {
  readonly #vocabulary = new Vocabulary()
  readonly #owners = new Map<number, number>()
  readonly index = new LexicalIndex({ k1: K1, b: B })

  add(document: number, owner: number, terms: readonly string[]): void {
    this.#owners.set(document, owner)
    this.index.put(owner, [terms.map(term => this.#vocabulary.learn(term))])
  }

  remove(document: number): void {
    this.index.remove(this.#owners.get(document) ?? -1)
  }

  documentFrequency(term: string): number {
    const id = this.#vocabulary.idOf(term)
    return id === undefined ? 0 : this.index.documentFrequency(id)
  }

  readonly idf = (term: string): number => {
    const n = this.documentFrequency(term)
    return n === 0 ? 0 : Math.log(1 + (this.index.size - n + 0.5) / (n + 0.5))
  }

  score(query: readonly QueryTerm[], idfOf = this.idf) {
    return this.index.score(toGroups(query, this.#vocabulary, idfOf))
  }
}

const openIndex = () => new WordIndex()

/** Scores by owner, as the callers of the index read them. Every owner has one document here. */
function scoresByOwner(index: WordIndex, query: readonly QueryTerm[], idfOf?: (term: string) => number) {
  const found = index.score(query, idfOf)
  const slots = [...found.slots.subarray(0, found.count)]
  expect(new Set(slots).size).toBe(found.count)
  return new Map(slots.map(slot => [index.index.owners[slot] as number, found.scores[slot] as number]))
}

/** The oracle: Robertson & Zaragoza (2009), eq. 3.15, with Lucene's idf, over plain maps and in double precision. */
function naiveScores(collection: NaiveCollection, query: readonly QueryTerm[], idfOf = naiveIdf(collection)) {
  const documents = [...collection.values()]
  const lengthMean = Math.max(1, documents.reduce((sum, { terms }) => sum + terms.length, 0) / documents.length)
  const scores = new Map<number, number>()
  for (const { owner, terms } of documents) {
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
    if (score > 0) scores.set(owner, score)
  }
  return scores
}

function naiveIdf(collection: NaiveCollection): (term: string) => number {
  return term => {
    const n = [...collection.values()].filter(({ terms }) => terms.includes(term)).length
    return n === 0 ? 0 : Math.log(1 + (collection.size - n + 0.5) / (n + 0.5))
  }
}

function expectSameScores(actual: ReadonlyMap<number, number>, expected: ReadonlyMap<number, number>): void {
  expect([...actual.keys()].toSorted((a, b) => a - b)).toEqual([...expected.keys()].toSorted((a, b) => a - b))
  // Single precision against double: seven digits against sixteen.
  for (const [owner, score] of expected) expect(actual.get(owner)).toBeCloseTo(score, 4)
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
  // Replacing one document over and over leaves dead slots behind, enough to be compacted away.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wear'), times: fc.integer({ min: 500, max: 1_100 }) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function take(some: Step, index: WordIndex, collection: NaiveCollection): void {
  if ('terms' in some) {
    const owner = 1_000 - some.document
    index.add(some.document, owner, some.terms)
    collection.set(some.document, { owner, terms: some.terms })
  } else if ('times' in some) {
    for (let i = 0; i < some.times; i += 1) index.add(99, 901, ['b', ALPHABET[i % 6] as string])
    collection.set(99, { owner: 901, terms: ['b', ALPHABET[(some.times - 1) % 6] as string] })
  } else {
    index.remove(some.document)
    collection.delete(some.document)
  }
}

describe('LexicalIndex', () => {
  test('scores as the formula does, after additions, replacements, removals and compactions in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, query), { maxLength: 25 }), steps => {
        const index = openIndex()
        const collection: NaiveCollection = new Map()
        for (const [some, asked] of steps) {
          take(some, index, collection)
          expect(index.index.size).toBe(collection.size)
          expectSameScores(scoresByOwner(index, asked), naiveScores(collection, asked))
        }
        for (const known of ALPHABET) {
          const holders = [...collection.values()].filter(({ terms }) => terms.includes(known))
          expect([known, index.documentFrequency(known)]).toEqual([known, holders.length])
        }
      }),
    )
  })

  test('one document against one term is the formula on paper', () => {
    const index = openIndex()
    index.add(1, 10, ['a', 'a', 'b', 'c'])
    index.add(2, 20, ['c', 'c'])
    // N = 2, n = 1: idf = ln(1 + 1.5 / 1.5) = ln 2. Length 4 over mean 3: norm = 1.5 × (0.4 + 0.6 × 4 / 3) = 1.8.
    expect(scoresByOwner(index, [ask('a')]).get(10)).toBeCloseTo((Math.log(2) * 2 * 2.5) / (2 + 1.8), 5)
  })

  test('drops dead slots once a thousand of them are more than a quarter', () => {
    const index = openIndex()
    for (let document = 0; document < 1_200; document += 1) index.add(document, document, ['a'])
    for (let document = 0; document < 1_000; document += 1) index.remove(document)
    const slotsInUse = () => Math.max(...index.score([ask('a')]).slots.subarray(0, index.index.size))
    expect(slotsInUse()).toBe(1_199)
    index.remove(1_000)
    expect(slotsInUse()).toBe(198)
    expect([...scoresByOwner(index, [ask('a')]).keys()]).toEqual(Array.from({ length: 199 }, (_, i) => 1_001 + i))
  })

  test('keeps dead slots while they are few among the living', () => {
    const index = openIndex()
    for (let document = 0; document < 4_004; document += 1) index.add(document, document, ['a'])
    const slotsInUse = () => Math.max(...index.score([ask('a')]).slots.subarray(0, index.index.size))
    for (let document = 0; document < 1_001; document += 1) index.remove(document)
    expect(slotsInUse()).toBe(4_003)
    index.remove(1_001)
    expect(slotsInUse()).toBe(3_001)
  })

  test('grows beyond its first arrays', () => {
    const index = openIndex()
    for (let document = 0; document < 5_000; document += 1) index.add(document, document, [`t${document % 10}`, 'all'])
    expect(scoresByOwner(index, [ask('t3')]).size).toBe(500)
    expect(scoresByOwner(index, [ask('all')]).size).toBe(5_000)
  })

  test('counts only the best of a term and its near terms in a document', () => {
    const index = openIndex()
    index.add(1, 1, ['休暇', '年休'])
    index.add(2, 2, ['休暇', '旅費'])
    index.add(3, 3, ['年休', '旅費'])
    const scores = scoresByOwner(index, [ask('休暇', { near: [{ term: '年休', similarity: 0.5 }] })])
    expect(scores.get(1)).toBe(scores.get(2))
    expect(scores.get(3)).toBeCloseTo((scores.get(2) ?? 0) / 2, 5)
  })

  test('counts the near term where it outweighs the term itself', () => {
    const index = openIndex()
    index.add(1, 1, ['休暇', ...Array<string>(9).fill('年休')])
    index.add(2, 2, ['旅費'])
    const near = [{ term: '年休', similarity: 0.9 }]
    const alone = scoresByOwner(index, [ask('休暇')]).get(1) ?? 0
    expect(scoresByOwner(index, [ask('休暇', { near })]).get(1)).toBeGreaterThan(alone)
  })

  test('gives a term nobody has the idf of its strongest known near term', () => {
    const index = openIndex()
    index.add(1, 1, ['年休'])
    index.add(2, 2, ['旅費'])
    index.add(3, 3, ['旅費'])
    const near = [
      { term: '有休', similarity: 0.9 }, // unknown too
      { term: '旅費', similarity: 0.4 },
      { term: '年休', similarity: 0.6 },
    ]
    const scores = scoresByOwner(index, [ask('休み', { near })])
    expect(scores.get(1)).toBeCloseTo((scoresByOwner(index, [ask('年休')]).get(1) ?? 0) * 0.6, 5)
  })

  test('a term of weight zero contributes nothing, not even a document', () => {
    const index = openIndex()
    index.add(1, 1, ['休暇'])
    index.add(2, 2, ['申請'])
    const near = [{ term: '申請', similarity: 1 }]
    expect(scoresByOwner(index, [ask('休暇', { weight: 0, near })]).size).toBe(0)
    expect(scoresByOwner(index, [ask('休暇', { weight: 0 }), ask('申請')])).toEqual(scoresByOwner(index, [ask('申請')]))
  })

  test('a weight multiplies the whole contribution', () => {
    const index = openIndex()
    index.add(1, 1, ['休暇'])
    const one = scoresByOwner(index, [ask('休暇')]).get(1) ?? 0
    expect(scoresByOwner(index, [ask('休暇', { weight: 2 })]).get(1)).toBeCloseTo(2 * one, 5)
  })

  test('takes frequencies from a wider collection where they are brought', () => {
    const index = openIndex()
    index.add(1, 1, ['休暇'])
    index.add(2, 2, ['申請'])
    const idfOf = (some: string) => (some === '休暇' ? 3 : 0)
    expectSameScores(
      scoresByOwner(index, [ask('休暇'), ask('申請')], idfOf),
      naiveScores(
        new Map([
          [1, { owner: 1, terms: ['休暇'] }],
          [2, { owner: 2, terms: ['申請'] }],
        ]),
        [ask('休暇'), ask('申請')],
        idfOf,
      ),
    )
  })

  test('caps a frequency at 255 and a length at 65,535', () => {
    const index = openIndex()
    const often = (count: number) => Array<string>(count).fill('a')
    index.add(1, 1, [...often(300), ...Array<string>(100).fill('b')])
    index.add(2, 2, [...often(255), ...Array<string>(145).fill('b')])
    const scores = scoresByOwner(index, [ask('a')])
    expect(scores.get(1)).toBe(scores.get(2))
    index.add(3, 3, ['c', ...Array<string>(70_000).fill('d')])
    expect(scoresByOwner(index, [ask('c')]).get(3)).toBeGreaterThan(0)
  })

  test('has nothing to say of an empty query, an empty index or an empty document', () => {
    const index = openIndex()
    expect(scoresByOwner(index, [ask('a')]).size).toBe(0)
    index.add(1, 1, [])
    expect(index.index.size).toBe(1)
    expect(scoresByOwner(index, [ask('a')]).size).toBe(0)
    expect(scoresByOwner(index, []).size).toBe(0)
  })

  test('removing what it does not hold changes nothing', () => {
    const index = openIndex()
    index.add(1, 1, ['a'])
    index.remove(2)
    index.remove(1)
    index.remove(1)
    expect(index.index.size).toBe(0)
    expect(index.documentFrequency('a')).toBe(0)
  })

  test('holds several documents of one owner, and forgets them together', () => {
    const index = new LexicalIndex({ k1: K1, b: B })
    index.put(7, [[0, 1], [1], []])
    index.put(8, [[1]])
    expect([index.size, index.documentFrequency(1)]).toEqual([4, 3])
    index.put(7, [[2]])
    expect([index.size, index.documentFrequency(1), index.documentFrequency(2)]).toEqual([2, 1, 1])
    index.remove(7)
    expect([index.size, index.documentFrequency(1), index.documentFrequency(2)]).toEqual([1, 1, 0])
  })

  test('asking twice gives the same', () => {
    const index = openIndex()
    for (let document = 0; document < 50; document += 1) index.add(document, document, ['a', `t${document % 7}`])
    const asked = [ask('t3'), ask('a'), ask('t5', { near: [{ term: 't6', similarity: 0.5 }] })]
    const first = scoresByOwner(index, asked)
    scoresByOwner(index, [ask('t1')])
    expect(scoresByOwner(index, asked)).toEqual(first)
  })
})
