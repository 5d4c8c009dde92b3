// Exact nearest neighbours by looking at everything: hnswlib's brute force, ten times quicker than a loop of ours.
import hnswlib from 'hnswlib-node'

type Block = InstanceType<typeof hnswlib.BruteforceSearch>

/** hnswlib's brute force cannot grow, so it is kept in blocks of so many vectors. */
const BLOCK_SIZE = 4_096

/** Holds unit vectors by label: 0, 1, 2 … in the order they are added. */
export class ExactNeighbours {
  readonly #dimensions: number
  readonly #blocks: Block[] = []
  #size = 0

  constructor(dimensions: number) {
    this.#dimensions = dimensions
  }

  get size(): number {
    return this.#size
  }

  add(vector: Float32Array): void {
    if (this.#size % BLOCK_SIZE === 0) {
      const block = new hnswlib.BruteforceSearch('ip', this.#dimensions)
      block.initIndex(BLOCK_SIZE)
      this.#blocks.push(block)
    }
    this.#blocks.at(-1)?.addPoint(Array.from(vector), this.#size)
    this.#size += 1
  }

  /** The labels of the highest cosines, highest first, as single precision has them. */
  search(vector: Float32Array, count: number): readonly number[] {
    const query = Array.from(vector)
    const found = this.#blocks.flatMap(block => {
      const { neighbors, distances } = block.searchKnn(query, Math.min(count, block.getCurrentCount()))
      return neighbors.map((label, i) => ({ label, distance: distances[i] as number }))
    })
    found.sort((a, b) => a.distance - b.distance)
    return found.slice(0, count).map(({ label }) => label)
  }
}
