import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWeekdays } from '../../../src/core/ticket/due-date.ts'
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
    ['2026-11-20', 1, '2026-11-23', 'Friday → Monday'],
    ['2026-11-21', 1, '2026-11-23', 'Saturday → Monday'],
    ['2026-11-22', 5, '2026-11-27', 'Sunday → Friday'],
    ['2026-11-18', 5, '2026-11-25', 'a week later'],
    ['2027-12-30', 2, '2028-01-03', 'over the year'],
  ])('of %s, %i weekdays on, is %s: %s', (from, days, due) => expect(addWeekdays(from, days)).toBe(due))
})

describe('the proposed section', () => {
  const near = (section: typeof JINJI, confidence: number) => ({ section, confidence })
  test('is that of several near entries before that of one a little nearer', () => {
    expect(suggestSections([near(KAIKEI, 0.3), near(JINJI, 0.2), near(JINJI, 0.15)])).toEqual([JINJI, KAIKEI])
  })
  test('is that of the better candidate where weights are equal, and none where nothing came near', () => {
    expect(suggestSections([near(KAIKEI, 0), near(JINJI, 0)])).toEqual([KAIKEI, JINJI])
    expect(suggestSections([])).toEqual([])
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
