// The state of the search index, as the indexer tells it and doors show it.

export interface IndexStatus {
  /** True once everything that was marked at start is searchable. */
  readonly ready: boolean
  readonly entries: number
  readonly pending: number
  /** Units in the vector index; 0 while answers are lexical only. */
  readonly vectors: number
  readonly modelId: string | null
  /** What is not as it should be, for the operator; null when all is well. */
  readonly degraded: string | null
}
