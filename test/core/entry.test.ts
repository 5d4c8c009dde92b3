import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkEntryContent,
  ENTRY_ID_FORM,
  ENTRY_LIMITS,
  type EntryContent,
  requireDate,
  requireForm,
  SECTION_CODE_FORM,
} from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { normalise } from '../../src/core/normalise.ts'
import { makeContent } from '../fakes/entry-builders.ts'

/** The fault that an action throws, as data. */
function faultOf(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    if (error instanceof FaqError) return { code: error.code, ...error.data }
    throw error
  }
  return null
}

const badInput = (field: string, expected: string, got: string) => ({ code: 'bad_input', field, expected, got })

/** Different texts of one length in code points. */
function texts(count: number, length: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => String(i).padStart(length, '例'))
}

describe('checkEntryContent', () => {
  test.each([
    ['question', ENTRY_LIMITS.question],
    ['answer', ENTRY_LIMITS.answer],
  ] as const)('takes a %s of up to %i code points', (field, limit) => {
    const check = (length: number) => faultOf(() => checkEntryContent(makeContent({ [field]: '例'.repeat(length) })))
    expect(check(0)).toEqual(badInput(field, `1–${limit}`, '0'))
    expect(check(1)).toBeNull()
    expect(check(limit)).toBeNull()
    expect(check(limit + 1)).toEqual(badInput(field, `1–${limit}`, String(limit + 1)))
  })

  test.each([
    ['phrasings', 'phrasings', ENTRY_LIMITS.phrasing, ENTRY_LIMITS.phrasings],
    ['negativePhrasings', 'negative', ENTRY_LIMITS.phrasing, ENTRY_LIMITS.phrasings],
    ['tags', 'tags', ENTRY_LIMITS.tag, ENTRY_LIMITS.tags],
    ['basis', 'basis', ENTRY_LIMITS.basis, ENTRY_LIMITS.bases],
  ] as const)('takes %s within the limits of length and number', (key, field, length, count) => {
    const check = (list: readonly string[]) => faultOf(() => checkEntryContent(makeContent({ [key]: list })))
    expect(check([])).toBeNull()
    expect(check(texts(1, length))).toBeNull()
    expect(check(texts(1, length + 1))).toEqual(badInput(field, `1–${length}`, String(length + 1)))
    expect(check(['よい', ' 　'])).toEqual(badInput(field, `1–${length}`, '0'))
    expect(check(texts(count, 5))).toBeNull()
    expect(check(texts(count + 1, 5))).toEqual(badInput(field, `0–${count}`, String(count + 1)))
  })

  test('counts a character outside the basic plane as one', () => {
    const check = (length: number) => faultOf(() => checkEntryContent(makeContent({ question: '𠮷'.repeat(length) })))
    expect(check(ENTRY_LIMITS.question)).toBeNull()
    expect(check(ENTRY_LIMITS.question + 1)).not.toBeNull()
  })

  test('counts what is left after trimming and taking out doubles', () => {
    const doubled = texts(ENTRY_LIMITS.phrasings, 5).flatMap(text => [text, `　${text}\n`])
    const checked = checkEntryContent(makeContent({ question: ` ${'例'.repeat(500)}\n`, phrasings: doubled }))
    expect(checked.question).toBe('例'.repeat(500))
    expect(checked.phrasings).toEqual(texts(ENTRY_LIMITS.phrasings, 5))
  })

  test('keeps the order of lists, and the text inside as it was written', () => {
    const content = makeContent({
      phrasings: ['ｂ  b', 'A', 'ａ'],
      tags: ['旅費', '休暇'],
      answer: '一行目\n\n  - 二行目',
    })
    expect(checkEntryContent(content)).toEqual(content)
  })

  test('replaces lone surrogates, which no file could hold', () => {
    expect(checkEntryContent(makeContent({ answer: '回答\ud83d' })).answer).toBe('回答\ufffd')
  })

  test('takes a date to review by, or none, and no other text', () => {
    expect(checkEntryContent(makeContent({ reviewBy: '2028-02-29' })).reviewBy).toBe('2028-02-29')
    expect(checkEntryContent(makeContent({ reviewBy: null })).reviewBy).toBeNull()
    expect(faultOf(() => checkEntryContent(makeContent({ reviewBy: '2027-02-29' })))).toEqual(
      badInput('reviewBy', 'YYYY-MM-DD', '2027-02-29'),
    )
  })

  test('applied twice changes nothing', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter(some => normalise(some.toWellFormed().trim()) !== '')
    const list = fc.array(text, { maxLength: 5 })
    const content: fc.Arbitrary<EntryContent> = fc.record({
      question: text,
      answer: text,
      phrasings: list,
      negativePhrasings: list,
      tags: list,
      basis: list,
      reviewBy: fc.constant(null),
      validFrom: fc.constant(null),
      validUntil: fc.constant(null),
      visibleTo: fc.constant([]),
    })
    fc.assert(
      fc.property(content, some => {
        const checked = checkEntryContent(some)
        expect(checkEntryContent(checked)).toEqual(checked)
      }),
    )
  })
})

describe('forms', () => {
  test.each(['a', 'A-1', 'jinji-001', '0.9_x', 'a'.repeat(64)])('the id %j is one', id => {
    expect(requireForm('id', id, ENTRY_ID_FORM)).toBe(id)
  })

  test.each(['', '-a', '.a', 'a b', 'ＦＡＱ', '人事', 'a\n', 'a/b', 'a'.repeat(65)])('the id %j is none', id => {
    expect(faultOf(() => requireForm('id', id, ENTRY_ID_FORM))).toMatchObject({
      code: 'bad_input',
      field: 'id',
      got: id,
    })
  })

  test.each(['a', '1-2', 'a'.repeat(32)])('the section code %j is one', code => {
    expect(requireForm('section', code, SECTION_CODE_FORM)).toBe(code)
  })

  test.each(['', '-a', 'A', 'a_b', 'a\n', 'a'.repeat(33)])('the section code %j is none', code => {
    expect(faultOf(() => requireForm('section', code, SECTION_CODE_FORM))).toMatchObject({
      field: 'section',
      got: code,
    })
  })

  test('a date is returned as it came, anything else is refused with its field', () => {
    expect(requireDate('revised', '2026-04-01')).toBe('2026-04-01')
    expect(faultOf(() => requireDate('revised', '2026/04/01'))).toEqual(badInput('revised', 'YYYY-MM-DD', '2026/04/01'))
  })
})
