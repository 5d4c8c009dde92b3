// What every ticket store must do, with the outbox that its writes fill.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Outbox } from '../../src/core/ports/outbox.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { TicketStore } from '../../src/core/ports/ticket-store.ts'
import { applyAction, type Ticket, type TicketAction } from '../../src/core/ticket/ticket.ts'
import { JINJI, KAIKEI, makeInput } from '../fakes/entry-builders.ts'
import { makeNewTicket } from '../fakes/ticket-builders.ts'
import { makeQuestion } from './question-log.contract.ts'

export interface OpenTicketStore {
  readonly store: TicketStore
  readonly outbox: Outbox
  readonly registry: Registry
  readonly questionLog: QuestionLog
}

const AT = new Date('2026-11-22T02:00:00.123Z')
const ANSWERED = { kind: 'answered', text: '1年以内です。' } as const

/** Runs the contract; `open` makes empty stores beside a registry with the sections 人事課 and 会計課. */
export function ticketStoreContract(name: string, open: () => Promise<OpenTicketStore>): void {
  describe(`${name} keeps the contract of a ticket store`, () => {
    let { store, outbox, registry, questionLog }: OpenTicketStore = {} as OpenTicketStore
    beforeEach(async () => {
      ;({ store, outbox, registry, questionLog } = await open())
    })

    const act = async (ticket: Ticket, action: TicketAction) => {
      const changed = applyAction(ticket, action, { actor: 'slack:U1', at: AT })
      await store.change(changed.ticket, changed.event, [])
      return changed.ticket
    }

    test('gives back every fact of a ticket, with the number and the section it got', async () => {
      await questionLog.record(makeQuestion('q1'))
      const replyTo = { door: 'slack', place: 'C1', thread: '1.2', user: 'U1' } as const
      const given = makeNewTicket('t1', {
        questionId: 'q1',
        suggestedSectionCode: KAIKEI.code,
        replyTo,
        asker: 'abc',
        askerName: '総務課 職員',
      })
      const opened = await store.open(given, 'web', [])
      const { sectionCode: _, ...facts } = given
      expect(opened).toEqual({ ...facts, number: 1, version: 1, section: JINJI })
      expect(await store.find('t1')).toEqual(opened)
      expect(await store.findByQuestion('q1')).toEqual(opened)
      expect([await store.find('t2'), await store.findByQuestion('q2')]).toEqual([null, null])
    })

    test('keeps one ticket a question, also where two are opened at once', async () => {
      await questionLog.record(makeQuestion('q1'))
      const news = [{ door: 'slack', news: 'opened' }] as const
      const openOne = (id: string) => store.open(makeNewTicket(id, { questionId: 'q1' }), 'web', news)
      const [first, second] = await Promise.all([openOne('t1'), openOne('t2')])
      expect(second).toEqual(first)
      expect((await store.list({ limit: 5, offset: 0 })).total).toBe(1)
      expect(await store.events(first.id)).toHaveLength(1)
      expect(await outbox.due('slack', AT, 5)).toHaveLength(1)
    })

    test('counts from 1 in each fiscal year', async () => {
      const numbers = []
      for (const [id, fiscalYear] of [
        ['a', 2026],
        ['b', 2026],
        ['c', 2027],
        ['d', 2026],
      ] as const) {
        numbers.push((await store.open(makeNewTicket(id, { fiscalYear }), 'web', [])).number)
      }
      expect(numbers).toEqual([1, 2, 1, 3])
    })

    test('finds the one ticket of a fiscal year and a number', async () => {
      for (const [id, fiscalYear] of [
        ['a', 2026],
        ['b', 2026],
        ['c', 2027],
      ] as const) {
        await store.open(makeNewTicket(id, { fiscalYear }), 'web', [])
      }
      const idOf = async (fiscalYear: number, number: number) =>
        (await store.list({ fiscalYear, number, limit: 1, offset: 0 })).tickets[0]?.id
      expect([await idOf(2026, 2), await idOf(2027, 1), await idOf(2027, 2)]).toEqual(['b', 'c', undefined])
    })

    test('refuses a section or a question that is not there, and writes nothing of it', async () => {
      await expect(store.open(makeNewTicket('t1', { sectionCode: 'gone' }), 'web', [])).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(store.open(makeNewTicket('t2', { questionId: 'q9' }), 'web', [])).rejects.toThrow()
      expect(await store.list({ limit: 10, offset: 0 })).toEqual({ total: 0, tickets: [] })
    })

    test('keeps each change with its event, and the answer with who gave it when', async () => {
      let ticket = await store.open(makeNewTicket('t1'), 'web', [])
      ticket = await act(ticket, { kind: 'assigned', section: KAIKEI, reason: '所管が違うため' })
      ticket = await act(ticket, ANSWERED)
      expect(await store.find('t1')).toEqual(ticket)
      expect(
        (await store.events('t1')).map(({ position, actor, kind, detail }) => [position, actor, kind, detail]),
      ).toEqual([
        [1, 'web', 'opened', { section: 'jinji' }],
        [2, 'slack:U1', 'assigned', { from: 'jinji', to: 'kaikei', reason: '所管が違うため' }],
        [3, 'slack:U1', 'answered', { text: '1年以内です。' }],
      ])
    })

    test('refuses a change from a version that is no longer the last one', async () => {
      const opened = await store.open(makeNewTicket('t1'), 'web', [])
      await act(opened, ANSWERED)
      await expect(act(opened, { kind: 'closed', reason: null })).rejects.toMatchObject({ code: 'ticket_changed' })
      expect((await store.find('t1'))?.state).toBe('answered')
    })

    test('lists by section, state and asker, with the total of all pages', async () => {
      await store.open(makeNewTicket('a', { asker: 'x', dueOn: '2026-12-01' }), 'web', [])
      await store.open(
        makeNewTicket('b', { sectionCode: 'kaikei', asker: 'x', openedAt: AT, changedAt: AT }),
        'web',
        [],
      )
      await act(await store.open(makeNewTicket('c'), 'web', []), ANSWERED)
      const ids = async (filter: Partial<Parameters<TicketStore['list']>[0]>) => {
        const { total, tickets } = await store.list({ limit: 10, offset: 0, ...filter })
        return [total, ...tickets.map(({ id }) => id)]
      }
      expect(await ids({ sectionCode: 'jinji' })).toEqual([2, 'c', 'a']) // the sooner due first
      expect(await ids({ states: ['new'] })).toEqual([2, 'b', 'a'])
      expect(await ids({ asker: 'x' })).toEqual([2, 'b', 'a']) // the newest first
      expect(await ids({ limit: 1, offset: 1 })).toEqual([3, 'b'])
    })

    test('finds answered tickets whose draft was published since', async () => {
      const answered = await act(await store.open(makeNewTicket('t1'), 'web', []), ANSWERED)
      await registry.save([makeInput('jinji-q2026-1', { status: 'draft' })], { actor: 'tester' })
      const drafted = await act(answered, { kind: 'drafted', entryId: 'jinji-q2026-1' })
      expect(await store.readyToRegister()).toEqual([])
      await registry.save([makeInput('jinji-q2026-1')], { actor: 'tester' })
      expect(await store.readyToRegister()).toEqual([drafted])
      await act(drafted, { kind: 'registered' })
      expect(await store.readyToRegister()).toEqual([])
    })

    test('remembers where a ticket stands posted, each place once', async () => {
      await store.open(makeNewTicket('t1'), 'web', [])
      const post = { door: 'slack', place: 'C1', message: '1.5' } as const
      await store.notePost('t1', post)
      await store.notePost('t1', post)
      expect([await store.posts('t1'), await store.posts('t2')]).toEqual([[post], []])
    })

    test('writes the messages with the change, for the outbox to hand out until they are sent', async () => {
      const news = [{ door: 'slack', news: 'opened' }] as const
      const { openedAt } = await store.open(makeNewTicket('t1'), 'web', news)
      await expect(store.open(makeNewTicket('t1'), 'web', news)).rejects.toThrow()
      const [message, ...others] = await outbox.due('slack', AT, 10)
      expect(others).toEqual([])
      expect(message).toMatchObject({ ticketId: 't1', door: 'slack', news: 'opened', attempts: 0, createdAt: openedAt })
      expect(await outbox.due('mail', AT, 10)).toEqual([])
      const id = message?.id ?? 0
      const later = new Date(AT.getTime() + 1_000)
      await outbox.failed(id, 'ratelimited', later, AT)
      expect(await outbox.due('slack', AT, 10)).toEqual([])
      expect(await outbox.due('slack', later, 10)).toMatchObject([{ id, attempts: 1 }])
      await outbox.sent(id, later)
      expect(await outbox.due('slack', later, 10)).toEqual([])
      expect(await outbox.counts()).toEqual({ waiting: 0, givenUp: 0 })
    })

    test('keeps a message that was given up, and counts it', async () => {
      await store.open(makeNewTicket('t1'), 'web', [{ door: 'mail', news: 'opened' }])
      const [message] = await outbox.due('mail', AT, 10)
      await outbox.failed(message?.id ?? 0, 'no such address', null, AT)
      expect(await outbox.due('mail', AT, 10)).toEqual([])
      expect(await outbox.counts()).toEqual({ waiting: 0, givenUp: 1 })
    })
  })
}
