// What was typed into the form of an entry becomes the content of a revision, or everything that is wrong with it.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDraft, draftOf, type EntryDraft } from '../../../src/core/editing/entry-draft.ts'
import { newEntryId } from '../../../src/core/editing/new-entry-id.ts'
import { suggestReviewBy } from '../../../src/core/editing/suggest-review-by.ts'
import { checkEntryContent, ENTRY_ID_FORM } from '../../../src/core/entry.ts'
import { fiscalYearOf, isCalendarDate } from '../../../src/core/fiscal-year.ts'
import { describeDraftProblem } from '../../../src/core/messages/ja/admin/editing.ts'
import { makeContent } from '../../fakes/entry-builders.ts'

const draft = (some: Partial<EntryDraft> = {}): EntryDraft => ({
  ...draftOf(makeContent(), { section: 'jinji' }),
  ...some,
})

function problemsOf(some: Partial<EntryDraft>): readonly string[] {
  const check = checkDraft(draft(some))
  return check.kind === 'good' ? [] : check.problems.map(({ field, kind }) => `${field} ${kind}`)
}

describe('a draft', () => {
  test('becomes its content: lines without blanks, dates or none', () => {
    const check = checkDraft(
      draft({ phrasings: ' 一 \n\n二\n', tags: ['甲', ' '], reviewBy: '2027-03-31', note: ' 改めた ' }),
    )
    expect(check).toMatchObject({
      kind: 'good',
      draft: {
        section: 'jinji',
        note: '改めた',
        content: { phrasings: ['一', '二'], tags: ['甲'], reviewBy: '2027-03-31', validFrom: null },
      },
    })
  })

  test('tells everything that is wrong at once', () => {
    const wrong = {
      section: '',
      question: ' ',
      answer: 'あ'.repeat(20_001),
      phrasings: `一\n${'長'.repeat(501)}`,
      validFrom: '2027-02-30',
    }
    expect(problemsOf({ ...wrong, restricted: true, visibleTo: [] })).toEqual([
      'section missing',
      'question missing',
      'answer too_long',
      'phrasings line_too_long',
      'validFrom not_a_date',
      'visibleTo missing',
    ])
    expect(problemsOf({ validFrom: '2027-04-01', validUntil: '2027-03-31' })).toEqual(['validUntil before_start'])
    expect(problemsOf({ tags: Array.from({ length: 31 }, (_, i) => `タグ${i}`) })).toEqual(['tags too_many'])
  })

  test('is refused by the form exactly where the registry would refuse it, and each refusal has a sentence', () => {
    const text = fc.constantFrom('', ' ', '文', '長'.repeat(499), '長'.repeat(501), '😀\n二', 'あ'.repeat(20_001))
    const date = fc.constantFrom('', '2027-03-31', '2027-04-01', '2027-02-30', 'いつか')
    const some = fc.record({
      question: text,
      answer: text,
      phrasings: text,
      basis: text,
      validFrom: date,
      validUntil: date,
      reviewBy: date,
    })
    fc.assert(
      fc.property(some, typed => {
        const check = checkDraft(draft(typed))
        if (check.kind === 'good') {
          expect(checkEntryContent(check.draft.content)).toEqual(check.draft.content)
        } else {
          for (const problem of check.problems) expect(describeDraftProblem(problem)).toMatch(/^「.+。/u)
        }
      }),
    )
  })

  test('of a revision gives the revision back', () => {
    const content = makeContent({
      phrasings: ['一', '二'],
      tags: ['甲'],
      basis: ['規程'],
      visibleTo: ['jinji'],
      validFrom: '2026-04-01',
    })
    expect(checkDraft(draftOf(content, { section: 'jinji' }))).toMatchObject({ kind: 'good', draft: { content } })
  })
})

describe('a new entry', () => {
  test('gets an id that any registry takes, from its section and fiscal year', () => {
    const random = (below: number) => below - 1
    expect(newEntryId('jinji', { today: '2027-03-31', random })).toBe('jinji-2026-99999')
    expect(newEntryId('a'.repeat(32), { today: '2027-03-31', random })).toMatch(ENTRY_ID_FORM)
  })

  test('is to be looked at again by the end of a fiscal year, half a year to one and a half from now', () => {
    expect(suggestReviewBy('2026-04-01')).toBe('2027-03-31')
    expect(suggestReviewBy('2026-11-30')).toBe('2028-03-31')
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), day => {
        const today = day.toISOString().slice(0, 10)
        const by = suggestReviewBy(today)
        expect([isCalendarDate(by), by.slice(5), fiscalYearOf(by) - fiscalYearOf(today) <= 1]).toEqual([
          true,
          '03-31',
          true,
        ])
        expect(Date.parse(by) - Date.parse(today)).toBeGreaterThan(180 * 24 * 60 * 60 * 1000)
      }),
    )
  })
})
