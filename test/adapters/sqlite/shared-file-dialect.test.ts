// Beside a program that holds the file's one write lock: reads go on, the thread is free, writes wait and then say so.
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openTurns } from '../../../src/adapters/sqlite/shared-file-dialect.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

function openFile(waitMaxMs: number): OpenDatabase {
  const database = openDatabase(join(makeTempFolder(), 'zencho.sqlite'), { waitMaxMs })
  open.push(database)
  return database
}

async function holdLock(path: string): Promise<() => Promise<void>> {
  const worker = new Worker(new URL('./lock-holder.ts', import.meta.url), { workerData: path })
  await once(worker, 'message')
  return async () => {
    worker.postMessage('give back')
    await once(worker, 'message')
    await worker.terminate()
  }
}

const registryOf = ({ query }: Pick<OpenDatabase, 'query'>) =>
  openSqliteRegistry(query, () => new Date('2026-11-22T01:00:00Z'))

describe('while another program writes', () => {
  test('reads see what was committed before, even from within the same tick as a write that waits', async () => {
    const database = openFile(60_000)
    await registryOf(database).save([makeInput('a')], { actor: 'test' })
    const giveBack = await holdLock(database.path)
    const saved = registryOf(database).save([makeInput('b')], { actor: 'test' })
    expect((await registryOf(database).entriesById(['a', 'b'])).map(({ id }) => id)).toEqual(['a'])
    await giveBack()
    expect(await saved).toMatchObject({ created: 1 })
    expect((await registryOf(database).entriesById(['a', 'b'])).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('a write that waits leaves the thread to others', async () => {
    const database = openFile(60_000)
    const giveBack = await holdLock(database.path)
    const saved = registryOf(database).save([makeInput('a')], { actor: 'test' })
    let ticks = 0
    for (; ticks < 100; ticks += 1) await new Promise(resolve => setImmediate(resolve))
    expect(ticks).toBe(100)
    await giveBack()
    await saved
  })

  test('a write that waits too long says that the database is busy, and the next one goes on', async () => {
    const database = openFile(30)
    const giveBack = await holdLock(database.path)
    const writes = ['a', 'b', 'c'].map(id => registryOf(database).save([makeInput(id)], { actor: 'test' }))
    for (const outcome of await Promise.allSettled(writes)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database_busy' } })
    }
    await giveBack()
    expect(await registryOf(database).save([makeInput('d')], { actor: 'test' })).toMatchObject({ created: 1 })
  })

  test('a write that nobody waits for waits on, and does not keep the others waiting longer than they may', async () => {
    const database = openFile(30)
    const giveBack = await holdLock(database.path)
    const patient = registryOf({ query: database.patientQuery }).save([makeInput('a')], { actor: 'test' })
    await expect(registryOf(database).save([makeInput('b')], { actor: 'test' })).rejects.toMatchObject({
      code: 'database_busy',
    })
    await giveBack()
    expect(await patient).toMatchObject({ created: 1 })
  })
})

test('writes of one program are done in the order in which they were asked for, each whole', async () => {
  const database = openFile(60_000)
  const registry = registryOf(database)
  const saved = Array.from({ length: 20 }, (_, index) =>
    registry.save([{ ...makeInput('a'), answer: `第${index + 1}稿` }], {
      actor: 'test',
      seen: new Map([['a', index]]),
    }),
  )
  expect((await Promise.all(saved)).map(({ created, revised }) => created + revised)).toEqual(saved.map(() => 1))
  const [entry] = await registry.entriesById(['a'])
  expect(entry).toMatchObject({ revision: 20, answer: '第20稿' })
})

test('a turn that was given up is passed on', async () => {
  const turns = openTurns()
  const first = await turns.take(60_000)
  expect(await turns.take(1)).toBeNull()
  const third = turns.take(60_000)
  first?.()
  expect(await third).not.toBeNull()
})
