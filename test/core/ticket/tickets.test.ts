// Tickets over the real stores: SQLite in memory.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteOutbox } from '../../../src/adapters/sqlite/sqlite-outbox.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSettledCases } from '../../../src/adapters/sqlite/sqlite-settled-cases.ts'
import { openSqliteTickets } from '../../../src/adapters/sqlite/sqlite-tickets.ts'
import type { OutDoor } from '../../../src/core/ports/outbox.ts'
import type { LoggedCandidate, QuestionLog } from '../../../src/core/ports/question-log.ts'
import type { Registry } from '../../../src/core/ports/registry.ts'
import { openTickets, type TicketRequest, type Tickets } from '../../../src/core/ticket/tickets.ts'
import { makeQuestion } from '../../contracts/question-log.contract.ts'
import { JINJI, KAIKEI, makeInput } from '../../fakes/entry-builders.ts'

const NOW = new Date('2026-11-20T01:00:00Z') // a Friday
const BOTH: readonly OutDoor[] = ['slack', 'mail']

let database: OpenDatabase
let registry: Registry
let questionLog: QuestionLog
let tickets: Tickets
let pokes = 0
/** What the search finds for any text. */
let found: readonly LoggedCandidate[] = []

beforeEach(async () => {
  database = openDatabase(':memory:')
  registry = openSqliteRegistry(database.query, () => NOW)
  questionLog = openSqliteQuestionLog(database.query, () => {})
  await registry.save([makeInput('a'), makeInput('b', { section: KAIKEI })], { actor: 'tester' })
  tickets = open(BOTH)
  pokes = 0
  found = []
})
afterEach(() => database.close())

function open(outDoors: readonly OutDoor[]): Tickets {
  let ids = 0
  const store = openSqliteTickets(database.query)
  const newId = () => `ticket-${(ids += 1)}`
  const poke = () => void (pokes += 1)
  const cases = openSqliteSettledCases(database.query)
  const near = async () => found
  const meaning = async () => null
  const days = { meaning, dueDays: 5, closedDays: [] }
  return openTickets({ store, registry, questionLog, near, cases, outDoors, ...days, now: () => NOW, newId, poke })
}

const ask = (id: string, some: Parameters<typeof makeQuestion>[1] = {}) => questionLog.record(makeQuestion(id, some))
const request = (some: Partial<TicketRequest> = {}): TicketRequest => ({
  question: ' 結婚休暇はいつまで取れますか ',
  questionId: null,
  sectionCode: 'jinji',
  replyTo: { door: 'slack', place: 'D1', thread: null, user: 'U1' },
  asker: 'abc',
  askerName: null,
  ...some,
})
/** What waits to be sent, as door and news. */
const waiting = async () => {
  const outbox = openSqliteOutbox(database.query)
  const due = await Promise.all(BOTH.map(door => outbox.due(door, NOW, 50)))
  return due.flat().map(({ door, news }) => `${door} ${news}`)
}

describe('opening', () => {
  test('tells the section through every door, and is due five working days later', async () => {
    const ticket = await tickets.open(request(), 'slack:U1')
    expect(ticket).toMatchObject({
      state: 'new',
      question: '結婚休暇はいつまで取れますか',
      dueOn: '2026-11-30',
      section: JINJI,
    })
    expect([await waiting(), pokes]).toEqual([['slack opened', 'mail opened'], 1])
  })

  test('keeps what was proposed beside what was chosen', async () => {
    await ask('q1', { candidates: [{ entryId: 'b', confidence: 0.4 }] })
    const ticket = await tickets.open(request({ questionId: 'q1' }), 'web')
    expect([ticket.section.code, ticket.suggestedSectionCode]).toEqual(['jinji', 'kaikei'])
  })

  test('gives one ticket a question, however often it is sent', async () => {
    await ask('q1')
    const first = await tickets.open(request({ questionId: 'q1' }), 'web')
    expect(await tickets.open(request({ questionId: 'q1', question: 'もう一度' }), 'web')).toEqual(first)
    expect(await waiting()).toHaveLength(2)
  })

  test.each([
    [{ question: ' ' }, 'bad_input'],
    [{ question: 'あ'.repeat(1_001) }, 'bad_input'],
    [{ askerName: 'あ'.repeat(101) }, 'bad_input'],
    [{ sectionCode: 'gone' }, 'not_found'],
    [{ questionId: 'gone' }, 'not_found'],
  ])('refuses %o and writes nothing', async (some, code) => {
    await expect(tickets.open(request(some), 'web')).rejects.toMatchObject({ code })
    expect([(await tickets.list({ limit: 1, offset: 0 })).total, await waiting()]).toEqual([0, []])
  })
})

describe('the proposed sections', () => {
  test('come of the candidates, and of what the search finds beyond them', async () => {
    await ask('near', { candidates: [{ entryId: 'b', confidence: 0.4 }] })
    expect(await tickets.suggest('near')).toEqual([KAIKEI])
    found = [
      { entryId: 'b', confidence: 0.4 },
      { entryId: 'a', confidence: 0.1 },
    ]
    expect(await tickets.suggest('near')).toEqual([KAIKEI, JINJI])
  })

  test('are the section it was narrowed to where nothing came near, else none', async () => {
    await ask('narrowed', { sectionCode: 'kaikei' })
    await ask('far')
    expect(await tickets.suggest('narrowed')).toEqual([KAIKEI])
    expect([await tickets.suggest('far'), await tickets.suggest(null)]).toEqual([[], []])
  })

  test('begin with the section that answered nearly the same question, not the one it was first sent to', async () => {
    await ask('first', { text: '結婚休暇はいつまで取れますか' })
    const { id } = await tickets.open(request({ questionId: 'first' }), 'web')
    await ask('second', { text: '結婚休暇は、いつまでに取れますか', candidates: [{ entryId: 'a', confidence: 0.1 }] })
    expect(await tickets.suggest('second')).toEqual([JINJI])
    await tickets.act(id, { kind: 'assigned', section: KAIKEI, reason: '所管が違うため' }, 'user:a')
    await tickets.act(id, { kind: 'answered', text: '1年以内です。' }, 'user:b')
    expect((await tickets.suggest('second'))[0]).toEqual(KAIKEI)
  })

  test('learn from questions to which an entry was the answer', async () => {
    await ask('helped', { text: '出張の宿泊費の上限はいくらですか', candidates: [{ entryId: 'b', confidence: 0.9 }] })
    const said = { questionId: 'helped', kind: 'resolved', entryId: 'b', comment: null, at: NOW } as const
    await questionLog.giveFeedback(said)
    await ask('again', { text: '出張で泊まるときの宿泊費の上限' })
    expect(await tickets.suggest('again')).toEqual([KAIKEI])
    expect(await tickets.suggest('helped')).toEqual([KAIKEI]) // its own candidate; it is no evidence for itself
  })

  test('are counted against the sections that answered, by fiscal year', async () => {
    const openFor = async (name: string, entryId: string, sectionCode: string) => {
      await ask(name, { text: `質問${name}`, candidates: [{ entryId, confidence: 0.5 }] })
      return (await tickets.open(request({ questionId: name, question: `質問${name}`, sectionCode }), 'web')).id
    }
    const answer = (id: string) => tickets.act(id, { kind: 'answered', text: 'はい。' }, 'user:a')
    await answer(await openFor('い', 'a', 'jinji'))
    await answer(await openFor('ろ', 'a', 'kaikei'))
    await answer(await openFor('は', 'b', 'kaikei'))
    await openFor('に', 'b', 'kaikei')
    expect(await tickets.proposals(2026)).toEqual([
      { section: JINJI, answered: 2, hits: 1 },
      { section: KAIKEI, answered: 1, hits: 1 },
    ])
    expect(await tickets.proposals(2025)).toEqual([])
  })
})

describe('a ticket that asks the same as another', () => {
  const both = async () => {
    const first = await tickets.open(request(), 'slack:U1')
    const replyTo = { door: 'mail', address: 'yamada@pref.example.jp', messageId: null, subject: '結婚休暇' } as const
    const second = await tickets.open(request({ question: '結婚休暇の期限は', replyTo }), 'mail:abc')
    await tickets.act(second.id, { kind: 'merged', into: first }, 'user:a')
    return { first, second }
  }
  const stateOf = async ({ id }: { readonly id: string }) => (await tickets.find(id))?.state

  test('gets its answer with it, and each asker is told by their own door', async () => {
    const { first, second } = await both()
    expect((await tickets.list({ ownOnly: true, limit: 9, offset: 0 })).tickets.map(({ id }) => id)).toEqual([first.id])
    await tickets.act(first.id, { kind: 'answered', text: '1年以内です。' }, 'user:a')
    expect((await tickets.find(second.id))?.answer?.text).toBe('1年以内です。')
    expect(await waiting()).toEqual(expect.arrayContaining(['slack answered', 'mail answered']))
  })

  test('follows it to another section without a word, and to the entry', async () => {
    const { first, second } = await both()
    await tickets.act(first.id, { kind: 'assigned', section: KAIKEI, reason: '所管' }, 'user:a')
    expect((await tickets.find(second.id))?.section).toEqual(KAIKEI)
    await tickets.act(first.id, { kind: 'answered', text: '1年以内です。' }, 'user:a')
    await tickets.draft(first.id, await tickets.proposeDraft(first.id), 'user:a')
    const { entryId } = (await tickets.find(second.id)) ?? {}
    await registry.save([{ ...makeInput(entryId ?? ''), id: entryId ?? '' }], { actor: 'editor' })
    await tickets.settleRegistered()
    expect([await stateOf(first), await stateOf(second)]).toEqual(['registered', 'registered'])
    expect(await waiting()).toEqual(expect.arrayContaining(['slack registered', 'mail registered']))
  })

  test('stands on its own again when the other is taken back, and is closed when the other is closed', async () => {
    const taken = await both()
    await tickets.act(taken.first.id, { kind: 'withdrawn' }, 'slack:U1')
    expect(await tickets.find(taken.second.id)).toMatchObject({ state: 'assigned', mergedInto: null })
    const closed = await both()
    await tickets.act(closed.first.id, { kind: 'closed', reason: '庁舎管理課へ' }, 'user:a')
    expect([await stateOf(closed.second), (await tickets.events(closed.second.id)).at(-1)?.detail]).toEqual([
      'closed',
      { reason: '庁舎管理課へ' },
    ])
  })

  test('follows nobody in a circle, nor itself', async () => {
    const { first, second } = await both()
    const merged = await tickets.find(second.id)
    for (const into of [merged, first]) {
      if (into === null) throw new Error('expected the ticket')
      const merging = tickets.act(first.id, { kind: 'merged', into }, 'user:a')
      await expect(merging).rejects.toMatchObject({ code: 'ticket_refused' })
    }
  })

  test('is found among those that wait by its letters', async () => {
    const { id } = await tickets.open(request(), 'web')
    const same = await tickets.open(request({ question: '結婚休暇はいつまでに取れますか？' }), 'web')
    await tickets.open(request({ question: '公用車の予約の方法' }), 'web')
    expect((await tickets.alike(id)).map(one => one.id)).toEqual([same.id])
  })
})

describe('taking back', () => {
  test('ends a ticket that waits, tells the section, and names no asker in what is kept for good', async () => {
    const { id } = await tickets.open(request(), 'slack:U1')
    await tickets.act(id, { kind: 'withdrawn' }, 'slack:U1')
    expect(await waiting()).toEqual(['slack opened', 'slack withdrawn', 'mail opened', 'mail withdrawn'])
    expect((await tickets.events(id)).map(({ actor, kind }) => `${actor} ${kind}`)).toEqual([
      'slack opened',
      'slack withdrawn',
    ])
    const audit = await database.query.selectFrom('audit_event').selectAll().where('subject', '=', id).execute()
    expect(JSON.stringify(audit)).not.toMatch(/U1|結婚休暇/u)
    await expect(tickets.act(id, { kind: 'withdrawn' }, 'slack:U1')).rejects.toMatchObject({ code: 'ticket_refused' })
  })
})

describe('acting', () => {
  test('tells the asker by the door they came by, and by no other', async () => {
    const { id } = await tickets.open(request(), 'slack:U1')
    await tickets.act(id, { kind: 'answered', text: '1年以内です。' }, 'slack:U2')
    expect(await waiting()).toEqual(['slack opened', 'slack answered', 'mail opened'])
  })

  test('tells the new section when the ticket moves, and nobody when a section takes it on', async () => {
    const { id } = await tickets.open(request(), 'slack:U1')
    await tickets.act(id, { kind: 'assigned', section: JINJI, reason: null }, 'slack:U2')
    expect(await waiting()).toHaveLength(2)
    await tickets.act(id, { kind: 'assigned', section: KAIKEI, reason: '所管' }, 'slack:U2')
    expect(await waiting()).toEqual(['slack opened', 'slack assigned', 'mail opened', 'mail assigned'])
  })

  test('tells nobody where no door is set up; whoever asked on the web looks at the page', async () => {
    const quiet = open([])
    const { id } = await quiet.open(request({ replyTo: { door: 'web' } }), 'web')
    await quiet.act(id, { kind: 'answered', text: '1年以内です。' }, 'cli')
    expect(await waiting()).toEqual([])
  })

  test('knows no ticket that is not there', async () => {
    await expect(tickets.act('gone', { kind: 'closed', reason: null }, 'cli')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('an answer becomes an entry', () => {
  const content = { ...makeInput('x'), question: '結婚休暇の期限は、いつですか。', answer: '1年以内です。' }
  const draftOf = async () => {
    const { id } = await tickets.open(request(), 'slack:U1')
    await tickets.act(id, { kind: 'answered', text: '1年以内です。' }, 'slack:U2')
    return { id, proposed: await tickets.proposeDraft(id) }
  }

  test('prefilled with question, answer and section', async () => {
    const { proposed } = await draftOf()
    expect(proposed).toMatchObject({ id: 'jinji-q2026-1', section: JINJI, status: 'draft', answer: '1年以内です。' })
    expect(proposed.question).toBe('結婚休暇はいつまで取れますか')
  })

  test('as a draft that keeps the asker’s words as a phrasing; publishing it registers the ticket and tells the asker', async () => {
    const { id } = await draftOf()
    await tickets.draft(id, content, 'slack:U2')
    const [draft] = await registry.entriesById(['jinji-q2026-1'])
    expect(draft).toMatchObject({
      status: 'draft',
      question: content.question,
      phrasings: ['結婚休暇はいつまで取れますか'],
    })
    expect(await tickets.settleRegistered()).toBe(0)
    await registry.save([{ ...makeInput('jinji-q2026-1'), ...content, id: 'jinji-q2026-1' }], { actor: 'editor' })
    expect([await tickets.settleRegistered(), await tickets.settleRegistered()]).toEqual([1, 0])
    expect((await tickets.find(id))?.state).toBe('registered')
    expect(await waiting()).toContain('slack registered')
  })

  test('never over an entry that is there already, and once only', async () => {
    const { id } = await draftOf()
    await tickets.draft(id, content, 'slack:U2')
    await expect(tickets.draft(id, content, 'slack:U2')).rejects.toMatchObject({ code: 'ticket_refused' })
    const other = await tickets.open(request(), 'slack:U1')
    await tickets.act(other.id, { kind: 'answered', text: 'はい。' }, 'slack:U2')
    await registry.save([makeInput('jinji-q2026-2')], { actor: 'editor' })
    await expect(tickets.draft(other.id, content, 'slack:U2')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('not before there is an answer', async () => {
    const { id } = await tickets.open(request(), 'slack:U1')
    await expect(tickets.draft(id, content, 'slack:U2')).rejects.toMatchObject({ code: 'ticket_refused' })
    expect(await registry.entriesById(['jinji-q2026-1'])).toEqual([])
  })
})
