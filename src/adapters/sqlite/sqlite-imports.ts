// Imports over SQLite: a job's state changes only from a state that allows it, so that two clicks do one thing.
import { type Kysely, type Selectable, sql, type UpdateObject } from 'kysely'
import type { Scope } from '../../core/access/rights.ts'
import { isVisibleIn, isWorkVisibleIn } from '../../core/access/rights.ts'
import type { ImportJob, ImportState } from '../../core/exchange/import-job.ts'
import type { SectionState } from '../../core/exchange/plan-row.ts'
import type { TableField } from '../../core/exchange/reading.ts'
import { dateInJapan } from '../../core/fiscal-year.ts'
import type { ImportFilter, Imports, KnownQuestion } from '../../core/ports/imports.ts'
import { applyImport } from './apply-import.ts'
import { addRows, dropRows, loadRows, markDuplicates } from './import-rows.ts'
import { insertRow } from './insert-row.ts'
import type { Tables } from './tables.ts'

export function openSqliteImports(query: Kysely<Tables>, now: () => Date): Imports {
  const move = (id: string, from: readonly ImportState[], set: UpdateObject<Tables, 'import_job'>) =>
    moveJob(query, id, { from, set: { ...set, changed_at: now().toISOString() } })
  return {
    create: ({ id, accountId, fileName, format }) => {
      const at = now().toISOString()
      const job = { id, account_id: accountId, file_name: fileName, format, state: 'uploaded' as const }
      return insertRow(query, 'import_job', { ...job, created_at: at, changed_at: at })
    },
    find: async id => {
      const row = await selectJobs(query).where('import_job.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toJob(row)
    },
    list: filter => listJobs(query, filter),
    noteInspection: async (id, inspection) => {
      const set = { inspection: JSON.stringify(inspection), state: 'uploaded' as const, ...NOTHING_CHECKED }
      return dropRows(query, id, await move(id, ['uploaded', 'checked', 'failed', 'cancelled'], set))
    },
    beginCheck: async (id, choices) => {
      const set = { choices: JSON.stringify(choices), state: 'checking' as const, ...NOTHING_CHECKED }
      const begun = await move(id, ['uploaded', 'checked', 'failed', 'cancelled'], set)
      if (begun) await rememberColumns(query, id, { columns: choices.columns, at: now() })
      return dropRows(query, id, begun)
    },
    addRows: (id, rows) => addRows(query, id, rows),
    finishCheck: (id, summary) => move(id, ['checking'], { state: 'checked', summary: JSON.stringify(summary) }),
    markDuplicates: (id, rows) => markDuplicates(query, id, rows),
    beginApply: id => move(id, ['checked'], { state: 'applying', done: 0, total: 0, problem: null }),
    apply: (id, options) => applyImport(query, id, { ...options, now }),
    noteProgress: async (id, done, total) => {
      await move(id, ['checking', 'applying'], { done, total })
    },
    fail: async (id, problem) => {
      await move(id, ['uploaded', 'checking', 'applying'], { state: 'failed', problem: JSON.stringify(problem) })
    },
    cancel: async id => {
      await move(id, ['uploaded', 'checking', 'checked', 'applying', 'failed'], { state: 'cancelled' })
    },
    failInterrupted: () => failInterrupted(query, now()),
    forgetBefore: limit => forgetBefore(query, limit),
    rows: (id, filter) => loadRows(query, id, filter),
    rememberedColumns: (accountId, headerHash) => rememberedColumns(query, accountId, headerHash),
    sectionStates: () => loadSectionStates(query, dateInJapan(now())),
    knownQuestions: scope => knownQuestions(query, scope),
  }
}

const NOTHING_CHECKED = { done: 0, total: 0, summary: null, problem: null } as const

/** False where the job is in no state to be moved. */
async function moveJob(
  query: Kysely<Tables>,
  id: string,
  { from, set }: { readonly from: readonly ImportState[]; readonly set: UpdateObject<Tables, 'import_job'> },
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('import_job')
    .set(set)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

async function rememberColumns(
  query: Kysely<Tables>,
  id: string,
  { columns, at }: { readonly columns: readonly (TableField | null)[]; readonly at: Date },
): Promise<void> {
  const job = await query.selectFrom('import_job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const headerHash = (JSON.parse(job.inspection ?? '{}') as Partial<ImportJob['inspection']>)?.headerHash
  if (headerHash === undefined) return
  const used = { mapping: JSON.stringify(columns), used_at: at.toISOString() }
  await query
    .insertInto('import_mapping')
    .values({ account_id: job.account_id, header_hash: headerHash, ...used })
    .onConflict(conflict => conflict.columns(['account_id', 'header_hash']).doUpdateSet(used))
    .execute()
}

async function rememberedColumns(query: Kysely<Tables>, accountId: string, headerHash: string) {
  const row = await query
    .selectFrom('import_mapping')
    .select('mapping')
    .where('account_id', '=', accountId)
    .where('header_hash', '=', headerHash)
    .executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.mapping) as readonly (TableField | null)[])
}

function selectJobs(query: Kysely<Tables>) {
  return query
    .selectFrom('import_job')
    .innerJoin('user_account', 'user_account.id', 'import_job.account_id')
    .selectAll('import_job')
    .select('user_account.name as account_name')
}

async function listJobs(query: Kysely<Tables>, { accountId, limit }: ImportFilter): Promise<readonly ImportJob[]> {
  let jobs = selectJobs(query).orderBy('import_job.created_at', 'desc').limit(limit)
  if (accountId !== null) jobs = jobs.where('import_job.account_id', '=', accountId)
  return (await jobs.execute()).map(toJob)
}

type JobRow = Selectable<Tables['import_job']> & { readonly account_name: string }

function toJob(row: JobRow): ImportJob {
  const parsed = (json: string | null) => (json === null ? null : JSON.parse(json))
  return {
    id: row.id,
    accountId: row.account_id,
    accountName: row.account_name,
    state: row.state,
    fileName: row.file_name,
    format: row.format,
    inspection: parsed(row.inspection),
    choices: parsed(row.choices),
    done: row.done,
    total: row.total,
    summary: parsed(row.summary),
    problem: parsed(row.problem),
    createdAt: new Date(row.created_at),
    changedAt: new Date(row.changed_at),
  }
}

async function failInterrupted(query: Kysely<Tables>, at: Date): Promise<void> {
  for (const [state, during] of [
    ['checking', 'check'],
    ['applying', 'apply'],
  ] as const) {
    const problem = JSON.stringify({ kind: 'interrupted', during })
    const set = { state: 'failed' as const, problem, changed_at: at.toISOString() }
    await query.updateTable('import_job').set(set).where('state', '=', state).execute()
  }
}

async function forgetBefore(query: Kysely<Tables>, limit: Date): Promise<readonly string[]> {
  const old = await query
    .selectFrom('import_job')
    .select(['id', 'state'])
    .where('changed_at', '<', limit.toISOString())
    .where('state', 'not in', ['checking', 'applying'])
    .where(eb => eb.or([eb('inspection', 'is not', null), eb('summary', 'is', null)]))
    .execute()
  for (const { id, state } of old) {
    await dropRows(query, id, true)
    const ended = state === 'applied' || state === 'failed' ? state : ('cancelled' as const)
    await query.updateTable('import_job').set({ inspection: null, state: ended }).where('id', '=', id).execute()
  }
  return old.map(({ id }) => id)
}

async function loadSectionStates(query: Kysely<Tables>, today: string): Promise<readonly SectionState[]> {
  const rows = await query
    .selectFrom('section')
    .select(['code', 'name', 'approval', 'gate', 'closed_on'])
    .orderBy('id')
    .execute()
  return rows.map(({ code, name, approval, gate, closed_on }) => {
    return { code, name, approval: approval === 1, gate: gate === 1, closed: closed_on !== null && closed_on <= today }
  })
}

const QUESTIONS_AT_ONCE = 2_000

async function* knownQuestions(query: Kysely<Tables>, scope: Scope): AsyncGenerator<readonly KnownQuestion[]> {
  let after = ''
  for (;;) {
    const rows = await query
      .selectFrom('entry')
      .innerJoin('section', 'section.id', 'entry.section_id')
      .innerJoin('revision', join =>
        join
          .onRef('revision.entry_id', '=', 'entry.id')
          .on('revision.number', '=', sql<number>`coalesce(entry.published_revision, entry.revision)`),
      )
      .select(['entry.id', 'entry.published_revision', 'entry.status', 'section.code', 'section.name'])
      .select(['revision.question', 'revision.visible_to'])
      .where('entry.id', '>', after)
      .orderBy('entry.id')
      .limit(QUESTIONS_AT_ONCE)
      .execute()
    yield rows.flatMap(({ id, question, published_revision, status, visible_to, code, name }) => {
      const section = { code, name }
      const visibleTo = JSON.parse(visible_to) as readonly string[]
      const shown =
        published_revision === null ? isWorkVisibleIn({ section }, scope) : isVisibleIn({ section, visibleTo }, scope)
      return shown && status !== 'archived' ? [{ entryId: id, question }] : []
    })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}
