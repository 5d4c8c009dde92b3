import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasMyNumberCheckDigit } from '../../../src/core/masking/find-numbers.ts'
import { foldText } from '../../../src/core/masking/fold-text.ts'
import { maskPersonalData } from '../../../src/core/masking/mask-personal-data.ts'
import { sourceFiles } from '../../house/source-files.ts'
import { makeQuestions } from './made-up-questions.ts'

const mask = (text: string, forms: readonly string[] = []) => maskPersonalData(text, { employeeNumberForms: forms })
const digitsOf = (text: string) => foldText(text).replace(/[^0-9A-Za-z@]/gu, '')

describe('masking', () => {
  const questions = makeQuestions(2_000, 20260401)
  const masked = questions.map(question => ({ ...question, result: mask(question.text) }))

  test('finds at least 99 % of the personal data in 2,000 made-up questions', () => {
    const secrets = masked.flatMap(({ secrets: all, result, text }) => all.map(secret => ({ ...secret, result, text })))
    const missed = secrets.filter(({ typed, result }) => {
      const left = foldText(result.text)
      return left.includes(foldText(typed)) || (digitsOf(typed).length > 3 && digitsOf(left).includes(digitsOf(typed)))
    })
    const recall = 1 - missed.length / secrets.length
    console.log(`masking: recall ${(recall * 100).toFixed(2)} % of ${secrets.length}`)
    expect(missed.slice(0, 10).map(({ text, result }) => [text, result.text])).toEqual([])
    expect(recall).toBeGreaterThanOrEqual(0.99)
  })

  test('leaves nearly nothing of a secret but its placeholder', () => {
    const torn = masked.filter(({ secrets, result }) =>
      secrets.some(({ typed }) =>
        foldText(typed)
          .split(/[^0-9]+/u)
          .some(part => part.length >= 3 && foldText(result.text).includes(part)),
      ),
    )
    expect(torn.slice(0, 10).map(({ text, result }) => [text, result.text])).toEqual([])
  })

  test('touches less than 1 % of questions without personal data', () => {
    const without = masked.filter(({ secrets }) => secrets.length === 0)
    const touched = without.filter(({ text, result }) => result.text !== text)
    const share = touched.length / without.length
    console.log(`masking: ${(share * 100).toFixed(2)} % of ${without.length} questions without personal data touched`)
    expect(touched.slice(0, 10).map(({ text, result }) => [text, result.text])).toEqual([])
    expect(share).toBeLessThan(0.01)
  })

  test('leaves the rest of a question as it was', () => {
    const eaten = masked.filter(({ kept, result }) => kept.some(part => !result.text.includes(part)))
    expect(eaten.slice(0, 5).map(({ text, result }) => [text, result.text])).toEqual([])
  })

  test('touches nothing in the sample entries and the evaluation questions, which others wrote', () => {
    const files = [...sourceFiles(['faq-data/entries', 'faq-data/evaluation'], ['.yaml', '.jsonl', '.txt'])]
    const lines = files.flatMap(({ text }) => text.split('\n'))
    expect(lines.length).toBeGreaterThan(5_000)
    expect(lines.filter(line => mask(line).kinds.length > 0)).toEqual([])
  })

  test('of a text that is cut gives the beginning of the same, and leaves no half of what it takes out', () => {
    for (const { text, result } of masked.slice(0, 300)) {
      for (let lengthMax = 0; lengthMax <= [...text].length; lengthMax += 1) {
        const cut = maskPersonalData(text, { lengthMax })
        expect(result.text.startsWith(cut.text), cut.text).toBe(true)
        expect(result.kinds).toEqual(expect.arrayContaining([...cut.kinds]))
      }
    }
    expect(maskPersonalData('電話は090-1234-5678です', { lengthMax: 8 })).toEqual({
      text: '電話は［電話番号］',
      kinds: ['phone'],
    })
    expect(maskPersonalData('😀電話は090-1234-5678です', { lengthMax: 2 })).toEqual({ text: '😀電', kinds: [] })
  })

  test('changes nothing the second time', () => {
    for (const { result } of masked) expect(mask(result.text)).toMatchObject({ text: result.text, kinds: [] })
  })
})

describe('a number', () => {
  test.each([
    ['123456789018', true],
    ['123456789010', false],
    ['000000000000', true],
    ['12345678901', false],
  ])('%s has the check digit of an individual number: %s', (digits, expected) => {
    expect(hasMyNumberCheckDigit(digits)).toBe(expected)
  })

  test('hidden behind invisible letters is found', () => {
    expect(mask('09\u200b0-12\u206034-5\ufe0f678').text).toBe('［電話番号］')
  })

  test('of an employee is found by the form that the office set', () => {
    const forms = ['S######', '##@@-##']
    expect(mask('S123456とｓ１２３４５６と12ab-34です', forms).text).toBe(
      '［職員番号］と［職員番号］と［職員番号］です',
    )
    for (const text of ['S1234567', 'XS123456', 'S12345']) expect(mask(text, forms).text).toBe(text)
  })

  test('of an employee form is written with any sign without becoming a pattern', () => {
    expect(mask('(1+)* と (2.)x', ['(#+)*']).text).toBe('［職員番号］ と (2.)x')
  })

  test('of the kinds that were not asked for stays', () => {
    const text = '電話090-1234-5678、マイナンバー123456789018'
    expect(maskPersonalData(text, { kinds: ['my_number'] })).toEqual({
      text: '電話090-1234-5678、マイナンバー［マイナンバー］',
      kinds: ['my_number'],
    })
  })
})

describe('masking any text', () => {
  test('never fails, and gives back texts without digits and @ as they are but for invisible letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const { text: result, kinds } = mask(text, ['S###'])
        if (!/[\p{N}@＠一二三四五六七八九十百〇]/u.test(text)) {
          expect([result, kinds]).toEqual([text.toWellFormed().replace(/\p{Default_Ignorable_Code_Point}/gu, ''), []])
        }
      }),
    )
  })

  /** A generous limit: the worst takes about 60 ms here; anything quadratic would take minutes. */
  const HOSTILE_LIMIT_MS = 1_000
  const pieces = [
    '0',
    'a',
    '市',
    '1-',
    '1 ',
    '0(',
    '電話',
    '一',
    '本町1丁目',
    'a@',
    'a@a.',
    '〒',
    '口座',
    '記号12345番号',
    '東京都',
    '1番',
    'マイナンバー',
    '0120-',
    '+81',
    '職員番号',
    ' ',
    '\u200b',
    '１２３４ー',
    'ハイツ',
  ]
  test.each(pieces)('of 50 KB of %j is linear', piece => {
    const hostile = piece.repeat(Math.ceil(50_000 / piece.length))
    const times = [1, 2].map(() => {
      const startedAt = performance.now()
      mask(`${hostile}x`, ['S######'])
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(HOSTILE_LIMIT_MS)
  })
})
