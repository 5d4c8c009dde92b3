// The workbench's own copy of the index: brought up to date before each job, changed for a trial, and put back afterwards.
import { readIndexFile } from '../src/adapters/hnsw/index-file.ts'
import type { EmbedderSource } from '../src/core/ports/embedder-source.ts'
import type { UnitStore } from '../src/core/ports/unit-store.ts'
import type { Trial, TriedEntry } from '../src/core/ports/workbench.ts'
import type { DenseSide, EntryIndex } from '../src/core/search/entry-index.ts'
import type { IndexedEntry } from '../src/core/search/indexed-entry.ts'
import type { Synonyms } from '../src/core/search/synonyms.ts'
import type { MorphologicalAnalyser } from '../src/core/tokenise.ts'
import { analyseUnits } from './analyse-units.ts'
import { type LoadedIndex, loadIndex } from './load-index.ts'
import type { TrialNearTerms } from './trial-near-terms.ts'
import { TrialVectors } from './trial-vectors.ts'

export interface WorkbenchIndexDeps {
  readonly store: UnitStore
  /** Null where there is no model: words and sounds alone are compared, as in the product. */
  readonly embedders: EmbedderSource | null
  readonly nearTerms: TrialNearTerms | null
  readonly analyser: MorphologicalAnalyser
  readonly imagePath: string
  readonly graphPath: string
  /** The synonyms in force, with those groups that editors keep or with others in their place. */
  readonly synonymsWith: (groups: readonly (readonly string[])[]) => Synonyms
  readonly keptGroups: () => Promise<readonly (readonly string[])[]>
}

/** Far above what a database gives out, and within what the index can hold. */
const TRIED_UNIT_ID_MIN = 2 ** 40

export class WorkbenchIndex {
  readonly index: EntryIndex
  readonly #follower: LoadedIndex['follower']
  readonly #deps: WorkbenchIndexDeps
  /** Names the state that questions are now answered from: what was found in the same state is found again. */
  #state = ''
  #groups = ''

  private constructor({ index, follower }: LoadedIndex, deps: WorkbenchIndexDeps) {
    this.index = index
    this.#follower = follower
    this.#deps = deps
  }

  static async open(deps: WorkbenchIndexDeps): Promise<WorkbenchIndex> {
    const loaded = await loadIndex({ ...deps, synonyms: deps.synonymsWith([]) })
    return new WorkbenchIndex(loaded, deps)
  }

  /** Takes over what changed in the registry since. Resolves with the name of the state. */
  async follow(): Promise<string> {
    const { store, keptGroups, synonymsWith } = this.#deps
    await this.#follower.follow()
    await this.#takeDense()
    const kept = await keptGroups()
    const groups = JSON.stringify(kept)
    if (groups !== this.#groups) this.index.useSynonyms(synonymsWith(kept))
    this.#groups = groups
    const change = await store.latestChange()
    this.#state = JSON.stringify([change, this.index.dense?.embedder.modelId ?? null, groups])
    return this.#state
  }

  /** Does work while entries and synonyms are those of the trial. Rejects where the draft cannot be embedded. */
  async whileTrying<T>(trial: Trial, work: () => Promise<T>): Promise<T> {
    const { index } = this
    const { nearTerms, store, synonymsWith } = this.#deps
    const [dense, synonyms] = [index.dense, index.synonyms]
    const ids = trial.entries.map(({ id }) => id)
    const before = new Map((await store.indexedEntriesById(ids)).map(entry => [entry.id, entry]))
    const hidden = new Set([...before.values()].flatMap(({ units }) => units.map(({ id }) => id)))
    nearTerms?.begin()
    try {
      if (trial.synonyms !== null) index.useSynonyms(synonymsWith(trial.synonyms))
      const tried = dense && { ...dense, vectors: new TrialVectors(dense.vectors, onlyThoseIn(dense, hidden)) }
      await this.#put(trial.entries, tried)
      index.useDense(tried)
      return await work()
    } finally {
      index.useDense(dense)
      index.useSynonyms(synonyms)
      nearTerms?.end() // before the entries are back: their words are the registry's
      for (const id of ids) this.#restore(id, before.get(id))
    }
  }

  /** On whatever day they are for, and to whomever: the effect is that of a day on which they hold, for those who may read them. */
  async #put(entries: readonly TriedEntry[], dense: DenseSide | null): Promise<void> {
    let unitId = TRIED_UNIT_ID_MIN
    for (const { id, section, content } of entries) {
      if (content === null) {
        this.index.remove(id)
        continue
      }
      const units = analyseUnits(content, this.#deps.analyser).map(unit => ({ ...unit, id: unitId++, entryId: id }))
      const vectors = (await dense?.embedder.embed(units, 'passage')) ?? []
      for (const [i, vector] of vectors.entries()) dense?.vectors.add(units[i]?.id ?? unitId, vector)
      this.index.put({ id, sectionCode: section.code, limits: null, units })
    }
  }

  #restore(id: string, entry: IndexedEntry | undefined): void {
    if (entry === undefined || entry.units.length === 0) this.index.remove(id)
    else this.index.put(entry)
  }

  /** Opens the vectors of the model in force, unless they are open. Without a graph file that is whole there are none. */
  async #takeDense(): Promise<void> {
    const { store, embedders, graphPath } = this.#deps
    const model = await store.currentModel()
    if (model !== null && model.id === this.index.dense?.embedder.modelId) return
    this.index.useDense(null)
    const embedder = model === null ? null : ((await embedders?.open(model)) ?? null)
    if (embedder === null) return
    const read = await readIndexFile(graphPath, embedder)
    if (read === null || !(await store.descendsFrom(read.facts.lineage))) return
    this.index.useDense({ embedder, vectors: read.index })
    await this.#follower.catchUp()
  }
}

function onlyThoseIn({ vectors }: DenseSide, unitIds: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...unitIds].filter(id => vectors.has(id)))
}
