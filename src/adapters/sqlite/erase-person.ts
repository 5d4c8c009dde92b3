// Erases what is held about one person, in one transaction: questions go, tickets stay without them, and the numbers of people
// that figures were told of stay as they were.
import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import { sameText } from '../../core/learning/suggested-words.ts'
import type { EraseCounts } from '../../core/ports/personal-data.ts'
import type { PersonKeys } from '../../core/privacy/person.ts'
import { applyAction, mayDo } from '../../core/ticket/ticket.ts'
import { openAuditTrail } from './audit-trail.ts'
import { questionIdsOf, ticketIdsOf } from './find-person.ts'
import { deleteQuestions, forgetAskerOf } from './forget-people.ts'
import { changeTicket } from './sqlite-tickets.ts'
import type { Tables } from './tables.ts'
import { selectTickets, toTicket } from './ticket-rows.ts'

interface Erasing {
  readonly actor: string
  readonly at: Date
  /** Takes personal data out of a text, as it is done before a wording is proposed. */
  readonly mask: (text: string) => string
}

export function erasePerson(query: Kysely<Tables>, person: PersonKeys, by: Erasing): Promise<EraseCounts> {
  return query.transaction().execute(async transaction => {
    const questions = await questionIdsOf(transaction, person)
    const tickets = await unerased(transaction, await ticketIdsOf(transaction, person))
    let ended = 0
    for (const id of tickets) {
      await forgetAskerOf(transaction, id) // first: it takes names out of withdrawals, and the officer's shall stand in this one
      if (await endTicket(transaction, id, by)) ended += 1
      await transaction.updateTable('ticket').set({ question: '' }).where('id', '=', id).execute()
    }
    await forgetSuggestions(transaction, questions, by)
    await forgetDrafts(transaction, tickets)
    await deleteQuestions(transaction, questions)
    const months = await hideInCounts(transaction, person)
    const accounts = await eraseAccount(transaction, person, by)
    await transaction
      .deleteFrom('setting')
      .where(
        'key',
        'in',
        person.slackUsers.map(user => `slack_direct:${user}`),
      )
      .execute()
    const counts = { questions: questions.length, tickets: tickets.length, ended, months, accounts }
    if (Object.values(counts).some(count => count > 0)) {
      const record = await openAuditTrail(transaction)
      const event = { action: 'privacy.erased', subject: person.kinds.join(' '), before: null, after: counts }
      await record({ at: by.at.toISOString(), actor: by.actor, ...event })
    }
    return counts
  })
}

/** Tickets of whose asker something is left. */
async function unerased(transaction: Transaction<Tables>, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('ticket')
    .select('id')
    .where('id', 'in', ids)
    .where(eb => eb.or([eb('erased_at', 'is', null), eb('question', '<>', '')]))
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Nobody waits for its answer any more: as if the asker had taken it back, so that whoever asked the same still gets theirs. True
 * where it was open.
 */
async function endTicket(transaction: Transaction<Tables>, id: string, by: Erasing): Promise<boolean> {
  const before = toTicket(await selectTickets(transaction).where('ticket.id', '=', id).executeTakeFirstOrThrow())
  if (!mayDo(before, 'withdrawn')) return false
  const { ticket: after, event } = applyAction(before, { kind: 'withdrawn' }, by)
  await changeTicket(transaction, { before, after, news: [] }, event)
  return true
}

/** Suggestions that wait and hold the very words of this person alone, as they were kept: without personal data. */
async function forgetSuggestions(
  transaction: Transaction<Tables>,
  questionIds: readonly string[],
  { actor, at, mask }: Erasing,
): Promise<void> {
  const asked = await transaction
    .selectFrom('question_log')
    .select(['text', 'searched_as'])
    .where('id', 'in', questionIds)
    .execute()
  const times = new Map<string, number>()
  for (const { text, searched_as } of asked) {
    const wordings = [text, searched_as ?? text].flatMap(words => [words, mask(words)])
    for (const same of new Set(wordings.map(sameText))) times.set(same, (times.get(same) ?? 0) + 1)
  }
  const open = await transaction
    .selectFrom('suggestion')
    .select(['id', 'same_text', 'times'])
    .where('state', '=', 'open')
    .where('same_text', 'in', [...times.keys()])
    .execute()
  for (const row of open) {
    if (row.times > (times.get(row.same_text) ?? 0)) continue
    const decided = { state: 'overtaken' as const, decided_by: actor, decided_at: at.toISOString() }
    const emptied = { text: '', same_text: `erased-${randomUUID()}` }
    await transaction
      .updateTable('suggestion')
      .set({ ...decided, ...emptied })
      .where('id', '=', row.id)
      .execute()
  }
}

/** What a model drafted of their tickets and nobody has taken over. */
async function forgetDrafts(transaction: Transaction<Tables>, ticketIds: readonly string[]): Promise<void> {
  await transaction
    .deleteFrom('model_draft')
    .where('source', '=', 'ticket')
    .where('source_id', 'in', ticketIds)
    .where('saved_at', 'is', null)
    .execute()
}

/** Somebody was counted, and still is: under a name that leads to nobody. */
async function hideInCounts(transaction: Transaction<Tables>, { askers }: PersonKeys): Promise<number> {
  const counted = await transaction.selectFrom('asker_month').selectAll().where('asker', 'in', askers).execute()
  const nobody = new Map(askers.map(asker => [asker, `erased-${randomUUID()}`]))
  for (const { month, asker } of counted) {
    await transaction
      .updateTable('asker_month')
      .set({ asker: nobody.get(asker) ?? '' })
      .where('month', '=', month)
      .where('asker', '=', asker)
      .execute()
  }
  return counted.length
}

/** Of the office's own people official records stay with their login; everything else of an account that is disabled goes. */
async function eraseAccount(
  transaction: Transaction<Tables>,
  { logins }: PersonKeys,
  { actor, at }: Erasing,
): Promise<number> {
  const account = await transaction
    .selectFrom('user_account')
    .selectAll()
    .where('login', 'in', logins)
    .executeTakeFirst()
  if (account === undefined) return 0
  if (account.disabled_at === null) throw new FaqError('account_refused', { login: account.login, reason: 'in_use' })
  const { id } = account
  const left = [account.name !== ERASED, account.mail, account.slack_user, account.password_hash, account.issuer]
  await transaction.deleteFrom('session').where('account_id', '=', id).execute()
  await transaction.deleteFrom('autosave').where('account_id', '=', id).execute()
  await transaction.deleteFrom('idempotency_key').where('account_id', '=', id).execute()
  await transaction.deleteFrom('import_mapping').where('account_id', '=', id).execute()
  const notices = transaction.selectFrom('notice').select('notice.id').where('account_id', '=', id)
  await transaction.deleteFrom('notice_delivery').where('notice_id', 'in', notices).execute()
  await transaction.deleteFrom('notice').where('account_id', '=', id).execute()
  if (!left.some(Boolean)) return 0
  await transaction
    .updateTable('user_account')
    .set({
      name: ERASED,
      mail: null,
      slack_user: null,
      password_hash: null,
      issuer: null,
      subject: null,
      invitation_hash: null,
      invitation_until: null,
      link_until: null,
      signed_in_at: null,
      version: sql<number>`version + 1`,
      changed_at: at.toISOString(),
    })
    .where('id', '=', id)
    .execute()
  const record = await openAuditTrail(transaction)
  await record({
    at: at.toISOString(),
    actor,
    action: 'account.erased',
    subject: account.login,
    before: null,
    after: null,
  })
  return 1
}

/** In place of a name that was erased; pages show it as it is. */
const ERASED = '―'
