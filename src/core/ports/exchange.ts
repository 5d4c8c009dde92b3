// Port: imports at work. Files are read and checked, and taken in, by a thread beside, one after the other.
import type { Account } from '../access/account.ts'
import type { Scope } from '../access/rights.ts'
import type { Entry, EntryStatus } from '../entry.ts'
import type { ImportChoices, Inspection } from '../exchange/import-job.ts'
import type { TableFormat, TableReading } from '../exchange/reading.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { Imports } from './imports.ts'

export interface Progress {
  readonly done: number
  /** 0 while nobody knows. */
  readonly total: number
  /** Waits for another import. */
  readonly waiting: boolean
}

export interface ExportFilter {
  readonly sectionCode: string | null
  /** null: every entry as it stands officially. */
  readonly status: EntryStatus | null
  /** First and last day of its revision. */
  readonly revisedFrom: CalendarDate | null
  readonly revisedTo: CalendarDate | null
  /** Whose eyes the file is for. */
  readonly scope: Scope
}

export interface Exchange {
  readonly imports: Imports
  /** Where the file of an import is kept; its folder is there. */
  readonly filePath: (jobId: string) => string
  /** Looks into an uploaded file, as a person wishes to read it. */
  readonly inspect: (
    job: { readonly id: string; readonly format: TableFormat },
    wish: Partial<TableReading>,
  ) => Promise<Inspection>
  /** Begins the check; false where the import is in no state for it. */
  readonly check: (jobId: string, choices: ImportChoices, account: Account) => Promise<boolean>
  /** Begins to take in what was checked; false where there is nothing to, or somebody began already. */
  readonly apply: (
    jobId: string,
    options: { readonly withDuplicates: boolean; readonly account: Account },
  ) => Promise<boolean>
  /** Ends an import without anything taken in. */
  readonly cancel: (jobId: string) => Promise<void>
  readonly exportPages: (filter: ExportFilter) => AsyncIterable<readonly Entry[]>
  /** null where nothing is at work. */
  readonly progressOf: (jobId: string) => Progress | null
  /** At the start of a server: what an earlier one left half done has failed, and old files go. */
  readonly recover: () => Promise<void>
  /** Resolves when nothing is at work. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}
