// One run of the indexer: marked entries become text units, units become vectors, and the model grows with the registry.
import { setTimeout as wait } from 'node:timers/promises'
import { isFault } from '../src/core/errors.ts'
import type { IndexingPhaseName } from '../src/core/messages/indexing-phase.ts'
import type { Embedder } from '../src/core/ports/embedder.ts'
import type { EmbedderSource, FittingUnit } from '../src/core/ports/embedder-source.ts'
import type { FittedModel, PendingEntry, UnitChange, UnitStore } from '../src/core/ports/unit-store.ts'
import { ANALYSIS_ID, type MorphologicalAnalyser } from '../src/core/tokenise.ts'
import { analyseUnits } from './analyse-units.ts'

export type IndexingPhase = IndexingPhaseName

export type ReportProgress = (phase: IndexingPhase, done: number, total: number) => void

export interface IndexerDeps {
  readonly store: UnitStore
  readonly analyser: MorphologicalAnalyser
  /** Null when the model cannot be read: words are indexed all the same, and answers are lexical. */
  readonly embedders: EmbedderSource | null
  readonly onProgress: ReportProgress
  /** Hears that every mark found so far is settled, and that vectors are next. */
  readonly onWordsIndexed?: () => void
}

/** Small enough that a transaction is short and the first entries are found soon. */
const ENTRIES_PER_STEP = 100
/** Of a model that does not say how many texts it takes at a time. */
const UNITS_PER_STEP = 1_000

/** What a run came to. */
export interface IndexerOutcome {
  /** The model whose vectors are in force; null without one. */
  readonly modelId: string | null
  /** Why units are still without vectors of the chosen model; null when all have theirs. Words are indexed all the same. */
  readonly embeddingFailure: string | null
}

/** Fit again when the registry has grown or shrunk by half since: word statistics drift slowly. */
const OUTGROWN_RATIO = 1.5

/** Settles every mark and embeds every unit. A model that fails costs vectors, never words; it is asked again in the next run. */
export async function runIndexer(deps: IndexerDeps): Promise<IndexerOutcome> {
  await deps.store.markUnlessAnalysedBy(ANALYSIS_ID)
  for (;;) {
    await indexPendingEntries(deps)
    deps.onWordsIndexed?.()
    if (deps.embedders === null) return { modelId: null, embeddingFailure: null }
    const embedding = embedAll(deps, deps.embedders)
    let indexedMeanwhile = 0
    while (!(await isSettledWithin(embedding, LOOK_FOR_MARKS_MS))) indexedMeanwhile += await indexPendingEntries(deps)
    const outcome = await embedding
    if (indexedMeanwhile === 0 || outcome.embeddingFailure !== null) return outcome
  }
}

/** With a slow model all vectors take minutes, or hours: what is saved meanwhile is found by its words at once. */
const LOOK_FOR_MARKS_MS = 200

async function isSettledWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const settled = work.then(
    () => true,
    () => true,
  )
  const timer = new AbortController()
  try {
    return await Promise.race([settled, wait(limitMs, false, { signal: timer.signal })])
  } finally {
    timer.abort()
  }
}

async function embedAll(deps: IndexerDeps, embedders: EmbedderSource): Promise<IndexerOutcome> {
  try {
    return { modelId: await embedWithCurrentModel(deps, embedders), embeddingFailure: null }
  } catch (error) {
    if (!isFault(error, 'model_unusable') && !isFault(error, 'embedding_service')) throw error
    return { modelId: (await deps.store.currentModel())?.id ?? null, embeddingFailure: error.message }
  }
}

/** Resolves with the number of entries that were indexed. */
async function indexPendingEntries({ store, analyser, onProgress }: IndexerDeps): Promise<number> {
  const total = await store.pendingCount()
  for (let done = 0; ; ) {
    const pending = await store.pendingEntries(ENTRIES_PER_STEP)
    if (pending.length === 0) return done
    await store.applyChanges(pending.map(entry => toUnitChange(entry, analyser)))
    done += pending.length
    onProgress('units', done, Math.max(done, total))
  }
}

function toUnitChange({ entryId, content, markSeq }: PendingEntry, analyser: MorphologicalAnalyser): UnitChange {
  return { entryId, markSeq, units: content === null ? [] : analyseUnits(content, analyser) }
}

async function embedWithCurrentModel(deps: IndexerDeps, embedders: EmbedderSource): Promise<string | null> {
  const { store } = deps
  const units = await store.unitCount()
  const current = await store.currentModel()
  const embedder = current === null ? null : await embedders.open(current)
  if (current !== null && embedder !== null && !(embedders.learnsFromRegistry && isOutgrown(current, units))) {
    await embedMissing(deps, embedder)
    return current.id
  }
  return units === 0 ? null : changeModel(deps, embedders, current)
}

function isOutgrown(model: FittedModel, units: number): boolean {
  return units > model.fittedUnits * OUTGROWN_RATIO || units * OUTGROWN_RATIO < model.fittedUnits
}

/** The old model's vectors serve until the new one's are complete. */
async function changeModel(deps: IndexerDeps, embedders: EmbedderSource, current: FittedModel | null): Promise<string> {
  const { store } = deps
  const model = await embedders.fit(embedders.learnsFromRegistry ? await allUnits(store) : [])
  const embedder = await embedders.open(model)
  if (embedder === null) throw new Error(`a model just fitted does not open: ${model.id}`)
  await embedMissing(deps, embedder)
  if (model.id !== current?.id || model.fittedUnits !== current.fittedUnits) await store.useModel(model)
  await store.deleteVectorsOfOtherModels(model.id)
  return model.id
}

async function allUnits(store: UnitStore): Promise<readonly FittingUnit[]> {
  const fitting: FittingUnit[] = []
  for (let afterId = 0; ; ) {
    const units = await store.unitsAfter(afterId, UNITS_PER_STEP)
    const last = units.at(-1)
    if (last === undefined) return fitting
    fitting.push(...units.map(({ entryId, kind, terms }) => ({ entryId, kind, terms })))
    afterId = last.id
  }
}

async function embedMissing({ store, onProgress }: IndexerDeps, embedder: Embedder): Promise<void> {
  const total = await store.countWithoutVector(embedder.modelId)
  for (let done = 0; ; ) {
    const units = await store.unitsWithoutVector(embedder.modelId, embedder.textsPerStep ?? UNITS_PER_STEP)
    if (units.length === 0) return
    const vectors = await embedder.embed(units, 'passage')
    await store.saveVectors(
      embedder.modelId,
      units.map((unit, i) => ({ unitId: unit.id, textHash: unit.textHash, vector: vectors[i] as Float32Array })),
    )
    done += units.length
    onProgress('vectors', done, Math.max(done, total))
  }
}
