// Figures over SQLite, from the sums by day that triggers keep (migration 7).
import { type Kysely, sql, type Transaction } from 'kysely'
import type { CalendarDate } from '../../core/fiscal-year.ts'
import { monthsOf } from '../../core/kpi/report-month.ts'
import type {
  Figures,
  MonthFigures,
  Period,
  QuestionFigures,
  RegistryFigures,
  SectionFigures,
} from '../../core/ports/figures.ts'
import { selectAskedQuestions } from './asked-questions.ts'
import { countAskers } from './asker-counts.ts'
import { addOpening, openings, removeOpening, setStaffNumber } from './figure-bases.ts'
import type { Tables } from './tables.ts'

export interface SqliteFiguresDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export function openSqliteFigures(query: Kysely<Tables>, deps: SqliteFiguresDeps): Figures {
  const write = (work: (transaction: Transaction<Tables>) => Promise<void>) => query.transaction().execute(work)
  return {
    asOf: date => asOf(query, date),
    registrationsByDay: period => registrationsByDay(query, period),
    registrations: (within, page) => selectRegistered(query, within, page),
    byMonth: period => byMonth(query, period),
    bySection: period => bySection(query, period),
    questions: period => questions(query, period),
    askedQuestions: (within, page) => selectAskedQuestions(query, within, page),
    askers: period => countAskers(query, period),
    ticketDays: period => ticketDays(query, period),
    begins: () => begins(query),
    openings: () => openings(query),
    addOpening: (opening, actor) => write(transaction => addOpening(transaction, opening, { ...deps, actor })),
    removeOpening: (id, actor) => write(transaction => removeOpening(transaction, id, { ...deps, actor })),
    staffNumber: async fiscalYear => {
      const stated = query.selectFrom('staff_number').select('count').where('fiscal_year', '<=', fiscalYear)
      return (await stated.orderBy('fiscal_year', 'desc').limit(1).executeTakeFirst())?.count ?? null
    },
    staffNumbers: async () => {
      const rows = await query.selectFrom('staff_number').selectAll().orderBy('fiscal_year').execute()
      return new Map(rows.map(row => [row.fiscal_year, row.count]))
    },
    setStaffNumber: (fiscalYear, count, actor) =>
      write(transaction => setStaffNumber(transaction, { fiscalYear, count }, { ...deps, actor })),
    version: () => version(query),
  }
}

async function asOf(query: Kysely<Tables>, date: CalendarDate): Promise<RegistryFigures> {
  const registered = await query
    .selectFrom('registration_day')
    .select(sql<number>`coalesce(sum(registered), 0)`.as('count'))
    .where('day', '<=', date)
    .executeTakeFirstOrThrow()
  const opening = await query
    .selectFrom('opening_balance')
    .select(sql<number>`coalesce(sum(count), 0)`.as('count'))
    .where('on_date', '<=', date)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  const serving = await query
    .selectFrom('serving_day')
    .select([
      sql<number>`coalesce(sum(published), 0)`.as('published'),
      sql<number>`coalesce(sum(verified), 0)`.as('verified'),
    ])
    .where('day', '<=', date)
    .executeTakeFirstOrThrow()
  return { registered: registered.count + opening.count, opening: opening.count, ...serving }
}

function registrationsByDay(query: Kysely<Tables>, { from, before }: Period) {
  return query
    .selectFrom('registration_day')
    .select(['day', sql<number>`sum(registered)`.as('registered')])
    .where('day', '>=', from)
    .where('day', '<', before)
    .groupBy('day')
    .having(sql<number>`sum(registered)`, '>', 0)
    .orderBy('day')
    .execute()
}

async function selectRegistered(
  query: Kysely<Tables>,
  { from, before, sectionCode }: Period & { readonly sectionCode: string | null },
  { limit, offset }: { readonly limit: number; readonly offset: number },
) {
  let matching = query.selectFrom('entry').where('registered_on', '>=', from).where('registered_on', '<', before)
  if (sectionCode !== null) {
    const section = query.selectFrom('section').select('id').where('code', '=', sectionCode)
    matching = matching.where('section_id', '=', section)
  }
  const { total } = await matching.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await matching
    .select('id')
    .orderBy('registered_on', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return { total, ids: rows.map(({ id }) => id) }
}

async function byMonth(query: Kysely<Tables>, period: Period): Promise<readonly MonthFigures[]> {
  const month = sql<string>`substr(day, 1, 7)`
  const registrations = await query
    .selectFrom('registration_day')
    .select([month.as('month'), sql<number>`sum(registered)`.as('registered')])
    .where('day', '>=', period.from)
    .where('day', '<', period.before)
    .groupBy(month)
    .execute()
  const asked = await selectQuestions(query, period).select(month.as('month')).groupBy(month).execute()
  const registeredIn = new Map(registrations.map(row => [row.month, row.registered]))
  const askedIn = new Map(asked.map(({ month: key, ...figures }) => [key, toQuestionFigures(figures)]))
  return monthsOf(period).map(key => ({
    month: key,
    registered: registeredIn.get(key) ?? 0,
    ...(askedIn.get(key) ?? NO_QUESTIONS),
  }))
}

async function bySection(query: Kysely<Tables>, { from, before }: Period): Promise<readonly SectionFigures[]> {
  const registrations = query
    .selectFrom('registration_day')
    .select([
      'section_id',
      sql<number>`sum(registered)`.as('total'),
      sql<number>`sum(iif(day >= ${from}, registered, 0))`.as('registered'),
    ])
    .where('day', '<', before)
    .groupBy('section_id')
  const serving = query
    .selectFrom('serving_day')
    .select(['section_id', sql<number>`sum(published)`.as('published'), sql<number>`sum(verified)`.as('verified')])
    .where('day', '<', before)
    .groupBy('section_id')
  const rows = await query
    .selectFrom('section')
    .leftJoin(registrations.as('r'), 'r.section_id', 'section.id')
    .leftJoin(serving.as('s'), 's.section_id', 'section.id')
    .select(['section.code', 'section.name', 'r.total', 'r.registered', 's.published', 's.verified'])
    .orderBy('section.id')
    .execute()
  return rows.map(({ code, name, total, registered, published, verified }) => ({
    section: { code, name },
    registered: registered ?? 0,
    registeredTotal: total ?? 0,
    published: published ?? 0,
    verified: verified ?? 0,
  }))
}

const NO_QUESTIONS: QuestionFigures = {
  asked: 0,
  answered: 0,
  candidates: 0,
  unanswered: 0,
  resolved: 0,
  unresolved: 0,
}

function selectQuestions(query: Kysely<Tables>, { from, before }: Period) {
  const total = (column: 'answered' | 'candidates' | 'unanswered' | 'resolved' | 'unresolved') =>
    sql<number>`coalesce(sum(${sql.ref(column)}), 0)`.as(column)
  return query
    .selectFrom('question_day')
    .select([total('answered'), total('candidates'), total('unanswered'), total('resolved'), total('unresolved')])
    .where('day', '>=', from)
    .where('day', '<', before)
}

function toQuestionFigures(sums: Omit<QuestionFigures, 'asked'>): QuestionFigures {
  return { asked: sums.answered + sums.candidates + sums.unanswered, ...sums }
}

async function questions(query: Kysely<Tables>, period: Period): Promise<QuestionFigures> {
  return toQuestionFigures(await selectQuestions(query, period).executeTakeFirstOrThrow())
}

async function ticketDays(query: Kysely<Tables>, { from, before }: Period): Promise<number | null> {
  const days = sql<number>`julianday(answered_at) - julianday(opened_at)`
  const rows = await query
    .selectFrom('ticket')
    .select(days.as('days'))
    .where(sql<string>`date(answered_at, '+9 hours')`, '>=', from)
    .where(sql<string>`date(answered_at, '+9 hours')`, '<', before)
    .orderBy(days)
    .execute()
  const [low, high] = [rows[Math.floor((rows.length - 1) / 2)], rows[Math.ceil((rows.length - 1) / 2)]]
  return low === undefined || high === undefined ? null : (low.days + high.days) / 2
}

async function begins(query: Kysely<Tables>): Promise<CalendarDate | null> {
  const { day } = await query
    .selectNoFrom(
      sql<string | null>`min(
        coalesce((SELECT min(day) FROM registration_day WHERE registered > 0), '9999-12-31'),
        coalesce((SELECT min(day) FROM question_day), '9999-12-31'),
        coalesce((SELECT min(on_date) FROM opening_balance WHERE removed_at IS NULL), '9999-12-31'))`.as('day'),
    )
    .executeTakeFirstOrThrow()
  return day === null || day === '9999-12-31' ? null : day
}

/** The newest events of the tables that figures are made of. */
async function version(query: Kysely<Tables>): Promise<string> {
  const row = await query
    .selectNoFrom([
      sql<number>`(SELECT coalesce(max(seq), 0) FROM audit_event)`.as('events'),
      sql<number>`(SELECT coalesce(max(id), 0) FROM feedback)`.as('feedback'),
      sql<number>`(SELECT coalesce(sum(answered + candidates + unanswered), 0) FROM question_day WHERE day >= date('now', '-2 days'))`.as(
        'asked',
      ),
    ])
    .executeTakeFirstOrThrow()
  return `${row.events}-${row.feedback}-${row.asked}`
}
