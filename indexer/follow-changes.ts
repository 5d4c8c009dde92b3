// Brings the in-memory index up to what the store announces: whole at start, entry by entry afterwards.
import { setImmediate } from 'node:timers/promises'
import type { UnitStore } from '../src/core/ports/unit-store.ts'
import type { VectorIndex } from '../src/core/ports/vector-index.ts'
import type { EntryIndex } from '../src/core/search/entry-index.ts'
import type { IndexedEntry } from '../src/core/search/indexed-entry.ts'

/** Entries applied before questions get their turn: a few milliseconds of work. */
const ENTRIES_PER_STEP = 50

export class ChangeFollower {
  readonly #store: UnitStore
  readonly #index: EntryIndex
  #applied = 0
  #following: Promise<void> = Promise.resolve()

  /** `applied` is the change up to which the index holds everything already. */
  constructor(store: UnitStore, index: EntryIndex, applied = 0) {
    this.#store = store
    this.#index = index
    this.#applied = applied
  }

  /** Has work done while nothing changes in the index: changes wait until it is done. */
  holdStill<T>(work: (applied: number) => Promise<T>): Promise<T> {
    return this.#enqueue(() => work(this.#applied))
  }

  /** Loads every published entry from its stored terms. */
  async loadAll(): Promise<void> {
    this.#applied = await this.#store.latestChange()
    for (let afterId = ''; ; ) {
      const entries = await this.#store.indexedEntriesAfter(afterId, ENTRIES_PER_STEP * 10)
      const last = entries.at(-1)
      if (last === undefined) return
      for (const entry of entries) this.#putOrRemove(entry)
      afterId = last.id
      await setImmediate()
    }
  }

  /** Applies all changes announced since the last call. Calls queue up; applying twice changes nothing. */
  follow(): Promise<void> {
    return this.#enqueue(() => this.#followOnce())
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#following.then(work)
    this.#following = next.then(
      () => undefined,
      () => undefined,
    )
    return next
  }

  async #followOnce(): Promise<void> {
    const changes = await this.#store.changesAfter(this.#applied)
    for (let from = 0; from < changes.length; from += ENTRIES_PER_STEP) {
      const step = changes.slice(from, from + ENTRIES_PER_STEP)
      await this.#apply(step.map(change => change.entryId))
      this.#applied = step.at(-1)?.seq ?? this.#applied
      await setImmediate()
    }
  }

  async #apply(entryIds: readonly string[]): Promise<void> {
    const current = new Map((await this.#store.indexedEntriesById(entryIds)).map(entry => [entry.id, entry]))
    const dense = this.#index.dense
    for (const id of entryIds) {
      const before = this.#index.slotOf(id)
      const unitsBefore = before === undefined ? [] : (this.#index.entryAt(before)?.units ?? [])
      const entry = current.get(id) ?? { id, sectionCode: '', limits: null, units: [] }
      this.#putOrRemove(entry)
      const kept = new Set(entry.units.map(unit => unit.id))
      for (const unit of unitsBefore) if (!kept.has(unit.id)) dense?.vectors.remove(unit.id)
    }
    const units = [...current.values()].flatMap(entry => entry.units.map(unit => unit.id))
    if (dense !== null) await this.#addVectors(units, dense.vectors, dense.embedder.modelId)
  }

  #putOrRemove(entry: IndexedEntry): void {
    if (entry.units.length === 0) this.#index.remove(entry.id)
    else this.#index.put(entry)
  }

  /** Brings a dense side that was just swapped in to the entries in force: some may have changed while it was read. */
  catchUp(): Promise<void> {
    return this.#enqueue(() => this.#catchUpOnce())
  }

  async #catchUpOnce(): Promise<void> {
    const { dense } = this.#index
    if (dense === null) return
    const gone: number[] = [] // removing changes what is walked
    for (const id of dense.vectors.ids()) if (this.#index.slotOfUnit(id) === undefined) gone.push(id)
    for (const id of gone) dense.vectors.remove(id)
    await this.#addVectors(this.#index.unitIds(), dense.vectors, dense.embedder.modelId)
  }

  async #addVectors(unitIds: Iterable<number>, vectors: VectorIndex, modelId: string): Promise<void> {
    const missing: number[] = []
    for (const id of unitIds) if (!vectors.has(id)) missing.push(id)
    for (let from = 0; from < missing.length; from += ENTRIES_PER_STEP) {
      const found = await this.#store.vectorsOf(modelId, missing.slice(from, from + ENTRIES_PER_STEP))
      for (const { unitId, vector } of found) vectors.add(unitId, vector)
      await setImmediate()
    }
  }
}
