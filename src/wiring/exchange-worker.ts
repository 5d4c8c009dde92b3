// The thread of imports: its own database connection, and nothing shared with the server, so that a file of any size keeps
// nobody waiting. One task at a time.
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { inspectTable } from '../adapters/entry-files/inspect-table.ts'
import { readEntryRows } from '../adapters/entry-files/read-entry-rows.ts'
import { type OpenDatabase, openDatabase, PATIENT_MS } from '../adapters/sqlite/open-database.ts'
import { openSqliteImports } from '../adapters/sqlite/sqlite-imports.ts'
import { openSqliteRegistry } from '../adapters/sqlite/sqlite-registry.ts'
import { UnreadableWorkbook } from '../adapters/xlsx/unreadable-workbook.ts'
import type { Account } from '../core/access/account.ts'
import { may, scopeOf } from '../core/access/rights.ts'
import { checkFile } from '../core/exchange/check-file.ts'
import { openSectionFinder } from '../core/exchange/find-section.ts'
import type { ImportChoices } from '../core/exchange/import-job.ts'
import type { PlanContext, SectionState } from '../core/exchange/plan-row.ts'
import type {
  ExchangeReport,
  ExchangeRequest,
  ExchangeResult,
  ExchangeSettings,
  ExchangeTask,
} from './exchange-messages.ts'

if (parentPort === null) throw new Error('exchange-worker.ts runs as a worker thread only')
const port = parentPort
const { databasePath } = workerData as ExchangeSettings
const now = () => new Date()

/** A thread that a large file has swollen gives its memory back by ending. */
const KEPT_HEAP_MAX_BYTES = 96 * 1024 * 1024

port.on('message', ({ task, cancelFlag }: ExchangeRequest) => {
  const flag = new Int32Array(cancelFlag)
  void run(task, () => Atomics.load(flag, 0) !== 0)
})

async function run(task: ExchangeTask, isCancelled: () => boolean): Promise<void> {
  const result = await work(task, isCancelled).catch(explain)
  const last = getHeapStatistics().total_heap_size > KEPT_HEAP_MAX_BYTES
  report({ kind: 'result', result, last })
  if (last) port.close()
}

async function work(asked: ExchangeTask, isCancelled: () => boolean): Promise<ExchangeResult> {
  if (asked.kind === 'inspect') {
    return { kind: 'inspected', inspection: await inspectTable(asked.path, asked.format, asked.wish) }
  }
  const database = openDatabase(databasePath, { check: false, waitMaxMs: PATIENT_MS }) // the server has just checked it
  try {
    const imports = openSqliteImports(database.query, now)
    if (asked.kind === 'check') return { kind: 'checked', summary: await check(asked, database, isCancelled) }
    const { jobId, actor, withDuplicates } = asked
    const onProgress = (done: number, total: number) => report({ kind: 'progress', done, total })
    const outcome = await imports.apply(jobId, { actor, withDuplicates, onProgress, isCancelled })
    return { kind: 'applied', outcome }
  } finally {
    await database.close()
  }
}

async function check(
  { jobId, path, account }: Extract<ExchangeTask, { kind: 'check' }>,
  { query }: Pick<OpenDatabase, 'query'>,
  isCancelled: () => boolean,
) {
  const imports = openSqliteImports(query, now)
  const job = await imports.find(jobId)
  if (job?.inspection === null || job?.inspection === undefined || job.choices === null) return null
  const sections = await imports.sectionStates()
  const { columns, defaultSection } = job.choices
  const rows = readEntryRows(path, {
    reading: job.inspection.reading,
    columns,
    defaultSection,
    sections: openSectionFinder(sections.map(({ code, name }) => ({ code, name }))),
  })
  const plan = planContext(job.choices, sections, account)
  return checkFile(
    { jobId, rows, plan, scope: scopeOf(account) },
    { registry: openSqliteRegistry(query, now), imports: { ...imports, noteProgress }, isCancelled },
  )
}

/** Told to the server, not written: nobody needs it once the thread has ended. */
async function noteProgress(_jobId: string, done: number, total: number): Promise<void> {
  report({ kind: 'progress', done, total })
}

function planContext(choices: ImportChoices, sections: readonly SectionState[], account: Account): PlanContext {
  return {
    sections: new Map(sections.map(section => [section.code, section])),
    mayEdit: code => may(account, 'entry.edit', code),
    mayPublish: code => may(account, 'entry.publish', code),
    columns: new Set(choices.columns.filter(field => field !== null)),
    defaultSection: choices.defaultSection,
    defaultStatus: choices.defaultStatus,
  }
}

function explain(error: unknown): ExchangeResult {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (error instanceof UnreadableWorkbook) {
    return { kind: 'failed', problem: { kind: 'file', reason: error.reason }, error: text }
  }
  return { kind: 'failed', problem: { kind: 'internal', reference: '' }, error: text }
}

function report(message: ExchangeReport): void {
  port.postMessage(message)
}
