// A number for each of many ids that were given out one after the other: a slot for each text unit.

const PAGE_BITS = 12
const PAGE_SIZE = 1 << PAGE_BITS
const NONE = -1

/** Four bytes an id in use, in pages, where a map takes forty: ids may begin anywhere, and leave gaps. */
export class PagedNumbers {
  readonly #pages = new Map<number, Int32Array>()
  #size = 0

  get size(): number {
    return this.#size
  }

  get(id: number): number | undefined {
    const number = this.#pages.get(Math.floor(id / PAGE_SIZE))?.[id % PAGE_SIZE] ?? NONE
    return number === NONE ? undefined : number
  }

  /** `value` from 0 to 2³¹ − 1. */
  set(id: number, value: number): void {
    const key = Math.floor(id / PAGE_SIZE)
    const page = this.#pages.get(key) ?? new Int32Array(PAGE_SIZE).fill(NONE)
    this.#pages.set(key, page)
    if (page[id % PAGE_SIZE] === NONE) this.#size += 1
    page[id % PAGE_SIZE] = value
  }

  /** True when it was there. */
  delete(id: number): boolean {
    const page = this.#pages.get(Math.floor(id / PAGE_SIZE))
    if (page === undefined || page[id % PAGE_SIZE] === NONE) return false
    page[id % PAGE_SIZE] = NONE
    this.#size -= 1
    return true
  }

  /** Ids in use. */
  *keys(): IterableIterator<number> {
    for (const [key, page] of this.#pages) {
      for (let place = 0; place < PAGE_SIZE; place += 1) if (page[place] !== NONE) yield key * PAGE_SIZE + place
    }
  }
}
