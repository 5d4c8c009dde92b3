// An import: one file on its way into the registry. Uploaded, read, checked row by row, and then taken in whole or not at all.
import type { Section } from '../entry.ts'
import type { EntryInput } from '../ports/registry.ts'
import type { TableEncoding, TableField, TableFormat, TableReading } from './reading.ts'

export const IMPORT_STATES = ['uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What a row would bring about. */
export const ROW_VERDICTS = ['new', 'changed', 'unchanged', 'duplicate', 'error'] as const
export type RowVerdict = (typeof ROW_VERDICTS)[number]

export interface ImportJob {
  readonly id: string
  /** Who uploaded the file. */
  readonly accountId: string
  readonly accountName: string
  readonly state: ImportState
  readonly fileName: string
  readonly format: TableFormat
  /** null until the file was looked into. */
  readonly inspection: Inspection | null
  readonly choices: ImportChoices | null
  readonly done: number
  /** 0 while nobody knows. */
  readonly total: number
  /** Of the check. */
  readonly summary: CheckSummary | null
  /** Why it failed. */
  readonly problem: ImportProblem | null
  readonly createdAt: Date
  readonly changedAt: Date
}

/** What a file looks like when it is read in one way. */
export interface Inspection {
  readonly reading: TableReading
  /** The encoding that its bytes speak for; null for workbooks. */
  readonly detected: TableEncoding | null
  /** Of workbooks. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[]
  readonly header: readonly string[]
  readonly headerLine: number
  /** Names what has such a header, so that its columns are remembered. */
  readonly headerHash: string
  /** The fields that the names of the columns speak for. */
  readonly guessed: readonly (TableField | null)[]
  readonly preview: readonly { readonly line: number; readonly cells: readonly string[]; readonly hidden: boolean }[]
  /** Why it cannot be read in this way, in Japanese. */
  readonly problem: string | null
}

export interface ImportChoices {
  /** The field of each column; null for one that is not read. */
  readonly columns: readonly (TableField | null)[]
  /** Of new rows that name none. */
  readonly defaultSection: Section | null
  /** Of rows that state none. */
  readonly defaultStatus: DefaultStatus
}

export const DEFAULT_STATUSES = ['draft', 'published'] as const
export type DefaultStatus = (typeof DEFAULT_STATUSES)[number]

export interface CheckSummary {
  readonly counts: Readonly<Record<RowVerdict, number>>
  /** New rows whose question was compared by meaning; the rest by their words alone. */
  readonly comparedByMeaning: number
  /** Codes of the sections in which something changes, and of those in which something is published or withdrawn. */
  readonly sections: readonly string[]
  readonly publishingSections: readonly string[]
  /** What became of it when it was applied. */
  readonly applied: { readonly created: number; readonly revised: number; readonly unchanged: number } | null
}

export type ImportProblem =
  /** The file cannot be read. */
  | { readonly kind: 'file'; readonly reason: string }
  /** Entries were saved by others after the check. */
  | { readonly kind: 'stale'; readonly count: number; readonly entries: readonly StaleEntry[] }
  /** The process ended meanwhile. */
  | { readonly kind: 'interrupted'; readonly during: 'check' | 'apply' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'internal'; readonly reference: string }

export interface StaleEntry {
  readonly line: number
  readonly entryId: string
}

/** One row after the check. */
export type CheckedRow =
  | {
      readonly verdict: 'new'
      readonly line: number
      readonly input: EntryInput
      readonly seen: number
    }
  | {
      readonly verdict: 'duplicate'
      readonly line: number
      readonly input: EntryInput
      readonly seen: number
      readonly similar: Similar
    }
  | {
      readonly verdict: 'changed'
      readonly line: number
      readonly input: EntryInput
      readonly seen: number
      readonly changes: readonly FieldChange[]
    }
  | { readonly verdict: 'unchanged'; readonly line: number; readonly entryId: string; readonly seen: number }
  | {
      readonly verdict: 'error'
      readonly line: number
      readonly cells: readonly string[]
      readonly reasons: readonly string[]
    }

/** An entry that already says this, or a row of the same file. */
export interface Similar {
  readonly entryId: string
  readonly question: string
  /** Line of the row that says it already; null for an entry of the registry. */
  readonly line: number | null
}

export interface FieldChange {
  readonly field: TableField
  readonly before: string
  readonly after: string
}

/** What a person may still do with it. */
export function mayApply({ state, summary }: Pick<ImportJob, 'state' | 'summary'>): boolean {
  if (state !== 'checked' || summary === null) return false
  const { counts } = summary
  return counts.error === 0 && counts.new + counts.changed + counts.duplicate > 0
}

export function isRunning({ state }: Pick<ImportJob, 'state'>): boolean {
  return state === 'checking' || state === 'applying'
}
