import { describe, expect, test } from 'vitest'
import type { NearTerms } from '../../../src/core/ports/near-terms.ts'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { indexEntry } from '../../fakes/small-index.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'

const entry = (id: string, content: Parameters<typeof makeInput>[1], afterUnitId = 0) => {
  return indexEntry(makeInput(id, content), spacedAnalyser, afterUnitId)
}

const LONG_ANSWER = ['休暇', '申請', '期限'].map(word => `${word} ${'・'.repeat(390)}。`).join('')

describe('EntryIndex', () => {
  test('counts an entry once for a term, wherever it stands, and not for a negative phrasing', () => {
    const index = new EntryIndex()
    index.put(entry('a', { question: '休暇 休暇', phrasings: ['休暇'], answer: '休暇', negativePhrasings: ['病気'] }))
    expect(index.entryFrequency('休暇')).toBe(1)
    expect(index.entryFrequency('病気')).toBe(0)
    expect(index.idf('休暇')).toBeCloseTo(Math.log(1 + 0.5 / 1.5), 12)
    expect(index.idf('病気')).toBe(0)
  })

  test('forgets everything of an entry that goes', () => {
    const index = new EntryIndex()
    index.put(entry('a', { question: '休暇', phrasings: ['休み'], answer: LONG_ANSWER }))
    index.put(entry('b', { question: '旅費 期限', answer: '窓口' }, 100))
    index.remove('a')
    index.remove('a')
    index.remove('unknown')
    expect([index.size, index.lexicon.asks.size, index.lexicon.answers.size]).toEqual([1, 1, 1])
    expect([index.entryFrequency('休暇'), index.entryFrequency('期限')]).toEqual([0, 1])
    expect([index.slotOf('a'), index.slotOfUnit(1)]).toEqual([undefined, undefined])
    expect([...index.entries()].map(({ id }) => id)).toEqual(['b'])
  })

  test('takes a revised entry in the place of the old one', () => {
    const index = new EntryIndex()
    index.put(entry('a', { question: '休暇', answer: LONG_ANSWER }))
    index.put(entry('a', { question: '旅費', answer: '窓口' }, 100))
    expect([index.size, index.lexicon.asks.size, index.lexicon.answers.size]).toEqual([1, 1, 1])
    expect([index.entryFrequency('休暇'), index.entryFrequency('旅費')]).toEqual([0, 1])
    expect(index.slotOfUnit(1)).toBeUndefined()
    expect(index.slotOfUnit(101)).toBe(index.slotOf('a'))
  })

  test('uses the slots of entries that went again', () => {
    const index = new EntryIndex()
    for (let i = 0; i < 10; i += 1) index.put(entry(`e${i}`, { question: '休暇' }, 10 * i))
    for (let i = 0; i < 10; i += 1) index.put(entry(`e${i}`, { question: '旅費' }, 1_000 + 10 * i))
    expect(index.slotCount).toBe(10)
    for (let i = 0; i < 10; i += 1) expect(index.entryAt(index.slotOf(`e${i}`) ?? -1)?.id).toBe(`e${i}`)
  })

  test('holds an answer of several parts as one document', () => {
    const index = new EntryIndex()
    index.put(entry('a', { question: '休暇', answer: LONG_ANSWER }))
    expect(index.entryAt(0)?.units.filter(({ kind }) => kind === 'answer').length).toBeGreaterThan(1)
    expect(index.lexicon.answers.size).toBe(1)
    expect(index.lexicon.answers.documentFrequency(index.vocabulary.idOf('期限') ?? -1)).toBe(1)
  })

  test('knows which entries are asked in exactly these words', () => {
    const index = new EntryIndex()
    index.put(
      entry('a', {
        question: '休暇 申請',
        phrasings: ['申請 休暇 申請', '休み'],
        answer: '旅費',
        negativePhrasings: ['病気'],
      }),
    )
    index.put(entry('b', { question: '申請 休暇' }, 100))
    const asked = (...terms: string[]) =>
      [...new Set(index.exactAsks(new Set(terms)).map(slot => index.idAt(slot)))].toSorted()
    expect(asked('休暇', '申請')).toEqual(['a', 'b'])
    expect([asked('休み'), asked('旅費'), asked('病気'), asked('休暇'), asked()]).toEqual([['a'], [], [], [], []])
    index.put(entry('a', { question: '休み' }, 200))
    expect([asked('休暇', '申請'), asked('休み')]).toEqual([['b'], ['a']])
    index.remove('a')
    expect([asked('休み'), asked('申請', '休暇')]).toEqual([[], ['b']])
  })

  test('tells near terms of the words of the registry, not of negative phrasings', () => {
    const learnt: string[] = []
    const nearTerms: NearTerms = {
      learn: term => learnt.push(term),
      of: term => [{ term: `${term}'`, similarity: 0.5 }],
    }
    const index = new EntryIndex(nearTerms)
    index.put(entry('a', { question: '休暇', phrasings: ['休み'], negativePhrasings: ['病気'], answer: '窓口' }))
    expect(learnt.toSorted()).toEqual(['休み', '休暇', '窓口'])
    expect(index.nearTermsOf('休暇')).toEqual([{ term: "休暇'", similarity: 0.5 }])
    expect(new EntryIndex().nearTermsOf('休暇')).toEqual([])
  })
})
