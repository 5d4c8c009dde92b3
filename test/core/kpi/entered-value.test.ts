import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onOneLine, readCount, readEnteredValue } from '../../../src/core/kpi/entered-value.ts'
import { PLAN_LIMITS } from '../../../src/core/kpi/plan.ts'

test.for([
  ['5000', '件', '5,000', 5000],
  ['５，０００件', '件', '5,000', 5000],
  ['５０００', '', '5,000', 5000],
  ['1234567.5', '', '1,234,567.5', 1_234_567.5],
  ['９０％', '', '90%', 0.9],
  ['90%', '%', '90%', 0.9],
  ['3名', '件', '3名', 3],
  ['2.5 日', '日', '2.5', 2.5],
  ['2027年度', '', '2027年度', 2027],
  ['2027', '年', '2027', 2027],
  [' 創設\u3000３名 ', '', '創設 ３名', null],
  ['運用', '件', '運用', null],
  ['1,80', '', '1,80', null],
  ['', '件', '', null],
  ['運\r\n用\t', '', '運 用', null],
] as const)('「%s」 in 「%s」 is kept as 「%s」, the number %s', ([typed, unit, text, number]) => {
  expect(readEnteredValue({ text: typed, note: '' }, { unit })).toEqual({ text, number, note: '', problem: null })
})

describe('what cannot be taken', () => {
  const problemOf = (text: string, note: string) => readEnteredValue({ text, note }, { unit: '' }).problem

  test('is longer than people were told, by what they count as letters', () => {
    expect(problemOf('𠮷'.repeat(PLAN_LIMITS.value), '')).toBeNull()
    expect(problemOf('𠮷'.repeat(PLAN_LIMITS.value + 1), '')).toBe('value_too_long')
    expect(problemOf('1', '見'.repeat(PLAN_LIMITS.note))).toBeNull()
    expect(problemOf('1', '見'.repeat(PLAN_LIMITS.note + 1))).toBe('note_too_long')
  })

  test('is a note without a value', () => {
    expect(problemOf('', '見込')).toBe('note_alone')
    expect(problemOf(' ', '　')).toBeNull()
  })

  test('is found in no time, however many digits there are', () => {
    expect(problemOf('9'.repeat(500_000), '')).toBe('value_too_long')
  })
})

test('a value that was read once is not changed by being read again', () => {
  const units = fc.constantFrom('', '件', '%', '年', '人')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), units, (text, unit) => {
      const once = readEnteredValue({ text, note: '' }, { unit })
      expect(readEnteredValue(once, { unit })).toEqual(once)
    }),
  )
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), units, (number, unit) => {
      const { text } = readEnteredValue({ text: `${number}${unit}`, note: '' }, { unit })
      expect(readEnteredValue({ text, note: '' }, { unit }).text).toBe(text)
      expect(text.replace(/\D/gu, '')).toBe(String(number))
    }),
  )
})

test.for([
  ['5,200', 5200],
  ['５２００', 5200],
  [' 12 ', 12],
  ['0', 0],
  ['-1', null],
  ['1.5', null],
  ['52,00', null],
  ['5200人', null],
  ['', null],
  ['99999999999999999999', null],
] as const)('「%s」 is the count %s', ([text, count]) => {
  expect(readCount(text)).toBe(count)
})

test('one line holds no break, no control character and no blank at its ends', () => {
  expect(onOneLine('\u0000 a\u001B[31m\n\n b\u3000')).toBe('a [31m b')
})
