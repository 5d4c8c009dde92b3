// Takes in what an import's check found: one transaction, in which nothing is written unless no entry was saved since the check.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Section } from '../../core/entry.ts'
import type { CheckedRow, CheckSummary, ImportProblem, RowVerdict, StaleEntry } from '../../core/exchange/import-job.ts'
import type { ApplyOptions, ApplyOutcome } from '../../core/ports/imports.ts'
import type { EntryInput, SaveSummary } from '../../core/ports/registry.ts'
import { settleListTexts } from './list-texts.ts'
import { saveEntriesWithin } from './save-entries.ts'
import type { Tables } from './tables.ts'

interface Applying extends ApplyOptions {
  readonly now: () => Date
}

/** Thrown to undo the transaction; never leaves this file. */
class Undone extends Error {}

export async function applyImport(query: Kysely<Tables>, jobId: string, options: Applying): Promise<ApplyOutcome> {
  try {
    const outcome = await query.transaction().execute(async transaction => {
      const stale = await findStale(transaction, jobId, options)
      if (stale !== null) {
        await endJob(transaction, jobId, { state: 'failed', problem: JSON.stringify(stale) }, options)
        return { kind: 'stale' as const }
      }
      const summary = await saveRows(transaction, jobId, options)
      await noteApplied(transaction, jobId, { summary, options })
      return { kind: 'applied' as const, summary }
    })
    if (outcome.kind === 'applied') await settleListTexts(query)
    return outcome
  } catch (error) {
    if (error instanceof Undone) return { kind: 'cancelled' }
    throw error
  }
}

const STALE_SHOWN = 200

function takenVerdicts({ withDuplicates }: ApplyOptions): readonly RowVerdict[] {
  return withDuplicates ? ['new', 'changed', 'duplicate'] : ['new', 'changed']
}

/** An entry that others saved since, or made under the same id, was not what the person looked at. */
async function findStale(
  transaction: Transaction<Tables>,
  jobId: string,
  options: ApplyOptions,
): Promise<ImportProblem | null> {
  const rows = await transaction
    .selectFrom('import_row')
    .leftJoin('entry', 'entry.id', 'import_row.entry_id')
    .select(['import_row.line', 'import_row.entry_id'])
    .where('import_row.job_id', '=', jobId)
    .where('import_row.verdict', 'in', takenVerdicts(options))
    .where(sql<boolean>`coalesce(entry.revision, 0) <> import_row.seen_revision`)
    .orderBy('import_row.line')
    .execute()
  if (rows.length === 0) return null
  const entries = rows
    .slice(0, STALE_SHOWN)
    .map(({ line, entry_id }): StaleEntry => ({ line, entryId: entry_id ?? '' }))
  return { kind: 'stale', count: rows.length, entries }
}

/** Rows looked up and saved at once; between them others are heard. */
const CHUNK = 500

async function saveRows(transaction: Transaction<Tables>, jobId: string, options: Applying): Promise<SaveSummary> {
  const { total } = await transaction
    .selectFrom('import_row')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .where('job_id', '=', jobId)
    .where('verdict', 'in', takenVerdicts(options))
    .executeTakeFirstOrThrow()
  const { actor, now } = options
  const sum = { created: 0, revised: 0, unchanged: 0 }
  const sections = await sectionsByCode(transaction)
  let after = -1
  for (let done = 0; done < total; ) {
    if (options.isCancelled()) throw new Undone()
    const rows = await nextRows(transaction, jobId, { after, options })
    const inputs = rows.map(({ input }) => ({ ...input, section: sections.get(input.section.code) ?? input.section }))
    const saved = await saveEntriesWithin(transaction, inputs, { actor, now, listTextsLater: true })
    for (const key of ['created', 'revised', 'unchanged'] as const) sum[key] += saved[key]
    after = rows.at(-1)?.line ?? Number.MAX_SAFE_INTEGER
    done += rows.length
    options.onProgress(done, total)
  }
  if (options.isCancelled()) throw new Undone()
  return sum
}

/** As they are called now: an import renames no section. */
async function sectionsByCode(transaction: Transaction<Tables>): Promise<ReadonlyMap<string, Section>> {
  const sections = await transaction.selectFrom('section').select(['code', 'name']).execute()
  return new Map(sections.map(section => [section.code, section]))
}

async function nextRows(
  transaction: Transaction<Tables>,
  jobId: string,
  { after, options }: { readonly after: number; readonly options: ApplyOptions },
): Promise<readonly { readonly line: number; readonly input: EntryInput }[]> {
  const rows = await transaction
    .selectFrom('import_row')
    .select(['line', 'detail'])
    .where('job_id', '=', jobId)
    .where('verdict', 'in', takenVerdicts(options))
    .where('line', '>', after)
    .orderBy('line')
    .limit(CHUNK)
    .execute()
  return rows.map(({ line, detail }) => {
    const { input } = JSON.parse(detail) as Pick<Extract<CheckedRow, { readonly input: EntryInput }>, 'input'>
    return { line, input }
  })
}

async function noteApplied(
  transaction: Transaction<Tables>,
  jobId: string,
  { summary, options }: { readonly summary: SaveSummary; readonly options: Applying },
): Promise<void> {
  const job = await transaction
    .selectFrom('import_job')
    .select('summary')
    .where('id', '=', jobId)
    .executeTakeFirstOrThrow()
  const checked = JSON.parse(job.summary ?? '{}') as CheckSummary
  const all = summary.created + summary.revised + summary.unchanged
  const set = {
    state: 'applied' as const,
    summary: JSON.stringify({ ...checked, applied: summary }),
    done: all,
    total: all,
  }
  await endJob(transaction, jobId, set, options)
}

async function endJob(
  transaction: Transaction<Tables>,
  jobId: string,
  set: Partial<Pick<Tables['import_job'], 'state' | 'summary' | 'problem'>> & {
    readonly done?: number
    readonly total?: number
  },
  { now }: Pick<Applying, 'now'>,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('import_job')
    .set({ ...set, changed_at: now().toISOString() })
    .where('id', '=', jobId)
    .where('state', '=', 'applying')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Undone() // somebody cancelled it in the last moment
}
