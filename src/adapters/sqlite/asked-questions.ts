// The questions that make up a figure: of a period, by what became of them.
import { type Kysely, sql } from 'kysely'
import { startOfDay } from '../../core/japan-time.ts'
import type { AskedQuestion, Period, QuestionsOf } from '../../core/ports/figures.ts'
import type { Tables } from './tables.ts'

export async function selectAskedQuestions(
  query: Kysely<Tables>,
  { from, before, of }: Period & { readonly of: QuestionsOf },
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly questions: readonly AskedQuestion[] }> {
  let matching = query
    .selectFrom('question_log')
    .where('asked_at', '>=', startOfDay(from).toISOString())
    .where('asked_at', '<', startOfDay(before).toISOString())
  if (of === 'resolved' || of === 'unresolved') {
    // Driven from the few that somebody said something of.
    const judged = query.selectFrom('feedback').select('question_id').where('kind', '=', of)
    matching = matching.where('id', 'in', judged).where(lastWord, '=', of)
  } else if (of !== 'asked') {
    matching = matching.where('outcome', '=', of)
  }
  const { total } = await matching.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await matching
    .select(['id', 'asked_at', 'text', 'outcome', firstEntry.as('entry'), lastWord.as('lastWord')])
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  const questions = rows.map(({ asked_at, text, outcome, entry, lastWord: said }) => {
    return { askedAt: new Date(asked_at), text, outcome, entryId: entry, said }
  })
  return { total, questions }
}

const firstEntry = sql<string | null>`(SELECT entry_id FROM candidate_log
  WHERE question_id = question_log.id ORDER BY rank LIMIT 1)`

const lastWord = sql<'resolved' | 'unresolved' | null>`(SELECT kind FROM feedback
  WHERE question_id = question_log.id AND kind IN ('resolved', 'unresolved') ORDER BY id DESC LIMIT 1)`
