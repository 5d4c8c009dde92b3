// The desk behind the conversation: tickets, where sections are reached, who asked, and the messages that leave.
import { type Deliver, openOutboxSender } from '../adapters/outbox-sender.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteOutbox } from '../adapters/sqlite/sqlite-outbox.ts'
import { openSqliteSectionContacts } from '../adapters/sqlite/sqlite-section-contacts.ts'
import { openSqliteSettledCases } from '../adapters/sqlite/sqlite-settled-cases.ts'
import { openSqliteTickets } from '../adapters/sqlite/sqlite-tickets.ts'
import type { Desk, Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import type { AskerKeys } from '../core/ports/asker-keys.ts'
import type { OutDoor } from '../core/ports/outbox.ts'
import type { QuestionLog } from '../core/ports/question-log.ts'
import type { Registry } from '../core/ports/registry.ts'
import type { MeaningLikeness } from '../core/ticket/like-cases.ts'
import { openTickets } from '../core/ticket/tickets.ts'
import type { Log } from './log.ts'

export interface DeskDeps {
  readonly config: Pick<Config, 'outDoors' | 'ticketDueDays' | 'closedDays'>
  readonly registry: Registry
  readonly questionLog: QuestionLog
  readonly askerKeys: AskerKeys
  readonly meaning: MeaningLikeness
  /** Without log. */
  readonly rank: Product['rank']
  readonly now: () => Date
  readonly newId: () => string
  readonly log: Log
}

export async function openDesk(query: OpenDatabase['query'], deps: DeskDeps): Promise<Desk> {
  const { config, registry, questionLog, now, newId, log } = deps
  const store = openSqliteTickets(query)
  const outbox = openSqliteOutbox(query)
  const deliverers = new Map<OutDoor, Deliver>()
  const sending = { poke: () => {} }
  const tickets = openTickets({
    store,
    registry,
    questionLog,
    outDoors: config.outDoors,
    near: async (text, limit) => (await deps.rank(text, limit)).ranked,
    cases: openSqliteSettledCases(query),
    meaning: deps.meaning,
    dueDays: config.ticketDueDays,
    closedDays: config.closedDays,
    now,
    newId,
    poke: () => sending.poke(),
  })
  let sender: ReturnType<typeof openOutboxSender> | null = null
  return {
    tickets,
    posts: { posts: store.posts, notePost: store.notePost },
    contacts: openSqliteSectionContacts(query, now),
    askerKeys: deps.askerKeys,
    outboxCounts: outbox.counts,
    deliverBy: (door, deliver) => {
      deliverers.set(door, deliver)
      sender ??= openOutboxSender({ outbox, deliverers, prepare: tickets.settleRegistered, now, log })
      sending.poke = sender.poke
      sender.poke()
    },
    settleOutbox: async () => sender?.settle(),
    close: async () => sender?.close(),
  }
}
