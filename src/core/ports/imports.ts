// Port: imports on their way, with the rows that their check gave. What was checked is what is taken in.
import type { Scope } from '../access/rights.ts'
import type {
  CheckedRow,
  CheckSummary,
  ImportChoices,
  ImportJob,
  ImportProblem,
  Inspection,
  RowVerdict,
} from '../exchange/import-job.ts'
import type { SectionState } from '../exchange/plan-row.ts'
import type { TableField, TableFormat } from '../exchange/reading.ts'
import type { Actor, SaveSummary } from './registry.ts'

export interface NewImport {
  readonly id: string
  readonly accountId: string
  readonly fileName: string
  readonly format: TableFormat
}

export interface ImportFilter {
  /** null: of everybody. */
  readonly accountId: string | null
  readonly limit: number
}

export interface RowFilter {
  readonly verdict: RowVerdict
  readonly limit: number
  readonly offset: number
}

export interface ApplyOptions {
  readonly actor: Actor
  /** Takes in rows too that seem to be there already. */
  readonly withDuplicates: boolean
  readonly onProgress: (done: number, total: number) => void
  /** Asked between steps; once true, everything is undone. */
  readonly isCancelled: () => boolean
}

export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly summary: SaveSummary }
  | { readonly kind: 'stale' }
  | { readonly kind: 'cancelled' }

export interface KnownQuestion {
  readonly entryId: string
  readonly question: string
}

export interface Imports {
  readonly create: (job: NewImport) => Promise<void>
  readonly find: (id: string) => Promise<ImportJob | null>
  /** The newest first. */
  readonly list: (filter: ImportFilter) => Promise<readonly ImportJob[]>
  /** What a file looks like; drops what an earlier check found. Only before the file is taken in. */
  readonly noteInspection: (id: string, inspection: Inspection) => Promise<boolean>
  /** Begins the check with these choices, which are remembered for files with such a header. False where it is too late. */
  readonly beginCheck: (id: string, choices: ImportChoices) => Promise<boolean>
  readonly addRows: (id: string, rows: readonly CheckedRow[]) => Promise<void>
  readonly finishCheck: (id: string, summary: CheckSummary) => Promise<boolean>
  /** Marks new rows as those that seem to be there already. */
  readonly markDuplicates: (id: string, rows: readonly Extract<CheckedRow, { verdict: 'duplicate' }>[]) => Promise<void>
  /** False where there is nothing to take in, or somebody else began. */
  readonly beginApply: (id: string) => Promise<boolean>
  /** Takes in what was checked, in one transaction, or nothing. */
  readonly apply: (id: string, options: ApplyOptions) => Promise<ApplyOutcome>
  readonly noteProgress: (id: string, done: number, total: number) => Promise<void>
  /** Ends it without anything taken in. */
  readonly fail: (id: string, problem: ImportProblem) => Promise<void>
  readonly cancel: (id: string) => Promise<void>
  /** What no process works on any more has failed. */
  readonly failInterrupted: () => Promise<void>
  /** Forgets the rows of imports that ended, or were left alone, before then; returns whose files may go. */
  readonly forgetBefore: (limit: Date) => Promise<readonly string[]>
  readonly rows: (id: string, filter: RowFilter) => Promise<readonly CheckedRow[]>
  /** The columns that this person chose for such a header the last time. */
  readonly rememberedColumns: (accountId: string, headerHash: string) => Promise<readonly (TableField | null)[] | null>
  readonly sectionStates: () => Promise<readonly SectionState[]>
  /** The questions that entries of this scope answer already. */
  readonly knownQuestions: (scope: Scope) => AsyncIterable<readonly KnownQuestion[]>
}
