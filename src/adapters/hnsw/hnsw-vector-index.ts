// Approximate nearest neighbours: a graph of links over a slab of vectors. Everything it holds can be made again from the
// stored embeddings, so it may forget but never lie.
import type { Neighbour, VectorIndex } from '../../core/ports/vector-index.ts'
import { type SlabArrays, VectorSlab } from '../../core/search/vector-slab.ts'
import { type LinkArrays, LinkTable } from './link-table.ts'
import { NeighbourGraph } from './neighbour-graph.ts'

const INITIAL_CAPACITY = 1_024
/** Of a node whose id is gone: it leads on to others, and is never found itself. */
const GONE = -1

/** All of it as plain arrays, by node. */
export interface VectorIndexArrays extends LinkArrays, SlabArrays {
  readonly ids: Float64Array
}

export class HnswVectorIndex implements VectorIndex {
  readonly dimensions: number
  readonly #vectors: VectorSlab
  readonly #graph: NeighbourGraph
  /** By node, which is the vector's slot too. */
  #ids: Float64Array

  private constructor(vectors: VectorSlab, links: LinkTable, ids: Float64Array) {
    this.dimensions = vectors.dimensions
    this.#vectors = vectors
    this.#ids = ids
    this.#graph = new NeighbourGraph(links, {
      ask: query => vectors.ask(query),
      ofNodes: (nodes, count) => vectors.dotsAt(nodes, count),
      between: (a, b) => vectors.dotBetween(a, b),
      vectorOf: node => vectors.at(node),
    })
  }

  /** An empty index; `capacity` is a hint, it grows by itself. */
  static create(dimensions: number, capacity = INITIAL_CAPACITY): HnswVectorIndex {
    return new HnswVectorIndex(
      new VectorSlab(dimensions, capacity),
      new LinkTable(capacity),
      new Float64Array(capacity),
    )
  }

  /** Takes over vectors that have their ids, and the links between their slots. */
  static of(vectors: VectorSlab, links: LinkArrays, ids: Float64Array): HnswVectorIndex {
    return new HnswVectorIndex(vectors, LinkTable.of(links), ids)
  }

  /** What is in force, to be written down: without the nodes that are gone. */
  get arrays(): VectorIndexArrays {
    const { links } = this.#graph
    if (this.size < links.count) return this.#withoutGone().arrays
    return { ...links.arrays, ...this.#vectors.arrays, ids: this.#ids.subarray(0, links.count) }
  }

  #withoutGone(): HnswVectorIndex {
    const fresh = HnswVectorIndex.create(this.dimensions, this.size)
    for (const id of this.ids()) fresh.add(id, this.#vectors.get(id) as Float32Array)
    return fresh
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
    if (vector.length !== this.dimensions)
      throw new RangeError(`expected ${this.dimensions} dimensions, got ${vector.length}`)
    this.remove(id) // links lead to where a vector was: another one is another node
    this.#vectors.set(id, vector)
    const node = this.#graph.add()
    if (node >= this.#ids.length) {
      const larger = new Float64Array(Math.ceil(node * 1.5) + 1)
      larger.set(this.#ids)
      this.#ids = larger
    }
    this.#ids[node] = id
  }

  remove(id: number): void {
    const node = this.#vectors.slotOf(id)
    if (node === undefined) return
    this.#vectors.retire(id)
    this.#ids[node] = GONE
  }

  search(vector: Float32Array, count: number, accept?: (id: number) => boolean): readonly Neighbour[] {
    const wanted = Math.min(count, this.size)
    if (wanted === 0) return []
    const ids = this.#ids
    const isThere = (node: number) => ids[node] !== GONE
    const accepts = accept && ((node: number) => isThere(node) && accept(ids[node] as number))
    const plain = this.size === this.#graph.links.count ? undefined : isThere
    const found = this.#graph.search(vector, wanted, accepts ?? plain)
    return found.map(({ node, similarity }) => ({ id: ids[node] as number, similarity }))
  }

  similarity(vector: Float32Array, id: number): number | undefined {
    return this.#vectors.dot(vector, id)
  }

  similarities(vector: Float32Array, ids: readonly number[]): Float64Array {
    return this.#vectors.dots(vector, ids)
  }
}
