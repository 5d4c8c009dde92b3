import BetterSqlite3 from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { MIGRATIONS, migrate } from '../../../src/adapters/sqlite/migrate.ts'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteResolution } from '../../../src/adapters/sqlite/sqlite-resolution.ts'
import { openSqliteVoices } from '../../../src/adapters/sqlite/sqlite-voices.ts'
import { voicesContract } from '../../contracts/voices.contract.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

voicesContract('the SQLite store of voices', async () => {
  const database = openDatabase(':memory:')
  open.push(database)
  const { query } = database
  let time = new Date('2026-11-22T01:00:00Z')
  let ids = 0
  const deps = { now: () => time, newId: () => `id-${(ids += 1)}` }
  const person = { login: 'hana', name: '花子', mail: null, slackUser: null, sectionCode: null, grants: [] }
  return {
    voices: openSqliteVoices(query),
    resolution: openSqliteResolution(query, { ...deps, outDoors: [] }),
    registry: openSqliteRegistry(query, deps.now),
    questionLog: openSqliteQuestionLog(query, error => {
      throw error
    }),
    setTime: at => {
      time = new Date(at)
    },
    noticesOf: async entryId =>
      (await query.selectFrom('notice').select('id').where('entry_id', '=', entryId).execute()).length,
    accountId: (await openSqliteAccounts(query, deps).create({ ...person, disabled: false }, 'test')).id,
  }
})

test('what was said before there were voices is counted like what is said since', () => {
  const database = new BetterSqlite3(':memory:')
  try {
    migrate(database, 7)
    database.exec(`
      INSERT INTO section (id, code, name, created_at) VALUES (1, 'jinji', '人事課', '2026-01-01');
      INSERT INTO entry (id, section_id, status, revision, created_at, updated_at) VALUES ('leave', 1, 'draft', 1, 'x', 'x');
      INSERT INTO question_log (id, asked_at, channel, text, outcome, confidence, took_ms) VALUES
        ('q1', '2026-06-01T00:00:00Z', 'web', '休みたい', 'candidates', 0.5, 1),
        ('q2', '2026-06-30T20:00:00Z', 'web', '休みたい', 'answered', 0.5, 1);
      INSERT INTO candidate_log (question_id, rank, entry_id, confidence) VALUES ('q2', 0, 'leave', 0.9);
      INSERT INTO feedback (question_id, kind, entry_id, at) VALUES
        ('q1', 'chosen', 'leave', '1'), ('q1', 'resolved', 'leave', '2'), ('q1', 'none_of_these', NULL, '3'),
        ('q2', 'resolved', NULL, '1'), ('q2', 'unresolved', NULL, '2');`)
    migrate(database, MIGRATIONS.length)
    expect(database.prepare('SELECT question_id, entry_id, said, clicked FROM voice').raw().all()).toEqual([
      ['q1', 'leave', 'resolved', 1],
      ['q2', 'leave', 'unresolved', 0],
    ])
    expect(database.prepare('SELECT day, resolved, unresolved FROM voice_day').raw().all()).toEqual([
      ['2026-06-01', 1, 0],
      ['2026-07-01', 0, 1],
    ])
  } finally {
    database.close()
  }
})
