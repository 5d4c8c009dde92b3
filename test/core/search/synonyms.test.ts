import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Synonyms, type Variant } from '../../../src/core/search/synonyms.ts'

/** 「育休=育児 休業」: variants apart by =, terms by blanks. */
const groupOf = (text: string): readonly Variant[] =>
  text.split('=').map(variant => variant.split(' ').filter(term => term !== ''))
const open = (...groups: readonly string[]) => new Synonyms(groups.map(groupOf))
const nearOf = (synonyms: Synonyms, term: string) => synonyms.nearOf(term).map(near => near.term)
const additionsOf = (synonyms: Synonyms, question: string) =>
  Object.fromEntries(synonyms.additionsTo(question.split(' ')).map(({ term, weight }) => [term, weight]))

describe('a synonym of one term', () => {
  test('is near to every other of its group, both ways, and worth less than the word itself', () => {
    const synonyms = open('年休=有休=休暇')
    expect(synonyms.nearOf('年休')).toEqual([
      { term: '有休', similarity: 0.8 },
      { term: '休暇', similarity: 0.8 },
    ])
    expect(nearOf(synonyms, '有休')).toEqual(['年休', '休暇'])
    expect(nearOf(synonyms, '休暇')).toEqual(['年休', '有休'])
    expect(synonyms.nearOf('旅費')).toEqual([])
  })

  test('of two groups gathers both, and does not make their other words near to each other', () => {
    const synonyms = open('年休=休み', '休み=中断', '年休=休み=有休')
    expect(nearOf(synonyms, '休み').toSorted()).toEqual(['中断', '年休', '有休'].toSorted())
    expect(nearOf(synonyms, '中断')).toEqual(['休み'])
    expect(nearOf(synonyms, '年休').toSorted()).toEqual(['休み', '有休'].toSorted())
  })

  test('adds nothing to a question: near terms say it already', () => {
    expect(open('年休=有休').additionsTo(['年休'])).toEqual([])
  })

  test('is near to nothing where its group holds nothing else', () => {
    expect(open('年休').nearOf('年休')).toEqual([])
    expect(open('年休=年休').nearOf('年休')).toEqual([])
    // Words of function words alone have no term.
    expect(open('年休=').nearOf('年休')).toEqual([])
  })
})

describe('a synonym of several terms', () => {
  test('brings its terms to a question that holds the word, sharing the weight of one synonym', () => {
    const synonyms = open('育休=育児 休業')
    expect(synonyms.additionsTo(['育休', '期間'])).toEqual([
      { term: '育児', weight: 0.4, near: [] },
      { term: '休業', weight: 0.4, near: [] },
    ])
    expect(synonyms.nearOf('育休')).toEqual([])
  })

  test('brings the word to a question that holds all its terms in a row, wherever they stand', () => {
    const synonyms = open('育休=育児 休業')
    expect(additionsOf(synonyms, '育児 休業')).toEqual({ 育休: 0.8 })
    expect(additionsOf(synonyms, '男性 育児 休業 期間')).toEqual({ 育休: 0.8 })
    expect(additionsOf(synonyms, '育児 育児 休業')).toEqual({ 育休: 0.8 })
  })

  test.each(['育児', '休業', '休業 育児', '育児 短時間 休業', '', '期間 育児'])('is not found in 「%s」', question => {
    expect(additionsOf(open('育休=育児 休業'), question)).toEqual({})
  })

  test('stands for each term of what it says, all of its own terms together', () => {
    const synonyms = open('育休=育児 休業')
    const swap = (text: string) => [{ terms: text.split(' '), similarity: 0.8 }]
    expect(Object.fromEntries(synonyms.swapsOf(['男性', '育児', '休業']))).toEqual({
      育児: swap('育休'),
      休業: swap('育休'),
    })
    expect(Object.fromEntries(synonyms.swapsOf(['育休', '期間']))).toEqual({ 育休: swap('育児 休業') })
    for (const question of [['休業', '育児'], ['育児'], []]) expect(synonyms.swapsOf(question).size).toBe(0)
    expect(open('年休=有休').swapsOf(['年休']).size).toBe(0)
  })

  test('does not add what the question says itself', () => {
    expect(additionsOf(open('育休=育児 休業'), '育休 期間 休業')).toEqual({ 育児: 0.4 })
    expect(additionsOf(open('庁内 網=庁内 ネットワーク'), '庁内 網')).toEqual({ ネットワーク: 0.4 })
  })

  test('counts once with its highest weight, however many variants and groups bring it', () => {
    const synonyms = open('電決=電子 決裁=電子 決裁 システム', '電決=システム')
    // システム is a third of one variant; alone in its group it is a near term, and so not added.
    expect(additionsOf(synonyms, '電決')).toEqual({ 電子: 0.4, 決裁: 0.4, システム: 0.8 / 3 })
    expect(additionsOf(synonyms, '電決 電決')).toEqual(additionsOf(synonyms, '電決'))
  })

  test('leaves the single words of its group near to each other, and adds them for a phrase alone', () => {
    const synonyms = open('在宅=リモート=テレ ワーク')
    expect(nearOf(synonyms, '在宅')).toEqual(['リモート'])
    expect(additionsOf(synonyms, '在宅')).toEqual({ テレ: 0.4, ワーク: 0.4 })
    expect(additionsOf(synonyms, 'テレ ワーク')).toEqual({ 在宅: 0.8, リモート: 0.8 })
  })
})

test('without groups, and with empty ones, there are no synonyms', () => {
  for (const synonyms of [new Synonyms([]), new Synonyms([[]]), new Synonyms([[[], []]])]) {
    expect(synonyms.nearOf('')).toEqual([])
    expect(synonyms.additionsTo(['', '年休'])).toEqual([])
    expect(synonyms.additionsTo([])).toEqual([])
  }
})

describe('of any groups', () => {
  const term = fc.constantFrom(...'abcdef')
  const groups = fc.array(fc.array(fc.array(term, { maxLength: 3 }), { maxLength: 4 }), { maxLength: 5 })
  const terms = fc.array(term, { maxLength: 8 })

  test('nearness is mutual, never to itself, each word once', () => {
    fc.assert(
      fc.property(groups, some => {
        const synonyms = new Synonyms(some)
        for (const word of 'abcdef') {
          const near = nearOf(synonyms, word)
          expect(new Set(near).size).toBe(near.length)
          expect(near).not.toContain(word)
          for (const other of near) expect(nearOf(synonyms, other)).toContain(word)
        }
      }),
    )
  })

  test('two words are near when one group has both as variants, and not else', () => {
    fc.assert(
      fc.property(groups, some => {
        const synonyms = new Synonyms(some)
        for (const a of 'abcdef') {
          const expected = [...'abcdef'].filter(b => {
            const hasBoth = (group: readonly Variant[]) => [a, b].every(x => group.some(v => v.join(' ') === x))
            return a !== b && some.some(hasBoth)
          })
          expect(nearOf(synonyms, a).toSorted()).toEqual(expected)
        }
      }),
    )
  })

  test('additions are those of a plain look for each phrase in the text, without the question’s own terms', () => {
    fc.assert(
      fc.property(groups, terms, (some, question) => {
        const found = Object.fromEntries(new Synonyms(some).additionsTo(question).map(x => [x.term, x.weight]))
        expect(found).toEqual(additionsByText(some, question))
      }),
      { numRuns: 500 },
    )
  })
})

/** The slow, obvious twin: phrases are found as texts. */
function additionsByText(groups: readonly (readonly Variant[])[], question: readonly string[]): Record<string, number> {
  const text = ` ${question.join(' ')} `
  const weights: Record<string, number> = {}
  for (const group of groups) {
    for (const [i, variant] of group.entries()) {
      if (variant.length === 0 || !text.includes(` ${variant.join(' ')} `)) continue
      for (const other of group.filter((_, j) => j !== i)) {
        if (variant.length === 1 && other.length === 1) continue
        for (const term of other) weights[term] = Math.max(weights[term] ?? 0, 0.8 / other.length)
      }
    }
  }
  return Object.fromEntries(Object.entries(weights).filter(([term]) => !question.includes(term)))
}

describe('synonyms over others', () => {
  const term = fc.constantFrom('年休', '有休', '休暇', '育児', '休業', '育休')
  const anyGroups = fc.array(fc.array(fc.array(term, { maxLength: 3 }), { maxLength: 4 }), { maxLength: 4 })

  test('are the same as all of them together, and leave those below as they are', () => {
    fc.assert(
      fc.property(anyGroups, anyGroups, fc.array(term, { maxLength: 5 }), (below, above, question) => {
        const base = new Synonyms(below)
        const layered = new Synonyms(above, base)
        const together = new Synonyms([...below, ...above])
        expect(layered.additionsTo(question)).toEqual(together.additionsTo(question))
        expect(layered.swapsOf(question)).toEqual(together.swapsOf(question))
        for (const one of question) expect(layered.nearOf(one)).toEqual(together.nearOf(one))
        expect(base.additionsTo(question)).toEqual(new Synonyms(below).additionsTo(question))
      }),
    )
  })
})
