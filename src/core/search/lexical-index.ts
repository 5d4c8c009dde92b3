// BM25 over one field, in memory and incremental; no per-document objects.
// Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
import type { ImageReader, ImageWriter } from './index-image.ts'
import { type BoundedList, type PostingBounds, PostingList, SLOT_COUNT_MAX, type WeightedList } from './posting-list.ts'
import type { QueryGroup } from './query-groups.ts'
import type { DocumentNorms } from './score-board.ts'

/** How BM25 weighs repetition and length. */
export interface Bm25Parameters {
  /** Saturation: how soon a repeated term stops adding. */
  readonly k1: number
  /** Length normalisation: 0 none, 1 full. */
  readonly b: number
}

const LENGTH_MAX = 65_535
const INITIAL_CAPACITY = 1_024

/** Documents by slots that their owner chooses: a list of postings is read without asking whose they are. */
export class LexicalIndex {
  readonly parameters: Bm25Parameters
  /** By term id; a hole for a term that no document ever had. */
  readonly #lists: (PostingList | undefined)[] = []
  #lengths: Uint16Array = new Uint16Array(INITIAL_CAPACITY)
  #size = 0
  #lengthTotal = 0
  #lengthMax = 0
  #counts = new Uint16Array(INITIAL_CAPACITY)
  #norms = new Float64Array(0)
  #normsMean = 0

  constructor(parameters: Bm25Parameters) {
    this.parameters = parameters
  }

  /** Number of documents. */
  get size(): number {
    return this.#size
  }

  /** Mean length of a document in terms; 1 where there is none. */
  get lengthMean(): number {
    return this.#size === 0 ? 1 : Math.max(this.#lengthTotal / this.#size, 1)
  }

  /** Adds a document as its terms' ids (repeats included) to a slot that has none. `length` where it is another. */
  put(slot: number, ids: ArrayLike<number>, length = ids.length): void {
    if (slot >= SLOT_COUNT_MAX) throw new RangeError(`expected at most ${SLOT_COUNT_MAX} documents in a field`)
    const capped = Math.min(length, LENGTH_MAX)
    this.#reserve(slot + 1)
    this.#lengths[slot] = capped
    this.#size += 1
    this.#lengthTotal += capped
    this.#lengthMax = Math.max(this.#lengthMax, capped)
    this.#addTerms(slot, ids, capped)
  }

  #addTerms(slot: number, ids: ArrayLike<number>, length: number): void {
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number
      if (id >= this.#counts.length) this.#counts = grownCounts(this.#counts, id)
      this.#counts[id] = Math.min((this.#counts[id] as number) + 1, LENGTH_MAX)
    }
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number
      const frequency = this.#counts[id] as number
      if (frequency === 0) continue // a repeat
      this.#counts[id] = 0
      const list = this.#lists[id] ?? this.#startList(id)
      list.add(slot, frequency, length)
    }
  }

  /** Takes a slot's document out; `ids` are those that it was put with. */
  remove(slot: number, ids: ArrayLike<number>): void {
    this.#size -= 1
    this.#lengthTotal -= this.#lengths[slot] as number
    for (let i = 0; i < ids.length; i += 1) this.#lists[ids[i] as number]?.remove(slot)
  }

  /** Number of documents that contain the term. */
  documentFrequency(id: number): number {
    return this.#lists[id]?.length ?? 0
  }

  /** The lists of a group's terms, each with its factor times `weight`. */
  listsOf(group: QueryGroup, weight = 1): WeightedList[] {
    const { ids, similarities } = group
    const lists: WeightedList[] = []
    for (let i = 0; i < ids.length; i += 1) {
      const list = this.#lists[ids[i] as number]
      if (list === undefined || list.length === 0) continue
      const factor = weight * group.factor * (similarities[i] as number) * (this.parameters.k1 + 1)
      lists.push({ list, factor, read: 0 })
    }
    return lists
  }

  /** The same with the most that each list can add to a document. */
  boundedListsOf(group: QueryGroup, weight = 1): BoundedList[] {
    const norms = this.normsFor(this.lengthMean)
    return this.listsOf(group, weight).map(({ list, factor, read }) => {
      return { list, factor, read, bound: factor * list.weightMax(norms) }
    })
  }

  /** What a board needs to weigh this field's postings. `lengthMean` may come from a wider collection. */
  documentNorms(lengthMean = this.lengthMean): DocumentNorms {
    return { lengths: this.#lengths, norms: this.normsFor(lengthMean) }
  }

  /** k1 × (1 − b + b × length / mean) by length, up to the longest document. */
  normsFor(lengthMean: number): Float64Array {
    if (this.#normsMean === lengthMean && this.#norms.length > this.#lengthMax) return this.#norms
    const { k1, b } = this.parameters
    this.#norms = Float64Array.from(
      { length: this.#lengthMax + 1 },
      (_, length) => k1 * (1 - b + (b * length) / lengthMean),
    )
    this.#normsMean = lengthMean
    return this.#norms
  }

  keep(image: ImageWriter, name: string): void {
    const [counts, bounds] = [new Uint32Array(this.#lists.length), new Uint16Array(this.#lists.length * BOUNDS)]
    for (const [id, list] of this.#lists.entries()) {
      counts[id] = list?.length ?? 0
      if (list === undefined) continue
      const { once, twice, oftener, frequencyMax } = list.bounds
      bounds.set([once, twice, oftener, frequencyMax], id * BOUNDS)
    }
    image.put(`${name}.totals`, Float64Array.of(this.#size, this.#lengthTotal, this.#lengthMax))
    image.put(`${name}.lengths`, this.#lengths)
    image.put(`${name}.counts`, counts)
    image.put(`${name}.bounds`, bounds)
    const postings = this.#lists.map(list => list?.postings.subarray(0, list.length))
    image.put(`${name}.postings`, new Uint32Array(0), ...postings.filter(list => list !== undefined))
  }

  restore(image: ImageReader, name: string): void {
    const [size = 0, lengthTotal = 0, lengthMax = 0] = image.take(`${name}.totals`, 'Float64Array')
    this.#size = size
    this.#lengthTotal = lengthTotal
    this.#lengthMax = lengthMax
    this.#lengths = image.take(`${name}.lengths`, 'Uint16Array')
    const [counts, bounds] = [image.take(`${name}.counts`, 'Uint32Array'), image.take(`${name}.bounds`, 'Uint16Array')]
    const postings = image.take(`${name}.postings`, 'Uint32Array')
    let from = 0
    for (let id = 0; id < counts.length; id += 1) {
      const end = from + (counts[id] as number)
      this.#lists[id] = end === from ? undefined : new PostingList(postings.subarray(from, end), boundsAt(bounds, id))
      from = end
    }
  }

  #startList(id: number): PostingList {
    while (this.#lists.length <= id) this.#lists.push(undefined)
    const list = new PostingList()
    this.#lists[id] = list
    return list
  }

  #reserve(count: number): void {
    if (count <= this.#lengths.length) return
    const lengths = new Uint16Array(Math.max(count, Math.ceil(this.#lengths.length * 1.5)))
    lengths.set(this.#lengths)
    this.#lengths = lengths
  }
}

/** Numbers written for the bounds of a list. */
const BOUNDS = 4

function boundsAt(bounds: Uint16Array, id: number): PostingBounds {
  const [once = 0, twice = 0, oftener = 0, frequencyMax = 0] = bounds.subarray(id * BOUNDS, (id + 1) * BOUNDS)
  return { once, twice, oftener, frequencyMax }
}

function grownCounts(counts: Uint16Array<ArrayBuffer>, id: number): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(Math.max(id + 1, counts.length * 2))
  larger.set(counts)
  return larger
}
