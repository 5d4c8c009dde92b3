// kill -9 at any moment, above all between the commit in the database and the change of the index: what was acknowledged is
// found after the next start, what was taken away is not, and the start takes no longer than it should.
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { askResponseSchema } from '../../src/server/api-schemas.ts'
import { manyEntries } from './many-entries.ts'
import { openProductIn } from './open-story.ts'
import { makeFolder, writeEntries } from './story-entries.ts'
import { startServer, startZencho } from './zencho-process.ts'

const SAVE_ENTRIES = fileURLToPath(import.meta.resolve('./children/save-entries.ts'))
const READY_MS_MAX = 5_000
const KILLS_AFTER_COMMIT = 2
const KILLS_OF_IMPORTS = 8
const KILLS_OF_SERVERS = 7
const BATCH = 8
/** Twenty starts of the whole product; a busy machine may take its time over them. */
const STORY_MS_MAX = 120_000

/** One database, and what was acknowledged of it, as the asker knows it. */
class Home implements AsyncDisposable {
  readonly folder: string
  readonly entries = new Map<string, EntryInput>()
  readonly archived = new Map<string, EntryInput>()

  constructor(folder: string) {
    this.folder = folder
  }

  get databasePath(): string {
    return join(this.folder, 'data', 'zencho.sqlite')
  }

  get environment() {
    return { DATA_DIR: join(this.folder, 'data'), SAMPLE_DATA: 'off', PORT: '0' }
  }

  acknowledge(inputs: readonly EntryInput[]): void {
    for (const input of inputs) {
      const [into, outOf] = input.status === 'archived' ? [this.archived, this.entries] : [this.entries, this.archived]
      into.set(input.id, input)
      outOf.delete(input.id)
    }
  }

  /** What the database holds of these beyond what was acknowledged: allowed, if it is whole. Gives back how many. */
  async acknowledgeStored(inputs: readonly EntryInput[]): Promise<number> {
    const database = openDatabase(this.databasePath)
    const registry = openSqliteRegistry(database.query, () => new Date())
    const stored = new Map((await registry.entriesById(inputs.map(({ id }) => id))).map(entry => [entry.id, entry]))
    await database.close()
    const news = inputs.filter(({ id }) => stored.has(id) && !this.entries.has(id))
    for (const { id, question, answer } of news) expect(stored.get(id)).toMatchObject({ question, answer, revision: 1 })
    this.acknowledge(news)
    return news.length
  }

  /** Writes entries without a word to any indexer, as a process would that dies right afterwards. */
  async saveOnly(inputs: readonly EntryInput[]): Promise<void> {
    const database = openDatabase(this.databasePath)
    await openSqliteRegistry(database.query, () => new Date()).save(inputs, { actor: 'kill test' })
    await database.close()
    this.acknowledge(inputs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

const openHome = async () => new Home(await makeFolder())

/** Opens the product once more and asks for everything; `round` tells a failure's story. */
async function expectNothingLost(home: Home, round: string): Promise<void> {
  const startedAt = performance.now()
  await using opened = await openProductIn(home.folder)
  const { product } = opened
  await product.settleIndex()
  expect(performance.now() - startedAt, `${round}: ready in time`).toBeLessThan(READY_MS_MAX)
  const whole = { ready: true, pending: 0, degraded: null, entries: home.entries.size }
  expect(await product.indexState(), round).toMatchObject(whole)
  for (const { id, question } of home.entries.values()) {
    const { outcome, ranked } = await product.rank(question, 1)
    expect([round, question, outcome, ranked[0]?.entryId]).toEqual([round, question, 'answered', id])
  }
  for (const { id, question } of home.archived.values()) {
    const { ranked } = await product.rank(question, 20)
    expect(
      ranked.map(({ entryId }) => entryId),
      `${round}: ${id} is archived`,
    ).not.toContain(id)
  }
  expectSoundDatabase(home, round)
}

function expectSoundDatabase(home: Home, round: string): void {
  const database = new BetterSqlite3(home.databasePath, { readonly: true })
  try {
    expect(database.pragma('integrity_check', { simple: true }), round).toBe('ok')
    expect(database.pragma('foreign_key_check'), round).toEqual([])
    const created = "SELECT subject FROM audit_event WHERE action = 'entry.created' ORDER BY subject"
    const ids = [...home.entries.keys(), ...home.archived.keys()].toSorted()
    expect(database.prepare(created).pluck().all(), `${round}: every entry has its audit event, once`).toEqual(ids)
  } finally {
    database.close()
  }
}

/** Starts save-entries.ts and kills it in the moment it has said `count` lines; gives back what it said. */
async function killAfter(count: number, args: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, [SAVE_ENTRIES, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (said.length === count) child.kill('SIGKILL')
  }
  return said
}

async function killAtMoment(args: readonly string[], home: Home, afterMs: number) {
  const { child, finished } = startZencho(args, home.environment)
  // No wait for something to be over, but the random moment itself.
  await Promise.race([wait(afterMs), finished])
  child.kill('SIGKILL')
  return finished
}

type Kill = (news: readonly EntryInput[], home: Home, afterMs: number) => Promise<string>

async function killAgainAndAgain(rounds: number, kill: Kill, home: Home, startMs: number): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    const afterMs = Math.random() * startMs
    const what = await kill(manyEntries(round * BATCH, BATCH), home, afterMs)
    await expectNothingLost(home, `round ${round}, ${what} killed after ${afterMs.toFixed(0)} ms`)
  }
}

/** A server that starts with entries to index. */
async function killServer(news: readonly EntryInput[], home: Home, afterMs: number): Promise<string> {
  await home.saveOnly(news)
  const { code, stderr } = await killAtMoment(['serve'], home, afterMs)
  expect(code, stderr).toBeNull()
  return 'server'
}

/** An import of new entries that archives an old one: all of it or nothing. */
async function killImport(news: readonly EntryInput[], home: Home, afterMs: number): Promise<string> {
  const archived = [...home.entries.values()].slice(0, 1).map(old => ({ ...old, status: 'archived' as const }))
  const file = await writeEntries(join(home.folder, 'import.jsonl'), [...news, ...archived])
  const { code, stderr } = await killAtMoment(['import', file], home, afterMs)
  expect([null, 0], stderr).toContain(code)
  const stored = await home.acknowledgeStored(news)
  expect(code === 0 ? [BATCH] : [0, BATCH]).toContain(stored)
  if (stored > 0) home.acknowledge(archived)
  return `import of ${stored}`
}

/** How long a start to the end takes here and now; kills are spread over that time. */
async function measureStartMs(home: Home): Promise<number> {
  await home.saveOnly(manyEntries(0, BATCH))
  const startedAt = performance.now()
  const { code, stderr } = await startZencho(['index'], home.environment).finished
  expect([code, stderr]).toEqual([0, ''])
  return performance.now() - startedAt
}

describe('kill -9', { timeout: STORY_MS_MAX }, () => {
  test('between commit and index loses no entry, and brings no archived one back', async () => {
    await using home = await openHome()
    for (let round = 0; round < KILLS_AFTER_COMMIT; round += 1) {
      const inputs = manyEntries(round * 20, 20)
      const file = await writeEntries(join(home.folder, 'entries.jsonl'), inputs)
      const victims = [...home.entries.values()].slice(0, 1)
      const count = victims.length + 1 + Math.floor(Math.random() * 12)
      const said = await killAfter(count, [home.databasePath, file, ...victims.map(({ id }) => id)])
      expect(said.length).toBeGreaterThanOrEqual(count)
      home.acknowledge(victims.map(victim => ({ ...victim, status: 'archived' })))
      home.acknowledge(inputs.filter(({ id }) => said.includes(`committed ${id}`)))
      // The next commit may have come through before the signal did.
      await home.acknowledgeStored(inputs)
      await expectNothingLost(home, `round ${round}, killed after ${count} lines`)
    }
  })

  test('at any moment of an import or of a start costs no more than the next start', async () => {
    await using ofImports = await openHome()
    await using ofServers = await openHome()
    const startMs = await measureStartMs(ofImports)
    // Two databases at a time, because waiting for processes is most of the work.
    await Promise.all([
      killAgainAndAgain(KILLS_OF_IMPORTS, killImport, ofImports, startMs),
      killAgainAndAgain(KILLS_OF_SERVERS, killServer, ofServers, startMs),
    ])
  })

  test('of a server in the moment of its answer keeps the question in the log', async () => {
    await using home = await openHome()
    const inputs = manyEntries(0, BATCH)
    await home.saveOnly(inputs)
    await using killed = await startServer(home.environment)
    const body = JSON.stringify({ question: inputs[3]?.question })
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(`${killed.url}/api/v1/ask`, { method: 'POST', body, headers })
    const answer = askResponseSchema.parse(await response.json())
    killed.child.kill('SIGKILL')
    await killed.finished

    await using opened = await openProductIn(home.folder)
    expect(await opened.product.questionLog.find(answer.questionId)).toMatchObject({ text: inputs[3]?.question })
  })
})
