// What keeps clusters, over a real store: what it reads, embeds and writes, and what is left of a question that was erased.
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteClusters } from '../../../src/adapters/sqlite/sqlite-clusters.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openClusterKeeper } from '../../../src/core/learning/cluster-keeper.ts'
import type { Embedder } from '../../../src/core/ports/embedder.ts'
import { makeQuestion } from '../../contracts/question-log.contract.ts'
import { makeEntry } from '../../fakes/entry-builders.ts'
import { buildSmallIndex } from '../../fakes/small-index.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'
import { toyEmbedder } from '../../fakes/toy-embedder.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const NOW = new Date('2026-11-22T01:00:00Z')
const ENTRY = makeEntry('a', { question: '年休 を/助詞 取る' })

/** The toy embedder, telling what it was asked to embed as a question. */
function listening() {
  const embedded: string[] = []
  const toy = toyEmbedder(['名刺', '発注', '献血'])
  const embedder: Embedder = {
    ...toy,
    embed: async (inputs, kind) => {
      if (kind === 'question') embedded.push(...inputs.map(({ text }) => text))
      return toy.embed(inputs, kind)
    },
  }
  return { embedder, embedded }
}

async function openClusters() {
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const database = openDatabase(path)
  closing.push(() => database.close())
  const { query } = database
  const { embedder, embedded } = listening()
  const withModel = await buildSmallIndex([ENTRY], spacedAnalyser, { embedderFor: () => embedder })
  const log = openSqliteQuestionLog(query, error => expect.fail(String(error)))
  const store = openSqliteClusters(query, { now: () => NOW })
  const ask = (id: string, text: string, some: Parameters<typeof makeQuestion>[1] = {}) =>
    log.record(makeQuestion(id, { text, outcome: 'unanswered', askedAt: NOW, ...some }))
  /** As a program that starts: calls of the store are told by name. */
  const start = ({ index = withModel, settleIndex = async () => {}, now = () => NOW } = {}) => {
    const calls: string[] = []
    const told = new Proxy(store, {
      get: (target, name) => {
        calls.push(String(name))
        return Reflect.get(target, name)
      },
    })
    const keeper = openClusterKeeper({
      store: told,
      index,
      analyser: spacedAnalyser,
      employeeNumberForms: [],
      settleIndex,
      suggestSections: async () => [],
      onLinkedGrew: async () => {},
      now,
      pause: async () => {},
      log: (event, data) => expect.fail(`${event} ${JSON.stringify(data)}`),
    })
    closing.push(keeper.close)
    return { ...keeper, calls }
  }
  const clusters = async () =>
    (await store.list({ state: 'open', sectionCodes: null, terms: [], limit: 10, offset: 0 })).clusters
  return { path, query, store, log, ask, start, embedded, embedder, clusters }
}

test('only questions that join a cluster are embedded, once', async () => {
  const { ask, log, start, embedded } = await openClusters()
  await ask('q1', '名刺 発注')
  await ask('q2', '献血', { outcome: 'candidates' })
  await ask('q3', '発注', { outcome: 'answered' })
  const said = { entryId: null, comment: null, at: NOW }
  await log.giveFeedback({ ...said, questionId: 'q3', kind: 'resolved' })
  const { look } = start()
  await look()
  await log.giveFeedback({ ...said, questionId: 'q1', kind: 'unresolved' })
  await look()
  expect(embedded).toEqual(['名刺 発注'])
})

test('the first look waits until the index has its model', async () => {
  const { ask, start, store, embedder } = await openClusters()
  await ask('q1', '名刺 発注')
  const index = await buildSmallIndex([ENTRY], spacedAnalyser)
  const complete = await buildSmallIndex([ENTRY], spacedAnalyser, { embedderFor: () => embedder })
  const settleIndex = async () => {
    if (complete.dense !== null) index.useDense(complete.dense)
  }
  await start({ index, settleIndex }).look()
  expect(await store.membersAfter('', 10)).toMatchObject([{ modelId: embedder.modelId }])
})

test('whoever closes does not wait for the index', async () => {
  const { ask, start, store } = await openClusters()
  await ask('q1', '名刺 発注')
  const { look, close } = start({ settleIndex: () => new Promise(() => {}) })
  const looked = look()
  await close()
  await looked
  expect(await store.membersAfter('', 10)).toEqual([])
})

test('a start again on the same day reads the questions once and groups nothing anew; the next day does', async () => {
  const { ask, start } = await openClusters()
  for (const id of ['q1', 'q2', 'q3']) await ask(id, '名刺 発注')
  await start().look()
  const again = start()
  await again.look()
  const count = (calls: readonly string[], name: string) => calls.filter(call => call === name).length
  expect(count(again.calls, 'membersAfter')).toBe(1)
  expect(count(again.calls, 'describe')).toBe(0)
  expect(count(again.calls, 'members')).toBe(0)
  const nextDay = start({ now: () => new Date(NOW.getTime() + 86_400_000) })
  await nextDay.look()
  expect(count(nextDay.calls, 'membersAfter')).toBe(1)
  expect(count(nextDay.calls, 'describe')).toBe(1)
})

test('a look at which nothing is new asks for no right to write', async () => {
  const { path, ask, start } = await openClusters()
  await ask('q1', '名刺 発注')
  const { look, calls } = start()
  await look()
  const other = new BetterSqlite3(path)
  closing.push(async () => void other.close())
  other.exec('BEGIN IMMEDIATE')
  await look()
  expect(calls.at(-1)).toBe('settleDone')
})

test('nothing of an erased question is told, and what is left is told by itself', async () => {
  const { query, ask, start, clusters } = await openClusters()
  await ask('q1', '名刺 発注 山田')
  await ask('q2', '名刺 発注 山田')
  await ask('q3', '名刺 発注')
  const { look } = start()
  await look()
  expect((await clusters())[0]?.words).toContain('山田')
  await query.deleteFrom('question_log').where('id', 'in', ['q1', 'q2']).execute()
  expect((await clusters()).map(({ words }) => words)).toEqual([[]])
  await look()
  expect(await clusters()).toMatchObject([{ size: 1, text: '名刺 発注', words: ['名刺', '発注'] }])
})
