// Opens a database, which migrates it: says so before it begins, and is killed by the drill meanwhile.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'

writeSync(1, 'begin\n')
await openDatabase(process.argv[2] ?? '', { check: false }).close()
