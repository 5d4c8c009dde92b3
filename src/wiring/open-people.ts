// People: accounts, their passwords and sessions.
import { openScryptPasswords } from '../adapters/passwords/scrypt-passwords.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../adapters/sqlite/sqlite-accounts.ts'
import { openSqliteSessions } from '../adapters/sqlite/sqlite-sessions.ts'
import type { People } from '../cli/cli-deps.ts'

export interface PeopleDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export async function openPeople(query: OpenDatabase['query'], deps: PeopleDeps): Promise<People> {
  return {
    accounts: openSqliteAccounts(query, deps),
    passwords: openScryptPasswords(),
    sessions: await openSqliteSessions(query),
  }
}
