// Port: turns text into vectors. One implementation per file in src/adapters/embedders.

/** Whether a text asks or answers; some model families want to know (e5, ruri). */
export const EMBEDDING_ROLES = ['question', 'passage'] as const
export type EmbeddingRole = (typeof EMBEDDING_ROLES)[number]

/** A text with its search terms: word-based embedders use the terms, the others the text. */
export interface EmbeddingInput {
  readonly text: string
  readonly terms: readonly string[]
}

export interface Embedder {
  /** Names the model *and* everything that shapes its vectors (fitted statistics, prefixes, pooling): vectors of two ids never mix. */
  readonly modelId: string
  readonly dimensions: number
  /** Mean cosine of texts that have nothing in common, 0–1; 0 when not given. Sentence models have up to .8, the word table none. */
  readonly unrelatedCosine?: number
  /** Weight of this model's z-score beside the words' 1; that of the word table when not given. */
  readonly denseWeight?: number
  /** Texts embedded between two transactions that store their vectors: about a second of work for this model. */
  readonly textsPerStep?: number
  /** Resolves when the model is loaded: a question's time starts then. Rejects when it cannot be loaded. */
  readonly prepare?: () => Promise<void>
  /**
   * Unit-length vectors in input order; a zero vector where the model has nothing to say (no known word).
   * Rejects when the model fails, or when `signal` says that nobody waits any more.
   */
  readonly embed: (
    inputs: readonly EmbeddingInput[],
    role: EmbeddingRole,
    signal?: AbortSignal,
  ) => Promise<readonly Float32Array[]>
}
