// How long the pages of suggestions and 解決率 take with years of questions and what was said of them:
// `node test/bench/measure-resolution.ts 100000`. Real tables, triggers, routes and pages over HTTP; no index: how suggestions rank
// now is measured by the workbench's own figures. docs/learning.md has the table.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { addRoutes } from '../../admin/add-routes.ts'
import { resolutionRoutes } from '../../admin/resolution/routes.ts'
import { suggestionsRoutes } from '../../admin/suggestions/routes.ts'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { insertRow } from '../../src/adapters/sqlite/insert-row.ts'
import { type OpenDatabase, openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteResolution } from '../../src/adapters/sqlite/sqlite-resolution.ts'
import { openSqliteSectionSettings } from '../../src/adapters/sqlite/sqlite-section-settings.ts'
import { openSqliteSuggestions } from '../../src/adapters/sqlite/sqlite-suggestions.ts'
import { openSqliteVoices } from '../../src/adapters/sqlite/sqlite-voices.ts'
import { BackgroundJobs } from '../../src/core/background-jobs.ts'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import type { BenchEnd } from '../../src/core/impact/bench-jobs.ts'
import { findFalls } from '../../src/core/learning/find-falls.ts'
import { learnFromFeedback } from '../../src/core/learning/learn-from-feedback.ts'
import { loadAssets } from '../../src/pages/assets.ts'
import { setVisitor } from '../../src/pages/visitor.ts'
import { listen } from '../../src/server/listen.ts'
import { toFault } from '../../src/server/problem.ts'
import { generateEntries } from './generate-entries.ts'
import { timeEach } from './latency.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { openWordStock } from './word-stock.ts'

const PROJECT = new URL('../../', import.meta.url)
const DAYS = 3 * 365
const QUESTIONS_A_DAY = 200
/** More than people really say: every third question. */
const SAID_EVERY = 3
/** Each is a write to the disk. */
const DAYS_PER_SAVE = 73
const STAFF = 3_000
/** Entries that are asked for at all, as few are asked for often. */
const ASKED_FOR = 3_000
const ENTRIES_PER_SAVE = 1_000
const VISITS = 60
const now = () => new Date()
const deps = { now, newId: randomUUID, outDoors: [] }

for (const size of process.argv.slice(2).map(Number)) await measure(size)

async function measure(size: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
  try {
    const database = openDatabase(join(folder, 'zencho.sqlite'))
    await timed(`${size} entries and ${DAYS * QUESTIONS_A_DAY} questions, written in`, () =>
      fill(database, size, seededRandom(7)),
    )
    const resolution = openSqliteResolution(database.query, deps)
    await timed('falls', () => findFalls(dateInJapan(now()), resolution))
    await timed('learning from all of them, without search,', () => learn(database))
    const { server, entryId } = await serve(database)
    const pages = {
      suggestions: '/admin/learning/suggestions',
      'suggestions, page 20': '/admin/learning/suggestions?page=20',
      resolution: '/admin/learning/resolution',
      'resolution of last year': `/admin/learning/resolution?year=${Number(dateInJapan(now()).slice(0, 4)) - 1}&order=voices&page=30`,
      'resolution of a section': '/admin/learning/resolution?section=jinji',
      'resolution of an entry': `/admin/learning/resolution/entries/${entryId}`,
      export: '/admin/learning/resolution/export',
    }
    for (const [name, path] of Object.entries(pages)) {
      const startedWith = process.cpuUsage()
      const { p50, p95, max } = await timeEach(
        Array.from({ length: VISITS }, () => path),
        async address => {
          const response = await fetch(server.url + address)
          if (response.status !== 200) throw new Error(`${name}: ${response.status}`)
          await response.text()
        },
      )
      const { user, system } = process.cpuUsage(startedWith)
      // On a busy machine the time of a visit tells of the others' work: the processor time does not.
      const cpu = ((user + system) / 1_000 / VISITS).toFixed(0)
      console.log(
        `${name}: ${cpu} ms of processor time, p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, max ${max.toFixed(0)} ms`,
      )
    }
    await server.close(0)
    await database.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  console.log(`${what} ${Math.round(performance.now() - startedAt)} ms`)
  return result
}

async function fill({ query }: OpenDatabase, size: number, random: SeededRandom): Promise<void> {
  const files = await readEntryFolder(new URL('faq-data/entries', PROJECT).pathname)
  const base = files.flatMap(({ entries }) => entries.map(({ input }) => input))
  const registry = openSqliteRegistry(query, now)
  const entries = [...generateEntries(size, { base, random, words: await openWordStock(random) })]
  for (let from = 0; from < entries.length; from += ENTRIES_PER_SAVE) {
    await registry.save(entries.slice(from, from + ENTRIES_PER_SAVE), { actor: 'bench' })
  }
  const published = entries.filter(({ status }) => status === 'published').slice(0, ASKED_FOR)
  const today = dateInJapan(now())
  for (let day = 0; day < DAYS; day += DAYS_PER_SAVE) {
    await query.transaction().execute(async transaction => {
      for (let of = day; of < Math.min(day + DAYS_PER_SAVE, DAYS); of += 1) {
        const at = `${addDays(today, -of)}T03:00:00.000Z`
        for (let i = 0; i < QUESTIONS_A_DAY; i += 1) await askOnce(transaction, { at, says: i % SAID_EVERY === 0 })
      }
    })
  }

  async function askOnce(
    transaction: OpenDatabase['query'],
    { at, says }: { readonly at: string; readonly says: boolean },
  ) {
    const id = randomUUID()
    const { id: entry_id, question: text } = random.pickByRank(published)
    const asker = `asker-${random.between(1, STAFF)}`
    const judged = { outcome: 'candidates', confidence: 0.5, took_ms: 5 } as const
    const more = { section_code: null, conversation_id: null, searched_as: null }
    await insertRow(transaction, 'question_log', { id, asked_at: at, channel: 'web', text, asker, ...judged, ...more })
    await insertRow(transaction, 'candidate_log', { question_id: id, rank: 0, entry_id, confidence: 0.5 })
    if (!says) return
    const kind = random.pick(['resolved', 'resolved', 'resolved', 'unresolved'] as const)
    for (const said of ['chosen', kind] as const) {
      await insertRow(transaction, 'feedback', { question_id: id, kind: said, entry_id, at, comment: null })
    }
  }
}

async function learn({ query }: OpenDatabase): Promise<void> {
  const suggestions = openSqliteSuggestions(query, deps)
  const learning = {
    voices: openSqliteVoices(query),
    suggestions: {
      settle: suggestions.settle,
      // The generated questions are those of the entries: other words, so that they are news.
      propose: (words: Parameters<typeof suggestions.propose>[0], by: string) =>
        suggestions.propose(
          words.map(one => ({ ...one, text: `${one.text}のこと` })),
          by,
        ),
    },
    rank: async () => ({ outcome: 'candidates', ranked: [] }) as const,
    termsOf: (text: string) => [...text],
    mask: (text: string) => text,
    pause: async () => {},
  }
  while ((await learnFromFeedback(learning)) > 0);
}

async function serve({ query }: OpenDatabase) {
  const registry = openSqliteRegistry(query, now)
  const resolution = openSqliteResolution(query, deps)
  const suggestions = openSqliteSuggestions(query, deps)
  const rest = { login: 'kanri', name: '管理', mail: null, slackUser: null, sectionCode: null, disabled: false }
  const grants = [{ role: 'administrator', sectionCode: null }] as const
  const account = await openSqliteAccounts(query, deps).create({ ...rest, grants }, 'bench')
  const log = () => {}
  const nothing = async () => {
    throw new Error('expected nobody to ask')
  }
  const falls = findFalls(dateInJapan(now()), resolution)
  const mask = (text: string) => text
  const jobs = new BackgroundJobs<BenchEnd>({
    ...deps,
    isWorthKeeping: () => true,
    toEnd: () => ({ kind: 'cancelled' }),
  })
  const routes = [
    ...resolutionRoutes({ feedback: { resolution, falls: () => falls }, registry, mask, now }),
    ...suggestionsRoutes({
      suggestions,
      registry,
      settings: openSqliteSectionSettings(query),
      workflow: { act: nothing },
      bench: { generation: nothing, isGated: nothing, sources: nothing, workbench: { run: nothing, close: nothing } },
      jobs,
      rank: async () => ({ outcome: 'candidates', ranked: [] }),
      mask,
      newId: randomUUID,
    }),
  ]
  const folder = new URL('admin/assets/', PROJECT)
  const assets = loadAssets({ folder, names: ['admin.css', 'kpi.css', 'suggestions.css'], mountPath: '/admin' })
  const app = express()
  const router = express.Router()
  app.use((_request, response, next) => {
    const nobody = () => Promise.resolve()
    const session = { sessionId: null, signIn: nobody, signOut: nobody, keep: nobody }
    setVisitor(response, { account, ...session, takeKept: () => Promise.resolve(null) })
    next()
  })
  addRoutes(router, routes, { frame: { organisation: '汐見県', assets, unreadNotices: async () => 0 }, toFault, log })
  app.use('/admin', router)
  const most = await query
    .selectFrom('voice_day')
    .select(['entry_id', eb => eb.fn.countAll<number>().as('days')])
    .groupBy('entry_id')
    .orderBy('days', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { server: await listen(app, '127.0.0.1', 0), entryId: most.entry_id }
}
