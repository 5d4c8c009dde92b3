// One small step of taking out what is past its time, by part. Each finds its rows by an index that holds only those.
import { type Kysely, sql, type Transaction } from 'kysely'
import { type CalendarDate, dateInJapan, fiscalYearBounds, fiscalYearOf } from '../../core/fiscal-year.ts'
import type { Cutoffs, PurgePart } from '../../core/ports/personal-data.ts'
import { foldAskers } from './asker-counts.ts'
import { deleteQuestions, forgetAskerOf } from './forget-people.ts'
import type { Tables } from './tables.ts'

export type PurgeStep = (transaction: Transaction<Tables>, cutoffs: Cutoffs, limit: number) => Promise<number>

/** Each resolves with how many rows it took out; 0 when there is nothing left. */
export const PURGE_STEPS: Readonly<Record<PurgePart, PurgeStep>> = {
  askers: async (transaction, cutoffs, limit) => {
    const due = questionsOfAskers(transaction, cutoffs).select('id').limit(limit)
    return changed(
      transaction.updateTable('question_log').set({ asker: null, conversation_id: null }).where('id', 'in', due),
    )
  },
  remarks: async (transaction, cutoffs, limit) => {
    const due = remarks(transaction, cutoffs).select('id').limit(limit)
    return changed(transaction.updateTable('feedback').set({ comment: null }).where('id', 'in', due))
  },
  tickets: async (transaction, cutoffs, limit) => {
    const due = await doneTickets(transaction, cutoffs).select('id').limit(limit).execute()
    for (const { id } of due) await forgetAskerOf(transaction, id)
    return due.length
  },
  askerMonths: async (transaction, cutoffs, limit) => {
    const due = await askerMonths(transaction, cutoffs).select(['month', 'asker']).limit(limit).execute()
    for (const year of new Set(due.map(({ month }) => fiscalYearOf(`${month}-01`)))) await foldAskers(transaction, year)
    for (const { month, asker } of due) {
      await transaction.deleteFrom('asker_month').where('month', '=', month).where('asker', '=', asker).execute()
    }
    return due.length
  },
  incoming: async (transaction, cutoffs, limit) => {
    const due = await incoming(transaction, cutoffs).select(['source', 'id']).limit(limit).execute()
    for (const { source, id } of due) {
      await transaction.deleteFrom('event_inbox').where('source', '=', source).where('id', '=', id).execute()
    }
    return due.length
  },
  signIns: async (transaction, cutoffs, limit) => {
    const sessions = staleSessions(transaction, cutoffs).select('token_hash').limit(limit)
    const failures = staleFailures(transaction, cutoffs).select('id').limit(limit)
    return (
      (await changed(transaction.deleteFrom('session').where('token_hash', 'in', sessions))) +
      (await changed(transaction.deleteFrom('sign_in_failure').where('id', 'in', failures)))
    )
  },
  notices: async (transaction, cutoffs, limit) => {
    const due = (await oldNotices(transaction, cutoffs).select('id').limit(limit).execute()).map(({ id }) => id)
    if (due.length === 0) return 0
    await transaction.deleteFrom('notice_delivery').where('notice_id', 'in', due).execute()
    return changed(transaction.deleteFrom('notice').where('id', 'in', due))
  },
  questions: async (transaction, cutoffs, limit) => {
    if (cutoffs.questions === null) return 0
    const ids = (await oldQuestions(transaction, cutoffs.questions).select('id').limit(limit).execute()).map(
      ({ id }) => id,
    )
    await deleteQuestions(transaction, ids)
    const tickets = oldTicketTexts(transaction, cutoffs.questions).select('id').limit(limit)
    return (
      ids.length + (await changed(transaction.updateTable('ticket').set({ question: '' }).where('id', 'in', tickets)))
    )
  },
}

/** How many rows of a part are due. */
export async function countDue(query: Kysely<Tables>, part: PurgePart, cutoffs: Cutoffs): Promise<number> {
  switch (part) {
    case 'askers':
      return countOf(questionsOfAskers(query, cutoffs).select(rows))
    case 'remarks':
      return countOf(remarks(query, cutoffs).select(rows))
    case 'tickets':
      return countOf(doneTickets(query, cutoffs).select(rows))
    case 'askerMonths':
      return countOf(askerMonths(query, cutoffs).select(rows))
    case 'incoming':
      return countOf(incoming(query, cutoffs).select(rows))
    case 'signIns':
      return (
        (await countOf(staleSessions(query, cutoffs).select(rows))) +
        (await countOf(staleFailures(query, cutoffs).select(rows)))
      )
    case 'notices':
      return countOf(oldNotices(query, cutoffs).select(rows))
    case 'questions':
      if (cutoffs.questions === null) return 0
      return (
        (await countOf(oldQuestions(query, cutoffs.questions).select(rows))) +
        (await countOf(oldTicketTexts(query, cutoffs.questions).select(rows)))
      )
    default:
      return part satisfies never
  }
}

function questionsOfAskers(query: Kysely<Tables>, { askers }: Cutoffs) {
  const tells = sql<boolean>`(asker IS NOT NULL OR conversation_id IS NOT NULL)`
  return query.selectFrom('question_log').where('asked_at', '<', askers.toISOString()).where(tells)
}

function remarks(query: Kysely<Tables>, { askers }: Cutoffs) {
  return query.selectFrom('feedback').where('at', '<', askers.toISOString()).where('comment', 'is not', null)
}

/** Of a ticket that still waits its asker must be told. */
function doneTickets(query: Kysely<Tables>, { askers }: Cutoffs) {
  return query
    .selectFrom('ticket')
    .where('state', 'in', ['answered', 'registered', 'closed'])
    .where('changed_at', '<', askers.toISOString())
    .where('erased_at', 'is', null)
}

/** Of a month that is wholly past its time, in a fiscal year that is over: only then is every count of it known. */
function askerMonths(query: Kysely<Tables>, { askers, today }: Cutoffs) {
  return query.selectFrom('asker_month').where('month', '<', firstKeptMonth(dateInJapan(askers), today))
}

function firstKeptMonth(cutoff: CalendarDate, today: CalendarDate): string {
  const yearsOver = fiscalYearBounds(fiscalYearOf(today)).from.slice(0, 7)
  const month = cutoff.slice(0, 7)
  return month < yearsOver ? month : yearsOver
}

function incoming(query: Kysely<Tables>, { traces }: Cutoffs) {
  return query.selectFrom('event_inbox').where('received_at', '<', traces.toISOString())
}

function staleSessions(query: Kysely<Tables>, { traces }: Cutoffs) {
  return query.selectFrom('session').where('seen_at', '<', traces.toISOString())
}

function staleFailures(query: Kysely<Tables>, { traces }: Cutoffs) {
  return query.selectFrom('sign_in_failure').where('at', '<', traces.toISOString())
}

function oldNotices(query: Kysely<Tables>, { askers }: Cutoffs) {
  return query.selectFrom('notice').where('at', '<', askers.toISOString())
}

/** What a ticket that still waits came of is kept with it. */
function oldQuestions(query: Kysely<Tables>, before: Date) {
  return query
    .selectFrom('question_log')
    .where('asked_at', '<', before.toISOString())
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ticket')
            .select('ticket.id')
            .whereRef('ticket.question_id', '=', 'question_log.id')
            .where('ticket.state', 'in', ['new', 'assigned']),
        ),
      ),
    )
}

function oldTicketTexts(query: Kysely<Tables>, before: Date) {
  return query
    .selectFrom('ticket')
    .where('changed_at', '<', before.toISOString())
    .where('state', 'in', ['answered', 'registered', 'closed'])
    .where('question', '<>', '')
}

const rows = sql<number>`count(*)`.as('count')

async function countOf(counting: {
  readonly executeTakeFirstOrThrow: () => Promise<{ readonly count: number }>
}): Promise<number> {
  return (await counting.executeTakeFirstOrThrow()).count
}

interface Change {
  readonly execute: () => Promise<readonly { readonly numDeletedRows?: bigint; readonly numUpdatedRows?: bigint }[]>
}

async function changed(change: Change): Promise<number> {
  const results = await change.execute()
  return results.reduce(
    (sum, { numDeletedRows, numUpdatedRows }) => sum + Number(numDeletedRows ?? numUpdatedRows ?? 0),
    0,
  )
}
