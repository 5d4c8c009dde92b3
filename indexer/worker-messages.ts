// What the indexing thread and its keeper say to each other.
import type { EmbedderChoice } from '../src/adapters/embedders/open-embedders.ts'
import type { NearLists } from '../src/core/ports/near-terms.ts'
import type { IndexingPhase } from './run-indexer.ts'

/** Handed to the thread at its start. */
export interface WorkerSettings {
  readonly databasePath: string
  /** Folder of the built-in word table. */
  readonly modelFolder: string
  readonly embedder: EmbedderChoice
  readonly graphPath: string
  /** The lexical index as it once stood, and the number of entries below which none is written: they are read as quickly. */
  readonly imagePath: string
  readonly imageEntriesMin: number
}

/** Asks for the lists of near words of these words, to be made while nothing else is to be done. */
export interface NearListsRequest {
  readonly terms: readonly string[]
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

/** Before the thread is ended: native code that it is in the middle of would end the whole process. */
export interface StopRequest {
  readonly stop: true
}

/** Null where the thread has no table of words, or was asked to stop. */
export interface NearListsReport {
  readonly kind: 'near_lists'
  readonly lists: NearLists | null
}

export type WorkerReport =
  | NearListsReport
  | ProgressReport
  | { readonly kind: 'words_indexed' }
  | {
      readonly kind: 'done'
      readonly modelId: string | null
      readonly graphBuilt: boolean
      readonly degraded: string | null
      /** True where units wait for their vectors: the run is to be tried again. */
      readonly incomplete: boolean
    }
  | { readonly kind: 'failed'; readonly reason: string }
