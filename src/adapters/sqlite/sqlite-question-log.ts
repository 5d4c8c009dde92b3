// The question log over SQLite: what was asked, what was shown, what staff said of it.
import type { Kysely } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import {
  CHANNELS,
  type Channel,
  type Feedback,
  type LoggedQuestion,
  type QuestionLog,
} from '../../core/ports/question-log.ts'
import type { Tables } from './tables.ts'

/** `onFailure` hears of questions that could not be written; the asker gets the answer all the same. */
export function openSqliteQuestionLog(query: Kysely<Tables>, onFailure: (error: unknown) => void): QuestionLog {
  return {
    record: async question => {
      try {
        await insertQuestion(query, question)
        return true
      } catch (error) {
        onFailure(error)
        return false
      }
    },
    find: id => findQuestion(query, id),
    giveFeedback: feedback => insertFeedback(query, feedback),
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
    await transaction
      .insertInto('question_log')
      .values({
        id: question.id,
        asked_at: question.askedAt.toISOString(),
        channel: question.channel,
        text: question.text,
        section_code: question.sectionCode,
        outcome: question.outcome,
        confidence: question.confidence,
        took_ms: question.tookMs,
      })
      .execute()
    const candidates = question.candidates.map(({ entryId, confidence }, rank) => {
      return { question_id: question.id, rank, entry_id: entryId, confidence }
    })
    if (candidates.length > 0) await transaction.insertInto('candidate_log').values(candidates).execute()
  })
}

async function findQuestion(query: Kysely<Tables>, id: string): Promise<LoggedQuestion | null> {
  const row = await query.selectFrom('question_log').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const candidates = await query
    .selectFrom('candidate_log')
    .select(['entry_id as entryId', 'confidence'])
    .where('question_id', '=', id)
    .orderBy('rank')
    .execute()
  return {
    id: row.id,
    askedAt: new Date(row.asked_at),
    channel: toChannel(row.channel),
    text: row.text,
    sectionCode: row.section_code,
    outcome: row.outcome,
    confidence: row.confidence,
    candidates,
    tookMs: row.took_ms,
  }
}

function toChannel(text: string): Channel {
  const channel = CHANNELS.find(known => known === text)
  if (channel === undefined) throw new TypeError(`expected a channel of ${CHANNELS.join(', ')}, got "${text}"`)
  return channel
}

async function insertFeedback(query: Kysely<Tables>, feedback: Feedback): Promise<void> {
  const { questionId, kind, entryId, at } = feedback
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
    const row = { question_id: questionId, kind, entry_id: entryId, at: at.toISOString() }
    await transaction.insertInto('feedback').values(row).execute()
  })
}
