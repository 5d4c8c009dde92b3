// Exact nearest neighbours by looking at everything: hnswlib's brute force, ten times quicker than a loop of ours.
import hnswlib from 'hnswlib-node'

type Block = InstanceType<typeof hnswlib.BruteforceSearch>

export interface LabelledCosine {
  readonly label: number
  readonly cosine: number
}

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

  /** The labels with the highest cosines, in no particular order; at least `count` of them where there are as many. */
  search(vector: Float32Array, count: number): readonly LabelledCosine[] {
    const query = Array.from(vector)
    return this.#blocks.flatMap(block => {
      const found = block.searchKnn(query, Math.min(count, block.getCurrentCount()))
      return found.neighbors.map((label, i) => ({ label, cosine: 1 - (found.distances[i] as number) }))
    })
  }
}
