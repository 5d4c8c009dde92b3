// 解決率 over SQLite: sums of days that triggers keep, so that a page of figures reads no question.
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type {
  EntryCourse,
  EntryVoices,
  MonthVoices,
  Resolution,
  SectionSpan,
  SectionVoices,
  Voiced,
  VoiceSpan,
} from '../../core/ports/resolution.ts'
import { isVisibleTo } from './is-open-to.ts'
import { lastRevisedOn } from './last-revised-on.ts'
import { addNotices, type SqliteNoticesDeps } from './sqlite-notices.ts'
import type { Tables } from './tables.ts'

const resolved = sql<number>`coalesce(sum(voice_day.resolved), 0)`.as('resolved')
const unresolved = sql<number>`coalesce(sum(voice_day.unresolved), 0)`.as('unresolved')
const month = sql<string>`substr(voice_day.day, 1, 7)`

export function openSqliteResolution(query: Kysely<Tables>, deps: SqliteNoticesDeps): Resolution {
  return {
    byEntry: async ({ scope, ...span }) => {
      const rows = await ofSection(query, span)
        .where(isVisibleTo(scope))
        .select(['voice_day.entry_id as entryId', 'section.code', 'section.name', resolved, unresolved])
        .groupBy('voice_day.entry_id')
        .execute()
      return rows.map(({ code, name, ...voices }): EntryVoices => ({ ...voices, section: { code, name } }))
    },
    byMonth: span => monthsIn(query, span, span.sectionCode === null ? sql`true` : isOfSection(span.sectionCode)),
    bySection: async span => {
      const selected = ofSection(query, { ...span, sectionCode: null })
      const rows = await selected
        .select(['section.code', 'section.name', resolved, unresolved])
        .groupBy('section.id')
        .orderBy('section.id')
        .execute()
      return rows.map(({ code, name, ...voices }): SectionVoices => ({ ...voices, section: { code, name } }))
    },
    monthsOf: (entryId, span) => monthsIn(query, span, sql`voice_day.entry_id = ${entryId}`),
    countOf: (entryId, span) =>
      within(query, span)
        .where('voice_day.entry_id', '=', entryId)
        .select([resolved, unresolved])
        .executeTakeFirstOrThrow(),
    courses: span => courses(query, span),
    voicedSince: mark => voicedSince(query, mark),
    questions: (entryId, span, page) => questionsOf(query, { ...span, ...page, entryId }),
    lastRevisedOn: entryId => lastRevisedOn(query, entryId),
    begins: async () => {
      const row = await query.selectFrom('voice_day').select('day').orderBy('day').limit(1).executeTakeFirst()
      return row?.day ?? null
    },
    fallsTold: async (entryIds, since) => {
      const told = query.selectFrom('fall_told').select('entry_id').where('entry_id', 'in', entryIds)
      return new Set((await told.where('day', '>=', since).execute()).map(({ entry_id }) => entry_id))
    },
    tellFalls: (entryIds, day, notices) =>
      query.transaction().execute(async transaction => {
        for (const entry_id of entryIds) {
          const told = transaction.insertInto('fall_told').values({ entry_id, day })
          await told.onConflict(conflict => conflict.doUpdateSet({ day })).execute()
        }
        await addNotices(transaction, notices, deps)
      }),
  }
}

function within(query: Kysely<Tables>, { from, before }: VoiceSpan) {
  return query.selectFrom('voice_day').where('voice_day.day', '>=', from).where('voice_day.day', '<', before)
}

function ofSection(query: Kysely<Tables>, span: SectionSpan) {
  const joined = within(query, span)
    .innerJoin('entry', 'entry.id', 'voice_day.entry_id')
    .innerJoin('section', 'section.id', 'entry.section_id')
  return span.sectionCode === null ? joined : joined.where('section.code', '=', span.sectionCode)
}

/** Of the entries that the condition names. */
function monthsIn(query: Kysely<Tables>, span: VoiceSpan, condition: RawBuilder<boolean>): Promise<MonthVoices[]> {
  return within(query, span)
    .where(condition)
    .select([month.as('month'), resolved, unresolved])
    .groupBy(month)
    .having(sql<boolean>`sum(voice_day.resolved + voice_day.unresolved) > 0`)
    .orderBy(month)
    .execute()
}

function isOfSection(code: string): RawBuilder<boolean> {
  return sql<boolean>`voice_day.entry_id in (
    select entry.id from entry join section on section.id = entry.section_id where section.code = ${code})`
}

async function courses(
  query: Kysely<Tables>,
  { middle, voicesMin, entryIds, ...span }: Parameters<Resolution['courses']>[0],
): Promise<readonly EntryCourse[]> {
  const sumOf = (what: 'resolved' | 'unresolved', when: 'before' | 'now') => {
    const isThen = when === 'before' ? sql`voice_day.day < ${middle}` : sql`voice_day.day >= ${middle}`
    return sql<number>`sum(iif(${isThen}, ${sql.ref(`voice_day.${what}`)}, 0))`
  }
  const voices = (when: 'before' | 'now') => sql<number>`${sumOf('resolved', when)} + ${sumOf('unresolved', when)}`
  const voiced = ofSection(query, { ...span, sectionCode: null })
  const rows = await (entryIds === undefined ? voiced : voiced.where('voice_day.entry_id', 'in', entryIds))
    .where('entry.published_revision', 'is not', null)
    .select(['voice_day.entry_id as entryId', 'section.code', 'section.name'])
    .select([sumOf('resolved', 'before').as('resolvedBefore'), sumOf('unresolved', 'before').as('unresolvedBefore')])
    .select([sumOf('resolved', 'now').as('resolvedNow'), sumOf('unresolved', 'now').as('unresolvedNow')])
    .groupBy('voice_day.entry_id')
    .having(voices('before'), '>=', voicesMin)
    .having(voices('now'), '>=', voicesMin)
    .execute()
  return rows.map(row => ({
    entryId: row.entryId,
    section: { code: row.code, name: row.name },
    before: { resolved: row.resolvedBefore, unresolved: row.unresolvedBefore },
    now: { resolved: row.resolvedNow, unresolved: row.unresolvedNow },
  }))
}

async function voicedSince(query: Kysely<Tables>, mark: number | null): Promise<Voiced> {
  const { last } = await query
    .selectFrom('feedback')
    .select(eb => eb.fn.coalesce(eb.fn.max('id'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow()
  if (mark === null || last <= mark) return { entryIds: [], mark: Math.max(last, mark ?? 0) }
  const rows = await query
    .selectFrom('feedback')
    .innerJoin('voice', 'voice.question_id', 'feedback.question_id')
    .select('voice.entry_id')
    .distinct()
    .where('feedback.id', '>', mark)
    .execute()
  return { entryIds: rows.map(({ entry_id }) => entry_id), mark: last }
}

interface QuestionWish extends VoiceSpan {
  readonly entryId: string
  readonly limit: number
  readonly offset: number
}

async function questionsOf(query: Kysely<Tables>, { entryId, from, before, limit, offset }: QuestionWish) {
  const said = () =>
    query
      .selectFrom('voice')
      .where('voice.entry_id', '=', entryId)
      .where('voice.day', '>=', from)
      .where('voice.day', '<', before)
  const { total } = await said()
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await said()
    .innerJoin('question_log', 'question_log.id', 'voice.question_id')
    .select(['asked_at', 'text', 'said', 'clicked'])
    .orderBy('voice.day', 'desc')
    .orderBy('asked_at', 'desc')
    .orderBy('question_id')
    .limit(limit)
    .offset(offset)
    .execute()
  const questions = rows.map(({ asked_at, clicked, ...row }) => {
    return { ...row, askedAt: new Date(asked_at), clicked: clicked === 1 }
  })
  return { total, questions }
}
