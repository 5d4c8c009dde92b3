// Tickets over the real stores: SQLite in memory.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteOutbox } from '../../../src/adapters/sqlite/sqlite-outbox.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteTickets } from '../../../src/adapters/sqlite/sqlite-tickets.ts'
import type { OutDoor } from '../../../src/core/ports/outbox.ts'
import type { QuestionLog } from '../../../src/core/ports/question-log.ts'
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

beforeEach(async () => {
  database = openDatabase(':memory:')
  registry = openSqliteRegistry(database.query, () => NOW)
  questionLog = openSqliteQuestionLog(database.query, () => {})
  await registry.save([makeInput('a'), makeInput('b', { section: KAIKEI })], { actor: 'tester' })
  tickets = open(BOTH)
  pokes = 0
})
afterEach(() => database.close())

function open(outDoors: readonly OutDoor[]): Tickets {
  let ids = 0
  const store = openSqliteTickets(database.query)
  const newId = () => `ticket-${(ids += 1)}`
  const poke = () => void (pokes += 1)
  return openTickets({ store, registry, questionLog, outDoors, dueWeekdays: 5, now: () => NOW, newId, poke })
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
  test('tells the section through every door, and is due five weekdays later', async () => {
    const ticket = await tickets.open(request(), 'slack:U1')
    expect(ticket).toMatchObject({
      state: 'new',
      question: '結婚休暇はいつまで取れますか',
      dueOn: '2026-11-27',
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
  test('come of the candidates, then of the section it was narrowed to, else all', async () => {
    await ask('near', {
      candidates: [
        { entryId: 'b', confidence: 0.4 },
        { entryId: 'a', confidence: 0.1 },
      ],
    })
    await ask('narrowed', { sectionCode: 'kaikei' })
    await ask('far')
    expect(await tickets.suggest('near')).toEqual([KAIKEI, JINJI])
    expect(await tickets.suggest('narrowed')).toEqual([KAIKEI])
    expect(await tickets.suggest('far')).toEqual([JINJI, KAIKEI])
    expect(await tickets.suggest(null)).toEqual([JINJI, KAIKEI])
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
