// Run by kill.slow.test.ts in a process of its own: saves the entries of a file one by one, says so after each commit, archives
// those that are named, and lives on until it is killed. It has no indexer, so nothing of this is in the index.
import { writeSync } from 'node:fs'
import { readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'

const [databasePath = '', file = '', ...archived] = process.argv.slice(2)
const registry = openSqliteRegistry(openDatabase(databasePath).query, () => new Date())
const say = (word: string, id: string) => writeSync(1, `${word} ${id}\n`)

for (const id of archived) {
  await registry.archive(id, 'kill test')
  say('archived', id)
}
for (const { input } of (await readEntryFile(file)).entries) {
  await registry.save([input], { actor: 'kill test' })
  say('committed', input.id)
}
setInterval(() => {}, 60_000)
