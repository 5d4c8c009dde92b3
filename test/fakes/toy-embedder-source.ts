// A source of toy embedders: one model for good, as sentence models are. What it was asked can be read.
import type { EmbedderSource, FittingUnit } from '../../src/core/ports/embedder-source.ts'
import { toyEmbedder } from './toy-embedder.ts'

export interface ToyEmbedderSource extends EmbedderSource {
  /** The units of each fit. */
  readonly fits: readonly (readonly FittingUnit[])[]
}

export function toyEmbedderSource(vocabulary: readonly string[]): ToyEmbedderSource {
  const embedder = toyEmbedder(vocabulary)
  const fits: (readonly FittingUnit[])[] = []
  return {
    fits,
    learnsFromRegistry: false,
    fit: async units => {
      fits.push(units)
      return { id: embedder.modelId, parameters: new Uint8Array(0), fittedUnits: 0 }
    },
    open: async model => (model.id === embedder.modelId ? embedder : null),
  }
}
