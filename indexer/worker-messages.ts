// What the indexing thread and its keeper say to each other.
import type { IndexingPhase } from './run-indexer.ts'

/** Handed to the thread at its start. */
export interface WorkerSettings {
  readonly databasePath: string
  readonly modelFolder: string
  readonly graphPath: string
}

/** `rebuildGraph` asks for a new graph file even where the manifest looks right: its reader found it damaged. */
export interface RunRequest {
  readonly rebuildGraph: boolean
}

export interface ProgressReport {
  readonly kind: 'progress'
  readonly phase: IndexingPhase
  readonly done: number
  readonly total: number
}

export type WorkerReport =
  | ProgressReport
  | {
      readonly kind: 'done'
      readonly modelId: string | null
      readonly graphBuilt: boolean
      readonly degraded: string | null
    }
  | { readonly kind: 'failed'; readonly reason: string }
