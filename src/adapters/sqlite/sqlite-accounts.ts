// Accounts over SQLite. A change and what it ends, sessions above all, are one transaction with the audit event.
import type { Kysely, Transaction } from 'kysely'
import type { Account, Grant } from '../../core/access/account.ts'
import { FaqError } from '../../core/errors.ts'
import { normalise } from '../../core/normalise.ts'
import type { AccountFilter, AccountInput, Accounts } from '../../core/ports/accounts.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export interface SqliteAccountsDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export function openSqliteAccounts(query: Kysely<Tables>, deps: SqliteAccountsDeps): Accounts {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    create: (input, actor) => write(transaction => create(transaction, input, { ...deps, actor })),
    change: (id, input, options) => write(transaction => change(transaction, id, input, { ...deps, ...options })),
    find: async id => first(await load(query, q => q.where('user_account.id', '=', id))),
    findByLogin: async login => first(await load(query, q => q.where('user_account.login', '=', foldLogin(login)))),
    list: filter => list(query, filter),
    count: () => count(query),
    all: () => load(query, q => q),
    passwordHash: async id => {
      const row = await query.selectFrom('user_account').select('password_hash').where('id', '=', id).executeTakeFirst()
      return row?.password_hash ?? null
    },
    setPassword: (id, hash, actor) => write(transaction => setPassword(transaction, id, hash, { ...deps, actor })),
    invite: (id, secretHash, options) =>
      write(async transaction => {
        const invitation = { invitation_hash: secretHash, invitation_until: options.until.toISOString() }
        await transaction.updateTable('user_account').set(invitation).where('id', '=', id).execute()
        const after = { until: options.until.toISOString() }
        await record(transaction, { action: 'account.invited', id, before: null, after }, { ...deps, ...options })
      }),
    findInvited: async (secretHash, now) => {
      const invited = await load(query, q =>
        q
          .where('user_account.invitation_hash', '=', secretHash)
          .where('user_account.invitation_until', '>', now.toISOString()),
      )
      return first(invited)
    },
  }
}

interface WriteOptions extends SqliteAccountsDeps {
  readonly actor: string
}

/** Logins are typed by people: width and case do not matter. */
export function foldLogin(login: string): string {
  return normalise(login)
}

async function count(query: Kysely<Tables>): Promise<number> {
  const counted = query.selectFrom('user_account').select(eb => eb.fn.countAll<number>().as('count'))
  return (await counted.executeTakeFirstOrThrow()).count
}

async function create(transaction: Transaction<Tables>, input: AccountInput, options: WriteOptions): Promise<Account> {
  await refuseTaken(transaction, input.login, null)
  const id = options.newId()
  const at = options.now().toISOString()
  await transaction
    .insertInto('user_account')
    .values({ id, version: 1, created_at: at, ...(await columnsOf(transaction, input, { at, disabledAt: null })) })
    .execute()
  await writeGrants(transaction, id, input.grants)
  const account = await mustFind(transaction, id)
  await record(transaction, { action: 'account.created', id, before: null, after: account }, options)
  return account
}

async function change(
  transaction: Transaction<Tables>,
  id: string,
  input: AccountInput,
  options: WriteOptions & { readonly seen: number },
): Promise<Account> {
  const before = await mustFind(transaction, id)
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
  const after = await mustFind(transaction, id)
  if (endsSessions(before, after)) await endSessions(transaction, id)
  await record(transaction, { action: 'account.changed', id, before, after }, options)
  return after
}

/** Whoever may do something else than before signs in again. */
function endsSessions(before: Account, after: Account): boolean {
  const rights = ({ login, disabled, grants, section }: Account) =>
    JSON.stringify([login, disabled, grants, section?.code ?? null])
  return rights(before) !== rights(after)
}

async function endSessions(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.deleteFrom('session').where('account_id', '=', id).execute()
}

async function setPassword(
  transaction: Transaction<Tables>,
  id: string,
  hash: string,
  options: WriteOptions,
): Promise<void> {
  const state = { password_hash: hash, invitation_hash: null, invitation_until: null }
  const changed = { ...state, changed_at: options.now().toISOString() }
  await transaction.updateTable('user_account').set(changed).where('id', '=', id).execute()
  await endSessions(transaction, id)
  await record(transaction, { action: 'account.password', id, before: null, after: null }, options)
}

async function refuseTaken(transaction: Transaction<Tables>, login: string, id: string | null): Promise<void> {
  const folded = foldLogin(login)
  const other = await transaction.selectFrom('user_account').select('id').where('login', '=', folded).executeTakeFirst()
  if (other !== undefined && other.id !== id) {
    throw new FaqError('bad_input', { field: 'login', expected: 'unique', got: folded })
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
  if (row === undefined) throw new FaqError('not_found', { what: 'section', id: code })
  return row.id
}

async function record(
  transaction: Transaction<Tables>,
  event: { readonly action: string; readonly id: string; readonly before: unknown; readonly after: unknown },
  { now, actor }: WriteOptions,
): Promise<void> {
  const write = await openAuditTrail(transaction)
  const { action, id, before, after } = event
  await write({ at: now().toISOString(), actor, action, subject: id, before, after })
}

async function list(query: Kysely<Tables>, { text = '', limit, offset }: AccountFilter) {
  const words = normalise(text).split(' ').filter(Boolean)
  const accounts = (await load(query, q => q)).filter(({ login, name, mail }) => {
    const known = normalise(`${login} ${name} ${mail ?? ''}`)
    return words.every(word => known.includes(word))
  })
  return { total: accounts.length, accounts: accounts.slice(offset, offset + limit) }
}

function selectAccounts(query: Kysely<Tables>) {
  return query
    .selectFrom('user_account')
    .leftJoin('section', 'section.id', 'user_account.section_id')
    .select(['user_account.id', 'user_account.version', 'user_account.login', 'user_account.name as personName'])
    .select(['user_account.mail', 'user_account.slack_user', 'user_account.disabled_at'])
    .select(['section.code', 'section.name as sectionName'])
}

type AccountSelection = ReturnType<typeof selectAccounts>

/** By login. */
async function load(
  query: Kysely<Tables>,
  narrow: (selection: AccountSelection) => AccountSelection,
): Promise<readonly Account[]> {
  const rows = await narrow(selectAccounts(query)).orderBy('user_account.login').execute()
  const roles = await query
    .selectFrom('account_role')
    .leftJoin('section', 'section.id', 'account_role.section_id')
    .select(['account_role.account_id', 'account_role.role', 'section.code'])
    .where(
      'account_role.account_id',
      'in',
      rows.length > 1 ? query.selectFrom('user_account').select('id') : rows.map(({ id }) => id),
    )
    .orderBy('account_role.role')
    .orderBy('section.code')
    .execute()
  const grantsOf = Map.groupBy(roles, ({ account_id: id }) => id)
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    login: row.login,
    name: row.personName,
    mail: row.mail,
    slackUser: row.slack_user,
    section: row.code === null || row.sectionName === null ? null : { code: row.code, name: row.sectionName },
    grants: (grantsOf.get(row.id) ?? []).map(({ role, code }) => ({ role, sectionCode: code })),
    disabled: row.disabled_at !== null,
  }))
}

function first(accounts: readonly Account[]): Account | null {
  return accounts[0] ?? null
}

async function mustFind(query: Kysely<Tables>, id: string): Promise<Account> {
  const account = first(await load(query, q => q.where('user_account.id', '=', id)))
  if (account === null) throw new FaqError('not_found', { what: 'account', id })
  return account
}
