// A number for each of many ids that were given out one after the other: a slot for each text unit.

const PAGE_BITS = 12
const PAGE_SIZE = 1 << PAGE_BITS
const NONE = -1
/** Ids below this find their page in an array of at most 262,144 places. */
const NEAR_END = 2 ** 30

/** Four bytes an id in use, in pages, where a map takes forty: ids may begin anywhere, and leave gaps. */
export class PagedNumbers {
  /** By what is left of an id above its place in the page: a hole where no id is in use. */
  readonly #pages: (Int32Array | undefined)[] = []
  /** Pages of ids beyond that: units of a registry that has had more than a billion. */
  readonly #farPages = new Map<number, Int32Array>()
  #size = 0

  get size(): number {
    return this.#size
  }

  get(id: number): number | undefined {
    const number = this.#pageOf(id)?.[id % PAGE_SIZE] ?? NONE
    return number === NONE ? undefined : number
  }

  /** `value` from 0 to 2³¹ − 1. */
  set(id: number, value: number): void {
    const page = this.#pageOf(id) ?? this.#addPage(Math.floor(id / PAGE_SIZE))
    if (page[id % PAGE_SIZE] === NONE) this.#size += 1
    page[id % PAGE_SIZE] = value
  }

  /** True when it was there. */
  delete(id: number): boolean {
    const page = this.#pageOf(id)
    if (page === undefined || page[id % PAGE_SIZE] === NONE) return false
    page[id % PAGE_SIZE] = NONE
    this.#size -= 1
    return true
  }

  #pageOf(id: number): Int32Array | undefined {
    return id < NEAR_END ? this.#pages[id >>> PAGE_BITS] : this.#farPages.get(Math.floor(id / PAGE_SIZE))
  }

  #addPage(key: number): Int32Array {
    const page = new Int32Array(PAGE_SIZE).fill(NONE)
    if (key * PAGE_SIZE >= NEAR_END) this.#farPages.set(key, page)
    else {
      while (this.#pages.length < key) this.#pages.push(undefined)
      this.#pages[key] = page
    }
    return page
  }

  /** Ids in use. */
  *keys(): IterableIterator<number> {
    const near = this.#pages.entries().filter((entry): entry is [number, Int32Array] => entry[1] !== undefined)
    for (const [key, page] of [...near, ...this.#farPages]) {
      for (let place = 0; place < PAGE_SIZE; place += 1) if (page[place] !== NONE) yield key * PAGE_SIZE + place
    }
  }
}
