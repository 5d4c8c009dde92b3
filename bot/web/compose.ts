// Port: a summary in sentences that cite entries, written by a model while it is being read. The chat does not know whose.

import type { Scope } from '../../src/core/access/rights.ts'

export type ComposeEvent =
  | { readonly kind: 'sentence'; readonly text: string; readonly entryIds: readonly string[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing' }

/** For a question in the log, of entries that the scope opens. Stops when the signal does; `nothing` where there is nothing to say. */
export type Compose = (questionId: string, signal: AbortSignal, scope: Scope) => AsyncIterable<ComposeEvent>
