// The arithmetic of upkeep: voices, dates, joined contents, changes that can be made, and who is reminded of what.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Account, Grant } from '../../../src/core/access/account.ts'
import { addDays } from '../../../src/core/fiscal-year.ts'
import { bareForm } from '../../../src/core/normalise.ts'
import type { NoticeInput } from '../../../src/core/ports/notices.ts'
import type { DueEntry, Reminder } from '../../../src/core/ports/upkeep.ts'
import { joinContents } from '../../../src/core/upkeep/join-contents.ts'
import { oftenUnresolved, shareAtLeast, VOICES_MIN } from '../../../src/core/upkeep/often-unresolved.ts'
import { NOTICES_EACH_MAX, remindSections, upkeepersOf } from '../../../src/core/upkeep/remind-sections.ts'
import { addMonths } from '../../../src/core/upkeep/review-dates.ts'
import { JINJI, makeContent } from '../../fakes/entry-builders.ts'

describe('the share of people whom an entry fails', () => {
  test('is told with care: less than what was counted, more the more people said it, as Wilson has it', () => {
    expect(shareAtLeast(0, 0)).toBe(0)
    expect(shareAtLeast(4, 5)).toBeCloseTo(0.376, 3)
    expect(shareAtLeast(40, 50)).toBeCloseTo(0.67, 2)
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 500 }), (hits, more) => {
        const total = hits + more
        expect(shareAtLeast(hits, total)).toBeLessThanOrEqual(hits / total)
        expect(shareAtLeast(hits, total)).toBeGreaterThanOrEqual(0)
        expect(shareAtLeast(hits * 2, total * 2)).toBeGreaterThanOrEqual(shareAtLeast(hits, total))
      }),
    )
  })

  test('names an entry only where enough people spoke, and surely many of them against it; the worst first', () => {
    const of = (entryId: string, resolved: number, unresolved: number) => ({ entryId, resolved, unresolved })
    const few = of('few', 0, VOICES_MIN - 1)
    const some = of('some', 1, 4)
    const many = of('many', 10, 40)
    const good = of('good', 40, 10)
    expect(oftenUnresolved([few, good, some, many]).map(({ entryId }) => entryId)).toEqual(['many', 'some'])
  })
})

test('months later is the same day, or the last of a shorter month; days later crosses months and years', () => {
  expect(addMonths('2026-11-30', 12)).toBe('2027-11-30')
  expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
  expect(addMonths('2028-02-29', 12)).toBe('2029-02-28')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

const text = fc.constantFrom('年休', '年休 ', '休暇', '旅費', '出張', '届出', '年休？')
const content = fc
  .record({
    question: text,
    phrasings: fc.uniqueArray(text, { maxLength: 4 }),
    negativePhrasings: fc.uniqueArray(text, { maxLength: 4 }),
    tags: fc.uniqueArray(text, { maxLength: 3 }),
    basis: fc.uniqueArray(text, { maxLength: 3 }),
  })
  .map(makeContent)

test('joined, all ways to ask of both lead to the one that stays, none against itself', () => {
  fc.assert(
    fc.property(content, content, (survivor, other) => {
      const joined = joinContents(survivor, other, '回答')
      const asks = [joined.question, ...joined.phrasings].map(bareForm)
      for (const asked of [survivor.question, ...survivor.phrasings, other.question, ...other.phrasings]) {
        expect(asks).toContain(bareForm(asked))
      }
      expect(new Set(asks).size).toBe(asks.length)
      for (const negative of joined.negativePhrasings) expect(asks).not.toContain(bareForm(negative))
      expect(joined.tags).toEqual([...new Set([...survivor.tags, ...other.tags])])
      expect([joined.question, joined.answer]).toEqual([survivor.question, '回答'])
    }),
  )
})

const account = (id: string, grants: readonly Grant[], disabled = false): Account => {
  return { id, version: 1, login: id, name: id, mail: null, slackUser: null, section: null, grants, disabled }
}
const due = (id: string, reviewBy: string, section = JINJI): DueEntry => {
  return { id, question: `質問${id}`, section, reviewBy, registeredOn: '2024-04-01', revision: 1 }
}

describe('reminders', () => {
  const editor = account('e', [{ role: 'editor', sectionCode: 'jinji' }])
  const administrator = account('a', [{ role: 'administrator', sectionCode: null }])
  const gone = account('g', [{ role: 'editor', sectionCode: 'jinji' }], true)
  const everywhere = account('x', [{ role: 'editor', sectionCode: null }])
  const accounts = [editor, administrator, gone, everywhere]

  /** What `remindSections` notes and tells, given what has not been reminded of. */
  async function remind(today: string, unreminded: Readonly<Record<'ahead' | 'due', readonly DueEntry[]>>) {
    const [noted, told]: [Reminder[], NoticeInput[]] = [[], []]
    await remindSections(today, {
      accounts: async () => accounts,
      upkeep: {
        unreminded: async (stage, { until }) => unreminded[stage].filter(({ reviewBy }) => reviewBy <= until),
        remind: async (reminders, notices) => {
          noted.push(...reminders)
          told.push(...notices)
        },
      },
    })
    return { noted, told }
  }

  test('go to the people of the section; to administrators where it has none of its own', () => {
    expect(upkeepersOf('jinji', accounts)).toEqual(['e'])
    expect(upkeepersOf('kaikei', accounts)).toEqual(['a'])
  })

  test('come a month before the date, and on it; what is due already is not told of in advance', async () => {
    const entries = [due('1', '2026-11-22'), due('2', '2026-12-22'), due('3', '2026-12-23')]
    const { noted, told } = await remind('2026-11-22', { ahead: entries, due: entries })
    expect(noted.map(({ entryId, stage }) => `${entryId} ${stage}`)).toEqual(['1 due', '1 ahead', '2 ahead'])
    expect(told).toMatchObject([
      { kind: 'review_due', entryId: '1', to: ['e'], detail: { text: '見直しの期限：令和8年11月22日' } },
      { kind: 'review_due', entryId: '2', to: ['e'] },
    ])
  })

  test('of many entries of one section are one', async () => {
    const many = Array.from({ length: NOTICES_EACH_MAX + 1 }, (_, i) => due(String(i), '2026-11-01'))
    const { noted, told } = await remind('2026-11-22', { ahead: [], due: many })
    expect(noted).toHaveLength(many.length)
    expect(told).toMatchObject([{ entryId: null, detail: { question: `質問0（ほか${NOTICES_EACH_MAX}件）` } }])
  })
})
