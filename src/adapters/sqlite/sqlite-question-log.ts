// The question log over SQLite: what was asked, what was shown, what staff said of it.
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Reader } from '../../core/access/rights.ts'
import { FaqError } from '../../core/errors.ts'
import {
  CHANNELS,
  type Channel,
  type Feedback,
  type LoggedCandidate,
  type LoggedQuestion,
  type PopularEntry,
  type QuestionLog,
} from '../../core/ports/question-log.ts'
import { insertRow } from './insert-row.ts'
import { isOpenTo } from './is-open-to.ts'
import type { Tables } from './tables.ts'

/**
 * `onFailure` hears of questions that could not be written; the asker gets the answer all the same. Questions are written by
 * `patientQuery`, which may wait longer than a person does.
 */
export function openSqliteQuestionLog(
  query: Kysely<Tables>,
  onFailure: (error: unknown) => void,
  patientQuery: Kysely<Tables> = query,
): QuestionLog {
  return {
    record: async question => {
      try {
        await insertQuestion(patientQuery, question)
        return true
      } catch (error) {
        onFailure(error)
        return false
      }
    },
    find: id => findQuestion(query, id),
    ofConversation: async (conversationId, limit) => {
      const rows = await selectQuestions(query).where('conversation_id', '=', conversationId).limit(limit).execute()
      return loadQuestions(query, rows.toReversed())
    },
    ofAsker: async (asker, limit) =>
      loadQuestions(query, await selectQuestions(query).where('asker', '=', asker).limit(limit).execute()),
    popular: (since, limit, reader) => popularEntries(query, { since, limit, reader }),
    giveFeedback: feedback => insertFeedback(query, feedback),
    feedbackOn: async questionIds => {
      const rows = await query
        .selectFrom('feedback')
        .selectAll()
        .where('question_id', 'in', questionIds)
        .orderBy('id')
        .execute()
      return rows.map(({ question_id, kind, entry_id, comment, at }) => {
        return { questionId: question_id, kind, entryId: entry_id, comment, at: new Date(at) }
      })
    },
    count: async () => {
      const row = await query
        .selectFrom('question_log')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return row.count
    },
  }
}

async function insertQuestion(query: Kysely<Tables>, question: LoggedQuestion): Promise<void> {
  await query.transaction().execute(async transaction => {
    await insertRow(transaction, 'question_log', {
      id: question.id,
      asked_at: question.askedAt.toISOString(),
      channel: question.channel,
      text: question.text,
      searched_as: question.searchedAs,
      conversation_id: question.conversationId,
      asker: question.asker,
      section_code: question.sectionCode,
      outcome: question.outcome,
      confidence: question.confidence,
      took_ms: question.tookMs,
    })
    for (const [rank, { entryId, confidence }] of question.candidates.entries()) {
      const row = { question_id: question.id, rank, entry_id: entryId, confidence }
      await insertRow(transaction, 'candidate_log', row)
    }
  })
}

async function findQuestion(query: Kysely<Tables>, id: string): Promise<LoggedQuestion | null> {
  const rows = await query.selectFrom('question_log').selectAll().where('id', '=', id).execute()
  return (await loadQuestions(query, rows))[0] ?? null
}

/** Newest first; those of one instant in the order of their ids, so that pages are stable. */
function selectQuestions(query: Kysely<Tables>) {
  return query.selectFrom('question_log').selectAll().orderBy('asked_at', 'desc').orderBy('id', 'desc')
}

type QuestionRow = Selectable<Tables['question_log']>

async function loadQuestions(query: Kysely<Tables>, rows: readonly QuestionRow[]): Promise<readonly LoggedQuestion[]> {
  const ids = rows.map(({ id }) => id)
  const candidates =
    ids.length === 0
      ? []
      : await query
          .selectFrom('candidate_log')
          .select(['question_id', 'entry_id as entryId', 'confidence'])
          .where('question_id', 'in', ids)
          .orderBy('question_id')
          .orderBy('rank')
          .execute()
  const byQuestion = Map.groupBy(candidates, ({ question_id }) => question_id)
  return rows.map(row => toQuestion(row, byQuestion.get(row.id) ?? []))
}

function toQuestion(row: QuestionRow, candidates: readonly LoggedCandidate[]): LoggedQuestion {
  return {
    id: row.id,
    askedAt: new Date(row.asked_at),
    channel: toChannel(row.channel),
    text: row.text,
    searchedAs: row.searched_as,
    conversationId: row.conversation_id,
    asker: row.asker,
    sectionCode: row.section_code,
    outcome: row.outcome,
    confidence: row.confidence,
    candidates: candidates.map(({ entryId, confidence }) => ({ entryId, confidence })),
    tookMs: row.took_ms,
  }
}

/** The first candidate of an answered question was given; a chosen one counts as much. */
async function popularEntries(
  query: Kysely<Tables>,
  { since, limit, reader }: { readonly since: Date; readonly limit: number; readonly reader: Reader },
): Promise<readonly PopularEntry[]> {
  const from = since.toISOString()
  const given = query
    .selectFrom('question_log')
    .innerJoin('candidate_log', 'candidate_log.question_id', 'question_log.id')
    .select('candidate_log.entry_id')
    .where('asked_at', '>=', from)
    .where('outcome', '=', 'answered')
    .where('rank', '=', 0)
  const chosen = query
    .selectFrom('feedback')
    .select(sql<string>`entry_id`.as('entry_id'))
    .where('kind', '=', 'chosen')
    .where('at', '>=', from)
    .where('entry_id', 'is not', null)
  return query
    .selectFrom(given.unionAll(chosen).as('shown'))
    .innerJoin('entry', 'entry.id', 'shown.entry_id')
    .select(['shown.entry_id as entryId', eb => eb.fn.countAll<number>().as('times')])
    .where(isOpenTo(reader))
    .groupBy('shown.entry_id')
    .orderBy('times', 'desc')
    .orderBy('entryId')
    .limit(limit)
    .execute()
}

function toChannel(text: string): Channel {
  const channel = CHANNELS.find(known => known === text)
  if (channel === undefined) throw new TypeError(`expected a channel of ${CHANNELS.join(', ')}, got "${text}"`)
  return channel
}

async function insertFeedback(query: Kysely<Tables>, feedback: Feedback): Promise<void> {
  const { questionId, kind, entryId, comment, at } = feedback
  await query.transaction().execute(async transaction => {
    const question = await transaction
      .selectFrom('question_log')
      .select('id')
      .where('id', '=', questionId)
      .executeTakeFirst()
    if (question === undefined) throw new FaqError('not_found', { what: 'question', id: questionId })
    if (entryId !== null) {
      const entry = await transaction.selectFrom('entry').select('id').where('id', '=', entryId).executeTakeFirst()
      if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id: entryId })
    }
    const row = { question_id: questionId, kind, entry_id: entryId, comment, at: at.toISOString() }
    await transaction.insertInto('feedback').values(row).execute()
  })
}
