import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { makeQuestion, questionLogContract } from '../../contracts/question-log.contract.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

async function openWithEntries(path: string, onFailure: (error: unknown) => void = () => {}) {
  const database = openDatabase(path)
  open.push(database)
  const registry = openSqliteRegistry(database.query, () => new Date('2026-11-22T01:00:00Z'))
  await registry.save([makeInput('a'), makeInput('b')], { actor: 'tester' })
  return { database, log: openSqliteQuestionLog(database.query, onFailure) }
}

questionLogContract('the SQLite question log', async () => (await openWithEntries(':memory:')).log)

test('tells of a question that could not be written, and goes on', async () => {
  const failures: unknown[] = []
  const { database, log } = await openWithEntries(':memory:', error => failures.push(error))
  await log.record(makeQuestion('q1'))
  expect(await log.record(makeQuestion('q1'))).toBe(false)
  expect(await log.record(makeQuestion('q2', { askedAt: new Date(Number.NaN) }))).toBe(false)
  expect(await log.record(makeQuestion('q3'))).toBe(true)
  await database.close()
  expect(await log.record(makeQuestion('q4'))).toBe(false)
  expect(failures).toHaveLength(3)
})

test('writes a question with its candidates or not at all', async () => {
  const { log } = await openWithEntries(':memory:')
  const candidates = [
    { entryId: 'a', confidence: 0.5 },
    { entryId: 'b', confidence: Number.NaN }, // no number for SQLite: NULL, which the column refuses
  ]
  expect(await log.record(makeQuestion('q1', { candidates }))).toBe(false)
  expect(await log.find('q1')).toBeNull()
  expect(await log.count()).toBe(0)
})

test('keeps questions and feedback when the file is opened again', async () => {
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const first = await openWithEntries(path)
  await first.log.record(makeQuestion('q1'))
  await first.log.giveFeedback({
    questionId: 'q1',
    kind: 'resolved',
    entryId: 'a',
    comment: 'ありがとう',
    at: new Date('2026-11-22T02:00:00Z'),
  })
  await first.database.close()
  const second = await openWithEntries(path)
  expect(await second.log.find('q1')).toEqual(makeQuestion('q1'))
  expect(await second.database.query.selectFrom('feedback').selectAll().execute()).toEqual([
    {
      id: 1,
      question_id: 'q1',
      kind: 'resolved',
      entry_id: 'a',
      at: '2026-11-22T02:00:00.000Z',
      comment: 'ありがとう',
    },
  ])
})
