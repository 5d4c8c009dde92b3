// The log of backups over SQLite keeps its contract.
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteBackupLog } from '../../../src/adapters/sqlite/sqlite-backup-log.ts'
import { describeBackupLog } from '../../contracts/backup-log.contract.ts'

describeBackupLog('the log of backups over SQLite', () => openSqliteBackupLog(openDatabase(':memory:').query))
