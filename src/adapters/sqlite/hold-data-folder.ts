// Who uses a data folder: everybody who runs on it holds a shared lock of the system on an empty file, and whoever exchanges the
// data holds it alone. A lock ends with its process, however that ends; and it works where the database itself is damaged.
import { join } from 'node:path'
import BetterSqlite3, { SqliteError } from 'better-sqlite3'
import { FaqError } from '../../core/errors.ts'
import {
  explainSqlite,
  type OpenDatabase,
  type OpenDatabaseOptions,
  openDatabase,
  prepareFolder,
} from './open-database.ts'

/** An empty file is a database to SQLite, which has the locks that Node has not. */
const LOCK_FILE = 'in-use.lock'
/** Somebody who only starts is gone, or there, within that. */
const WAIT_MS = 2_000

interface HeldFolder {
  readonly release: () => void
}

/** The database of a folder, which nobody exchanges while it is open. Throws `data_in_use` while somebody does. */
export function openHeldDatabase(dataDir: string, options: OpenDatabaseOptions = {}): OpenDatabase {
  const path = join(dataDir, 'zencho.sqlite')
  prepareFolder(path)
  const held = hold(dataDir, 'begin', 'select 1 from sqlite_master')
  try {
    const database = openDatabase(path, options)
    const close = async () => {
      await database.close()
      held.release()
    }
    return { ...database, close }
  } catch (error) {
    held.release()
    throw error
  }
}

/** Throws `data_in_use` where a server or a command runs on the folder. */
export function holdDataFolderAlone(dataDir: string): HeldFolder {
  return hold(dataDir, 'begin exclusive')
}

function hold(dataDir: string, begin: string, read?: string): HeldFolder {
  const file = new BetterSqlite3(join(dataDir, LOCK_FILE), { timeout: WAIT_MS })
  try {
    file.exec(begin)
    if (read !== undefined) file.prepare(read).all() // takes the lock, which a transaction alone does not
  } catch (error) {
    file.close()
    if (!(error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw explainSqlite(error, dataDir)
    throw new FaqError('data_in_use', { path: dataDir }, { cause: error })
  }
  return { release: () => void file.close() }
}
