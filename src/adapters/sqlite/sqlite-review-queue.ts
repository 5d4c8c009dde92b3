// Entries that wait for somebody, over SQLite.
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { QueuedEntry, QueueWindow, ReviewQueue, Worker } from '../../core/ports/review-queue.ts'
import { toSchedule } from './sqlite-schedules.ts'
import type { Tables } from './tables.ts'

export function openSqliteReviewQueue(query: Kysely<Tables>): ReviewQueue {
  return {
    waiting: ({ sections, without = [] }, window) => {
      const waiting = selectQueued(query).where('entry.status', '=', 'in_review')
      const wanted = sections === null ? waiting : waiting.where('section.code', 'in', sections)
      const left = without.length === 0 ? wanted : wanted.where('section.code', 'not in', without)
      return readPage(left, window, 'asc')
    },
    drafts: (worker, window) => readPage(selectDrafts(query, worker).where(notReturned), window, 'desc'),
    returned: (worker, window) =>
      readPage(selectDrafts(query, worker).where(returnedByAnother(worker)), window, 'desc'),
    planned: (sections, window) => readPlanned(query, sections, window),
  }
}

function selectQueued(query: Kysely<Tables>) {
  return query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.revision'),
    )
}

type Selection = ReturnType<typeof selectQueued>

/** Drafts with a revision since the one that serves that the worker wrote; sending one back is not writing it. */
function selectDrafts(query: Kysely<Tables>, { actor }: Worker): Selection {
  return selectQueued(query)
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

async function readPage(selection: Selection, { limit, offset }: QueueWindow, direction: 'asc' | 'desc') {
  const rows = await selectFacts(selection)
    .orderBy('revision.created_at', direction)
    .orderBy('entry.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return { total: await countOf(selection), items: rows.map(toQueued) }
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
  const ids = plans.map(({ entryId }) => entryId)
  const rows = ids.length === 0 ? [] : await selectFacts(selectQueued(query).where('entry.id', 'in', ids)).execute()
  const queued = new Map(rows.map(row => [row.id, toQueued(row)]))
  const items = plans.flatMap(plan => {
    const entry = queued.get(plan.entryId)
    return entry === undefined ? [] : [{ ...entry, plan }]
  })
  return { total, items }
}

async function countOf(selection: Selection): Promise<number> {
  const counted = selection.select(eb => eb.fn.countAll<number>().as('total'))
  return (await counted.executeTakeFirstOrThrow()).total
}

function selectFacts(selection: Selection) {
  return selection
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
