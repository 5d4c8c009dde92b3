// Port: makes embedders of one kind. The indexer asks it for the model to use, the keeper for the model in use.
import type { UnitKind } from '../text-unit.ts'
import type { Embedder } from './embedder.ts'
import type { FittedModel } from './unit-store.ts'

/** A stored unit as a model may learn from it. */
export interface FittingUnit {
  readonly entryId: string
  readonly kind: UnitKind
  readonly terms: readonly string[]
}

/** Makes embedders of one kind: fitted to a registry, or opened as they were stored. */
export interface EmbedderSource {
  /** True where the model depends on the registry: it is fitted again when the registry has outgrown it. False: once is enough. */
  readonly learnsFromRegistry: boolean
  /** The model for these units; a source that learns nothing is handed none. */
  readonly fit: (units: readonly FittingUnit[]) => Promise<FittedModel>
  /** Null where the model was stored for another source, or another version of this one: fit again. */
  readonly open: (model: FittedModel) => Promise<Embedder | null>
}
