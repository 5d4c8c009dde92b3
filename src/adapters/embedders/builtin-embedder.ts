// The built-in embedder: the shipped word table, pooled with what was learnt from this registry. Microseconds a text.
import type { Embedder } from '../../core/ports/embedder.ts'
import type { EmbedderSource } from '../../core/ports/embedder-source.ts'
import type { AdoptingNearTerms } from '../../core/ports/near-terms.ts'
import { withRows } from './builtin-adaptation.ts'
import { type BuiltinFit, decodeFit, encodeFit, fitBuiltin, fitId } from './builtin-fit.ts'
import { poolTerms } from './builtin-pooling.ts'
import { readWordTable, type WordTable } from './word-table.ts'
import { WordTableNearTerms } from './word-table-near-terms.ts'

/** Makes embedders from one table: fitted anew, or as they were stored. */
export interface BuiltinEmbedders extends EmbedderSource {
  /** Fresh near words, knowing none of the registry's yet. */
  readonly nearTerms: () => AdoptingNearTerms
}

/** Reads the table in `folder`; `model_damaged` when it is not whole. */
export function openBuiltinEmbedders(folder: string): BuiltinEmbedders {
  const table = readWordTable(folder)
  return {
    learnsFromRegistry: true,
    fit: async units => {
      const parameters = encodeFit(fitBuiltin(table, units))
      return { id: fitId(table, parameters), parameters, fittedUnits: units.length }
    },
    open: async model => {
      const fit = decodeFit(table, model.parameters)
      return fit === null || fitId(table, model.parameters) !== model.id ? null : toEmbedder(table, fit, model.id)
    },
    nearTerms: () => new WordTableNearTerms(table),
  }
}

function toEmbedder(table: WordTable, { adapted, pooling }: BuiltinFit, modelId: string): Embedder {
  const adaptedTable = withRows(table, adapted)
  return {
    modelId,
    dimensions: table.dimensions,
    embed: async inputs => inputs.map(({ terms }) => poolTerms(adaptedTable, pooling, terms)),
  }
}
