// The built-in embedder: the shipped word table, pooled with what was learnt from this registry. Microseconds a text.
import type { Embedder } from '../../core/ports/embedder.ts'
import type { EmbedderSource } from '../../core/ports/embedder-source.ts'
import type { NearTerms } from '../../core/ports/near-terms.ts'
import { decodePooling, encodePooling, fitPooling, type Pooling, poolingId, poolTerms } from './builtin-pooling.ts'
import { readWordTable, type WordTable } from './word-table.ts'
import { WordTableNearTerms } from './word-table-near-terms.ts'

/** Makes embedders from one table: fitted anew, or as they were stored. */
export interface BuiltinEmbedders extends EmbedderSource {
  /** Fresh near words, knowing none of the registry's yet. */
  readonly nearTerms: () => NearTerms
}

/** Reads the table in `folder`; `model_damaged` when it is not whole. */
export function openBuiltinEmbedders(folder: string): BuiltinEmbedders {
  const table = readWordTable(folder)
  return {
    learnsFromRegistry: true,
    fit: async units => {
      const texts = units.map(unit => unit.terms)
      const parameters = encodePooling(fitPooling(table, texts))
      return { id: poolingId(table, parameters), parameters, fittedUnits: texts.length }
    },
    open: async model => {
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
