// One-time secrets over SQLite: each is used up in the transaction that does what it is for.
import type { Kysely, Transaction } from 'kysely'
import { type Account, actorOf } from '../../core/access/account.ts'
import type { FirstAdministrator, Invitations } from '../../core/ports/invitations.ts'
import { hashSecret, newSecret } from '../passwords/one-time-secret.ts'
import { loadAccounts, requireAccount } from './account-rows.ts'
import {
  createAccount,
  foldLogin,
  hasAdministrator,
  recordAccount,
  refuseLinked,
  type SqliteAccountsDeps,
  type WriteOptions,
  writePassword,
} from './account-writes.ts'
import { putSetting } from './put-setting.ts'
import type { Tables } from './tables.ts'

export function openSqliteInvitations(query: Kysely<Tables>, deps: SqliteAccountsDeps): Invitations {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    invite: (id, options) => write(transaction => invite(transaction, id, { ...deps, ...options })),
    find: secret => findInvited(query, secret, deps.now()),
    accept: (secret, hash) => write(transaction => accept(transaction, secret, { ...deps, hash })),
    offerFirst: until => write(transaction => offerFirst(transaction, until)),
    isFirst: secret => isFirst(query, secret, deps.now()),
    acceptFirst: (secret, person, hash) =>
      write(transaction => acceptFirst(transaction, secret, { ...deps, ...person, hash })),
  }
}

async function invite(
  transaction: Transaction<Tables>,
  id: string,
  { until, ...options }: WriteOptions & { readonly until: Date },
): Promise<string> {
  await refuseLinked(transaction, id)
  const secret = newSecret()
  const invitation = { invitation_hash: hashSecret(secret), invitation_until: until.toISOString() }
  await transaction.updateTable('user_account').set(invitation).where('id', '=', id).execute()
  const after = { until: until.toISOString() }
  await recordAccount(transaction, { action: 'account.invited', id, before: null, after }, options)
  return secret
}

async function findInvited(query: Kysely<Tables>, secret: string, now: Date): Promise<Account | null> {
  const [invited] = await loadAccounts(query, q =>
    q
      .where('user_account.invitation_hash', '=', hashSecret(secret))
      .where('user_account.invitation_until', '>', now.toISOString())
      .where('user_account.disabled_at', 'is', null),
  )
  return invited ?? null
}

async function accept(
  transaction: Transaction<Tables>,
  secret: string,
  { hash, ...deps }: SqliteAccountsDeps & { readonly hash: string },
): Promise<Account | null> {
  const account = await findInvited(transaction, secret, deps.now())
  if (account === null) return null
  await writePassword(transaction, account.id, { ...deps, hash, actor: actorOf(account) })
  return account
}

/** What the secret's hash and end stand under, as JSON. */
const FIRST_KEY = 'first_administrator'

interface FirstOffer {
  readonly hash: string
  readonly until: string
}

async function offerFirst(transaction: Transaction<Tables>, until: Date): Promise<string | null> {
  await forgetFirst(transaction)
  if (await hasAdministrator(transaction)) return null
  const secret = newSecret()
  const offer: FirstOffer = { hash: hashSecret(secret), until: until.toISOString() }
  await putSetting(transaction, FIRST_KEY, JSON.stringify(offer))
  return secret
}

async function isFirst(query: Kysely<Tables>, secret: string, now: Date): Promise<boolean> {
  const row = await query.selectFrom('setting').select('value').where('key', '=', FIRST_KEY).executeTakeFirst()
  if (row === undefined || (await hasAdministrator(query))) return false
  const { hash, until } = JSON.parse(row.value) as FirstOffer
  return hash === hashSecret(secret) && until > now.toISOString()
}

async function acceptFirst(
  transaction: Transaction<Tables>,
  secret: string,
  { hash, login, name, ...deps }: SqliteAccountsDeps & FirstAdministrator & { readonly hash: string },
): Promise<Account | null> {
  if (!(await isFirst(transaction, secret, deps.now()))) return null
  await forgetFirst(transaction)
  const grants = [{ role: 'administrator', sectionCode: null }] as const
  const person = { login, name, mail: null, slackUser: null, sectionCode: null, grants, disabled: false }
  const options = { ...deps, actor: actorOf({ login: foldLogin(login) }) }
  const account = await createAccount(transaction, person, options)
  await writePassword(transaction, account.id, { ...options, hash })
  return requireAccount(transaction, account.id)
}

async function forgetFirst(transaction: Transaction<Tables>): Promise<void> {
  await transaction.deleteFrom('setting').where('key', '=', FIRST_KEY).execute()
}
