import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fiscalYearOf } from '../../../src/core/fiscal-year.ts'
import {
  type IndicatorWithValues,
  type LiveValue,
  liveKey,
  numberIn,
  type RecordedValue,
  SIDES,
} from '../../../src/core/kpi/plan.ts'
import { planRows, planYears, yearsToCompute } from '../../../src/core/kpi/plan-table.ts'

const TODAY = '2026-11-30'

function indicator(values: readonly RecordedValue[], more: Partial<IndicatorWithValues> = {}): IndicatorWithValues {
  const rest = { version: 1, position: 1, unit: '', sectionName: '', sectionCode: null, live: null, note: '' }
  return { id: 'i', name: '指標', goal: 'at_least', ...rest, ...more, values }
}

function value(fiscalYear: number, side: 'target' | 'actual', text: string): RecordedValue {
  return { fiscalYear, side, text, number: numberIn(text), note: '' }
}

function achievementOf(target: string, actual: string, more: Partial<IndicatorWithValues> = {}, year = 2025) {
  const given = indicator([value(year, 'target', target), value(year, 'actual', actual)], more)
  return planRows([given], [year], { today: TODAY, live: new Map() })[0]?.years[0]?.achievement
}

describe('the years of the plan', () => {
  test('run from the first value to the last, without a gap', () => {
    expect(planYears([indicator([value(2020, 'actual', '1'), value(2029, 'target', '2')])], TODAY)).toEqual([
      2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029,
    ])
  })

  test('are this one and the next where the plan is empty, on both sides of the first of April', () => {
    expect(planYears([], '2027-03-31')).toEqual([2026, 2027])
    expect(planYears([], '2027-04-01')).toEqual([2027, 2028])
  })

  test('hold every value and today, whatever was typed', () => {
    const values = fc.array(
      fc.record({ year: fc.integer({ min: 1989, max: 2099 }), side: fc.constantFrom(...SIDES) }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(values, typed => {
        const years = planYears([indicator(typed.map(({ year, side }) => value(year, side, '1')))], TODAY)
        const wanted = [...typed.map(({ year }) => year), fiscalYearOf(TODAY), fiscalYearOf(TODAY) + 1]
        expect(wanted.every(year => years.includes(year))).toBe(true)
        expect(years).toEqual(Array.from(years, (_, index) => Math.min(...wanted) + index))
        expect(years.at(-1)).toBe(Math.max(...wanted))
      }),
    )
  })
})

test('only years that have begun are computed, and those whose actual nobody typed', () => {
  const live = indicator([value(2024, 'actual', '5'), value(2025, 'target', '5')], { live: 'registrations' })
  expect(yearsToCompute([live, indicator([])], [2024, 2025, 2026, 2027], TODAY)).toEqual([2025, 2026])
  expect(yearsToCompute([indicator([])], [2024, 2025, 2026], TODAY)).toEqual([])
})

describe('a target', () => {
  test('is met from itself on, and missed below', () => {
    expect(achievementOf('5,000', '5,000')).toEqual({ met: true, running: false })
    expect(achievementOf('5,000', '4,999')).toEqual({ met: false, running: false })
    expect(achievementOf('0', '0')).toEqual({ met: true, running: false })
  })

  test('that is not to be exceeded is met up to itself', () => {
    expect(achievementOf('3日', '3', { goal: 'at_most' })).toEqual({ met: true, running: false })
    expect(achievementOf('3', '3.1', { goal: 'at_most' })).toEqual({ met: false, running: false })
  })

  test('of a year that is not over may yet be met or missed', () => {
    expect(achievementOf('10', '9', {}, 2026)).toEqual({ met: false, running: true })
    expect(achievementOf('10', '10', {}, 2026)).toEqual({ met: true, running: true })
  })

  test('says nothing beside words, beside nothing, and where a share stands beside a count', () => {
    expect(achievementOf('運用', '運用')).toBeNull()
    expect(achievementOf('10', '事業終了')).toBeNull()
    expect(achievementOf('90%', '95')).toBeNull()
    expect(achievementOf('90％', '95%')).toEqual({ met: true, running: false })
    const alone = planRows([indicator([value(2025, 'target', '1')])], [2025], { today: TODAY, live: new Map() })
    expect(alone[0]?.years[0]?.achievement).toBeNull()
  })

  test('is measured by the computed figure where nobody typed an actual', () => {
    const live = new Map<string, LiveValue>([[liveKey('verified_rate', 2026), { kind: 'share', number: 0.95 }]])
    const rows = planRows([indicator([value(2026, 'target', '95%')], { live: 'verified_rate' })], [2026], {
      today: TODAY,
      live,
    })
    expect(rows[0]?.years[0]).toMatchObject({
      actual: { text: '95%', computed: true },
      achievement: { met: true, running: true },
    })
  })
})
