import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareForm, countCodePoints, normalise } from '../../src/core/normalise.ts'

const PIECES = [
  '年休',
  'ＶＰＮ',
  'ｶﾞ',
  '㈱',
  '−',
  '～',
  '　',
  '\t',
  '\r\n',
  '\0',
  '\u200b',
  '\ufe0f',
  '😀',
  '\ud83d',
  '\ude00',
]
const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
    maxLength: 12,
  })
  .map(pieces => pieces.join(''))

describe('normalise', () => {
  test.each([
    ['full-width letters and digits', 'ＶＰＮ２', 'vpn2'],
    ['half-width kana with its voicing mark', 'ｶﾞｲﾄﾞ', 'ガイド'],
    ['compatibility characters', '㈱①㎡', '(株)1m2'],
    ['a decomposed voicing mark', 'か\u3099', 'が'],
    ['upper case', 'Zoom ＷＩ－ＦＩ', 'zoom wi-fi'],
    ['every kind of dash', 'a‐b‑c‒d–e—f―g−h－i', 'a-b-c-d-e-f-g-h-i'],
    ['every kind of tilde', '9時〜10時～11時∼12時', '9時~10時~11時~12時'],
    ['ideographic and other spaces, tabs and line breaks', '　年休\t\r\n　の \u2028 申請\u2029', '年休 の 申請'],
    ['control characters', '年休\0の\u0007申請\u0085', '年休 の 申請'],
  ])('folds %s', (_, text, expected) => {
    expect(normalise(text)).toBe(expected)
  })

  test.each([
    ['zero-width space', '\u200b'],
    ['zero-width joiner', '\u200d'],
    ['soft hyphen', '\u00ad'],
    ['byte order mark', '\ufeff'],
    ['right-to-left override', '\u202e'],
    ['variation selector', '\ufe0f'],
    ['ideographic variation selector', '\u{e0100}'],
    ['tag character', '\u{e0041}'],
  ])('drops the invisible %s', (_, invisible) => {
    expect(normalise(`${invisible}年${invisible}休${invisible}`)).toBe('年休')
  })

  test('keeps the long vowel mark, which is no dash', () => {
    expect(normalise('コーヒー')).toBe('コーヒー')
  })

  test('replaces a lone surrogate and keeps a whole pair', () => {
    expect(normalise('年\ud83d休\ude00')).toBe('年\ufffd休\ufffd')
    expect(normalise('😀')).toBe('😀')
  })

  test('leaves nothing of a text without visible characters', () => {
    expect(normalise(' \u200b\u3000\n\ufeff')).toBe('')
  })

  test('gives well-formed text with single spaces and none at the ends, whatever comes', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const folded = normalise(text)
        expect(folded.isWellFormed()).toBe(true)
        expect(folded).not.toMatch(/^\s|\s$|\s\s|[^\S ]|\p{Cc}/u)
      }),
    )
  })

  test('applied twice changes nothing, whatever comes', () => {
    fc.assert(
      fc.property(hostileText, text => {
        expect(normalise(normalise(text))).toBe(normalise(text))
      }),
    )
  })

  test.each([
    ['superscript minus', '10⁻³', '10-3'],
    ['subscript minus', 'CO₋', 'co-'],
    ['vertical em dash', '︱', '-'],
    ['small em dash', '﹘', '-'],
    ['capital J with a combining caron', 'J\u030c', '\u01f0'],
  ])('folds what folding itself gives rise to: %s', (_, text, expected) => {
    expect(normalise(text)).toBe(expected)
  })

  test('applied twice changes no single character', () => {
    const unstable: string[] = []
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += codePoint < 0x30000 ? 1 : 97) {
      const folded = normalise(String.fromCodePoint(codePoint))
      if (normalise(folded) !== folded) unstable.push(codePoint.toString(16))
    }
    expect(unstable).toEqual([])
  })
})

describe('bareForm', () => {
  test('is shared by texts that differ in punctuation, blanks, width and case alone', () => {
    expect(bareForm('「ＶＰＮ」に、つながらない！？')).toBe(bareForm('vpn に　つながらない'))
  })

  test.each([
    ['年休を取れる', '年休を取れない'],
    ['サーバー', 'サーバ'],
    ['1回', '2回'],
    ['か\u309a', 'か'],
  ])('tells %j and %j apart', (a, b) => {
    expect(bareForm(a)).not.toBe(bareForm(b))
  })

  test('is empty for symbols alone', () => {
    expect(bareForm('！？…😀')).toBe('')
  })
})

describe('countCodePoints', () => {
  test.each([
    ['', 0],
    ['年休', 2],
    ['😀', 1],
    ['👨‍👩‍👧', 5],
    ['\ud83d', 1],
  ])('counts %j as %i', (text, count) => {
    expect(countCodePoints(text)).toBe(count)
  })
})
