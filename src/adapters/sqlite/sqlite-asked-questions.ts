// The last questions of the log, each once, with what was said of their answers, over SQLite.
import { type Kysely, sql } from 'kysely'
import { normalise } from '../../core/normalise.ts'
import type { AskedQuestion, AskedQuestions } from '../../core/ports/asked-questions.ts'
import type { FeedbackKind } from '../../core/ports/question-log.ts'
import type { Tables } from './tables.ts'

/** Rows looked at for so many different questions: many are asked often. */
const ROWS_PER_QUESTION = 10

export function openSqliteAskedQuestions(query: Kysely<Tables>): AskedQuestions {
  return { recent: limit => recent(query, limit) }
}

async function recent(query: Kysely<Tables>, limit: number): Promise<readonly AskedQuestion[]> {
  const newest = newestRows(query, limit * ROWS_PER_QUESTION)
  const rows = await newest.execute()
  const feedback = Map.groupBy(await feedbackOn(query, newest), ({ questionId }) => questionId)
  const groups = Map.groupBy(rows, ({ text, searchedAs, sectionCode }) =>
    JSON.stringify([normalise(searchedAs ?? text), sectionCode]),
  )
  return [...groups.values()].slice(0, limit).flatMap(asked => {
    const [last] = asked
    if (last === undefined) return []
    const said = asked.toReversed().map(({ id, answered }) => judgementOf(feedback.get(id) ?? [], answered))
    const right = new Set(said.flatMap(judgement => [...judgement.right]))
    return [
      {
        text: last.searchedAs ?? last.text,
        sectionCode: last.sectionCode,
        times: asked.length,
        lastAskedAt: new Date(last.askedAt),
        right: [...right],
        wrong: [...new Set(said.flatMap(judgement => [...judgement.wrong]))].filter(id => !right.has(id)),
      },
    ]
  })
}

function newestRows(query: Kysely<Tables>, limit: number) {
  return query
    .selectFrom('question_log')
    .leftJoin('candidate_log', join =>
      join.onRef('candidate_log.question_id', '=', 'question_log.id').on('rank', '=', 0).on('outcome', '=', 'answered'),
    )
    .select(['question_log.id', 'question_log.text', 'question_log.searched_as as searchedAs'])
    .select(['question_log.section_code as sectionCode', 'question_log.asked_at as askedAt'])
    .select('candidate_log.entry_id as answered')
    .orderBy('question_log.asked_at', 'desc')
    .orderBy('question_log.id', 'desc')
    .limit(limit)
}

function feedbackOn(query: Kysely<Tables>, newest: ReturnType<typeof newestRows>) {
  return query
    .selectFrom('feedback')
    .select(['feedback.question_id as questionId', 'feedback.kind', 'feedback.entry_id as entryId'])
    .where('feedback.question_id', 'in', newest.clearSelect().select('question_log.id'))
    .where(isSaidOfEntry)
    .orderBy('feedback.id')
    .execute()
}

/** Without a name of an entry it is said of the section's answer, once there is one. */
const isSaidOfEntry = sql<boolean>`(feedback.entry_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM ticket
  WHERE ticket.question_id = feedback.question_id AND ticket.answered_at <= feedback.at))`

interface Said {
  readonly kind: FeedbackKind
  readonly entryId: string | null
}

/** In the order in which it was said; what is said without naming an entry is said of the one chosen, or of the answer. */
function judgementOf(said: readonly Said[], answered: string | null) {
  const [right, wrong] = [new Set<string>(), new Set<string>()]
  let shown = answered
  for (const { kind, entryId } of said) {
    const entry = entryId ?? shown
    if (entry === null) continue
    if (kind === 'chosen') shown = entry
    if (kind === 'chosen' || kind === 'resolved') {
      right.add(entry)
      wrong.delete(entry)
    } else {
      wrong.add(entry)
      right.delete(entry)
    }
  }
  return { right, wrong }
}
