// The built-in embedder: the shipped word table, pooled with what was learnt from this registry. Microseconds a text.
import type { Embedder } from '../../core/ports/embedder.ts'
import type { NearTerms } from '../../core/ports/near-terms.ts'
import type { FittedModel } from '../../core/ports/unit-store.ts'
import { decodePooling, encodePooling, fitPooling, type Pooling, poolingId, poolTerms } from './builtin-pooling.ts'
import { readWordTable, type WordTable } from './word-table.ts'
import { WordTableNearTerms } from './word-table-near-terms.ts'

/** Makes embedders from one table: fitted anew, or as they were stored. */
export interface BuiltinEmbedders {
  /** Learns from the terms of all text units; seconds for hundreds of thousands. */
  readonly fit: (texts: readonly (readonly string[])[]) => FittedModel
  /** Null when the model was stored for another table: fit again. */
  readonly open: (model: FittedModel) => Embedder | null
  /** Fresh near words, knowing none of the registry's yet. */
  readonly nearTerms: () => NearTerms
}

/** Reads the table in `folder`; `model_damaged` when it is not whole. */
export function openBuiltinEmbedders(folder: string): BuiltinEmbedders {
  const table = readWordTable(folder)
  return {
    fit: texts => {
      const parameters = encodePooling(fitPooling(table, texts))
      return { id: poolingId(table, parameters), parameters, fittedUnits: texts.length }
    },
    open: model => {
      const pooling = decodePooling(table, model.parameters)
      return pooling === null || poolingId(table, model.parameters) !== model.id
        ? null
        : toEmbedder(table, pooling, model.id)
    },
    nearTerms: () => new WordTableNearTerms(table),
  }
}

function toEmbedder(table: WordTable, pooling: Pooling, modelId: string): Embedder {
  return {
    modelId,
    dimensions: table.dimensions,
    embed: async inputs => inputs.map(({ terms }) => poolTerms(table, pooling, terms)),
  }
}
