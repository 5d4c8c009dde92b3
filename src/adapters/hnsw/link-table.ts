// Who is linked to whom, level by level: four bytes a link, no object per node.

/** Links of a node above the lowest level; 16 is the paper's middle of the useful range for vectors of some hundred dimensions. */
export const LINKS = 16
/** On the lowest level twice as many. */
export const LINKS_LOWEST = 2 * LINKS
/** A place for the number of links stands before them. */
const LOWEST_STRIDE = LINKS_LOWEST + 1
const UPPER_STRIDE = LINKS + 1

/** All of it as plain arrays, cut to what is in use. */
export interface LinkArrays {
  readonly levels: Uint8Array
  readonly lowest: Uint32Array
  readonly upperStarts: Uint32Array
  readonly upper: Uint32Array
}

export class LinkTable {
  #levels: Uint8Array
  #lowest: Uint32Array
  /** Where a node's links of level 1 stand in `upper`, those of the levels above behind them. */
  #upperStarts: Uint32Array
  #upper: Uint32Array
  #count = 0
  #upperUsed = 0

  constructor(capacity: number) {
    this.#levels = new Uint8Array(capacity)
    this.#lowest = new Uint32Array(capacity * LOWEST_STRIDE)
    this.#upperStarts = new Uint32Array(capacity)
    this.#upper = new Uint32Array(Math.ceil(capacity / LINKS + 1) * UPPER_STRIDE)
  }

  /** Takes the arrays over as they are. */
  static of({ levels, lowest, upperStarts, upper }: LinkArrays): LinkTable {
    const table = new LinkTable(0)
    table.#levels = levels
    table.#lowest = lowest
    table.#upperStarts = upperStarts
    table.#upper = upper
    table.#count = levels.length
    table.#upperUsed = upper.length
    return table
  }

  get arrays(): LinkArrays {
    return {
      levels: this.#levels.subarray(0, this.#count),
      lowest: this.#lowest.subarray(0, this.#count * LOWEST_STRIDE),
      upperStarts: this.#upperStarts.subarray(0, this.#count),
      upper: this.#upper.subarray(0, this.#upperUsed),
    }
  }

  /** Number of nodes. */
  get count(): number {
    return this.#count
  }

  levelOf(node: number): number {
    return this.#levels[node] as number
  }

  /** Adds a node without links; returns its number. */
  add(level: number): number {
    const node = this.#count
    if (node === this.#levels.length) this.#grow()
    const needed = this.#upperUsed + level * UPPER_STRIDE
    if (needed > this.#upper.length) this.#upper = grown(this.#upper, needed)
    this.#levels[node] = level
    this.#upperStarts[node] = this.#upperUsed
    this.#upperUsed = needed
    this.#count += 1
    return node
  }

  /** The array in which a node's links of a level stand. */
  linksAt(level: number): Uint32Array {
    return level === 0 ? this.#lowest : this.#upper
  }

  /** Where they stand there: their number, then the links themselves. */
  placeOf(node: number, level: number): number {
    return level === 0 ? node * LOWEST_STRIDE : (this.#upperStarts[node] as number) + (level - 1) * UPPER_STRIDE
  }

  #grow(): void {
    const capacity = Math.ceil(this.#levels.length * 1.5) + 16
    const levels = new Uint8Array(capacity)
    levels.set(this.#levels)
    this.#levels = levels
    this.#lowest = grown(this.#lowest, capacity * LOWEST_STRIDE, 1)
    this.#upperStarts = grown(this.#upperStarts, capacity, 1)
  }
}

function grown(old: Uint32Array, needed: number, spare = 1.5): Uint32Array {
  const larger = new Uint32Array(Math.ceil(needed * spare))
  larger.set(old)
  return larger
}
