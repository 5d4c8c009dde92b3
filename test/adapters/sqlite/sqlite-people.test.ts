import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteIdentities } from '../../../src/adapters/sqlite/sqlite-identities.ts'
import { openSqliteInvitations } from '../../../src/adapters/sqlite/sqlite-invitations.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSessions } from '../../../src/adapters/sqlite/sqlite-sessions.ts'
import { openSqliteSignInFailures } from '../../../src/adapters/sqlite/sqlite-sign-in-failures.ts'
import { SIGN_IN_LIMITS } from '../../../src/core/access/sign-in-limits.ts'
import { accountsContract } from '../../contracts/accounts.contract.ts'
import { identitiesContract } from '../../contracts/identities.contract.ts'
import { invitationsContract } from '../../contracts/invitations.contract.ts'
import { sessionsContract } from '../../contracts/sessions.contract.ts'
import { signInFailuresContract } from '../../contracts/sign-in-failures.contract.ts'
import { ADMINISTRATOR, makePerson } from '../../fakes/account-builders.ts'
import { KAIKEI, makeInput } from '../../fakes/entry-builders.ts'

const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

async function open() {
  const database = openDatabase(':memory:')
  opened.push(database)
  let time = Date.parse('2026-11-30T00:00:00Z')
  const deps = { now: () => new Date(time), newId: randomUUID }
  const { query } = database
  const registry = openSqliteRegistry(query, deps.now)
  await registry.save([makeInput('a'), makeInput('b', { section: KAIKEI })], { actor: 'tester' })
  return {
    query,
    accounts: openSqliteAccounts(query, deps),
    invitations: openSqliteInvitations(query, deps),
    identities: openSqliteIdentities(query, deps),
    sessions: await openSqliteSessions(query),
    failures: openSqliteSignInFailures(query),
    now: deps.now,
    pass: (ms: number) => void (time += ms),
  }
}

accountsContract('the SQLite store', open)
invitationsContract('the SQLite store', open)
identitiesContract('the SQLite store', open)
sessionsContract('the SQLite store', open)
signInFailuresContract('the SQLite store', open)

describe('the database', () => {
  test('holds no secret in words: not in the tables, and not in the audit trail', async () => {
    const { query, accounts, invitations, failures, now } = await open()
    const { id } = await accounts.create(makePerson('taro'), 'user:admin')
    const secret = await invitations.invite(id, { until: new Date('2026-12-01'), actor: 'user:admin' })
    const first = await invitations.offerFirst(new Date('2026-12-01'))
    await failures.begin({ login: 'my secret password', address: '192.0.2.1' }, SIGN_IN_LIMITS, now())
    const tables = ['user_account', 'setting', 'audit_event', 'sign_in_failure'] as const
    const all = JSON.stringify(await Promise.all(tables.map(table => query.selectFrom(table).selectAll().execute())))
    for (const each of [secret, first ?? '', 'my secret password']) expect(all).not.toContain(each)
    await accounts.setPassword(id, 'scrypt$salt$key', 'user:taro')
    const audit = JSON.stringify(await query.selectFrom('audit_event').selectAll().execute())
    expect(audit).not.toContain('scrypt$salt$key')
  })

  test('keeps in the audit trail who changed whom, what it was and what it is', async () => {
    const { query, accounts, invitations, identities } = await open()
    const { id } = await accounts.create(makePerson('taro'), 'user:admin')
    await accounts.change(id, makePerson('taro', { grants: ADMINISTRATOR }), { actor: 'user:admin', seen: 1 })
    await accounts.setPassword(id, 'hash', 'user:taro')
    await accounts.noteSignIn(id, 'password')
    await invitations.invite(id, { until: new Date('2026-12-01'), actor: 'user:admin' })
    await identities.allowLink(id, { until: new Date('2026-12-01'), actor: 'user:admin' })
    await identities.signIn({
      issuer: 'https://login.example',
      subject: 's-1',
      login: 'taro',
      name: '太郎',
      mail: null,
      section: undefined,
      roles: undefined,
    })
    await identities.unlink(id, 'user:admin')
    const rows = await query.selectFrom('audit_event').selectAll().where('subject', '=', id).orderBy('seq').execute()
    expect(rows.map(({ actor, action }) => [actor, action])).toEqual([
      ['user:admin', 'account.created'],
      ['user:admin', 'account.changed'],
      ['user:taro', 'account.password'],
      ['user:taro', 'account.signed_in'],
      ['user:admin', 'account.invited'],
      ['user:admin', 'account.link_allowed'],
      ['oidc', 'account.linked'],
      ['oidc', 'account.changed'],
      ['user:admin', 'account.unlinked'],
    ])
    expect(JSON.parse(rows[1]?.before ?? '{}')).toMatchObject({ grants: [{ role: 'staff' }] })
    expect(JSON.parse(rows[1]?.after ?? '{}')).toMatchObject({ grants: [{ role: 'administrator' }] })
  })

  test('forgets no account: it cannot be deleted', async () => {
    const { query, accounts } = await open()
    const { id } = await accounts.create(makePerson('taro'), 'tester')
    await expect(query.deleteFrom('user_account').where('id', '=', id).execute()).rejects.toThrow(
      'disabled, not deleted',
    )
  })
})
