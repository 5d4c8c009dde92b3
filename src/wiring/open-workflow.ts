// The workflow on one database: its steps, what people are told of them, and what waits for its time.
import { type Deliver, openOutboxSender } from '../adapters/outbox-sender.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteComments } from '../adapters/sqlite/sqlite-comments.ts'
import { openSqliteModelDrafts } from '../adapters/sqlite/sqlite-model-drafts.ts'
import { openSqliteNoticeOutbox, openSqliteNotices } from '../adapters/sqlite/sqlite-notices.ts'
import { openSqliteReviewQueue } from '../adapters/sqlite/sqlite-review-queue.ts'
import { openSqliteRevisions } from '../adapters/sqlite/sqlite-revisions.ts'
import { openSqliteSchedules } from '../adapters/sqlite/sqlite-schedules.ts'
import { openSqliteSectionSettings } from '../adapters/sqlite/sqlite-section-settings.ts'
import { openSqliteWorkflowStore } from '../adapters/sqlite/sqlite-workflow-store.ts'
import type { Editorial } from '../cli/cli-deps.ts'
import type { CalendarDate } from '../core/fiscal-year.ts'
import type { Accounts } from '../core/ports/accounts.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { NoticeMessage } from '../core/ports/notices.ts'
import type { OutDoor } from '../core/ports/outbox.ts'
import type { PublishGate } from '../core/ports/publish-gate.ts'
import type { Registry } from '../core/ports/registry.ts'
import { carryOutPlans } from '../core/workflow/carry-out-plans.ts'
import { openScheduler } from '../core/workflow/scheduler.ts'
import { openWorkflow } from '../core/workflow/workflow.ts'
import type { Log } from './log.ts'

export interface OpenWorkflowDeps {
  readonly registry: Registry
  readonly accounts: Accounts
  readonly outDoors: readonly OutDoor[]
  readonly gate?: PublishGate
  /** What is done once a day, and at every start for days that were missed; resolves with how many entries it changed. */
  readonly turnDay: (today: CalendarDate) => Promise<number>
  /** What of it nobody waits for. */
  readonly tidyDay: (today: CalendarDate, signal: AbortSignal) => Promise<void>
  /** Called where entries may have to be indexed. */
  readonly pokeIndex: () => void
  readonly now: () => Date
  readonly newId: () => string
  readonly log: Log
}

const OPEN_GATE: PublishGate = { check: async () => ({ kind: 'open' }) }

export function openEditorial(query: OpenDatabase['query'], deps: OpenWorkflowDeps): Editorial {
  const { registry, accounts, now, log } = deps
  const poking = { sender: () => {}, scheduler: () => {} }
  const poke = () => {
    deps.pokeIndex()
    poking.sender()
    poking.scheduler()
  }
  const schedules = openSqliteSchedules(query)
  const reading = {
    revisions: openSqliteRevisions(query),
    comments: openSqliteComments(query),
    schedules,
    settings: openSqliteSectionSettings(query),
    queue: openSqliteReviewQueue(query),
  }
  const store = openSqliteWorkflowStore(query, deps)
  const gate = deps.gate ?? OPEN_GATE
  const steps = {
    ...reading,
    registry,
    accounts,
    store,
    gate,
    modelDrafts: openSqliteModelDrafts(query),
    now,
    poke,
    log,
  }
  const carryOut = () => carryOutPlans(steps)
  const notices = openSqliteNotices(query, deps)
  const sending = openSending(query, { now, log, onSender: pokeSender => void (poking.sender = pokeSender) })
  return {
    ...reading,
    workflow: openWorkflow(steps),
    notices: {
      ...notices,
      add: async inputs => {
        await notices.add(inputs)
        poking.sender()
      },
    },
    startScheduler: (clock: Clock) => {
      const { nextAt } = schedules
      const scheduler = openScheduler({
        carryOut,
        nextAt,
        turnDay: deps.turnDay,
        tidyDay: deps.tidyDay,
        poke: deps.pokeIndex,
        now,
        clock,
        log,
      })
      poking.scheduler = scheduler.poke
      return scheduler
    },
    deliverBy: sending.deliverBy,
    settleNotices: sending.settle,
    close: sending.close,
  }
}

interface SendingDeps {
  readonly now: () => Date
  readonly log: Log
  readonly onSender: (poke: () => void) => void
}

/** Notices leave by the doors that are set up; without any, they wait in the pages. */
function openSending(query: OpenDatabase['query'], { now, log, onSender }: SendingDeps) {
  const deliverers = new Map<OutDoor, Deliver<NoticeMessage>>()
  let sender: ReturnType<typeof openOutboxSender> | null = null
  return {
    deliverBy: (door: OutDoor, deliver: Deliver<NoticeMessage>) => {
      deliverers.set(door, deliver)
      const outbox = openSqliteNoticeOutbox(query)
      sender ??= openOutboxSender({ outbox, deliverers, prepare: async () => {}, now, log })
      onSender(sender.poke)
      sender.poke()
    },
    settle: async () => sender?.settle(),
    close: async () => sender?.close(),
  }
}
