import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainWords } from '../../../src/core/explain/explain-words.ts'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { scoreLexically } from '../../../src/core/search/lexical-score.ts'
import type { QueryTerm } from '../../../src/core/search/query-groups.ts'
import { LEXICAL_ANSWER_WEIGHT } from '../../../src/core/search/retrieve.ts'
import { UNIT_KINDS, type UnitKind } from '../../../src/core/text-unit.ts'

interface DrawnUnit {
  readonly kind: UnitKind
  readonly terms: readonly string[]
}

function fill(entries: readonly (readonly DrawnUnit[])[], exhaustiveMax = 100): EntryIndex {
  const index = new EntryIndex(null, { exhaustiveMax })
  let unitId = 0
  for (const [i, units] of entries.entries()) {
    const id = `e${i}`
    const own = units.map((unit, position) => ({ ...unit, id: (unitId += 1), entryId: id, position, reading: '' }))
    index.put({ id, sectionCode: 'jinji', limits: null, units: own })
  }
  return index
}

const explain = (queryTerms: readonly QueryTerm[], index: EntryIndex) =>
  explainWords({ queryTerms, terms: new Set(queryTerms.map(({ term }) => term)) }, index)
const contributionsOf = (index: EntryIndex, asked: readonly QueryTerm[], entryId: string) =>
  explain(asked, index).contributionsOf(index.slotOf(entryId) ?? -1)

const ENTRIES = [
  [
    { kind: 'question', terms: ['年休', '申請', '年休'] },
    { kind: 'negative', terms: ['病休'] },
    { kind: 'answer', terms: ['休暇', '届'] },
  ],
  [{ kind: 'question', terms: ['旅費'] }],
] as const

describe('explained words', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const unit = fc.record({ kind: fc.constantFrom(...UNIT_KINDS), terms: fc.array(word, { maxLength: 8 }) })
  const nearWords = fc.uniqueArray(fc.record({ term: word, similarity: fc.constantFrom(0.2, 0.5, 0.9) }), {
    maxLength: 4,
    selector: ({ term }) => term,
  })
  const query = fc.uniqueArray(
    fc.record({ term: fc.oneof(word, fc.constant('unknown')), weight: fc.constantFrom(1, 0.5, 0), near: nearWords }),
    { minLength: 1, maxLength: 4, selector: ({ term }) => term },
  )

  test('add up to the lexical score, scored exhaustively or pruned', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(unit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        query,
        fc.constantFrom(1, 100),
        (entries, asked, exhaustiveMax) => {
          const index = fill(entries, exhaustiveMax)
          const scores = scoreLexically(asked, index, LEXICAL_ANSWER_WEIGHT)
          const words = explain(asked, index)
          for (const { slot } of index.slots()) {
            const sum = words.contributionsOf(slot).reduce((total, { points }) => total + points, 0)
            expect(sum).toBeCloseTo(scores.scoreOf(slot), 3)
          }
        },
      ),
    )
  })

  test('name a word that the entry has in that field, as often as it has it, and each term once a field', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 5 }), query, (units, asked) => {
        const index = fill([units, [{ kind: 'question', terms: ['other'] }]])
        const contributions = contributionsOf(index, asked, 'e0')
        for (const { term, field, word: through, similarity, frequency, points } of contributions) {
          const kinds: readonly UnitKind[] = field === 'answer' ? ['answer'] : ['question', 'phrasing']
          const terms = units.filter(({ kind }) => kinds.includes(kind)).flatMap(some => some.terms)
          expect(frequency).toBe(terms.filter(some => some === through).length)
          const nearOf = asked.find(some => some.term === term)?.near ?? []
          const worth = nearOf.filter(some => some.term === through).map(some => some.similarity)
          expect(through === term ? [...worth, 1] : worth).toContain(similarity)
          expect(points).toBeGreaterThan(0)
        }
        const places = contributions.map(({ term, field }) => `${term} ${field}`)
        expect(new Set(places).size).toBe(places.length)
      }),
    )
  })

  test('say whether a term itself counts or a near one, and in which field', () => {
    const near = [{ term: '休暇', similarity: 0.8 }]
    const index = fill(ENTRIES)
    const found = contributionsOf(index, [{ term: '年休', weight: 1, near }], 'e0')
    const points = expect.any(Number) as number
    expect(found).toEqual([
      { term: '年休', field: 'asks', word: '年休', similarity: 1, frequency: 2, points },
      { term: '年休', field: 'answer', word: '休暇', similarity: 0.8, frequency: 1, points },
    ])
    expect(contributionsOf(index, [{ term: '病休', weight: 1, near: [] }], 'e0')).toEqual([])
  })

  test('tell what each term weighs, one that no entry uses what its nearest does, an added one less', () => {
    const index = fill(ENTRIES)
    const queryTerms = [
      { term: '申請', weight: 1, near: [] },
      { term: '有休', weight: 1, near: [{ term: '年休', similarity: 0.9 }] },
      { term: '宇宙', weight: 1, near: [] },
      { term: '届', weight: 0.4, near: [] },
    ]
    const { terms } = explainWords({ queryTerms, terms: new Set(['申請', '有休', '宇宙']) }, index)
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5)) // one entry of two
    expect(terms).toEqual([
      { term: '申請', asked: true, entries: 1, idf, weight: idf, near: [] },
      {
        term: '有休',
        asked: true,
        entries: 0,
        idf: 0,
        weight: idf,
        near: [{ term: '年休', similarity: 0.9, entries: 1 }],
      },
      { term: '宇宙', asked: true, entries: 0, idf: 0, weight: 0, near: [] },
      { term: '届', asked: false, entries: 1, idf, weight: 0.4 * idf, near: [] },
    ])
  })
})
