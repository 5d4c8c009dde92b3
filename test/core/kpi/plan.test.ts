import { describe, expect, test } from 'vitest'
import { cellOf, type IndicatorWithValues, type LiveValue, liveKey, numberIn } from '../../../src/core/kpi/plan.ts'

const INDICATOR: IndicatorWithValues = {
  id: 'i',
  version: 1,
  position: 1,
  name: '登録数',
  unit: '件',
  sectionName: '室',
  sectionCode: null,
  live: 'registrations',
  goal: 'at_least',
  note: '',
  values: [
    { fiscalYear: 2023, side: 'actual', text: '5,663', number: 5663, note: '見込' },
    { fiscalYear: 2024, side: 'target', text: '5,000', number: 5000, note: '' },
  ],
}
const live = new Map<string, LiveValue>(
  [2023, 2024, 2026].map(year => [liveKey('registrations', year), { kind: 'count', number: year }]),
)
const deps = { today: '2026-11-30', live }

describe('a cell of the plan', () => {
  test('is what was typed, where something was', () => {
    expect(cellOf(INDICATOR, { fiscalYear: 2023, side: 'actual' }, deps)).toEqual({
      text: '5,663',
      number: 5663,
      note: '見込',
      computed: false,
    })
  })

  test('is computed where nothing was typed for a year that has begun', () => {
    expect(cellOf(INDICATOR, { fiscalYear: 2024, side: 'actual' }, deps)).toEqual({
      text: '2,024',
      number: 2024,
      note: '',
      computed: true,
    })
    expect(cellOf(INDICATOR, { fiscalYear: 2026, side: 'actual' }, deps)?.computed).toBe(true)
  })

  test('is empty for targets nobody set, years to come, years nothing is known of, and figures that are typed in', () => {
    expect(cellOf(INDICATOR, { fiscalYear: 2026, side: 'target' }, deps)).toBeNull()
    expect(cellOf(INDICATOR, { fiscalYear: 2027, side: 'actual' }, deps)).toBeNull()
    expect(cellOf(INDICATOR, { fiscalYear: 2019, side: 'actual' }, deps)).toBeNull()
    expect(cellOf({ ...INDICATOR, live: null }, { fiscalYear: 2026, side: 'actual' }, deps)).toBeNull()
  })

  test.for([
    ['share', 0.9567, '95.7%'],
    ['days', 2.345, '2.3'],
    ['count', 12345, '12,345'],
  ] as const)('shows a %s as people read it', ([kind, number, text]) => {
    const cell = cellOf(
      INDICATOR,
      { fiscalYear: 2026, side: 'actual' },
      { today: '2026-11-30', live: new Map([[liveKey('registrations', 2026), { kind, number }]]) },
    )
    expect(cell?.text).toBe(text)
  })
})

test.for([
  ['5,663', 5663],
  ['５，６６３件', 5663],
  ['90%', 0.9],
  ['100％', 1],
  ['12', 12],
  ['2.5日', 2.5],
  ['1,800 件', 1800],
  ['運用', null],
  ['創設 3名', null],
  ['構築済', null],
  ['1,80', null],
  ['', null],
  ['事業終了', null],
] as const)('「%s」 is the number %s', ([text, number]) => {
  expect(numberIn(text)).toBe(number)
})
