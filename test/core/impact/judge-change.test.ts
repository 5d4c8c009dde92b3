import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeChange } from '../../../src/core/impact/judge-change.ts'
import { compareStandings, type KnownAnswer, standingOf } from '../../../src/core/impact/known-answer.ts'
import { anyFound, anyKnown, found, label } from './impact-builders.ts'

describe('how well an answer does by what is known', () => {
  const right = label({ a: 2, b: 1 })
  const ladder = [
    found('answered', 'x', 'a'),
    found('candidates', 'x', 'y'),
    found('candidates', 'x', 'a'),
    found('candidates', 'a', 'x'),
    found('answered', 'b'),
    found('answered', 'a'),
  ]

  test('rises from a wrong answer over none and candidates to the right one', () => {
    const standings = ladder.map(one => standingOf(right, one))
    expect(standings.toSorted(compareStandings)).toEqual(standings)
    expect(new Set(standings.map(String)).size).toBe(ladder.length)
  })

  test('is the same for nothing shown and for candidates without a right one', () => {
    expect(standingOf(right, found('unanswered', 'a'))).toEqual(standingOf(right, found('candidates', 'x')))
  })

  test('counts as shown what is among the first five, and no more', () => {
    expect(standingOf(right, found('candidates', 'v', 'w', 'x', 'y', 'a'))[0]).toBe(2)
    expect(standingOf(right, found('candidates', 'v', 'w', 'x', 'y', 'z', 'a'))[0]).toBe(1)
  })

  test('of a question that no entry answers is best where that is said', () => {
    const none = label({ a: 0 })
    const levels = [found('answered', 'a'), found('candidates', 'a'), found('unanswered')].map(
      one => standingOf(none, one)[0],
    )
    expect(levels).toEqual([0, 2, 3])
  })

  test('where only a wrong entry is known, falls with that one alone', () => {
    const known: KnownAnswer = { source: 'feedback', relevant: {}, wrong: ['a'] }
    expect(standingOf(known, found('answered', 'a'))[0]).toBe(0)
    for (const other of [found('answered', 'b'), found('candidates', 'a'), found('unanswered')]) {
      expect(standingOf(known, other)[0]).toBe(1)
    }
  })
})

describe('a change of one answer', () => {
  test('of which nobody knows what is right is another answer or the same', () => {
    expect(judgeChange(null, found('answered', 'a'), found('answered', 'a', 'b')).kind).toBe('same')
    expect(judgeChange(null, found('answered', 'a'), found('answered', 'b')).kind).toBe('different')
    expect(judgeChange(null, found('answered', 'a'), found('candidates', 'a')).kind).toBe('different')
    expect(judgeChange(null, found('unanswered', 'a'), found('unanswered', 'b')).kind).toBe('same')
  })

  test('between two wrong answers is different, not worse', () => {
    expect(judgeChange(label({ a: 2 }), found('answered', 'x'), found('answered', 'y'))).toEqual({
      kind: 'different',
      gain: 0,
    })
  })

  test('that loses the right answer to a wrong one is as bad as it gets', () => {
    expect(judgeChange(label({ a: 2 }), found('answered', 'a'), found('answered', 'x'))).toEqual({
      kind: 'worse',
      gain: -3,
    })
  })

  test('is none where nothing changed', () => {
    fc.assert(
      fc.property(fc.option(anyKnown), anyFound, (known, one) => {
        expect(judgeChange(known, one, one)).toEqual({ kind: 'same', gain: 0 })
      }),
    )
  })

  test('seen the other way round is the opposite', () => {
    const opposite = { better: 'worse', worse: 'better', different: 'different', same: 'same' } as const
    fc.assert(
      fc.property(fc.option(anyKnown), anyFound, anyFound, (known, before, after) => {
        const [there, back] = [judgeChange(known, before, after), judgeChange(known, after, before)]
        expect(back.kind).toBe(opposite[there.kind])
        expect(back.gain + there.gain).toBe(0)
      }),
    )
  })

  test('that only adds a wrong entry behind those shown is none', () => {
    fc.assert(
      fc.property(anyKnown, anyFound, (known, before) => {
        fc.pre(before.ranked.length >= 5 && before.outcome !== 'unanswered')
        const after = { ...before, ranked: [...before.ranked, 'z'] }
        expect(judgeChange(known, before, after).kind).toBe('same')
      }),
    )
  })
})
