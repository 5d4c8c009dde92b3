import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blendProbabilities, rerankCandidates } from '../../../src/core/search/rerank.ts'
import type { ScoredEntry } from '../../../src/core/search/retrieve.ts'
import { makeEntry } from '../../fakes/entry-builders.ts'

const candidate = (entryId: string, score: number, some: Partial<ScoredEntry> = {}): ScoredEntry => {
  const plain = {
    lexical: 0,
    lexicalZ: 0,
    cosine: 0,
    denseZ: 0,
    readingZ: 0,
    coverage: 0,
    support: 0,
    breadth: 0,
    known: 0,
    exact: false,
    vetoed: false,
  }
  return { entryId, score, ...plain, ...some }
}
const idsOf = (candidates: readonly ScoredEntry[]) => candidates.map(({ entryId }) => entryId)
const probabilitiesOf = (some: Readonly<Record<string, number>>) => new Map(Object.entries(some))

const someCandidates = fc
  .array(
    fc.record({
      score: fc.double({ min: -10, max: 20, noNaN: true }),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map(list => list.toSorted((a, b) => b.score - a.score))

describe('the blend of place and probability', () => {
  test('keeps every candidate once, and leaves those without a probability where they are', () => {
    fc.assert(
      fc.property(someCandidates, fc.nat(20), (list, depth) => {
        const before = list.map(({ score }, i) => candidate(`e${i}`, score))
        const known = new Map(list.slice(0, depth).map(({ probability }, i) => [`e${i}`, probability]))
        const after = blendProbabilities(before, known)
        expect(idsOf(after).toSorted()).toEqual(idsOf(before).toSorted())
        expect(after.slice(depth)).toEqual(before.slice(depth))
      }),
    )
  })

  test('never puts a candidate before one that is better on both counts', () => {
    fc.assert(
      fc.property(someCandidates, list => {
        const before = list.map(({ score }, i) => candidate(`e${i}`, score))
        const known = new Map(list.map(({ probability }, i) => [`e${i}`, probability]))
        const places = new Map(idsOf(blendProbabilities(before, known)).map((id, place) => [id, place]))
        for (const [i, a] of list.entries()) {
          for (const [j, b] of list.entries()) {
            if (a.score - b.score > 1e-6 && a.probability - b.probability > 1e-6) {
              expect(places.get(`e${i}`)).toBeLessThan(places.get(`e${j}`) ?? -1)
            }
          }
        }
      }),
    )
  })

  test('keeps scores falling, and within those there were', () => {
    fc.assert(
      fc.property(someCandidates, list => {
        const before = list.map(({ score }, i) => candidate(`e${i}`, score))
        const known = new Map(list.map(({ probability }, i) => [`e${i}`, probability]))
        const scores = blendProbabilities(before, known).map(({ score }) => score)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
        expect(Math.min(...scores)).toBeGreaterThanOrEqual((list.at(-1)?.score ?? 0) - 1e-9)
      }),
    )
  })

  test('weighs .7 to .3: the last of ten passes the first where the model is sure of it', () => {
    const list = [candidate('first', 10), candidate('last', 0)]
    const sure = blendProbabilities(list, probabilitiesOf({ first: 0.1, last: 0.9 }))
    expect(sure.map(({ entryId, score }) => [entryId, Number(score.toFixed(6))])).toEqual([
      ['last', 6.3], // 10 × (.7 × .9 + .3 × 0)
      ['first', 3.7], // 10 × (.7 × .1 + .3 × 1)
    ])
    expect(idsOf(blendProbabilities(list, probabilitiesOf({ first: 0.3, last: 0.7 })))).toEqual(['first', 'last'])
  })

  test('tells equals apart', () => {
    const list = [candidate('a', 5), candidate('b', 5)]
    expect(idsOf(blendProbabilities(list, probabilitiesOf({ a: 0, b: 1 })))).toEqual(['b', 'a'])
  })

  test('overrules neither the very words of an entry nor a veto', () => {
    const list = [
      candidate('exact', 1, { exact: true }),
      candidate('a', 5),
      candidate('b', 4),
      candidate('vetoed', 9, { vetoed: true }),
    ]
    const after = blendProbabilities(list, probabilitiesOf({ exact: 0, a: 0, b: 1, vetoed: 1 }))
    expect(idsOf(after)).toEqual(['exact', 'b', 'a', 'vetoed'])
    expect([after[0], after[3]]).toEqual([list[0], list[3]])
  })
})

describe('reranking', () => {
  const entries = ['a', 'b', 'c'].map(id => makeEntry(id, { question: `質問${id}`, answer: '答'.repeat(1_000) }))
  const registry = { entriesById: async (ids: readonly string[]) => entries.filter(({ id }) => ids.includes(id)) }
  const candidates = [candidate('a', 3), candidate('b', 2), candidate('c', 1)]

  test('shows the model the best few, question and answer, and no more of them than it reads', async () => {
    const shown: (readonly string[])[] = []
    const score = async (_: string, passages: readonly string[]) => {
      shown.push(passages)
      return passages.map(passage => (passage.startsWith('質問b') ? 1 : 0))
    }
    const after = await rerankCandidates('問', candidates, { reranking: { depth: 2, score }, registry })
    expect(idsOf(after)).toEqual(['b', 'a', 'c'])
    expect(shown[0]?.map(passage => [passage.slice(0, 5), passage.length])).toEqual([
      ['質問a\n答', 600],
      ['質問b\n答', 600],
    ])
  })

  test('changes nothing where the model has no opinion', async () => {
    const reranking = { depth: 3, score: async () => null }
    expect(await rerankCandidates('問', candidates, { reranking, registry })).toBe(candidates)
  })

  test('asks nothing of the model where there is nothing to choose', async () => {
    const score = () => Promise.reject(new Error('expected no question'))
    const one = candidates.slice(0, 1)
    expect(await rerankCandidates('問', one, { reranking: { depth: 3, score }, registry })).toBe(one)
  })
})
