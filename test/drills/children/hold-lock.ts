// Holds the write lock of a database as long as told, as a program does that hangs within a transaction.
import BetterSqlite3 from 'better-sqlite3'

const [path = '', ms = '0'] = process.argv.slice(2)
const database = new BetterSqlite3(path)
database.exec('BEGIN IMMEDIATE')
process.stdout.write('held\n')
setTimeout(() => {
  database.exec('ROLLBACK')
  database.close()
}, Number(ms))
