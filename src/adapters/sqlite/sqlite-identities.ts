// Accounts of people whom an identity provider knows, over SQLite.
import type { Kysely, Transaction } from 'kysely'
import type { Account } from '../../core/access/account.ts'
import { grantOf } from '../../core/access/grant-text.ts'
import type { Identity } from '../../core/access/identity.ts'
import type { AccountInput } from '../../core/ports/accounts.ts'
import type { Identities, IdentityOutcome } from '../../core/ports/identities.ts'
import { loadAccounts, requireAccount } from './account-rows.ts'
import {
  changeAccount,
  createAccount,
  endSessions,
  foldLogin,
  recordAccount,
  type SqliteAccountsDeps,
  type WriteOptions,
} from './account-writes.ts'
import type { Tables } from './tables.ts'

/** By whom the trail says that a change was made which the provider's claims brought about. */
const PROVIDER = 'oidc'

export function openSqliteIdentities(query: Kysely<Tables>, deps: SqliteAccountsDeps): Identities {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    signIn: identity => write(transaction => signIn(transaction, identity, { ...deps, actor: PROVIDER })),
    allowLink: (id, options) => write(transaction => allowLink(transaction, id, { ...deps, ...options })),
    unlink: (id, actor) => write(transaction => unlink(transaction, id, { ...deps, actor })),
  }
}

async function signIn(
  transaction: Transaction<Tables>,
  identity: Identity,
  options: WriteOptions,
): Promise<IdentityOutcome> {
  const { issuer, subject, login } = identity
  const [known] = await loadAccounts(transaction, q => q.where('issuer', '=', issuer).where('subject', '=', subject))
  if (known !== undefined) return bringUpToDate(transaction, known, { identity, ...options })
  const [namesake] = await loadAccounts(transaction, q => q.where('user_account.login', '=', foldLogin(login)))
  if (namesake === undefined) {
    const created = await createAccount(transaction, await inputOf(transaction, identity, null), options)
    await link(transaction, created, { identity, ...options })
    return { kind: 'account', account: created }
  }
  if (namesake.disabled) return { kind: 'disabled' }
  if (!(await mayBeLinked(transaction, namesake.id, options.now()))) return { kind: 'login_taken' }
  await link(transaction, namesake, { identity, ...options })
  return bringUpToDate(transaction, namesake, { identity, ...options })
}

interface IdentityOptions extends WriteOptions {
  readonly identity: Identity
}

/** Nothing is written, and no session ends, where the provider says what is known already. */
async function bringUpToDate(
  transaction: Transaction<Tables>,
  account: Account,
  { identity, ...options }: IdentityOptions,
): Promise<IdentityOutcome> {
  if (account.disabled) return { kind: 'disabled' }
  const input = await inputOf(transaction, identity, account)
  // A login that somebody else has by now stays with them: the account keeps the one it had.
  const [namesake] = await loadAccounts(transaction, q => q.where('user_account.login', '=', foldLogin(input.login)))
  const login = namesake === undefined || namesake.id === account.id ? input.login : account.login
  const stated = { ...input, login }
  if (isSame(stated, account)) return { kind: 'account', account }
  const seen = account.version
  return {
    kind: 'account',
    account: await changeAccount(transaction, account.id, stated, { ...options, seen, mayTakeLast: true }),
  }
}

function isSame(input: AccountInput, account: Account): boolean {
  const grants = (list: AccountInput['grants']) =>
    list
      .map(({ role, sectionCode }) => `${role}@${sectionCode ?? ''}`)
      .toSorted()
      .join()
  return (
    foldLogin(input.login) === account.login &&
    input.name.trim() === account.name &&
    input.mail === account.mail &&
    input.sectionCode === (account.section?.code ?? null) &&
    grants(input.grants) === grants(account.grants)
  )
}

/** What the provider does not govern stays as it is; a new person is staff. Sections that are not there are left out. */
async function inputOf(
  transaction: Transaction<Tables>,
  identity: Identity,
  account: Account | null,
): Promise<AccountInput> {
  const { login, name, mail, section, roles } = identity
  const sections = await transaction.selectFrom('section').select(['code', 'name']).execute()
  const named = sections.find(({ code }) => code === section) ?? sections.find(known => known.name === section)
  const sectionCode = section === undefined ? (account?.section?.code ?? null) : (named?.code ?? null)
  const codes = new Set(sections.map(({ code }) => code))
  const mapped = roles
    ?.map(role => grantOf(role, sectionCode))
    .filter(grant => grant !== null && (grant.sectionCode === null || codes.has(grant.sectionCode)))
  const grants = mapped?.filter(grant => grant !== null) ?? account?.grants ?? []
  const orStaff = grants.length === 0 ? [{ role: 'staff', sectionCode: null } as const] : grants
  const slackUser = account?.slackUser ?? null
  return { login, name, mail: mail ?? account?.mail ?? null, slackUser, sectionCode, grants: orStaff, disabled: false }
}

async function mayBeLinked(transaction: Transaction<Tables>, id: string, now: Date): Promise<boolean> {
  const allowed = transaction
    .selectFrom('user_account')
    .select('id')
    .where('id', '=', id)
    .where('subject', 'is', null)
    .where('link_until', '>', now.toISOString())
  return (await allowed.executeTakeFirst()) !== undefined
}

async function link(
  transaction: Transaction<Tables>,
  { id }: Account,
  { identity: { issuer, subject }, ...options }: IdentityOptions,
): Promise<void> {
  const columns = {
    issuer,
    subject,
    link_until: null,
    password_hash: null,
    invitation_hash: null,
    invitation_until: null,
  }
  await transaction.updateTable('user_account').set(columns).where('id', '=', id).execute()
  await endSessions(transaction, id)
  await recordAccount(transaction, { action: 'account.linked', id, before: null, after: { issuer, subject } }, options)
}

async function allowLink(
  transaction: Transaction<Tables>,
  id: string,
  { until, ...options }: WriteOptions & { readonly until: Date | null },
): Promise<void> {
  await requireAccount(transaction, id)
  const after = { until: until?.toISOString() ?? null }
  await transaction.updateTable('user_account').set({ link_until: after.until }).where('id', '=', id).execute()
  await recordAccount(transaction, { action: 'account.link_allowed', id, before: null, after }, options)
}

async function unlink(transaction: Transaction<Tables>, id: string, options: WriteOptions): Promise<void> {
  await requireAccount(transaction, id)
  const stored = transaction.selectFrom('user_account').select(['issuer', 'subject']).where('id', '=', id)
  const before = await stored.executeTakeFirstOrThrow()
  const columns = { issuer: null, subject: null, link_until: null }
  await transaction.updateTable('user_account').set(columns).where('id', '=', id).execute()
  await endSessions(transaction, id)
  await recordAccount(transaction, { action: 'account.unlinked', id, before, after: null }, options)
}
