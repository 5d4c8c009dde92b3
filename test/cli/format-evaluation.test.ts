// How an evaluation is written: tables that stand straight in a terminal, figures as papers write them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pValue, range, share, signed, signedRange } from '../../src/cli/format-figures.ts'
import { formatTable } from '../../src/cli/markdown-table.ts'

const COLUMNS = [
  { title: '質問', side: 'left' },
  { title: 'n', side: 'right' },
] as const

describe('formatTable', () => {
  test('puts names to the left and figures to the right, a kana as wide as two letters', () => {
    expect(
      formatTable(COLUMNS, [
        ['年休', '5'],
        ['PW', '1,200'],
      ]),
    ).toBe(['| 質問 |     n |', '| ---- | ----: |', '| 年休 |     5 |', '| PW   | 1,200 |'].join('\n'))
  })

  test('keeps every cell on its line and in its column, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 }), rows => {
        const lines = formatTable(COLUMNS, rows).split('\n')
        expect(lines).toHaveLength(rows.length + 2)
        for (const line of lines) expect(line.match(/(?<!\\)\|/gu)).toHaveLength(3)
      }),
    )
    expect(formatTable(COLUMNS, [['a|b\nc', '']])).toContain('| a\\|b c |')
  })
})

describe('the figures', () => {
  test('have three digits and no leading zero', () => {
    expect([share(0.6416), share(1), share(0), share(-0.0421), share(null)]).toEqual([
      '.642',
      '1.000',
      '.000',
      '−.042',
      '–',
    ])
    expect([range({ low: 0.1, high: 0.25 }), range(null)]).toEqual(['.100–.250', '–'])
  })

  test('have a sign where they differ, and none where nothing is left of the difference', () => {
    expect([signed(0.0416), signed(-0.0416), signed(0), signed(-0.0001)]).toEqual(['+.042', '−.042', '.000', '.000'])
    expect([signedRange({ low: -0.01, high: 0.02 }), signedRange(null)]).toEqual(['−.010 … +.020', '–'])
  })

  test('never say that chance is impossible', () => {
    expect([pValue(0.0001), pValue(0.001), pValue(1)]).toEqual(['<.001', '.001', '1.000'])
  })
})
