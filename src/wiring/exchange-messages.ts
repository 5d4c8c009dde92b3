// What the thread of imports is asked for, and what it tells.
import type { Account } from '../core/access/account.ts'
import type { CheckSummary, ImportProblem, Inspection } from '../core/exchange/import-job.ts'
import type { TableFormat, TableReading } from '../core/exchange/reading.ts'
import type { ApplyOutcome } from '../core/ports/imports.ts'

export type ExchangeTask =
  | {
      readonly kind: 'inspect'
      readonly path: string
      readonly format: TableFormat
      readonly wish: Partial<TableReading>
    }
  | { readonly kind: 'check'; readonly jobId: string; readonly path: string; readonly account: Account }
  | { readonly kind: 'apply'; readonly jobId: string; readonly actor: string; readonly withDuplicates: boolean }

export interface ExchangeSettings {
  readonly databasePath: string
}

export interface ExchangeRequest {
  readonly task: ExchangeTask
  /** One number; other than 0: stop, and undo. */
  readonly cancelFlag: SharedArrayBuffer
}

export type ExchangeResult =
  | { readonly kind: 'inspected'; readonly inspection: Inspection }
  /** null: cancelled. */
  | { readonly kind: 'checked'; readonly summary: CheckSummary | null }
  | { readonly kind: 'applied'; readonly outcome: ApplyOutcome }
  | { readonly kind: 'failed'; readonly problem: ImportProblem; readonly error: string }

export type ExchangeReport =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  /** `last`: the thread has grown and ends now. */
  | { readonly kind: 'result'; readonly result: ExchangeResult; readonly last: boolean }
