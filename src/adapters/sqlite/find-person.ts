// Everything held about one person, by the keys that their names give.
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type {
  PersonAccount,
  PersonalData,
  PersonQuestion,
  PersonRecord,
  PersonTicket,
} from '../../core/ports/personal-data.ts'
import type { PersonKeys } from '../../core/privacy/person.ts'
import type { Tables } from './tables.ts'

export const findPerson = async (query: Kysely<Tables>, person: PersonKeys): ReturnType<PersonalData['find']> => {
  const months = await query
    .selectFrom('asker_month')
    .select('month')
    .where('asker', 'in', person.askers)
    .distinct()
    .orderBy('month')
    .execute()
  const record: PersonRecord = {
    questions: await questionsOf(query, person),
    tickets: await ticketsOf(query, person),
    months: months.map(({ month }) => month),
    account: await accountOf(query, person),
  }
  return record
}

export async function questionIdsOf(query: Kysely<Tables>, person: PersonKeys): Promise<readonly string[]> {
  const rows = await query.selectFrom('question_log').select('id').where(isAskedBy(person)).execute()
  return rows.map(({ id }) => id)
}

export async function ticketIdsOf(query: Kysely<Tables>, person: PersonKeys): Promise<readonly string[]> {
  const rows = await query.selectFrom('ticket').select('id').where(isOpenedBy(person)).execute()
  return rows.map(({ id }) => id)
}

function isAskedBy({ askers, conversations }: PersonKeys) {
  return (eb: ExpressionBuilder<Tables, 'question_log'>): Expression<SqlBool> =>
    eb.or([eb('question_log.asker', 'in', askers), eb('question_log.conversation_id', 'in', conversations)])
}

/** By the keyed hash, by where the answer goes, by the ticket's own address, or by the question it came of. */
function isOpenedBy(person: PersonKeys) {
  return (eb: ExpressionBuilder<Tables, 'ticket'>): Expression<SqlBool> =>
    eb.or([
      eb('ticket.asker', 'in', person.askers),
      eb('ticket.id', 'in', person.ticketIds),
      eb(sql<string>`reply_to ->> '$.user'`, 'in', person.slackUsers),
      eb(sql<string>`lower(reply_to ->> '$.address')`, 'in', person.addresses),
      eb('ticket.question_id', 'in', eb.selectFrom('question_log').select('question_log.id').where(isAskedBy(person))),
    ])
}

async function questionsOf(query: Kysely<Tables>, person: PersonKeys): Promise<readonly PersonQuestion[]> {
  const rows = await query
    .selectFrom('question_log')
    .selectAll()
    .where(isAskedBy(person))
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  const ids = rows.map(({ id }) => id)
  const shown = await query
    .selectFrom('candidate_log')
    .selectAll()
    .where('question_id', 'in', ids)
    .orderBy('rank')
    .execute()
  const said = await query.selectFrom('feedback').selectAll().where('question_id', 'in', ids).orderBy('id').execute()
  const shownFor = Map.groupBy(shown, row => row.question_id)
  const saidOf = Map.groupBy(said, row => row.question_id)
  return rows.map(({ id, asked_at, channel, text, searched_as, outcome }) => ({
    id,
    askedAt: new Date(asked_at),
    channel,
    text,
    searchedAs: searched_as,
    outcome,
    shown: (shownFor.get(id) ?? []).map(row => row.entry_id),
    said: (saidOf.get(id) ?? []).map(({ kind, entry_id, comment, at }) => {
      return { kind, entryId: entry_id, comment, at: new Date(at) }
    }),
  }))
}

const replyToSchema = z.record(z.string(), z.unknown())
const reasonSchema = z.object({ reason: z.string().nullish() })

async function ticketsOf(query: Kysely<Tables>, person: PersonKeys): Promise<readonly PersonTicket[]> {
  const rows = await query
    .selectFrom('ticket')
    .innerJoin('section', 'section.id', 'ticket.section_id')
    .selectAll('ticket')
    .select('section.name')
    .where(isOpenedBy(person))
    .orderBy('ticket.opened_at')
    .execute()
  const ids = rows.map(({ id }) => id)
  const reopened = query
    .selectFrom('ticket_event')
    .selectAll()
    .where('ticket_id', 'in', ids)
    .where('kind', '=', 'reopened')
  const reasons = Map.groupBy(await reopened.orderBy('position').execute(), row => row.ticket_id)
  return rows.map(row => ({
    id: row.id,
    fiscalYear: row.fiscal_year,
    number: row.number,
    state: row.state,
    section: row.name,
    question: row.question,
    askerName: row.asker_name,
    replyTo: row.reply_to === null ? null : replyToSchema.parse(JSON.parse(row.reply_to)),
    openedAt: new Date(row.opened_at),
    answer: row.answer,
    entryId: row.entry_id,
    reasons: (reasons.get(row.id) ?? []).flatMap(({ detail }) => reasonSchema.parse(JSON.parse(detail)).reason ?? []),
  }))
}

async function accountOf(query: Kysely<Tables>, { logins }: PersonKeys): Promise<PersonAccount | null> {
  const row = await query
    .selectFrom('user_account')
    .leftJoin('section', 'section.id', 'user_account.section_id')
    .selectAll('user_account')
    .select('section.name as section_name')
    .where('login', 'in', logins)
    .executeTakeFirst()
  if (row === undefined) return null
  const actor = `user:${row.login}`
  const count = (counted: ReturnType<typeof sql<number>>) => counted
  const { notices, unsaved, audited, revised, commented } = await query
    .selectNoFrom([
      count(sql`(SELECT count(*) FROM notice WHERE account_id = ${row.id})`).as('notices'),
      count(sql`(SELECT count(*) FROM autosave WHERE account_id = ${row.id})`).as('unsaved'),
      count(sql`(SELECT count(*) FROM audit_event WHERE actor = ${actor})`).as('audited'),
      count(sql`(SELECT count(*) FROM revision WHERE author = ${actor})`).as('revised'),
      count(sql`(SELECT count(*) FROM review_comment WHERE account_id = ${row.id})`).as('commented'),
    ])
    .executeTakeFirstOrThrow()
  const roles = await query.selectFrom('account_role').select('role').where('account_id', '=', row.id).execute()
  const sessions = await query.selectFrom('session').selectAll().where('account_id', '=', row.id).execute()
  return {
    login: row.login,
    name: row.name,
    mail: row.mail,
    slackUser: row.slack_user,
    section: row.section_name,
    roles: [...new Set(roles.map(({ role }) => role))],
    disabled: row.disabled_at !== null,
    createdAt: new Date(row.created_at),
    signedInAt: row.signed_in_at === null ? null : new Date(row.signed_in_at),
    sessions: sessions.map(one => ({ createdAt: new Date(one.created_at), seenAt: new Date(one.seen_at) })),
    notices,
    unsaved,
    records: { auditEvents: audited, revisions: revised, comments: commented },
  }
}
