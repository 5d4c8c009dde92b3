// Port: reads a question and a passage together and says how well one answers the other. Slow, so for a few only.

export interface Reranker {
  /** Resolves when the model is loaded: a question's time starts then. Rejects when it cannot be loaded. */
  readonly prepare: () => Promise<void>
  /** Probability, 0–1, that each passage answers the question, in order. Rejects when the model fails or `signal` ends it. */
  readonly rerank: (question: string, passages: readonly string[], signal: AbortSignal) => Promise<readonly number[]>
}
