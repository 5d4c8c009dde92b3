// Port: nearest neighbours by cosine over unit vectors. One contract suite runs on every implementation.

export interface Neighbour {
  readonly id: number
  /** Cosine, −1 to 1. */
  readonly similarity: number
}

export interface VectorIndex {
  readonly dimensions: number
  readonly size: number
  has(id: number): boolean
  ids(): Iterable<number>
  /** Adds a unit-length vector, or replaces it. */
  add(id: number, vector: Float32Array): void
  /** Removes an id; unknown ones are no matter. */
  remove(id: number): void
  /** Up to `count` nearest ids, nearest first; only those that `accept` lets through. */
  search(vector: Float32Array, count: number, accept?: (id: number) => boolean): readonly Neighbour[]
  /** Exact cosine with one stored vector; undefined for an id it does not hold. */
  similarity(vector: Float32Array, id: number): number | undefined
  /** The same of many at once, in the order of the ids; NaN for an id it does not hold. */
  similarities(vector: Float32Array, ids: readonly number[]): Float64Array
}
