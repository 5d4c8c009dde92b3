// The check of a whole file: every row on its own, against the rows before it, and against the registry. Nothing is written but
// what was found.
import type { Scope } from '../access/rights.ts'
import type { WorkingEntry } from '../entry.ts'
import { rowSentences as ja } from '../messages/ja/admin/exchange.ts'
import { bareForm } from '../normalise.ts'
import type { Imports, KnownQuestion } from '../ports/imports.ts'
import type { EntryInput, Registry } from '../ports/registry.ts'
import type { CheckedRow, CheckSummary, RowVerdict, Similar } from './import-job.ts'
import { type PlanContext, planRow } from './plan-row.ts'

/** One row as its file has it, checked on its own. */
export interface FileRow {
  readonly line: number
  readonly cells: readonly string[]
  /** null exactly when there are reasons. Its section is filled in where the cells have one. */
  readonly input: EntryInput | null
  readonly reasons: readonly string[]
  readonly sectionGiven: boolean
  readonly statusGiven: boolean
}

export interface CheckDeps {
  readonly registry: Pick<Registry, 'workingEntries'>
  readonly imports: Pick<Imports, 'addRows' | 'noteProgress' | 'knownQuestions'>
  readonly isCancelled: () => boolean
}

export interface FileToCheck {
  readonly jobId: string
  readonly rows: AsyncIterable<FileRow>
  readonly plan: PlanContext
  /** What of the registry the importer may know of. */
  readonly scope: Scope
}

/** How many rows are looked up and noted at once: a write of some milliseconds. */
const BATCH = 200

/** Null when it was cancelled. */
export async function checkFile(file: FileToCheck, deps: CheckDeps): Promise<CheckSummary | null> {
  const counts: Record<RowVerdict, number> = { new: 0, changed: 0, unchanged: 0, duplicate: 0, error: 0 }
  const sections = new Set<string>()
  const publishing = new Set<string>()
  const twins = await openTwinFinder(file.scope, deps.imports)
  let batch: FileRow[] = []
  let done = 0
  const settle = async () => {
    const checked = await checkBatch(batch, file.plan, { registry: deps.registry, twins })
    for (const row of checked) {
      counts[row.verdict] += 1
      if (!('input' in row)) continue
      sections.add(row.input.section.code)
      if (row.input.status === 'published' || row.input.status === 'archived') publishing.add(row.input.section.code)
    }
    await deps.imports.addRows(file.jobId, checked)
    done += batch.length
    await deps.imports.noteProgress(file.jobId, done, 0)
    batch = []
  }
  for await (const row of file.rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    if (deps.isCancelled()) return null
    await settle()
  }
  if (batch.length > 0) await settle()
  if (deps.isCancelled()) return null
  return { counts, comparedByMeaning: 0, sections: [...sections], publishingSections: [...publishing], applied: null }
}

async function checkBatch(
  rows: readonly FileRow[],
  plan: PlanContext,
  { registry, twins }: Pick<CheckDeps, 'registry'> & { readonly twins: TwinFinder },
): Promise<readonly CheckedRow[]> {
  const ids = rows.flatMap(({ input }) => input?.id ?? [])
  const stored = new Map((await registry.workingEntries(ids)).map(entry => [entry.id, entry]))
  return rows.map(row => checkRow(row, row.input === null ? undefined : stored.get(row.input.id), { plan, twins }))
}

function checkRow(
  row: FileRow,
  before: WorkingEntry | undefined,
  { plan, twins }: { readonly plan: PlanContext; readonly twins: TwinFinder },
): CheckedRow {
  const { line, cells, input } = row
  const repeated = input === null ? null : twins.noteId(input.id, line)
  const reasons = repeated === null ? row.reasons : [...row.reasons, ja.repeatedId(input?.id ?? '', repeated)]
  if (input === null || reasons.length > 0) return { verdict: 'error', line, cells, reasons }
  const section = row.sectionGiven ? input.section : null
  const planned = planRow({ input, section, statusGiven: row.statusGiven }, before, plan)
  const seen = before?.revision ?? 0
  switch (planned.kind) {
    case 'refused':
      return { verdict: 'error', line, cells, reasons: planned.reasons }
    case 'unchanged':
      return { verdict: 'unchanged', line, entryId: input.id, seen }
    case 'changed':
      return { verdict: 'changed', line, input: planned.input, seen, changes: planned.changes }
    case 'new': {
      const similar = twins.find(planned.input, line)
      return similar === null
        ? { verdict: 'new', line, input: planned.input, seen }
        : { verdict: 'duplicate', line, input: planned.input, seen, similar }
    }
    default:
      return planned satisfies never
  }
}

interface TwinFinder {
  /** The line on which the id stood before; null the first time. */
  readonly noteId: (id: string, line: number) => number | null
  /** What asks the same in the same words already. */
  readonly find: (input: EntryInput, line: number) => Similar | null
}

async function openTwinFinder(scope: Scope, { knownQuestions }: Pick<Imports, 'knownQuestions'>): Promise<TwinFinder> {
  const known = new Map<string, KnownQuestion>()
  for await (const page of knownQuestions(scope)) for (const asked of page) known.set(bareForm(asked.question), asked)
  const lines = new Map<string, number>()
  const asked = new Map<string, { readonly entryId: string; readonly line: number }>()
  return {
    noteId: (id, line) => {
      const earlier = lines.get(id)
      if (earlier === undefined) lines.set(id, line)
      return earlier ?? null
    },
    find: ({ id, question }, line) => {
      const form = bareForm(question)
      const there = known.get(form)
      if (there !== undefined && there.entryId !== id) return { ...there, line: null }
      const above = asked.get(form)
      if (above !== undefined) return { entryId: above.entryId, question, line: above.line }
      asked.set(form, { entryId: id, line })
      return null
    },
  }
}
