// Port: a copy of the index beside the one that serves, on which something is tried out: what would be answered if entries or
// synonyms were other than they are.
import type { EntryContent, Section } from '../entry.ts'
import type { Outcome } from '../search/judge.ts'

/** A question as it is searched for. */
export interface TriedQuestion {
  readonly text: string
  /** Only entries of this section. */
  readonly sectionCode: string | null
}

/** An entry as if it were published with this content; without content, as if it were withdrawn. */
export interface TriedEntry {
  readonly id: string
  readonly section: Section
  readonly content: EntryContent | null
}

/** What is otherwise than now. */
export interface Trial {
  readonly entries: readonly TriedEntry[]
  /** Groups of words in place of those that editors keep; null leaves these. */
  readonly synonyms: readonly (readonly string[])[] | null
}

export interface WorkbenchJob {
  readonly questions: readonly TriedQuestion[]
  /** Null: the questions are only asked. */
  readonly trial: Trial | null
}

/** What the product says to one question. */
export interface Found {
  readonly outcome: Outcome
  /** Of the first candidate; 0 without one. */
  readonly confidence: number
  /** Entry ids, best first; those that must not be led to are left out. */
  readonly ranked: readonly string[]
  readonly scores: readonly number[]
  /** Entries of which one question or phrasing is the question, word for word. */
  readonly exact: readonly string[]
}

export interface WorkbenchResult {
  /** In the order of the questions. */
  readonly now: readonly Found[]
  /** The same with the trial; null without one. */
  readonly tried: readonly Found[] | null
  /** False where vectors were missing: words and sounds alone were compared. */
  readonly byMeaning: boolean
}

/** How a job ended. `busy`: too many wait already. */
export type WorkbenchEnd =
  | { readonly kind: 'done'; readonly result: WorkbenchResult }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'busy' }

export interface JobOptions {
  readonly signal?: AbortSignal | undefined
  /** Questions asked so far, of all that will be asked. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface Workbench {
  /** One job after the other. Never rejects: a failure is an end. */
  readonly run: (job: WorkbenchJob, options?: JobOptions) => Promise<WorkbenchEnd>
  readonly close: () => Promise<void>
}
