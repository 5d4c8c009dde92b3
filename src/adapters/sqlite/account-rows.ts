// Accounts as they are read: their rows, with the roles and the sections in which they are held.
import type { Kysely } from 'kysely'
import type { Account } from '../../core/access/account.ts'
import { FaqError } from '../../core/errors.ts'
import type { SignInState } from '../../core/ports/accounts.ts'
import type { Tables } from './tables.ts'

function selectAccounts(query: Kysely<Tables>) {
  return query
    .selectFrom('user_account')
    .leftJoin('section', 'section.id', 'user_account.section_id')
    .select(['user_account.id', 'user_account.version', 'user_account.login', 'user_account.name as personName'])
    .select(['user_account.mail', 'user_account.slack_user', 'user_account.disabled_at'])
    .select(['section.code', 'section.name as sectionName'])
}

export type AccountSelection = ReturnType<typeof selectAccounts>

/** As many ids as one statement takes without a long list of its own making. */
const IDS_AT_ONCE_MAX = 500

/** By login. */
export async function loadAccounts(
  query: Kysely<Tables>,
  narrow: (selection: AccountSelection) => AccountSelection,
): Promise<readonly Account[]> {
  const rows = await narrow(selectAccounts(query)).orderBy('user_account.login').execute()
  const grantsOf = await loadGrants(
    query,
    rows.map(({ id }) => id),
  )
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

async function loadGrants(query: Kysely<Tables>, ids: readonly string[]) {
  const roles = query
    .selectFrom('account_role')
    .leftJoin('section', 'section.id', 'account_role.section_id')
    .select(['account_role.account_id', 'account_role.role', 'section.code'])
    .orderBy('account_role.role')
    .orderBy('section.code')
  const narrowed = ids.length > IDS_AT_ONCE_MAX ? roles : roles.where('account_role.account_id', 'in', ids)
  return Map.groupBy(await narrowed.execute(), ({ account_id: id }) => id)
}

export async function findAccount(query: Kysely<Tables>, id: string): Promise<Account | null> {
  return (await loadAccounts(query, q => q.where('user_account.id', '=', id)))[0] ?? null
}

export async function requireAccount(query: Kysely<Tables>, id: string): Promise<Account> {
  const account = await findAccount(query, id)
  if (account === null) throw new FaqError('not_found', { what: 'account', id: id.slice(0, 64) })
  return account
}

export async function loadSignInStates(
  query: Kysely<Tables>,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SignInState>> {
  const rows = await query
    .selectFrom('user_account')
    .select(['id', 'password_hash', 'subject', 'invitation_until', 'link_until', 'signed_in_at'])
    .where('id', 'in', ids)
    .execute()
  const holding = (until: string | null) => (until === null || until <= now.toISOString() ? null : new Date(until))
  return new Map(
    rows.map(row => [
      row.id,
      {
        way: row.subject !== null ? 'identity' : row.password_hash !== null ? 'password' : 'none',
        invitedUntil: holding(row.invitation_until),
        linkUntil: holding(row.link_until),
        subject: row.subject,
        signedInAt: row.signed_in_at === null ? null : new Date(row.signed_in_at),
      },
    ]),
  )
}
