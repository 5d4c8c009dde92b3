// Vectors of a trial over those of the index: some are added, some are hidden, and the graph below stays as it is.
import { ExactVectorIndex } from '../src/adapters/exact-vector-index.ts'
import type { Neighbour, VectorIndex } from '../src/core/ports/vector-index.ts'

export class TrialVectors implements VectorIndex {
  readonly dimensions: number
  readonly #base: VectorIndex
  readonly #added: ExactVectorIndex
  readonly #hidden: ReadonlySet<number>

  /** What is hidden must be vectors of the base. */
  constructor(base: VectorIndex, hidden: ReadonlySet<number>) {
    this.#base = base
    this.#hidden = hidden
    this.#added = new ExactVectorIndex(base.dimensions)
    this.dimensions = base.dimensions
  }

  get size(): number {
    return this.#base.size - this.#hidden.size + this.#added.size
  }

  has(id: number): boolean {
    return this.#added.has(id) || (this.#base.has(id) && !this.#hidden.has(id))
  }

  *ids(): Iterable<number> {
    for (const id of this.#base.ids()) if (!this.#hidden.has(id)) yield id
    yield* this.#added.ids()
  }

  add(id: number, vector: Float32Array): void {
    this.#added.add(id, vector)
  }

  remove(id: number): void {
    this.#added.remove(id)
  }

  search(vector: Float32Array, count: number, accept?: (id: number) => boolean): readonly Neighbour[] {
    const isThere = (id: number) => !this.#hidden.has(id)
    const accepts = accept && ((id: number) => isThere(id) && accept(id))
    const below = this.#base.search(vector, count, accepts ?? (this.#hidden.size === 0 ? undefined : isThere))
    const above = this.#added.search(vector, count, accept)
    return [...below, ...above].sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, count)
  }

  similarity(vector: Float32Array, id: number): number | undefined {
    return this.#added.similarity(vector, id) ?? (this.#hidden.has(id) ? undefined : this.#base.similarity(vector, id))
  }

  similarities(vector: Float32Array, ids: readonly number[]): Float64Array {
    const similarities = this.#base.similarities(vector, ids)
    const added = this.#added.similarities(vector, ids)
    for (const [i, id] of ids.entries()) {
      if (this.#added.has(id)) similarities[i] = added[i] as number
      else if (this.#hidden.has(id)) similarities[i] = Number.NaN
    }
    return similarities
  }
}
