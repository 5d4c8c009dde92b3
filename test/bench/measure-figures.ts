// How long the pages of figures take with many entries and years of questions: `node test/bench/measure-figures.ts 100000`. Real
// tables, triggers, routes and pages over HTTP; no index, which these pages do not ask. docs/kpi.md has figures.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { addRoutes } from '../../admin/add-routes.ts'
import { kpiRoutes } from '../../admin/kpi/routes.ts'
import { planRoutes } from '../../admin/plan/routes.ts'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { readPlan } from '../../src/adapters/kpi/read-plan.ts'
import { type OpenDatabase, openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteFigures } from '../../src/adapters/sqlite/sqlite-figures.ts'
import { openSqlitePlan } from '../../src/adapters/sqlite/sqlite-plan.ts'
import { openSqliteQuestionLog } from '../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
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
const ENTRIES_PER_SAVE = 1_000
const VISITS = 60
const STAFF = 3_000
const now = () => new Date()
const deps = { now, newId: randomUUID }

for (const size of process.argv.slice(2).map(Number)) await measure(size)

async function measure(size: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
  try {
    const database = openDatabase(join(folder, 'zencho.sqlite'))
    const random = seededRandom(7)
    const filled = performance.now()
    await fill(database, size, random)
    console.log(
      `${size} entries and ${DAYS * QUESTIONS_A_DAY} questions, written in ${Math.round((performance.now() - filled) / 1000)} s`,
    )
    const server = await serve(database)
    const pages = {
      dashboard: '/admin/kpi',
      'last year': `/admin/kpi?year=${Number(dateInJapan(now()).slice(0, 4)) - 1}`,
      registrations: '/admin/kpi/registrations',
      'registrations of a section': '/admin/kpi/registrations?section=jinji&offset=500',
      questions: '/admin/kpi/questions?from=2025-04-01&before=2026-04-01',
      'unanswered questions': '/admin/kpi/questions?from=2025-04-01&before=2026-04-01&of=unanswered&offset=500',
      comparison: `/admin/kpi/compare?a_from=2024-04-01&a_until=2025-03-31&b_from=2025-04-01&b_until=2026-03-31`,
      plan: '/admin/plan',
    }
    for (const [name, path] of Object.entries(pages)) {
      const { p50, p95, max } = await timeEach(
        Array.from({ length: VISITS }, () => path),
        async address => {
          const response = await fetch(server.url + address)
          if (response.status !== 200) throw new Error(`${name}: ${response.status}`)
          await response.text()
        },
      )
      console.log(`${name}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, max ${max.toFixed(0)} ms`)
    }
    await server.close(0)
    await database.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill({ query }: OpenDatabase, size: number, random: SeededRandom): Promise<void> {
  const files = await readEntryFolder(new URL('faq-data/entries', PROJECT).pathname)
  const base = files.flatMap(({ entries }) => entries.map(({ input }) => input))
  const registry = openSqliteRegistry(query, now)
  const today = dateInJapan(now())
  const entries = [...generateEntries(size, { base, random, words: await openWordStock(random) })].map(entry => {
    const registeredOn = addDays(today, -random.between(0, DAYS))
    return { ...entry, registeredOn, revisedOn: registeredOn }
  })
  for (let from = 0; from < entries.length; from += ENTRIES_PER_SAVE) {
    await registry.save(entries.slice(from, from + ENTRIES_PER_SAVE), { actor: 'bench' })
  }
  const log = openSqliteQuestionLog(query, error => {
    throw error
  })
  for (let day = 0; day < DAYS; day += 1) await askAll(log, addDays(today, -day), random)
  await openSqlitePlan(query, deps).fill(readPlan(new URL('faq-data/kpi/plan.yaml', PROJECT).pathname), 'bench')
  await openSqliteFigures(query, deps).setStaffNumber(2023, STAFF, 'bench')
}

async function askAll(log: ReturnType<typeof openSqliteQuestionLog>, day: string, random: SeededRandom): Promise<void> {
  const plain = { channel: 'web', text: '質問', searchedAs: null, conversationId: null, sectionCode: null } as const
  const judged = { confidence: 0.8, candidates: [], tookMs: 5 }
  for (let index = 0; index < QUESTIONS_A_DAY; index += 1) {
    const outcome = random.pick(['answered', 'answered', 'answered', 'candidates', 'unanswered'] as const)
    const asker = `asker-${random.between(1, STAFF)}`
    const askedAt = new Date(`${day}T03:00:00Z`)
    await log.record({ id: randomUUID(), askedAt, asker, outcome, ...plain, ...judged })
  }
}

async function serve({ query }: OpenDatabase) {
  const registry = openSqliteRegistry(query, now)
  const accounts = openSqliteAccounts(query, deps)
  const kpi = { figures: openSqliteFigures(query, deps), plan: openSqlitePlan(query, deps) }
  const rest = { login: 'kanri', name: '管理', mail: null, slackUser: null, sectionCode: null, disabled: false }
  const account = await accounts.create({ ...rest, grants: [{ role: 'administrator', sectionCode: null }] }, 'bench')
  const log = () => {}
  const organisation = '汐見県'
  const routes = [
    ...kpiRoutes({ ...kpi, entriesById: registry.entriesById, employeeNumberForms: [], now, log }),
    ...planRoutes({ ...kpi, accounts, sections: registry.sections, organisation, now }),
  ]
  const assets = loadAssets({
    folder: new URL('admin/assets/', PROJECT),
    names: ['admin.css', 'live.js', 'kpi.css', 'plan.css'],
    mountPath: '/admin',
  })
  const app = express()
  const router = express.Router()
  app.use((_request, response, next) => {
    const nobody = () => Promise.resolve()
    setVisitor(response, {
      account,
      sessionId: null,
      signIn: nobody,
      signOut: nobody,
      keep: nobody,
      takeKept: () => Promise.resolve(null),
    })
    next()
  })
  addRoutes(router, routes, { frame: { organisation, assets, unreadNotices: async () => 0 }, toFault, log })
  app.use('/admin', router)
  return listen(app, '127.0.0.1', 0)
}
