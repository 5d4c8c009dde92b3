import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryContent } from '../../../src/core/entry.ts'
import type { NearTerms } from '../../../src/core/ports/near-terms.ts'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { openSupport, type Support } from '../../../src/core/search/support.ts'
import { Synonyms } from '../../../src/core/search/synonyms.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { indexEntry } from '../../fakes/small-index.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'

type Some = Partial<EntryContent>

/** Entries e0, e1, … of these contents. */
function build(
  contents: readonly Some[],
  near: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
  synonyms = new Synonyms([]),
) {
  const nearTerms: NearTerms = {
    learn: () => {},
    of: term => Object.entries(near[term] ?? {}).map(([word, similarity]) => ({ term: word, similarity })),
  }
  const index = new EntryIndex(nearTerms, { synonyms })
  for (const [i, content] of contents.entries()) {
    index.put(indexEntry(makeInput(`e${i}`, { answer: '', ...content }), spacedAnalyser, 100 * i))
  }
  return index
}

/** Support of the first entry for a question. */
function supportOf(question: string, index: EntryIndex): Support {
  const terms = new Set(question.split(' ').filter(term => term !== ''))
  const asked = Array.from(terms, term => ({ term, weight: 1, near: index.nearTermsOf(term) }))
  return openSupport(asked, index.synonyms.swapsOf([...terms]), index)(0)
}

const shareOf = (question: string, index: EntryIndex) => supportOf(question, index).share
const breadthOf = (question: string, index: EntryIndex) => supportOf(question, index).breadth

const OTHERS: readonly Some[] = [{ question: '旅費 請求' }, { question: '会議 予約' }, { question: '旅費 宿泊' }]

describe('support', () => {
  test('is 1 where the entry speaks of every word, be it in question, phrasing or answer', () => {
    const index = build([{ question: '年休', phrasings: ['有休 申請'], answer: '期限' }, ...OTHERS])
    for (const question of ['年休', '有休 申請', '期限', '期限 年休 申請']) expect(shareOf(question, index)).toBe(1)
  })

  test('is 0 where it speaks of none, and for a question without words', () => {
    const index = build([{ question: '年休' }, ...OTHERS])
    for (const question of ['旅費', '会議 宇宙', '']) expect(shareOf(question, index)).toBe(0)
  })

  test('weighs words by how rare they are', () => {
    const index = build([{ question: '旅費 年休' }, ...OTHERS])
    // 旅費: three entries of four, ln(1 + 1.5 / 3.5); 会議: one of four, ln(1 + 3.5 / 1.5).
    const [travel, meeting] = [Math.log(1 + 1.5 / 3.5), Math.log(1 + 3.5 / 1.5)]
    expect(shareOf('旅費 会議', index)).toBeCloseTo(travel / (travel + meeting), 12)
  })

  test('weighs a word that no entry uses above every other', () => {
    const index = build([{ question: '年休' }, ...OTHERS])
    // 年休: one of four, ln(1 + 3.5 / 1.5); 宇宙: none, ln(1 + 4).
    const known = Math.log(1 + 3.5 / 1.5)
    expect(shareOf('年休 宇宙', index)).toBeCloseTo(known / (known + Math.log(5)), 12)
    expect(shareOf('年休 宇宙', index)).toBeLessThan(shareOf('年休 会議', index))
  })

  test('counts a near word by its similarity, of several the best, and the word itself in full', () => {
    const near = { 休暇: { 年休: 0.5, 有休: 0.75, 旅費: 0.9 }, 年休: { 有休: 0.25 } }
    expect(shareOf('休暇', build([{ question: '年休' }, ...OTHERS], near))).toBeCloseTo(0.5, 12)
    expect(shareOf('休暇', build([{ question: '年休 有休' }, ...OTHERS], near))).toBeCloseTo(0.75, 12)
    expect(shareOf('年休', build([{ question: '年休 有休' }, ...OTHERS], near))).toBe(1)
  })

  test('takes no word from a negative phrasing, unless the entry says it elsewhere too', () => {
    const index = build([{ question: '年休 申請', negativePhrasings: ['病休 申請'] }, { question: '病休' }, ...OTHERS])
    expect(shareOf('病休', index)).toBe(0)
    expect(shareOf('申請', index)).toBe(1)
  })

  test('finds what the office calls by several words, where the entry has all of them', () => {
    const synonyms = new Synonyms([[['年休'], ['年次', '有給', '休暇']]])
    const long = build([{ question: '年次 有給 休暇' }, ...OTHERS], {}, synonyms)
    expect(shareOf('年休', long)).toBeCloseTo(0.8, 12)
    expect(shareOf('年休', build([{ question: '年次 休暇' }, ...OTHERS], {}, synonyms))).toBe(0)
    const short = build([{ question: '年休' }, ...OTHERS], {}, synonyms)
    expect(shareOf('年次 有給 休暇', short)).toBeCloseTo(0.8, 12)
    expect(shareOf('休暇', short)).toBe(0)
  })

  test('does not mind how often or in which order words come', () => {
    const index = build([{ question: '年休 申請' }, ...OTHERS])
    expect(shareOf('旅費 年休 年休', index)).toBeCloseTo(shareOf('年休 旅費', index), 12)
  })
})

describe('breadth', () => {
  const index = build([{ question: '年休 申請', phrasings: ['有休'], answer: '期限' }, ...OTHERS])

  test('is the number of words in common with the questions and phrasings, where they weigh the same', () => {
    expect(breadthOf('年休', index)).toBeCloseTo(1, 12)
    expect(breadthOf('年休 申請', index)).toBeCloseTo(2, 12)
    expect(breadthOf('年休 申請 有休 宇宙', index)).toBeCloseTo(3, 12)
  })

  test('is 0 of none; the answer does not count', () => {
    for (const question of ['', '宇宙', '期限', '旅費']) expect(breadthOf(question, index)).toBe(0)
  })

  test('counts little for a word that weighs little beside another', () => {
    const common = build([
      { question: '年休 申請' },
      { question: '旅費 申請' },
      { question: '会議 申請' },
      { question: '申請' },
    ])
    // 年休: one of four, ln(1 + 3.5 / 1.5); 申請: all four, ln(1 + .5 / 4.5).
    const [rare, everywhere] = [Math.log(1 + 3.5 / 1.5), Math.log(1 + 0.5 / 4.5)]
    const expected = (rare + everywhere) ** 2 / (rare ** 2 + everywhere ** 2)
    expect(breadthOf('年休 申請', common)).toBeCloseTo(expected, 12)
    expect(expected).toBeLessThan(1.2)
  })
})

test('is a share of any question, and all of it for the entry’s own', () => {
  const word = fc.constantFrom('年休', '有休', '旅費', '会議', '申請')
  const words = fc.array(word, { minLength: 1, maxLength: 4 }).map(some => some.join(' '))
  const similarity = fc.double({ min: 0.01, max: 1, noNaN: true })
  const near = fc.dictionary(word, fc.dictionary(word, similarity, { maxKeys: 3 }), { maxKeys: 3 })
  const asked = fc.array(fc.constantFrom('年休', '旅費', '会議', '申請', '宇宙'), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), near, asked, (questions, table, some) => {
      const contents = questions.map(question => ({ question }))
      const support = shareOf(some.join(' '), build(contents, table))
      expect(support).toBeGreaterThanOrEqual(0)
      expect(support).toBeLessThanOrEqual(1 + 1e-12)
      expect(shareOf(questions[0] ?? '', build(contents, table))).toBeCloseTo(1, 12)
    }),
  )
})

describe('what of a question is known', () => {
  const knownOf = (question: string, index: EntryIndex) => supportOf(question, index).known

  test('is the share of its weight on words that any entry uses', () => {
    const index = build([{ question: '年休' }, ...OTHERS])
    expect(knownOf('年休 旅費', index)).toBe(1)
    expect(knownOf('宇宙', index)).toBe(0)
    // 会議: one of four entries, ln(1 + 3.5 / 1.5); a word that nobody uses weighs ln(1 + 4).
    const [meeting, unknown] = [Math.log(1 + 3.5 / 1.5), Math.log(5)]
    expect(knownOf('会議 宇宙', index)).toBeCloseTo(meeting / (meeting + unknown), 12)
  })

  test('counts a word that is only near one of them by its similarity', () => {
    const index = build([{ question: '年休' }, ...OTHERS], { 有給: { 年休: 0.6 } })
    expect(knownOf('有給', index)).toBeCloseTo(0.6, 12)
  })

  test('is 0 for a question without words', () => {
    expect(knownOf('', build(OTHERS))).toBe(0)
  })
})
