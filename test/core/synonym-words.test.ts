import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalise } from '../../src/core/normalise.ts'
import { checkWords, findOverlaps, SYNONYMS_MAX, splitWords } from '../../src/core/synonym-words.ts'

const termsOf = (word: string) =>
  normalise(word)
    .split(' ')
    .filter(term => term !== 'は' && term !== '')

describe('the words of a group', () => {
  test('stand apart by lines, 「、」, commas and tabs, each once whatever its width and case', () => {
    expect(splitWords(' 年休、有休\n\nＰＣ\tpc,年次 有給，年休 ')).toEqual(['年休', '有休', 'ＰＣ', '年次 有給'])
    expect(splitWords('\n、 ')).toEqual([])
  })

  test('split again are the same words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const words = splitWords(text)
        expect(splitWords(words.join('\n'))).toEqual(words)
      }),
    )
  })

  test('are two or more, not too many, none too long, and each says something of its own to the search', () => {
    const kinds = (...words: readonly string[]) => checkWords(words, termsOf).map(({ kind }) => kind)
    expect(kinds('年休', '有休')).toEqual([])
    expect(kinds('年休')).toEqual(['too_few'])
    expect(kinds()).toEqual(['too_few'])
    expect(kinds('年休', 'は')).toEqual(['unsearchable'])
    expect(kinds('年休', '年休 は')).toEqual(['unsearchable'])
    expect(kinds('年休', '長'.repeat(51))).toEqual(['too_long'])
    expect(kinds('年休', '長'.repeat(50))).toEqual([])
    const many = Array.from({ length: SYNONYMS_MAX + 1 }, (_, i) => `語${i}`)
    expect(kinds(...many)).toEqual(['too_many'])
    expect(kinds(...many.slice(1))).toEqual([])
  })

  test('are found in other groups in whatever width and case', () => {
    const others = [{ words: ['ＰＣ', '端末'] }, { words: ['旅費', '交通費'] }]
    expect(findOverlaps(['pc', 'パソコン'], others)).toEqual([{ group: others[0], words: ['ＰＣ'] }])
  })
})
