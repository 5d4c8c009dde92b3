// Accounts over SQLite. A change and what it ends, sessions above all, are one transaction with the audit event.
import type { Kysely, Transaction } from 'kysely'
import { actorOf } from '../../core/access/account.ts'
import { normalise } from '../../core/normalise.ts'
import type { AccountFilter, Accounts } from '../../core/ports/accounts.ts'
import { findAccount, loadAccounts, loadSignInStates, requireAccount } from './account-rows.ts'
import {
  changeAccount,
  createAccount,
  foldLogin,
  recordAccount,
  type SqliteAccountsDeps,
  writePassword,
} from './account-writes.ts'
import type { Tables } from './tables.ts'

export function openSqliteAccounts(query: Kysely<Tables>, deps: SqliteAccountsDeps): Accounts {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    create: (input, actor) => write(transaction => createAccount(transaction, input, { ...deps, actor })),
    change: (id, input, options) =>
      write(transaction => changeAccount(transaction, id, input, { ...deps, ...options })),
    find: id => findAccount(query, id),
    findByLogin: async login => {
      const found = await loadAccounts(query, q => q.where('user_account.login', '=', foldLogin(login)))
      return found[0] ?? null
    },
    list: filter => list(query, filter),
    count: () => count(query),
    all: () => loadAccounts(query, q => q),
    signInStates: ids => loadSignInStates(query, ids, deps.now()),
    passwordHash: async id => {
      const row = await query.selectFrom('user_account').select('password_hash').where('id', '=', id).executeTakeFirst()
      return row?.password_hash ?? null
    },
    setPassword: (id, hash, actor) => write(transaction => writePassword(transaction, id, { ...deps, actor, hash })),
    noteSignIn: (id, way) => write(transaction => noteSignIn(transaction, id, { ...deps, way })),
  }
}

async function count(query: Kysely<Tables>): Promise<number> {
  const counted = query.selectFrom('user_account').select(eb => eb.fn.countAll<number>().as('count'))
  return (await counted.executeTakeFirstOrThrow()).count
}

/** Names are compared in their normal form, which the database does not know: of all accounts, their names alone are read. */
async function list(query: Kysely<Tables>, { text = '', disabled, limit, offset }: AccountFilter) {
  const words = normalise(text).split(' ').filter(Boolean)
  const rows = await query
    .selectFrom('user_account')
    .leftJoin('section', 'section.id', 'user_account.section_id')
    .select(['user_account.id', 'login', 'user_account.name', 'mail', 'disabled_at', 'section.name as sectionName'])
    .orderBy('login')
    .execute()
  const found = rows.filter(({ login, name, mail, sectionName, disabled_at: disabledAt }) => {
    if (disabled !== undefined && disabled !== (disabledAt !== null)) return false
    if (words.length === 0) return true
    const known = normalise(`${login} ${name} ${mail ?? ''} ${sectionName ?? ''}`)
    return words.every(word => known.includes(word))
  })
  const ids = found.slice(offset, offset + limit).map(({ id }) => id)
  return { total: found.length, accounts: await loadAccounts(query, q => q.where('user_account.id', 'in', ids)) }
}

async function noteSignIn(
  transaction: Transaction<Tables>,
  id: string,
  { way, ...deps }: SqliteAccountsDeps & { readonly way: 'password' | 'identity' },
): Promise<void> {
  const account = await requireAccount(transaction, id)
  const at = deps.now().toISOString()
  await transaction.updateTable('user_account').set({ signed_in_at: at }).where('id', '=', id).execute()
  const event = { action: 'account.signed_in', id, before: null, after: { way } }
  await recordAccount(transaction, event, { ...deps, actor: actorOf(account) })
}
