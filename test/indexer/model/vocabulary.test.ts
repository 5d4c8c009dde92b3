import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lessons, Terms } from '../../../indexer/model/train/read-lessons.ts'
import { chooseWords } from '../../../indexer/model/train/vocabulary.ts'

const NOTHING: Lessons = { pairs: [], clusters: [], synonyms: [] }
const pairOf = (source: string, left: Terms, right: Terms) => ({ source, left, right })
const repeat = <T>(item: T, times: number): readonly T[] => Array.from({ length: times }, () => item)

describe('the words of a table', () => {
  test('are those that most texts use, words of one count in the order of their letters', () => {
    const pairs = [pairOf('qa', ['b', 'c'], ['c', 'd']), pairOf('qa', ['c', 'a'], ['d'])]
    expect(chooseWords({ ...NOTHING, pairs }, [], 9)).toEqual(['c', 'd', 'a', 'b'])
    expect(chooseWords({ ...NOTHING, pairs }, [], 3)).toEqual(['c', 'd', 'a'])
    expect(chooseWords({ ...NOTHING, pairs }, [], 0)).toEqual([])
  })

  test('count once for a text that repeats them', () => {
    const pairs = [pairOf('qa', ['a', 'a', 'a'], ['b']), pairOf('qa', ['b'], ['c'])]
    expect(chooseWords({ ...NOTHING, pairs }, [], 9)).toEqual(['b', 'a', 'c'])
  })

  test('are first those of the office: one use there is worth more than two texts of another source', () => {
    const lessons: Lessons = {
      pairs: repeat(pairOf('qa', ['common'], ['common']), 1),
      clusters: [{ asks: [['ask'], ['other']], answer: ['answer'] }],
      synonyms: [[['word'], ['same']]],
    }
    expect(chooseWords(lessons, [], 5)).toEqual(['same', 'word', 'answer', 'ask', 'other'])
    expect(chooseWords(lessons, [], 9).at(-1)).toBe('common')
  })

  test('count a source no higher than fifty texts: two sources outweigh a large one', () => {
    const large = repeat(pairOf('large', ['single'], ['single']), 100)
    const two = ['one', 'two'].flatMap(source => repeat(pairOf(source, ['shared'], ['shared']), 20))
    expect(chooseWords({ ...NOTHING, pairs: [...large, ...two] }, [], 9)).toEqual(['shared', 'single'])
  })

  test('of statutes count for less than those of what people ask', () => {
    const pairs = [...repeat(pairOf('law', ['statute'], ['statute']), 3), pairOf('qa', ['asked'], ['asked'])]
    expect(chooseWords({ ...NOTHING, pairs }, [], 9)).toEqual(['asked', 'statute'])
  })

  test('that the earlier table knew stay before chance finds, if there is room', () => {
    const pairs = [pairOf('law', ['chance'], ['asked']), pairOf('qa', ['asked'], ['asked'])]
    expect(chooseWords({ ...NOTHING, pairs }, ['known'], 9)).toEqual(['asked', 'known', 'chance'])
    expect(chooseWords({ ...NOTHING, pairs }, ['known'], 1)).toEqual(['asked'])
  })

  test('are distinct, as many as wanted or there are, and a shorter list begins a longer one', () => {
    const terms = fc.array(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 4 })
    const lessons = fc.record({
      pairs: fc.array(fc.record({ source: fc.constantFrom('law', 'qa'), left: terms, right: terms }), { maxLength: 5 }),
      clusters: fc.array(fc.record({ asks: fc.array(terms, { maxLength: 3 }), answer: terms }), { maxLength: 3 }),
      synonyms: fc.array(fc.array(terms, { maxLength: 3 }), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(lessons, terms, fc.nat(10), (some, known, size) => {
        const all = chooseWords(some, known, 100)
        expect(new Set(all).size).toBe(all.length)
        const used = [...some.pairs.flatMap(({ left, right }) => [...left, ...right]), ...known]
        const office = some.clusters.flatMap(({ asks, answer }) => [...asks.flat(), ...answer])
        expect(all.toSorted()).toEqual([...new Set([...used, ...office, ...some.synonyms.flat(2)])].toSorted())
        expect(chooseWords(some, known, size)).toEqual(all.slice(0, size))
      }),
    )
  })
})
