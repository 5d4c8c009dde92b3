// Entries that wait for somebody, over SQLite.
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { QueuedEntry, QueueWindow, ReviewQueue, Worker } from '../../core/ports/review-queue.ts'
import { toSchedule } from './sqlite-schedules.ts'
import type { Tables } from './tables.ts'

export function openSqliteReviewQueue(query: Kysely<Tables>): ReviewQueue {
  return {
    waiting: ({ sections, without = [] }, window) => {
      const waiting = selectEntries(query).where('entry.status', '=', 'in_review')
      const wanted = sections === null ? waiting : waiting.where('section.code', 'in', sections)
      const left = without.length === 0 ? wanted : wanted.where('section.code', 'not in', without)
      return readPage(query, left, { ...window, direction: 'asc' })
    },
    drafts: (worker, window) => {
      const drafts = selectDrafts(query, worker).where(notReturned)
      return readPage(query, drafts, { ...window, direction: 'desc' })
    },
    returned: (worker, window) => {
      const returned = selectDrafts(query, worker).where(returnedByAnother(worker))
      return readPage(query, returned, { ...window, direction: 'desc' })
    },
    planned: (sections, window) => readPlanned(query, sections, window),
  }
}

/** Without revisions: counting over rows that hold whole answers would take long. */
function selectEntries(query: Kysely<Tables>) {
  return query.selectFrom('entry').innerJoin('section', 'section.id', 'entry.section_id')
}

type Selection = ReturnType<typeof selectEntries>

/** Drafts with a revision since the one that serves that the worker wrote; sending one back is not writing it. */
function selectDrafts(query: Kysely<Tables>, { actor }: Worker): Selection {
  return selectEntries(query)
    .where('entry.status', '=', 'draft')
    .where(
      sql<SqlBool>`exists (select 1 from revision as mine where mine.entry_id = entry.id and mine.author = ${actor}
        and mine.number > coalesce(entry.published_revision, 0)
        and not exists (select 1 from review_comment as sent where sent.entry_id = entry.id
          and sent.revision = mine.number and sent.kind = 'returned'))`,
    )
}

/** The last step that was told in the round in which the entry is; none of an entry that was never submitted. */
const LAST_STEP = sql`(select max(step.id) from review_comment as step where step.entry_id = entry.id
  and step.kind <> 'comment' and step.revision > coalesce(entry.published_revision, 0))`

const notReturned = sql<SqlBool>`not exists (select 1 from review_comment as last where last.id = ${LAST_STEP} and last.kind = 'returned')`

function returnedByAnother({ accountId }: Worker) {
  return sql<SqlBool>`exists (select 1 from review_comment as last where last.id = ${LAST_STEP} and last.kind = 'returned'
    and last.account_id is not ${accountId})`
}

interface Ordered extends QueueWindow {
  /** By the time of the newest revision. */
  readonly direction: 'asc' | 'desc'
}

async function readPage(query: Kysely<Tables>, selection: Selection, { limit, offset, direction }: Ordered) {
  const { total } = await selection.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const ordered = selection.select('entry.id').orderBy('entry.updated_at', direction).orderBy('entry.id')
  const ids = (await ordered.limit(limit).offset(offset).execute()).map(({ id }) => id)
  const queued = await readQueued(query, ids)
  return { total, items: ids.flatMap(id => queued.get(id) ?? []) }
}

async function readPlanned(query: Kysely<Tables>, sections: readonly string[] | null, window: QueueWindow) {
  const planned = query
    .selectFrom('schedule')
    .innerJoin('entry', 'entry.id', 'schedule.entry_id')
    .innerJoin('section', 'section.id', 'entry.section_id')
  const wanted = sections === null ? planned : planned.where('section.code', 'in', sections)
  const { total } = await wanted.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const inOrder = wanted.selectAll('schedule').orderBy('schedule.at').orderBy('entry.id').orderBy('schedule.kind')
  const plans = (await inOrder.limit(window.limit).offset(window.offset).execute()).map(toSchedule)
  const queued = await readQueued(
    query,
    plans.map(({ entryId }) => entryId),
  )
  const items = plans.flatMap(plan => {
    const entry = queued.get(plan.entryId)
    return entry === undefined ? [] : [{ ...entry, plan }]
  })
  return { total, items }
}

async function readQueued(query: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, QueuedEntry>> {
  const rows = ids.length === 0 ? [] : await selectFacts(query).where('entry.id', 'in', ids).execute()
  return new Map(rows.map(row => [row.id, toQueued(row)]))
}

function selectFacts(query: Kysely<Tables>) {
  return selectEntries(query)
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.revision'),
    )
    .select(['entry.id', 'entry.status', 'entry.revision as newest', 'entry.published_revision'])
    .select(['section.code', 'section.name', 'revision.question', 'revision.author', 'revision.created_at as since'])
}

type QueuedRow = Awaited<ReturnType<ReturnType<typeof selectFacts>['execute']>>[number]

function toQueued(row: QueuedRow): QueuedEntry {
  return {
    id: row.id,
    question: row.question,
    section: { code: row.code, name: row.name },
    status: row.status,
    revision: row.newest,
    serving: row.published_revision !== null,
    by: row.author,
    since: new Date(row.since),
  }
}
