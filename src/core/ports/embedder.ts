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
  /** Unit-length vectors in input order; a zero vector where the model has nothing to say (no known word). */
  readonly embed: (inputs: readonly EmbeddingInput[], role: EmbeddingRole) => Promise<readonly Float32Array[]>
}
