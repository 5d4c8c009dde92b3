// Exact nearest neighbours by comparing with every vector: small registries, tests, and the time before HNSW is ready.
import type { Neighbour, VectorIndex } from '../core/ports/vector-index.ts'
import { dot } from '../core/search/vector.ts'

export class ExactVectorIndex implements VectorIndex {
  readonly dimensions: number
  readonly #vectors = new Map<number, Float32Array>()

  constructor(dimensions: number) {
    this.dimensions = dimensions
  }

  get size(): number {
    return this.#vectors.size
  }

  has(id: number): boolean {
    return this.#vectors.has(id)
  }

  ids(): Iterable<number> {
    return this.#vectors.keys()
  }

  add(id: number, vector: Float32Array): void {
    if (vector.length !== this.dimensions) throw new RangeError(`expected ${this.dimensions} dimensions, got ${vector.length}`)
    this.#vectors.set(id, vector.slice())
  }

  remove(id: number): void {
    this.#vectors.delete(id)
  }

  search(vector: Float32Array, count: number, accept: (id: number) => boolean = () => true): readonly Neighbour[] {
    const neighbours: Neighbour[] = []
    for (const [id, stored] of this.#vectors) if (accept(id)) neighbours.push({ id, similarity: dot(vector, stored) })
    return neighbours.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, count)
  }

  vectorOf(id: number): Float32Array | undefined {
    return this.#vectors.get(id)
  }
}
