// Port: a summary in sentences that cite entries, written by a model while it is being read. The chat does not know whose.

export type ComposeEvent =
  | { readonly kind: 'sentence'; readonly text: string; readonly entryIds: readonly string[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing' }

/** For a question in the log. Stops when the signal does; `nothing` where there is nothing to say. */
export type Compose = (questionId: string, signal: AbortSignal) => AsyncIterable<ComposeEvent>
