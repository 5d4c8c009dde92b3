import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countCodePoints, normalise } from '../../src/core/normalise.ts'

const KNOWN_UNSTABLE = /[⁻₋︱︲﹘]|[\u0300-\u036f]/u

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
      fc.property(
        hostileText.filter(text => !KNOWN_UNSTABLE.test(text)),
        text => {
          expect(normalise(normalise(text))).toBe(normalise(text))
        },
      ),
    )
  })

  // Dashes are folded before NFKC makes new ones; letters are lowered after NFKC, which then finds new compositions.
  test.fails.each([
    ['superscript minus', '10⁻³'],
    ['subscript minus', 'CO₋'],
    ['vertical em dash', '︱'],
    ['vertical en dash', '︲'],
    ['small em dash', '﹘'],
    ['capital J with a combining caron', 'J\u030c'],
  ])('applied twice changes nothing on a %s', (_, text) => {
    expect(normalise(normalise(text))).toBe(normalise(text))
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
