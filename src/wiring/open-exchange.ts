// Imports at work: which thread does what, what becomes of its result, and who waits for whom.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { exportPages } from '../adapters/sqlite/sqlite-exports.ts'
import { openSqliteImports } from '../adapters/sqlite/sqlite-imports.ts'
import { type Account, actorOf } from '../core/access/account.ts'
import { scopeOf } from '../core/access/rights.ts'
import { type CompareDeps, compareByMeaning } from '../core/exchange/compare-by-meaning.ts'
import type { ImportProblem } from '../core/exchange/import-job.ts'
import type { Exchange } from '../core/ports/exchange.ts'
import type { ExchangeResult } from './exchange-messages.ts'
import { type ExchangeTasks, openTasks } from './exchange-tasks.ts'
import type { Log } from './log.ts'

export interface OpenExchangeDeps extends Pick<CompareDeps, 'search'> {
  readonly now: () => Date
  readonly log: Log
}

/** What nobody came back to for so long goes, with its file. */
const KEPT_DAYS = 30
const DAY_MS = 86_400_000

export function openExchange(database: OpenDatabase, deps: OpenExchangeDeps): Exchange {
  const imports = openSqliteImports(database.query, deps.now)
  const folder = join(dirname(database.path), 'imports')
  const tasks = openTasks(database.path)
  const filePath = (jobId: string) => join(folder, `${jobId}.upload`)
  const settle = settlers({ imports, tasks, filePath }, deps)

  return {
    imports,
    filePath: jobId => {
      mkdirSync(folder, { recursive: true })
      return filePath(jobId)
    },
    inspect: async ({ id, format }, wish) => {
      const result = await tasks.inspect({ kind: 'inspect', path: filePath(id), format, wish })
      if (result.kind === 'inspected') return result.inspection
      if (result.kind === 'failed') await settle.fail(id, result)
      throw new Error(result.kind === 'failed' ? result.error : `expected an inspection, got: ${result.kind}`)
    },
    check: async (jobId, choices, account) => {
      if (!(await imports.beginCheck(jobId, choices))) return false
      tasks.queue(jobId, { kind: 'check', jobId, path: filePath(jobId), account }, result =>
        settle.guarded(jobId, settle.check(jobId, account, result)),
      )
      return true
    },
    apply: async (jobId, { withDuplicates, account }) => {
      if (!(await imports.beginApply(jobId))) return false
      const task = { kind: 'apply', jobId, actor: actorOf(account), withDuplicates } as const
      tasks.queue(jobId, task, result => settle.guarded(jobId, settle.apply(jobId, result)))
      return true
    },
    cancel: async jobId => {
      // A task at work cancels itself: only it knows what is to be undone.
      if (!tasks.cancel(jobId)) await imports.cancel(jobId)
      await rm(filePath(jobId), { force: true })
    },
    exportPages: filter => exportPages(database.query, filter),
    progressOf: tasks.progressOf,
    recover: async () => {
      await imports.failInterrupted()
      const gone = await imports.forgetBefore(new Date(deps.now().getTime() - KEPT_DAYS * DAY_MS))
      await Promise.all(gone.map(jobId => rm(filePath(jobId), { force: true })))
      await dropOrphans(folder, imports)
    },
    settle: tasks.settle,
    close: tasks.close,
  }
}

interface Parts {
  readonly imports: Exchange['imports']
  readonly tasks: Pick<ExchangeTasks, 'isCancelled'>
  readonly filePath: (jobId: string) => string
}

/** What becomes of the result of a thread. */
function settlers({ imports, tasks, filePath }: Parts, deps: OpenExchangeDeps) {
  const fail = (jobId: string, { problem, error }: Extract<ExchangeResult, { kind: 'failed' }>) => {
    const reference = randomUUID()
    if (problem.kind !== 'file') deps.log('import_failed', { jobId, reference, error })
    const told: ImportProblem = problem.kind === 'internal' ? { ...problem, reference } : problem
    return imports.fail(jobId, told)
  }
  const check = async (jobId: string, account: Account, result: ExchangeResult) => {
    if (result.kind === 'failed') return fail(jobId, result)
    if (result.kind !== 'checked' || result.summary === null) return imports.cancel(jobId)
    const { summary } = result
    const isCancelled = () => tasks.isCancelled(jobId)
    const comparing = { imports, search: deps.search, isCancelled, pause: () => setImmediate() }
    const { compared, similar } = await compareByMeaning(jobId, scopeOf(account), comparing)
    if (isCancelled()) return imports.cancel(jobId)
    const { new: made, duplicate, ...others } = summary.counts
    const counts = { ...others, new: made - similar, duplicate: duplicate + similar }
    await imports.finishCheck(jobId, { ...summary, counts, comparedByMeaning: compared })
  }
  const apply = async (jobId: string, result: ExchangeResult) => {
    if (result.kind === 'failed') return fail(jobId, result)
    if (result.kind === 'applied' && result.outcome.kind === 'cancelled') return imports.cancel(jobId)
    if (result.kind === 'applied' && result.outcome.kind === 'applied') await rm(filePath(jobId), { force: true })
  }
  /** Whatever happens, the import does not stay at work for ever. */
  const guarded = (jobId: string, work: Promise<void>) =>
    work.catch((error: unknown) =>
      fail(jobId, { kind: 'failed', problem: { kind: 'internal', reference: '' }, error: String(error) }),
    )
  return { fail, check, apply, guarded }
}

/** Files whose upload was cut off before there was an import. */
async function dropOrphans(folder: string, imports: Exchange['imports']): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of files
    if ((await imports.find(name.split('.')[0] ?? '')) === null) await rm(join(folder, name), { force: true })
  }
}
