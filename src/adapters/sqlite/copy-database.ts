// A whole copy of a database as it stood when the copy began, while others go on writing. SQLite's backup API would begin anew
// with every write of another connection, and never end (TESTLIST A10).
import BetterSqlite3 from 'better-sqlite3'
import { addFunctions, explainSqlite } from './open-database.ts'

/** Long enough for a checkpoint of another program. */
const WAIT_MS = 10_000

/** `to` must not exist. What opens other systems' doors is not copied: the keys of Slack, which the database keeps renewed. */
export function copyDatabase(from: string, to: string): void {
  try {
    const source = new BetterSqlite3(from, { readonly: true, fileMustExist: true, timeout: WAIT_MS })
    try {
      addFunctions(source)
      source.prepare('VACUUM INTO ?').run(to)
    } finally {
      source.close()
    }
    dropSecrets(to)
  } catch (error) {
    throw explainSqlite(error, to)
  }
}

/** Rows of the table of settings. */
export const SECRETS_OF_OTHERS = ['slack_tokens'] as const

function dropSecrets(path: string): void {
  const copy = new BetterSqlite3(path, { fileMustExist: true })
  try {
    copy.pragma('synchronous = FULL')
    copy.pragma('secure_delete = ON') // else the bytes stay in the file
    const places = SECRETS_OF_OTHERS.map(() => '?').join(', ')
    copy.prepare(`DELETE FROM setting WHERE key IN (${places})`).run(SECRETS_OF_OTHERS)
  } finally {
    copy.close()
  }
}
