// What every store of personal data must do: take out what is past its time and nothing else, tell of one person and of nobody
// else, and leave every figure as it was.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Figures } from '../../src/core/ports/figures.ts'
import { type PersonalData, PURGE_PARTS, type PurgePart } from '../../src/core/ports/personal-data.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { TicketStore } from '../../src/core/ports/ticket-store.ts'
import { keysOf, type PersonKeys, type PersonName } from '../../src/core/privacy/person.ts'
import { cutoffsOf, purge, totalOf } from '../../src/core/privacy/purge.ts'
import { followLeaders } from '../../src/core/ticket/follow-leaders.ts'
import { applyAction, type Ticket, type TicketAction } from '../../src/core/ticket/ticket.ts'
import { makeNewTicket } from '../fakes/ticket-builders.ts'
import { makeQuestion } from './question-log.contract.ts'

export interface OpenPersonalData {
  readonly data: PersonalData
  readonly questionLog: QuestionLog
  readonly store: TicketStore
  readonly figures: Pick<Figures, 'askers' | 'questions'>
}

const NOW = new Date('2027-11-22T02:00:00Z')
const TODAY = '2027-11-22'
/** Longer ago than 400 days, in a fiscal year that is over. */
const LONG_AGO = new Date('2026-05-10T02:00:00Z')
const LATELY = new Date('2027-06-10T02:00:00Z')
const RETENTION = { askerDays: 400, questionDays: null }
const by = { actor: 'user:kanri', at: NOW }
const YEAR = { from: '2026-04-01', before: '2027-04-01' }
const keyOf = (door: string, id: string) => `${door}-${id}`
const personOf = (...people: readonly PersonName[]): PersonKeys => keysOf(people, keyOf)
const YAMADA = personOf({ kind: 'slack', value: 'T1/U1' })

/** Runs the contract; `open` makes empty stores beside a registry that holds the entries `a` and `b`. */
export function personalDataContract(name: string, open: () => Promise<OpenPersonalData>): void {
  describe(`${name} keeps the contract of personal data`, () => {
    let { data, questionLog, store, figures }: OpenPersonalData = {} as OpenPersonalData
    beforeEach(async () => {
      ;({ data, questionLog, store, figures } = await open())
    })

    const ask = async (id: string, askedAt: Date, asker: string) => {
      const question = {
        askedAt,
        asker,
        conversationId: `talk-${asker}`,
        text: `${id}の手続き`,
        outcome: 'answered',
      } as const
      await questionLog.record(makeQuestion(id, { ...question, candidates: [{ entryId: 'a', confidence: 0.9 }] }))
      const said = {
        questionId: id,
        kind: 'resolved',
        entryId: 'a',
        comment: `${id}は分かりやすい`,
        at: askedAt,
      } as const
      await questionLog.giveFeedback(said)
    }
    const openTicket = async (id: string, at: Date, user: string, actions: readonly TicketAction[]) => {
      const replyTo = { door: 'slack', place: 'D1', thread: null, user } as const
      const facts = {
        openedAt: at,
        changedAt: at,
        asker: keyOf('slack', `T1:${user}`),
        askerName: `職員${user}`,
        replyTo,
      }
      let ticket: Ticket = await store.open(makeNewTicket(id, facts), 'slack', [])
      for (const action of actions) {
        const next = applyAction(ticket, action, { actor: 'slack', at })
        await store.change(next.ticket, next.event, [])
        ticket = next.ticket
      }
    }
    const takeOutAll = () =>
      purge(cutoffsOf(TODAY, RETENTION), 'zencho', { data, now: () => NOW, pause: async () => {} })
    const ANSWERED = { kind: 'answered', text: '1年以内です。' } as const

    test('takes out who asked long ago, and leaves the questions, what was said of them, and who asked lately', async () => {
      await ask('old', LONG_AGO, keyOf('slack', 'T1:U1'))
      await ask('new', LATELY, keyOf('slack', 'T1:U2'))
      expect(await data.due(cutoffsOf(TODAY, RETENTION))).toMatchObject({ askers: 1, remarks: 1, askerMonths: 1 })
      const { counts, done } = await takeOutAll()
      expect([counts.askers, counts.remarks, counts.askerMonths, counts.questions, done]).toEqual([1, 1, 1, 0, true])
      expect(await questionLog.find('old')).toMatchObject({ text: 'oldの手続き', asker: null, conversationId: null })
      expect(await questionLog.find('new')).toMatchObject({ asker: keyOf('slack', 'T1:U2') })
      expect((await questionLog.feedbackOn(['old', 'new'])).map(({ kind, comment }) => [kind, comment])).toEqual([
        ['resolved', null],
        ['resolved', 'newは分かりやすい'],
      ])
      expect(totalOf((await takeOutAll()).counts)).toBe(0)
    })

    test('keeps the figures that were told', async () => {
      for (const user of ['U1', 'U2', 'U3']) await ask(user, LONG_AGO, keyOf('slack', `T1:${user}`))
      const spans = [YEAR, { from: '2026-05-01', before: '2026-06-01' }, { from: '2026-04-01', before: '2026-05-11' }]
      const told = async () => [
        await figures.questions(YEAR),
        ...(await Promise.all(spans.map(span => figures.askers(span)))),
      ]
      const before = await told()
      await takeOutAll()
      expect(await told()).toEqual(before)
      expect(before.slice(1)).toEqual([3, 3, 3])
    })

    test('forgets who opened a ticket that is done, with what they gave as reasons; not who still waits', async () => {
      const again = { kind: 'reopened', reason: '山田です。様式が開けません' } as const
      await openTicket('done', LONG_AGO, 'U1', [ANSWERED, again, ANSWERED])
      await openTicket('waits', LONG_AGO, 'U1', [])
      expect((await takeOutAll()).counts.tickets).toBe(1)
      expect(await store.find('done')).toMatchObject({ asker: null, askerName: null, replyTo: { door: 'web' } })
      expect((await store.find('done'))?.question).not.toBe('')
      expect(JSON.stringify(await store.events('done'))).not.toContain('山田')
      expect((await store.events('done')).map(({ kind }) => kind)).toEqual([
        'opened',
        'answered',
        'reopened',
        'answered',
      ])
      expect(await store.find('waits')).toMatchObject({ askerName: '職員U1' })
    })

    test('takes out texts of questions where a time is set for them, but not those of tickets that wait', async () => {
      await ask('old', LONG_AGO, 'x')
      await ask('waiting', LONG_AGO, 'x')
      await store.open(
        makeNewTicket('t1', { questionId: 'waiting', openedAt: LONG_AGO, changedAt: LONG_AGO }),
        'web',
        [],
      )
      await openTicket('done', LONG_AGO, 'U1', [ANSWERED])
      const before = await figures.questions(YEAR)
      const cutoffs = cutoffsOf(TODAY, { askerDays: 400, questionDays: 500 })
      const run = await purge(cutoffs, 'zencho', { data, now: () => NOW, pause: async () => {} })
      expect(run.counts.questions).toBe(2)
      expect([await questionLog.find('old'), (await questionLog.find('waiting'))?.text]).toEqual([
        null,
        'waitingの手続き',
      ])
      expect((await store.find('done'))?.question).toBe('')
      expect(await figures.questions(YEAR)).toEqual(before)
    })

    test('does no more in a step than it is told, and remembers the last run', async () => {
      for (const id of ['a', 'b', 'c']) await ask(id, LONG_AGO, id)
      const cutoffs = cutoffsOf(TODAY, RETENTION)
      expect([await data.takeOut('askers', cutoffs, 2), await data.takeOut('askers', cutoffs, 2)]).toEqual([2, 1])
      expect(await data.lastPurge()).toBeNull()
      const run = await takeOutAll()
      expect(await data.lastPurge()).toEqual(run)
    })

    test('stops between two steps where it is told to, and goes on at the next run', async () => {
      for (const id of ['a', 'b', 'c']) await ask(id, LONG_AGO, id)
      const stopping = new AbortController()
      const stopped = { data, now: () => NOW, signal: stopping.signal, pause: async () => stopping.abort() }
      const { counts, done } = await purge(cutoffsOf(TODAY, RETENTION), 'zencho', stopped)
      expect([counts.askers, counts.remarks, done]).toEqual([3, 0, false])
      expect((await takeOutAll()).counts).toMatchObject({ askers: 0, remarks: 3 })
    })

    test('counts as due just what it then takes out', async () => {
      await ask('old', LONG_AGO, keyOf('slack', 'T1:U1'))
      await openTicket('done', LONG_AGO, 'U1', [ANSWERED])
      const due = await data.due(cutoffsOf(TODAY, RETENTION))
      const { counts } = await takeOutAll()
      expect(PURGE_PARTS.filter((part: PurgePart) => due[part] !== counts[part])).toEqual([])
    })

    test('tells everything held about a person, and nothing of others', async () => {
      await ask('mine', LATELY, keyOf('slack', 'T1:U1'))
      await ask('theirs', LATELY, keyOf('slack', 'T1:U2'))
      await openTicket('my', LATELY, 'U1', [ANSWERED])
      await openTicket('their', LATELY, 'U2', [])
      const record = await data.find(YAMADA)
      expect(record.questions).toMatchObject([
        { id: 'mine', text: 'mineの手続き', shown: ['a'], said: [{ comment: 'mineは分かりやすい' }] },
      ])
      expect(record.tickets).toMatchObject([
        { id: 'my', askerName: '職員U1', replyTo: { user: 'U1' }, answer: '1年以内です。' },
      ])
      expect([record.months, record.account]).toEqual([['2027-06'], null])
      expect(await data.find(personOf({ kind: 'slack', value: 'T1/U9' }))).toEqual({
        questions: [],
        tickets: [],
        months: [],
        account: null,
      })
    })

    test('finds a person by a conversation, by the address of a ticket, and by mail', async () => {
      await ask('web', LATELY, 'x')
      const replyTo = { door: 'mail', address: 'Yamada@pref.example.jp', messageId: null, subject: '結婚休暇' } as const
      await store.open(makeNewTicket('t1', { questionId: 'web', replyTo }), 'web', [])
      for (const person of [
        { kind: 'web', value: 'talk-x' },
        { kind: 'ticket', value: 't1' },
        { kind: 'mail', value: 'yamada@pref.example.jp' },
      ] as const) {
        expect([person.kind, (await data.find(personOf(person))).tickets.map(({ id }) => id)]).toEqual([
          person.kind,
          ['t1'],
        ])
      }
    })

    test('erases a person, ends what they wait for, and changes no figure; a second time finds nothing', async () => {
      await ask('mine', LATELY, keyOf('slack', 'T1:U1'))
      await ask('theirs', LATELY, keyOf('slack', 'T1:U2'))
      await openTicket('my', LATELY, 'U1', [])
      await openTicket('their', LATELY, 'U2', [])
      const span = { from: '2027-04-01', before: '2028-04-01' }
      const told = async () => [await figures.questions(span), await figures.askers(span)]
      const before = await told()
      expect(await data.erase(YAMADA, by)).toEqual({ questions: 1, tickets: 1, ended: 1, months: 1, accounts: 0 })
      expect(await told()).toEqual(before)
      expect(await data.find(YAMADA)).toEqual({ questions: [], tickets: [], months: [], account: null })
      expect(await questionLog.find('mine')).toBeNull()
      expect(await store.find('my')).toMatchObject({ state: 'closed', question: '', asker: null, askerName: null })
      expect(await questionLog.find('theirs')).toMatchObject({ text: 'theirsの手続き' })
      expect(await store.find('their')).toMatchObject({ askerName: '職員U2', state: 'new' })
      expect(Object.values(await data.erase(YAMADA, by))).toEqual([0, 0, 0, 0, 0])
    })

    test('of a ticket that others follow only the asker goes: theirs stand on their own again, and wait for an answer', async () => {
      const change = async (id: string, action: TicketAction, actor: string) => {
        const found = (await store.find(id)) as Ticket
        const { ticket, event } = applyAction(found, action, { actor, at: NOW })
        await store.change(ticket, event, [])
      }
      await openTicket('my', LATELY, 'U1', [])
      await openTicket('their', LATELY, 'U2', [])
      await change('their', { kind: 'merged', into: (await store.find('my')) as Ticket }, 'user:jinji')
      expect(await data.erase(YAMADA, by)).toMatchObject({ tickets: 1, ended: 1 })
      await followLeaders({ ready: store.readyToFollow, events: store.events, act: change })
      expect(await store.find('their')).toMatchObject({ state: 'assigned', mergedInto: null, askerName: '職員U2' })
      expect((await store.events('my')).at(-1)).toMatchObject({ kind: 'withdrawn', actor: by.actor })
    })
  })
}
