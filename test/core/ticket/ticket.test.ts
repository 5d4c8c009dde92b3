import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../../src/core/fiscal-year.ts'
import { isHoliday, isOfficeClosed } from '../../../src/core/japanese-holidays.ts'
import { addWorkingDays } from '../../../src/core/ticket/due-date.ts'
import { findLikeCases, type MeaningLikeness, rankByLetters } from '../../../src/core/ticket/like-cases.ts'
import { nextTry } from '../../../src/core/ticket/next-try.ts'
import { suggestSections } from '../../../src/core/ticket/suggest-section.ts'
import { applyAction, mayDo, TICKET_STATES, type Ticket, type TicketAction } from '../../../src/core/ticket/ticket.ts'
import { JINJI, KAIKEI } from '../../fakes/entry-builders.ts'
import { makeTicket } from '../../fakes/ticket-builders.ts'

const AT = new Date('2026-11-22T03:00:00Z')
const by = { actor: 'tester', at: AT }
const ANSWER = { kind: 'answered', text: '申請してください。' } as const

const ACTIONS: readonly TicketAction[] = [
  { kind: 'assigned', section: KAIKEI, reason: '所管が違うため' },
  ANSWER,
  { kind: 'reopened', reason: null },
  { kind: 'drafted', entryId: 'jinji-q2026-1' },
  { kind: 'registered' },
  { kind: 'closed', reason: '重複' },
  { kind: 'withdrawn' },
  { kind: 'merged', into: makeTicket({ id: 't9', number: 9, section: KAIKEI }) },
]

describe('a ticket', () => {
  test('goes from new to registered: taken on, answered, drafted, published', () => {
    const steps: readonly TicketAction[] = [
      ACTIONS[0] as TicketAction,
      ANSWER,
      ACTIONS[3] as TicketAction,
      ACTIONS[4] as TicketAction,
    ]
    let ticket = makeTicket()
    const states = steps.map(action => {
      ticket = applyAction(ticket, action, by).ticket
      return ticket.state
    })
    expect(states).toEqual(['assigned', 'answered', 'answered', 'registered'])
    expect(ticket).toMatchObject({
      section: KAIKEI,
      version: 5,
      entryId: 'jinji-q2026-1',
      answer: { by: 'tester', at: AT },
    })
  })

  test('that was answered may be asked again, and keeps the answer for the section to see', () => {
    const answered = applyAction(makeTicket(), ANSWER, by).ticket
    const { ticket, event } = applyAction(answered, { kind: 'reopened', reason: ' 様式が開けない ' }, by)
    expect([ticket.state, ticket.answer?.text]).toEqual(['assigned', '申請してください。'])
    expect(event).toEqual({ at: AT, actor: 'tester', kind: 'reopened', detail: { reason: '様式が開けない' } })
  })

  test('becomes one entry: a second draft is refused, and so is registration without any', () => {
    const answered = applyAction(makeTicket(), ANSWER, by).ticket
    expect(() => applyAction(answered, { kind: 'registered' }, by)).toThrow('ticket_refused')
    const drafted = applyAction(answered, ACTIONS[3] as TicketAction, by).ticket
    expect(() => applyAction(drafted, ACTIONS[3] as TicketAction, by)).toThrow('ticket_refused')
  })

  test.each([
    ['', '0'],
    [' \n', '0'],
    ['あ'.repeat(20_001), '20001'],
  ])('takes no answer that is empty or too long', (text, got) => {
    expect(() => applyAction(makeTicket(), { kind: 'answered', text }, by)).toThrow(`"got":"${got}"`)
  })

  test('allows just what mayDo says, in every state and for any order of actions', () => {
    const states = TICKET_STATES.map(state => makeTicket({ state }))
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.array(fc.constantFrom(...ACTIONS), { maxLength: 8 }),
        (first, actions) => {
          let ticket: Ticket = first
          for (const action of actions) {
            const allowed = mayDo(ticket, action.kind)
            try {
              const next = applyAction(ticket, action, by).ticket
              expect([allowed, next.version]).toEqual([true, ticket.version + 1])
              ticket = next
            } catch (error) {
              // Only the entry can be a second reason to refuse.
              const entryRefuses = action.kind === 'drafted' || action.kind === 'registered'
              expect([String(error).includes('ticket_refused'), !allowed || entryRefuses]).toEqual([true, true])
            }
          }
        },
      ),
    )
  })

  test('that is registered stays so', () => {
    expect(ACTIONS.filter(({ kind }) => mayDo({ state: 'registered' }, kind))).toEqual([])
  })
})

describe('the due date', () => {
  test.each([
    ['2026-11-20', 1, '2026-11-24', 'Friday → Tuesday, for Monday is 勤労感謝の日'],
    ['2026-11-21', 1, '2026-11-24', 'Saturday → Tuesday'],
    ['2026-11-25', 5, '2026-12-02', 'a week later'],
    ['2026-12-28', 1, '2027-01-04', 'over the turn of the year'],
    ['2026-04-28', 2, '2026-05-01', 'around 昭和の日'],
    ['2026-05-01', 1, '2026-05-07', 'over the holidays of May and their substitute'],
  ])('of %s, %i working days on, is %s: %s', (from, days, due) =>
    expect(addWorkingDays(from, days, isOfficeClosed)).toBe(due),
  )

  test('waits over days on which this office alone is closed', () => {
    expect(addWorkingDays('2026-06-11', 1, day => isOfficeClosed(day, ['2026-06-12']))).toBe('2026-06-15')
  })

  test('is a day on which the office is open, with just so many open days before it', () => {
    const date = fc.integer({ min: 0, max: 20_000 }).map(days => addDays('2022-01-01', days))
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 30 }), (from, days) => {
        const due = addWorkingDays(from, days, isOfficeClosed)
        const between = Array.from({ length: daysBetween(from, due) }, (_, i) => addDays(from, i + 1))
        expect([isOfficeClosed(due), between.filter(day => !isOfficeClosed(day)).length]).toEqual([false, days])
      }),
    )
  })
})

describe('public holidays', () => {
  test.each([
    [
      2026,
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    ],
    [2027, '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23'],
    [
      2030,
      '01-01 01-14 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 11-03 11-04 11-23',
    ],
  ])('of %i are those of the calendar, with substitutes and days between', (year, days) => {
    const all = Array.from({ length: 365 }, (_, i) => addDays(`${year}-01-01`, i))
    expect(
      all
        .filter(isHoliday)
        .map(day => day.slice(5))
        .join(' '),
    ).toBe(days)
  })
})

describe('the proposed section', () => {
  const near = (section: typeof JINJI, confidence: number) => ({ section, confidence })
  test('is that of several near entries before that of one a little nearer', () => {
    expect(suggestSections([near(KAIKEI, 0.3), near(JINJI, 0.2), near(JINJI, 0.15)])).toEqual([JINJI, KAIKEI])
  })
  test('is that of the better candidate where weights are equal, and none where nothing came near', () => {
    expect(suggestSections([near(KAIKEI, 0.1), near(JINJI, 0.1)])).toEqual([KAIKEI, JINJI])
    expect(suggestSections([])).toEqual([])
    expect(suggestSections([near(KAIKEI, 0.01), near(JINJI, 0.01)])).toEqual([])
  })
  test('is that which settled nearly the same question before, whatever entries came near', () => {
    const entries = [near(KAIKEI, 0.3), near(KAIKEI, 0.2)]
    expect(suggestSections(entries, [{ section: JINJI, likeness: 0.9 }])[0]).toEqual(JINJI)
    expect(suggestSections(entries, [{ section: JINJI, likeness: 0.3 }])[0]).toEqual(KAIKEI)
    expect(suggestSections([], [{ section: JINJI, likeness: 0.4 }])).toEqual([JINJI])
  })
  test('leaves out what next to nothing speaks for', () => {
    expect(suggestSections([near(KAIKEI, 0.5), near(JINJI, 0.01)])).toEqual([KAIKEI])
  })
})

describe('questions of before', () => {
  const settled = (id: string, text: string) => ({ id, text, sectionCode: 'jinji' })
  const CASES = [
    settled('a', '扶養手当の届出が遅れたらどうなりますか'),
    settled('b', '出張先で車をぶつけました。保険は使えますか'),
    settled('c', '当直明けの勤務はどうなりますか'),
  ]
  const noModel = async () => null
  const idsOf = async (question: string, meaning: MeaningLikeness = noModel) =>
    (await findLikeCases(question, CASES, meaning)).map(like => like.case.id)

  test('are alike by the names of things, not by manners of asking', async () => {
    expect(await idsOf('扶養手当の届け出が遅れた場合はどうなるのでしょうか')).toEqual(['a'])
    expect(await idsOf('休暇の申請はどこですか')).toEqual([])
  })

  test('are as alike as can be when they are the same letters', async () => {
    const [first] = await findLikeCases('当直明けの勤務は、どうなりますか？', CASES, noModel)
    expect(first?.likeness).toBeCloseTo(1)
    expect(await idsOf('')).toEqual([])
  })

  test('are alike by what they mean where a model tells, and by their letters where it fails', async () => {
    const question = '出張中の事故の保険'
    expect(await idsOf(question)).toEqual([])
    const means = async (_: string, texts: readonly string[]) => texts.map(text => (text.includes('車') ? 0.8 : 0.2))
    expect(await idsOf(question, means)).toEqual(['b'])
    expect(await idsOf(question, () => Promise.reject(new Error('the model is gone')))).toEqual([])
  })

  test('are ranked likest first, between 0 and 1, whatever they say', () => {
    const text = fc.string({ unit: fc.constantFrom('休', '暇', '届', 'の', 'は', '出', '張', '。', 'a') })
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 12 }), (question, texts) => {
        const ranked = rankByLetters(
          question,
          texts.map((one, i) => settled(String(i), one)),
        ).map(like => like.likeness)
        expect(ranked.every(likeness => likeness > 0 && likeness <= 1 + 1e-9)).toBe(true)
        expect(ranked).toEqual(ranked.toSorted((a, b) => b - a))
      }),
    )
  })
})

describe('a message that could not be sent', () => {
  const createdAt = AT
  const waits = (attempts: number) => (nextTry({ attempts, createdAt }, AT)?.getTime() ?? 0) - AT.getTime()
  test('is tried again sooner at first, then hourly', () => {
    expect([1, 2, 3, 4].map(waits)).toEqual([5_000, 10_000, 20_000, 40_000])
    expect(waits(50)).toBe(60 * 60_000)
  })
  test('is given up after a week', () => {
    const week = 7 * 24 * 60 * 60_000
    expect(nextTry({ attempts: 9, createdAt }, new Date(AT.getTime() + week))).not.toBeNull()
    expect(nextTry({ attempts: 9, createdAt }, new Date(AT.getTime() + week + 1))).toBeNull()
  })
})
