// Embedders for questions: where the model fails or takes too long, a question has no vector and is answered by words.
import type { Embedder } from '../../core/ports/embedder.ts'
import type { EmbedderSource } from '../../core/ports/embedder-source.ts'
import type { ModelGuard } from '../model-guard.ts'

/** The same source; `embed` gives a zero vector, by which a model says nothing, where the guard has no result. */
export function guardEmbedders(source: EmbedderSource, guard: ModelGuard): EmbedderSource {
  return {
    ...source,
    open: async model => {
      const embedder = await source.open(model)
      return embedder === null ? null : guardEmbedder(embedder, guard)
    },
  }
}

function guardEmbedder(embedder: Embedder, guard: ModelGuard): Embedder {
  return {
    ...embedder,
    embed: async (inputs, role) => {
      const vectors = await guard.attempt(signal => embedder.embed(inputs, role, signal), embedder.prepare)
      return vectors ?? inputs.map(() => new Float32Array(embedder.dimensions))
    },
  }
}
