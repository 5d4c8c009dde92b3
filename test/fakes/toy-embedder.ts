// An embedder whose vectors can be computed by hand: one dimension for each word it knows, counted and scaled to length one.
import type { Embedder } from '../../src/core/ports/embedder.ts'
import { normaliseLength } from '../../src/core/search/vector.ts'

/** Two texts of one known word each have the cosine 1 when it is the same word, else 0; unknown words are not seen. */
export function toyEmbedder(vocabulary: readonly string[]): Embedder {
  const dimensionOf = new Map(vocabulary.map((word, dimension) => [word, dimension]))
  return {
    modelId: `toy-${vocabulary.join('-')}`,
    dimensions: vocabulary.length,
    embed: async inputs =>
      inputs.map(({ terms }) => {
        const counts = new Float32Array(vocabulary.length)
        for (const term of terms) {
          const dimension = dimensionOf.get(term)
          if (dimension !== undefined) counts[dimension] = (counts[dimension] as number) + 1
        }
        return normaliseLength(counts)
      }),
  }
}
