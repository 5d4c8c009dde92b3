import { afterEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteClusters } from '../../../src/adapters/sqlite/sqlite-clusters.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { clusterStoreContract } from '../../contracts/cluster-store.contract.ts'
import { makeQuestion } from '../../contracts/question-log.contract.ts'
import { makeInput } from '../../fakes/entry-builders.ts'

const now = () => new Date('2026-11-22T01:00:00Z')
const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

async function open() {
  const database = openDatabase(':memory:')
  opened.push(database)
  const { query } = database
  const registry = openSqliteRegistry(query, now)
  await registry.save([makeInput('a')], { actor: 'tester' })
  return {
    query,
    registry,
    questionLog: openSqliteQuestionLog(query, () => {}),
    store: openSqliteClusters(query, { now }),
  }
}

clusterStoreContract('the SQLite store of clusters', open)

test('what is erased of a question is erased of its cluster', async () => {
  const { query, store, questionLog } = await open()
  for (const id of ['q1', 'q2']) await questionLog.record(makeQuestion(id, { text: '名刺', outcome: 'unanswered' }))
  const features = { terms: ['名刺'], modelId: '', vector: new Float32Array(0) }
  await store.settle(
    ['q1', 'q2'].map(questionId => ({ kind: 'joined', questionId, reason: 'unanswered', to: -1, features }) as const),
  )
  await query.updateTable('question_log').set({ text: '' }).where('id', '=', 'q1').execute()
  await query.deleteFrom('question_log').where('id', '=', 'q2').execute()
  expect(await store.membersAfter('', 10)).toEqual([])
  expect((await store.find(1))?.size).toBe(0)
})
