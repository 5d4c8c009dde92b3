import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWordTable, type WordTable } from '../../../src/adapters/embedders/word-table.ts'
import { WordTableNearTerms } from '../../../src/adapters/embedders/word-table-near-terms.ts'
import { dot, normaliseLength } from '../../../src/core/search/vector.ts'
import { TINY_WORDS, writeTinyWordTable } from '../../fakes/tiny-word-table.ts'

const table = readWordTable(writeTinyWordTable())

/** As documented: cosines up to this are chance; above, similarity rises linearly to one. */
const COSINE_MIN = 0.3
const similarityAt = (degrees: number) => (Math.cos((degrees * Math.PI) / 180) - COSINE_MIN) / (1 - COSINE_MIN)

function nearTermsOf(words: readonly string[], some = table): WordTableNearTerms {
  const nearTerms = new WordTableNearTerms(some)
  for (const word of words) nearTerms.learn(word)
  return nearTerms
}

describe('near terms', () => {
  test('are the near words of the registry, nearest first, with their similarity', () => {
    const near = nearTermsOf(Object.keys(TINY_WORDS)).of('休暇') // at 0 degrees; 年休 at 20, 有休 at 30, 申請 at 60
    expect(near.map(({ term }) => term)).toEqual(['年休', '有休', '申請'])
    for (const [i, degrees] of [20, 30, 60].entries()) expect(near[i]?.similarity).toBeCloseTo(similarityAt(degrees), 2)
  })

  test('leave out the word itself, and words beyond chance', () => {
    const near = nearTermsOf(Object.keys(TINY_WORDS)).of('会議') // at 180 degrees; 請求 at 120, 出張 at 100
    expect(near.map(({ term }) => term)).toEqual(['請求'])
  })

  test('are told of words that the registry itself does not use', () => {
    expect(
      nearTermsOf(['有休', '旅費'])
        .of('年休')
        .map(({ term }) => term),
    ).toEqual(['有休', '旅費'])
  })

  test('know nothing of a word outside the table, asked or learnt', () => {
    const nearTerms = nearTermsOf(['宇宙', '年休'])
    expect(nearTerms.of('宇宙')).toEqual([])
    expect(nearTerms.of('休暇').map(({ term }) => term)).toEqual(['年休'])
    expect(nearTermsOf([]).of('休暇')).toEqual([])
  })

  test('a word learnt later enters the lists that were found before, at its place', () => {
    const nearTerms = nearTermsOf(['有休'])
    expect(nearTerms.of('休暇').map(({ term }) => term)).toEqual(['有休'])
    nearTerms.learn('年休')
    nearTerms.learn('会議')
    nearTerms.learn('休暇')
    expect(nearTerms.of('休暇')).toEqual(nearTermsOf(['休暇', '年休', '有休', '会議']).of('休暇'))
    expect(nearTerms.of('休暇').map(({ term }) => term)).toEqual(['年休', '有休'])
  })

  test('are the same whatever was learnt first, asked between, or learnt twice', () => {
    const word = fc.constantFrom(...Object.keys(TINY_WORDS), '宇宙')
    const step = fc.record({ asks: fc.boolean(), word })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const nearTerms = new WordTableNearTerms(table)
        for (const { asks, word: some } of steps) {
          if (asks) nearTerms.of(some)
          else nearTerms.learn(some)
        }
        const learnt = [...new Set(steps.filter(({ asks }) => !asks).map(({ word: some }) => some))].toSorted()
        const fresh = nearTermsOf(learnt)
        for (const asked of Object.keys(TINY_WORDS)) expect(nearTerms.of(asked)).toEqual(fresh.of(asked))
      }),
    )
  })

  test('are no more than two dozen, the nearest, also when nearer ones come later', () => {
    const words = Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`語${String(i).padStart(2, '0')}`, i]))
    const many = readWordTable(writeTinyWordTable(words))
    const inOrder = Object.keys(words)
    const nearest = inOrder.slice(1, 25)
    expect(
      nearTermsOf(inOrder, many)
        .of('語00')
        .map(({ term }) => term),
    ).toEqual(nearest)
    const later = nearTermsOf(inOrder.slice(10), many)
    expect(later.of('語00')).toHaveLength(24)
    for (const word of inOrder.slice(0, 10)) later.learn(word)
    expect(later.of('語00').map(({ term }) => term)).toEqual(nearest)
  })

  // Every kept list is gone through for every word learnt: 56 ms a word with 20,000 kept lists of the real table, while
  // questions wait.
  test('cost the same to learn, however many lists were found before', () => {
    let rowsRead = 0
    const counted: WordTable = {
      ...table,
      addRow: (row, weight, sum) => {
        rowsRead += 1
        table.addRow(row, weight, sum)
      },
    }
    const costAfter = (asked: readonly string[]) => {
      const nearTerms = nearTermsOf(['旅費'], counted)
      for (const word of asked) nearTerms.of(word)
      rowsRead = 0
      nearTerms.learn('会議')
      return rowsRead
    }
    expect(costAfter(['休暇', '年休', '有休', '申請', '出張', '請求'])).toBe(costAfter([]))
  })

  test('hold more words than the first block of memory', () => {
    const words = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, i) => [`語${i}`, i === 0 || i === 4_999 ? 1 : 120]),
    )
    const many = readWordTable(writeTinyWordTable({ ...words, 問い: 0 }))
    const near = nearTermsOf(Object.keys(words), many).of('問い')
    expect(near.map(({ term }) => term)).toEqual(['語0', '語4999'])
  })

  test('are those that a look at every word finds, in a vocabulary of thousands that grows', () => {
    const shipped = readWordTable(new URL('../../../indexer/model/builtin', import.meta.url).pathname)
    const vocabulary = readFileSync(new URL('../../../indexer/model/builtin/vocab.txt', import.meta.url), 'utf8')
    const words = vocabulary.split('\n').slice(1, 9_001)
    const cosineOf = (a: string, b: string) => dot(unitVector(shipped, a), unitVector(shipped, b))
    const nearTerms = nearTermsOf(words.slice(0, 8_000), shipped)
    const asked = [...words.filter((_, i) => i % 1_500 === 7), vocabulary.split('\n')[40_000] as string]
    for (const known of [8_000, 8_300, 9_000]) {
      for (const word of words.slice(0, known)) nearTerms.learn(word)
      for (const word of asked) {
        const cosines = words
          .slice(0, known)
          .filter(other => other !== word)
          .map(other => cosineOf(word, other))
        const best = cosines.filter(cosine => cosine > COSINE_MIN).toSorted((a, b) => b - a)
        const expected = best.slice(0, 24).map(cosine => (cosine - COSINE_MIN) / (1 - COSINE_MIN))
        const found = nearTerms.of(word)
        expect(found.length).toBe(expected.length)
        for (const [i, { similarity }] of found.entries()) expect(similarity).toBeCloseTo(expected[i] ?? 0, 5)
      }
    }
  })
})

const unitVectors = new Map<string, Float32Array>()
function unitVector(some: WordTable, word: string): Float32Array {
  const known = unitVectors.get(word)
  if (known !== undefined) return known
  const vector = new Float32Array(some.dimensions)
  some.addRow(some.rowOf(word) as number, 1, vector)
  unitVectors.set(word, normaliseLength(vector))
  return vector
}
