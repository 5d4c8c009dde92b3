// How clusters bear many questions without a good answer: `node test/bench/measure-clusters.ts 100000`. Real entries, index, store
// and keeper; each labelled question is asked in many variations. docs/learning.md has figures.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as yieldNow } from 'node:timers/promises'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteClusters } from '../../src/adapters/sqlite/sqlite-clusters.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { loadConfig } from '../../src/config.ts'
import { openClusterKeeper } from '../../src/core/learning/cluster-keeper.ts'
import { openIndex } from '../../src/wiring/open-index.ts'
import { readLabelledQuestions } from '../core/learning/labelled-questions.ts'
import { seededRandom } from './seeded-random.ts'

const [count = 10_000] = process.argv.slice(2).map(Number)
const analyser = openLinderaAnalyser()
const folder = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
const database = openDatabase(join(folder, 'zencho.sqlite'))
const files = await readEntryFolder('faq-data/entries')
const inputs = files.flatMap(({ entries }) => entries.map(({ input }) => input))
await openSqliteRegistry(database.query, () => new Date()).save(inputs, { actor: 'sample' })
const config = loadConfig({ DATA_DIR: folder, SAMPLE_DATA: 'off' })
const index = await openIndex(config, { database, dataDir: folder, analyser, onProgress: undefined, log: () => {} })
await index.settle()

const store = openSqliteClusters(database.query, { now: () => new Date() })
const open = (now = () => new Date()) =>
  openClusterKeeper({
    store,
    index: index.entries,
    analyser,
    employeeNumberForms: [],
    settleIndex: async () => {},
    suggestSections: async () => [],
    onLinkedGrew: async () => {},
    now,
    pause: () => yieldNow(),
    log: (event, data) => console.log(event, data),
  })

await fill(0, count)
const first = open()
await timed(`${count} questions at once, into their clusters`, first.look)
const { total } = await store.list({ state: 'open', sectionCodes: null, terms: [], limit: 1, offset: 0 })
console.log(`${total} clusters, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
await timed('nothing new', first.look)
for (let i = 0; i < 5; i += 1) {
  await fill(count + i, 1)
  await timed('one question more', first.look)
}
const list = (some: object) => () =>
  store.list({ state: 'open', sectionCodes: null, terms: [], limit: 20, offset: 0, ...some })
await timed('the list', list({}))
await timed('page 100 of the list of a section', list({ sectionCode: '', sectionCodes: ['jinji'], offset: 2_000 }))
await timed('the list by a word', list({ terms: ['名刺'] }))
await timed('a start again on the same day', open().look)
const tomorrow = () => new Date(Date.now() + 86_400_000)
await timed('the first look of another day, with every cluster grouped anew', open(tomorrow).look)
await index.close()
await database.close()
await rm(folder, { recursive: true, force: true })

/** Labelled questions with two words of another in front: some hundreds of matters, and much that stands alone. */
async function fill(from: number, size: number): Promise<void> {
  const labelled = readLabelledQuestions()
  const random = seededRandom(from + 1)
  await database.query.transaction().execute(async transaction => {
    for (let i = from; i < from + size; i += 1) {
      const text = `${random.pick(labelled).text.slice(0, random.between(3, 8))} ${random.pick(labelled).text}`
      const at = new Date(Date.now() - random.between(0, 400) * 86_400_000).toISOString()
      await transaction
        .insertInto('question_log')
        .values({
          id: `q${i}`,
          asked_at: at,
          channel: 'web',
          text,
          section_code: null,
          outcome: 'unanswered',
          confidence: 0,
          took_ms: 1,
          conversation_id: null,
          asker: `a${random.between(0, 3_000)}`,
          searched_as: null,
        })
        .execute()
    }
  })
}

async function timed(what: string, run: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  await run()
  const ms = performance.now() - began
  delay.disable()
  console.log(
    `${what}: ${ms < 1_000 ? `${ms.toFixed(1)} ms` : `${(ms / 1_000).toFixed(1)} s`}, longest step ${(delay.max / 1e6).toFixed(0)} ms, 99 % of steps under ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
  )
}
