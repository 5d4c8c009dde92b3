import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupSize, groupSizes, SMALL_GROUP_MIN } from '../../../src/core/kpi/small-groups.ts'
import { proposalRates } from '../../../src/core/ticket/proposal-rates.ts'
import { JINJI, KAIKEI } from '../../fakes/entry-builders.ts'

describe('small groups', () => {
  test('are not told; nobody is no group', () => {
    expect([0, 1, 4, 5, 1_000].map(groupSize)).toEqual([0, 'few', 'few', 5, 1_000])
  })

  test('take the next larger one with them, so that the total less the others tells nothing', () => {
    expect(groupSizes([3, 20, 8, 0])).toEqual(['few', 20, 'few', 0])
    expect(groupSizes([1, 1, 20, 9])).toEqual(['few', 'few', 20, 'few'])
    expect(groupSizes([3, 4, 20])).toEqual(['few', 'few', 20])
    expect(groupSizes([6, 7, 8])).toEqual([6, 7, 8])
  })

  test('cannot be told of the total and what is shown, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 }), groups => {
        const told = groupSizes(groups)
        const hidden = groups.filter((_, i) => told[i] === 'few')
        const sum = hidden.reduce((a, b) => a + b, 0)
        // Each that is told is what it is, and none of them is small.
        expect(
          told.every((size, i) => size === 'few' || (size === groups[i] && (size === 0 || size >= SMALL_GROUP_MIN))),
        ).toBe(true)
        const others = groups.filter((people, i) => people > 0 && told[i] !== 'few')
        // What the total tells of the hidden ones is no single group and no small number, unless all there are is hidden.
        expect(hidden.length === 0 || others.length === 0 || (hidden.length > 1 && sum >= SMALL_GROUP_MIN)).toBe(true)
      }),
    )
  })
})

describe('rates of proposals', () => {
  test('are told for all together and by section, but not of few tickets', () => {
    const rates = proposalRates([
      { section: JINJI, answered: 20, hits: 15 },
      { section: KAIKEI, answered: 2, hits: 0 },
    ])
    expect(rates.all).toEqual({ section: null, answered: 22, rate: 15 / 22 })
    expect(rates.sections).toEqual([
      { section: JINJI, answered: 'few', rate: null },
      { section: KAIKEI, answered: 'few', rate: null },
    ])
    expect(proposalRates([]).all).toEqual({ section: null, answered: 0, rate: null })
  })
})
