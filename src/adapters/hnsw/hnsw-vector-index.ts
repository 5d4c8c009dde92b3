// Approximate nearest neighbours: a hierarchical navigable small-world graph (Malkov & Yashunin 2016, arXiv:1603.09320),
// by hnswlib. Everything it holds can be made again from the stored embeddings, so it may forget but never lie.
import hnswlib from 'hnswlib-node'
import type { Neighbour, VectorIndex } from '../../core/ports/vector-index.ts'
import { VectorSlab } from '../../core/search/vector-slab.ts'

type Graph = InstanceType<typeof hnswlib.HierarchicalNSW>

/** Links per node; 16 is the paper's middle of the useful range for vectors of some hundred dimensions. */
const LINKS = 16
/** Breadth of search while building and while asking: recall against time (measured by `npm run bench`). */
const BREADTH_BUILDING = 100
const BREADTH_ASKING = 96
/** Levels are drawn at random; a fixed seed makes a rebuild reproducible. */
const SEED = 20_260_401
const INITIAL_CAPACITY = 1024

export class HnswVectorIndex implements VectorIndex {
  readonly dimensions: number
  readonly #graph: Graph
  /** Vectors of the ids in force; the graph keeps its own copy, but reading one back costs ten microseconds. */
  readonly #vectors: VectorSlab
  /** Ids the graph still holds as deleted nodes: hnswlib refuses to mark them twice. */
  readonly #deleted: Set<number>

  private constructor(graph: Graph, vectors: VectorSlab, deleted: Iterable<number>) {
    this.dimensions = graph.getNumDimensions()
    this.#graph = graph
    this.#graph.setEf(BREADTH_ASKING)
    this.#vectors = vectors
    this.#deleted = new Set(deleted)
  }

  /** An empty index; `capacity` is a hint, it grows by itself. */
  static create(dimensions: number, capacity = INITIAL_CAPACITY): HnswVectorIndex {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions)
    const maxElements = Math.max(capacity, INITIAL_CAPACITY)
    graph.initIndex({ maxElements, m: LINKS, efConstruction: BREADTH_BUILDING, randomSeed: SEED })
    return new HnswVectorIndex(graph, new VectorSlab(dimensions, maxElements), [])
  }

  /**
   * Reads a graph that `write` wrote and brings it to exactly these vectors: ids without one are forgotten, missing ones
   * added. hnswlib crashes on damaged files or accepts them silently: the caller verifies the checksum first (see
   * index-file.ts).
   */
  static async read(path: string, vectors: VectorSlab): Promise<HnswVectorIndex> {
    const { dimensions } = vectors
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions)
    await graph.readIndex(path)
    const ids = new Set(graph.getIdsList())
    const gone = [...ids].filter(id => !vectors.has(id))
    for (const id of gone) graph.markDelete(id)
    const index = new HnswVectorIndex(graph, vectors, gone)
    for (const id of vectors.ids()) if (!ids.has(id)) index.#addToGraph(id, vectors.get(id) as Float32Array)
    return index
  }

  /** Writes the graph; the caller writes aside and renames. */
  async write(path: string): Promise<void> {
    const graph = this.#deleted.size === 0 ? this.#graph : this.#withoutDeleted()
    await graph.writeIndex(path)
  }

  /** A file cannot tell which nodes are deleted, so none with such nodes is written. */
  #withoutDeleted(): Graph {
    const fresh = HnswVectorIndex.create(this.dimensions, this.size)
    for (const id of this.ids()) fresh.add(id, this.#vectors.get(id) as Float32Array)
    return fresh.#graph
  }

  get size(): number {
    return this.#vectors.size
  }

  /** Share of nodes that are only marked deleted: they cost time and memory until a rebuild. */
  get deletedShare(): number {
    return this.#deleted.size / Math.max(1, this.#deleted.size + this.size)
  }

  has(id: number): boolean {
    return this.#vectors.has(id)
  }

  ids(): Iterable<number> {
    return this.#vectors.ids()
  }

  add(id: number, vector: Float32Array): void {
    this.#vectors.set(id, vector)
    this.#addToGraph(id, vector)
  }

  #addToGraph(id: number, vector: Float32Array): void {
    if (this.#deleted.delete(id)) this.#graph.unmarkDelete(id)
    if (this.#graph.getCurrentCount() >= this.#graph.getMaxElements()) {
      this.#graph.resizeIndex(Math.ceil(this.#graph.getMaxElements() * 1.5))
    }
    this.#graph.addPoint(Array.from(vector), id)
  }

  remove(id: number): void {
    if (!this.#vectors.delete(id)) return
    this.#graph.markDelete(id)
    this.#deleted.add(id)
  }

  search(vector: Float32Array, count: number, accept?: (id: number) => boolean): readonly Neighbour[] {
    const wanted = Math.min(count, this.size)
    if (wanted === 0) return []
    const found = this.#graph.searchKnn(Array.from(vector), wanted, accept)
    return found.neighbors.map((id, i) => ({ id, similarity: 1 - (found.distances[i] as number) }))
  }

  similarity(vector: Float32Array, id: number): number | undefined {
    return this.#vectors.dot(vector, id)
  }
}
