// What every change of an account is made of: each is a part of one transaction, which ends with its audit event.
import type { Kysely, Transaction } from 'kysely'
import { type Account, type Grant, isAdministrator } from '../../core/access/account.ts'
import { FaqError } from '../../core/errors.ts'
import { normalise } from '../../core/normalise.ts'
import type { AccountInput } from '../../core/ports/accounts.ts'
import { requireAccount } from './account-rows.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export interface SqliteAccountsDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export interface WriteOptions extends SqliteAccountsDeps {
  readonly actor: string
}

/** Logins are typed by people: width and case do not matter. */
export function foldLogin(login: string): string {
  return normalise(login)
}

export async function createAccount(
  transaction: Transaction<Tables>,
  input: AccountInput,
  options: WriteOptions,
): Promise<Account> {
  await refuseTaken(transaction, input.login, null)
  const id = options.newId()
  const at = options.now().toISOString()
  await transaction
    .insertInto('user_account')
    .values({ id, version: 1, created_at: at, ...(await columnsOf(transaction, input, { at, disabledAt: null })) })
    .execute()
  await writeGrants(transaction, id, input.grants)
  const account = await requireAccount(transaction, id)
  await recordAccount(transaction, { action: 'account.created', id, before: null, after: account }, options)
  return account
}

export interface ChangeOptions extends WriteOptions {
  readonly seen: number
  /** Whether the last administrator may go: an identity provider says who is one, whatever follows. */
  readonly mayTakeLast?: boolean
}

export async function changeAccount(
  transaction: Transaction<Tables>,
  id: string,
  input: AccountInput,
  options: ChangeOptions,
): Promise<Account> {
  const before = await requireAccount(transaction, id)
  if (before.version !== options.seen) {
    throw new FaqError('conflict', { id, expectedRevision: options.seen, currentRevision: before.version })
  }
  await refuseTaken(transaction, input.login, id)
  const at = options.now().toISOString()
  const stored = await transaction
    .selectFrom('user_account')
    .select('disabled_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const columns = await columnsOf(transaction, input, { at, disabledAt: stored.disabled_at })
  await transaction
    .updateTable('user_account')
    .set({ ...columns, version: before.version + 1 })
    .where('id', '=', id)
    .execute()
  await transaction.deleteFrom('account_role').where('account_id', '=', id).execute()
  await writeGrants(transaction, id, input.grants)
  const after = await requireAccount(transaction, id)
  if (isAdministrator(before) && options.mayTakeLast !== true) await requireAdministratorLeft(transaction, after)
  if (endsSessions(before, after)) await endSessions(transaction, id)
  await recordAccount(transaction, { action: 'account.changed', id, before, after }, options)
  return after
}

async function requireAdministratorLeft(transaction: Transaction<Tables>, { login }: Account): Promise<void> {
  if (!(await hasAdministrator(transaction))) {
    throw new FaqError('account_refused', { login, reason: 'last_administrator' })
  }
}

export async function hasAdministrator(query: Kysely<Tables>): Promise<boolean> {
  const found = await query
    .selectFrom('account_role')
    .innerJoin('user_account', 'user_account.id', 'account_role.account_id')
    .select('user_account.id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** Whoever may do something else than before signs in again. */
function endsSessions(before: Account, after: Account): boolean {
  const rights = ({ login, disabled, grants, section }: Account) =>
    JSON.stringify([login, disabled, grants, section?.code ?? null])
  return rights(before) !== rights(after)
}

export async function endSessions(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.deleteFrom('session').where('account_id', '=', id).execute()
}

async function refuseTaken(transaction: Transaction<Tables>, login: string, id: string | null): Promise<void> {
  const folded = foldLogin(login)
  const other = await transaction.selectFrom('user_account').select('id').where('login', '=', folded).executeTakeFirst()
  if (other !== undefined && other.id !== id) {
    throw new FaqError('account_refused', { login: folded, reason: 'login_taken' })
  }
}

async function columnsOf(
  transaction: Transaction<Tables>,
  input: AccountInput,
  { at, disabledAt }: { readonly at: string; readonly disabledAt: string | null },
) {
  return {
    login: foldLogin(input.login),
    name: input.name.trim(),
    mail: input.mail,
    slack_user: input.slackUser,
    section_id: input.sectionCode === null ? null : await sectionId(transaction, input.sectionCode),
    disabled_at: input.disabled ? (disabledAt ?? at) : null,
    changed_at: at,
  }
}

async function writeGrants(transaction: Transaction<Tables>, id: string, grants: readonly Grant[]): Promise<void> {
  for (const { role, sectionCode } of grants) {
    const section = sectionCode === null ? 0 : await sectionId(transaction, sectionCode)
    await transaction
      .insertInto('account_role')
      .values({ account_id: id, role, section_id: section })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
}

async function sectionId(query: Kysely<Tables>, code: string): Promise<number> {
  const row = await query.selectFrom('section').select('id').where('code', '=', code).executeTakeFirst()
  if (row === undefined) throw new FaqError('not_found', { what: 'section', id: code.slice(0, 64) })
  return row.id
}

/** Sets the password, which ends the invitation and all sessions. */
export async function writePassword(
  transaction: Transaction<Tables>,
  id: string,
  { hash, ...options }: WriteOptions & { readonly hash: string },
): Promise<void> {
  await refuseLinked(transaction, id)
  const state = { password_hash: hash, invitation_hash: null, invitation_until: null }
  const changed = { ...state, changed_at: options.now().toISOString() }
  await transaction.updateTable('user_account').set(changed).where('id', '=', id).execute()
  await endSessions(transaction, id)
  await recordAccount(transaction, { action: 'account.password', id, before: null, after: null }, options)
}

/** An account that signs in at the provider has no password: it would go around what the provider asks for. */
export async function refuseLinked(transaction: Transaction<Tables>, id: string): Promise<void> {
  const { login } = await requireAccount(transaction, id)
  const linked = transaction
    .selectFrom('user_account')
    .select('id')
    .where('id', '=', id)
    .where('subject', 'is not', null)
  if ((await linked.executeTakeFirst()) !== undefined) {
    throw new FaqError('account_refused', { login, reason: 'linked' })
  }
}

export async function recordAccount(
  transaction: Transaction<Tables>,
  event: { readonly action: string; readonly id: string; readonly before: unknown; readonly after: unknown },
  { now, actor }: WriteOptions,
): Promise<void> {
  const write = await openAuditTrail(transaction)
  const { action, id, before, after } = event
  await write({ at: now().toISOString(), actor, action, subject: id, before, after })
}
