// Exact nearest neighbours by comparing with every vector: small registries, and the truth that HNSW is tested against.
import type { Neighbour, VectorIndex } from '../core/ports/vector-index.ts'
import { VectorSlab } from '../core/search/vector-slab.ts'

export class ExactVectorIndex implements VectorIndex {
  readonly dimensions: number
  readonly #vectors: VectorSlab

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.#vectors = new VectorSlab(dimensions)
  }

  get size(): number {
    return this.#vectors.size
  }

  has(id: number): boolean {
    return this.#vectors.has(id)
  }

  ids(): Iterable<number> {
    return this.#vectors.ids()
  }

  add(id: number, vector: Float32Array): void {
    this.#vectors.set(id, vector)
  }

  remove(id: number): void {
    this.#vectors.delete(id)
  }

  search(vector: Float32Array, count: number, accept: (id: number) => boolean = () => true): readonly Neighbour[] {
    const ids = Array.from(this.ids()).filter(accept)
    const similarities = this.similarities(vector, ids)
    const neighbours = ids.map((id, i): Neighbour => ({ id, similarity: similarities[i] as number }))
    return neighbours.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, count)
  }

  similarity(vector: Float32Array, id: number): number | undefined {
    return this.#vectors.dot(vector, id)
  }

  similarities(vector: Float32Array, ids: readonly number[]): Float64Array {
    return this.#vectors.dots(vector, ids)
  }
}
