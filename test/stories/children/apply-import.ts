// Run by admin-exchange-kill.slow.test.ts in a process of its own: takes in a checked import, says how far it is, and is killed.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteImports } from '../../../src/adapters/sqlite/sqlite-imports.ts'

const [databasePath = '', jobId = ''] = process.argv.slice(2)
const imports = openSqliteImports(openDatabase(databasePath).query, () => new Date())
await imports.beginApply(jobId)
await imports.apply(jobId, {
  actor: 'kill test',
  withDuplicates: false,
  onProgress: (done, total) => void writeSync(1, `${done} ${total}\n`),
  isCancelled: () => false,
})
writeSync(1, 'applied\n')
