// What keeps the registry true, over SQLite: review dates and their reminders, entries nobody is given, entries that do not help.
import { type Kysely, sql } from 'kysely'
import type { Scope } from '../../core/access/rights.ts'
import type { CalendarDate } from '../../core/fiscal-year.ts'
import type {
  DueEntry,
  ReminderStage,
  ReviewStanding,
  Upkeep,
  UpkeepEntry,
  UpkeepFilter,
} from '../../core/ports/upkeep.ts'
import { confirmReview } from './confirm-review.ts'
import { isVisibleTo } from './is-open-to.ts'
import { countReactions, countTimesGiven } from './reaction-counts.ts'
import { addNotices, type SqliteNoticesDeps } from './sqlite-notices.ts'
import type { Tables } from './tables.ts'

export function openSqliteUpkeep(query: Kysely<Tables>, deps: SqliteNoticesDeps): Upkeep {
  return {
    standings: days => readStandings(query, days),
    dueForReview: async ({ today, until, ...filter }) => {
      const due = () => dueBy(query, { today, until }).where(isVisibleTo(filter.scope))
      const page = await pageOf(due, filter, ['revision.review_by', 'entry.id'])
      return { total: page.total, entries: page.entries.map(toDue) }
    },
    neverShown: ({ registeredUntil, ...filter }) => {
      const unseen = () =>
        serving(query)
          .where('entry.registered_on', '<=', registeredUntil)
          .where(isVisibleTo(filter.scope))
          .where(eb =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('candidate_log')
                  .select('rank')
                  .whereRef('candidate_log.entry_id', '=', 'entry.id')
                  .limit(1),
              ),
            ),
          )
      return pageOf(unseen, filter, ['entry.registered_on', 'entry.id'])
    },
    reactions: since => countReactions(query, since),
    timesGiven: (ids, since) => countTimesGiven(query, ids, since),
    entries: (ids, scope) => entriesOf(query, ids, scope),
    confirm: confirmation => query.transaction().execute(trx => confirmReview(trx, confirmation, deps.now)),
    unreminded: (stage, days) => unreminded(query, stage, days),
    remind: (reminders, notices) =>
      query.transaction().execute(async transaction => {
        const at = deps.now().toISOString()
        for (const { entryId, reviewBy, stage } of reminders) {
          await transaction
            .insertInto('review_reminder')
            .values({ entry_id: entryId, review_by: reviewBy, stage, at })
            .onConflict(conflict => conflict.doNothing())
            .execute()
        }
        await addNotices(transaction, notices, deps)
      }),
  }
}

/** Published entries with the revision that serves. */
function serving(query: Kysely<Tables>) {
  return query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.published_revision'),
    )
}

/** What is given no more need not be looked at again. */
function dueBy(
  query: Kysely<Tables>,
  { today, until }: { readonly today: CalendarDate; readonly until: CalendarDate },
) {
  return serving(query)
    .where('revision.review_by', '<=', until)
    .where(eb => eb.or([eb('revision.valid_until', 'is', null), eb('revision.valid_until', '>=', today)]))
}

async function readStandings(
  query: Kysely<Tables>,
  { today, soon }: { readonly today: CalendarDate; readonly soon: CalendarDate },
): Promise<readonly ReviewStanding[]> {
  const count = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`coalesce(sum(${condition}), 0)`
  const rows = await serving(query)
    .where(eb => eb.or([eb('revision.valid_until', 'is', null), eb('revision.valid_until', '>=', today)]))
    .select(['section.code', 'section.name', eb => eb.fn.countAll<number>().as('published')])
    .select([
      count(sql`revision.review_by >= ${today}`).as('verified'),
      count(sql`revision.review_by >= ${today} and revision.review_by <= ${soon}`).as('dueSoon'),
      count(sql`revision.review_by < ${today}`).as('overdue'),
      count(sql`revision.review_by is null`).as('undated'),
    ])
    .groupBy('section.id')
    .orderBy('section.id')
    .execute()
  return rows.map(({ code, name, ...counts }) => ({ section: { code, name }, ...counts }))
}

type Serving = ReturnType<typeof serving>
type Ordering = 'revision.review_by' | 'entry.registered_on' | 'entry.id'

async function pageOf(
  matching: () => Serving,
  { sectionCode, limit, offset }: Omit<UpkeepFilter, 'scope'>,
  order: readonly Ordering[],
): Promise<{ readonly total: number; readonly entries: readonly UpkeepEntry[] }> {
  const inSection = () => (sectionCode === undefined ? matching() : matching().where('section.code', '=', sectionCode))
  const { total } = await inSection()
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await selectEntry(order.reduce((sorted, column) => sorted.orderBy(column), inSection()))
    .limit(limit)
    .offset(offset)
    .execute()
  return { total, entries: rows.map(toUpkeepEntry) }
}

function selectEntry(matching: Serving) {
  return matching.select([
    'entry.id',
    'entry.revision',
    'entry.registered_on',
    'section.code',
    'section.name',
    'revision.question',
    'revision.review_by',
  ])
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof selectEntry>['execute']>>[number]

function toUpkeepEntry({ id, revision, registered_on, code, name, question, review_by }: EntryRow): UpkeepEntry {
  return { id, question, section: { code, name }, reviewBy: review_by, registeredOn: registered_on, revision }
}

/** The query has compared its date, so it has one. */
function toDue(entry: UpkeepEntry): DueEntry {
  return { ...entry, reviewBy: entry.reviewBy ?? '' }
}

async function entriesOf(query: Kysely<Tables>, ids: readonly string[], scope: Scope): Promise<readonly UpkeepEntry[]> {
  if (ids.length === 0) return []
  const asked = sql<boolean>`entry.id in (select value from json_each(${JSON.stringify(ids)}))`
  const rows = await selectEntry(serving(query).where(asked).where(isVisibleTo(scope))).execute()
  const byId = new Map(rows.map(row => [row.id, toUpkeepEntry(row)]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

async function unreminded(
  query: Kysely<Tables>,
  stage: ReminderStage,
  days: { readonly today: CalendarDate; readonly until: CalendarDate },
): Promise<readonly DueEntry[]> {
  const open = dueBy(query, days).where(eb =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('review_reminder')
          .select('review_reminder.at')
          .whereRef('review_reminder.entry_id', '=', 'entry.id')
          .whereRef('review_reminder.review_by', '=', 'revision.review_by')
          .where('review_reminder.stage', '=', stage),
      ),
    ),
  )
  const rows = await selectEntry(open.orderBy('revision.review_by').orderBy('entry.id')).execute()
  return rows.map(row => toDue(toUpkeepEntry(row)))
}
