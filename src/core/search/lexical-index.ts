// BM25 over one field, in memory and incremental; no per-document objects.
// Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
import { frequencyOfPosting, PostingList, SLOT_COUNT_MAX, slotOfPosting, type WeightedList } from './posting-list.ts'
import type { QueryGroup } from './query-groups.ts'
import { SlotAccumulator, type SlotScores } from './slot-accumulator.ts'

/** How BM25 weighs repetition and length. */
export interface Bm25Parameters {
  /** Saturation: how soon a repeated term stops adding. */
  readonly k1: number
  /** Length normalisation: 0 none, 1 full. */
  readonly b: number
}

/** Below this many dead slots, or a quarter of all, compaction is not worth its pause. */
const COMPACT_DEAD_MIN = 1_000
const LENGTH_MAX = 65_535
const INITIAL_CAPACITY = 1_024
/** Owner of a slot whose document is gone. */
const NOBODY = 0xffff_ffff

export class LexicalIndex {
  readonly parameters: Bm25Parameters
  /** By term id; a hole for a term that no document has. */
  #lists: (PostingList | undefined)[] = []
  readonly #firstSlotOfOwner = new Map<number, number>()
  #owners = new Uint32Array(INITIAL_CAPACITY)
  #lengths = new Uint16Array(INITIAL_CAPACITY)
  #slotCount = 0
  #dead = 0
  #lengthTotal = 0
  #lengthMax = 0
  readonly #accumulator = new SlotAccumulator()
  #counts = new Uint16Array(INITIAL_CAPACITY)
  #norms = new Float64Array(0)
  #normsMean = 0

  constructor(parameters: Bm25Parameters) {
    this.parameters = parameters
  }

  /** Number of documents. */
  get size(): number {
    return this.#slotCount - this.#dead
  }

  /** Mean length of a document in terms; 1 where there is none. */
  get lengthMean(): number {
    return this.size === 0 ? 1 : Math.max(this.#lengthTotal / this.size, 1)
  }

  /**
   * The owner's documents, each as its terms' ids (repeats included), in place of those it had. `lengths` where a
   * document's length is not its number of terms.
   */
  put(owner: number, documents: readonly ArrayLike<number>[], lengths?: readonly number[]): void {
    this.remove(owner)
    if (documents.length === 0) return
    this.#firstSlotOfOwner.set(owner, this.#slotCount)
    for (const [i, ids] of documents.entries()) this.#push(owner, ids, lengths?.[i] ?? ids.length)
  }

  #push(owner: number, ids: ArrayLike<number>, whole: number): void {
    const slot = this.#slotCount
    if (slot >= SLOT_COUNT_MAX) throw new RangeError(`expected at most ${SLOT_COUNT_MAX} documents in a field`)
    this.#reserve(slot + 1)
    this.#slotCount += 1
    this.#owners[slot] = owner
    const length = Math.min(whole, LENGTH_MAX)
    this.#lengths[slot] = length
    this.#lengthTotal += length
    this.#lengthMax = Math.max(this.#lengthMax, length)
    this.#pushTerms(slot, ids, length)
  }

  #pushTerms(slot: number, ids: ArrayLike<number>, length: number): void {
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number
      if (id >= this.#counts.length) this.#counts = grownCounts(this.#counts, id)
      this.#counts[id] = Math.min((this.#counts[id] as number) + 1, LENGTH_MAX)
    }
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number
      const frequency = this.#counts[id] as number
      if (frequency === 0) continue // counted at its first place
      this.#counts[id] = 0
      const list = this.#lists[id]
      if (list !== undefined) list.push(slot, frequency, length)
      else this.#startList(id).push(slot, frequency, length)
    }
  }

  /** Takes the owner's documents out; unknown ones are no matter. */
  remove(owner: number): void {
    const first = this.#firstSlotOfOwner.get(owner)
    if (first === undefined) return
    this.#firstSlotOfOwner.delete(owner)
    for (let slot = first; slot < this.#slotCount && this.#owners[slot] === owner; slot += 1) {
      this.#owners[slot] = NOBODY
      this.#lengthTotal -= this.#lengths[slot] as number
      this.#dead += 1
    }
    if (this.#dead > COMPACT_DEAD_MIN && this.#dead * 4 > this.#slotCount) this.#compact()
  }

  /** Number of documents that contain the term: counted one by one where some are gone. */
  documentFrequency(id: number): number {
    const list = this.#lists[id]
    if (list === undefined) return 0
    let count = 0
    for (let i = 0; i < list.length; i += 1) if (this.isAlive(slotOfPosting(list.postings[i] as number))) count += 1
    return count
  }

  isAlive(slot: number): boolean {
    return this.#owners[slot] !== NOBODY
  }

  /** Whose document stands in a slot of a `SlotScores`: indexed by slot, valid until the next change. */
  get owners(): Uint32Array {
    return this.#owners
  }

  /** The lists of a group's terms, each with its factor times `weight`. */
  listsOf(group: QueryGroup, weight = 1): WeightedList[] {
    const lists: WeightedList[] = []
    for (const [i, id] of group.ids.entries()) {
      const list = this.#lists[id]
      if (list === undefined) continue
      lists.push({ list, factor: weight * group.factor * (group.similarities[i] as number) * (this.parameters.k1 + 1) })
    }
    return lists
  }

  /**
   * BM25 of every document against the groups, exhaustively. `lengthMean` may come from a wider collection.
   * The result is overwritten by the next call.
   */
  score(groups: readonly QueryGroup[], lengthMean = this.lengthMean): SlotScores {
    return this.scoreLists(
      groups.map(group => this.listsOf(group)),
      lengthMean,
    )
  }

  /** Sums groups of lists; within one group only the best counts in a document. Documents that are gone are left out. */
  scoreLists(groups: readonly (readonly WeightedList[])[], lengthMean = this.lengthMean): SlotScores {
    const norms = this.normsFor(lengthMean)
    this.#accumulator.start(this.#owners.length)
    for (const lists of groups) this.#accumulator.addGroup(lists, this.#lengths, norms)
    const accumulator = this.#accumulator
    return this.#dead === 0 ? accumulator.finish() : accumulator.finishWithout(this.#owners, NOBODY)
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

  #startList(id: number): PostingList {
    while (this.#lists.length <= id) this.#lists.push(undefined)
    const list = new PostingList()
    this.#lists[id] = list
    return list
  }

  #reserve(count: number): void {
    if (count <= this.#owners.length) return
    const owners = new Uint32Array(Math.ceil(this.#owners.length * 1.5))
    const lengths = new Uint16Array(owners.length)
    owners.set(this.#owners)
    lengths.set(this.#lengths)
    this.#owners = owners
    this.#lengths = lengths
  }

  /** Drops dead slots by moving every living document down, in the old order. */
  #compact(): void {
    const newSlots = new Uint32Array(this.#slotCount)
    let count = 0
    for (let slot = 0; slot < this.#slotCount; slot += 1) {
      if (!this.isAlive(slot)) continue
      newSlots[slot] = count
      count += 1
    }
    const moved = (list: PostingList | undefined) => list && this.#moved(list, newSlots)
    this.#lists = this.#lists.map(moved)
    this.#firstSlotOfOwner.clear()
    for (let slot = 0; slot < this.#slotCount; slot += 1) {
      if (!this.isAlive(slot)) continue
      const [to, owner] = [newSlots[slot] as number, this.#owners[slot] as number]
      this.#owners[to] = owner
      this.#lengths[to] = this.#lengths[slot] as number
      if (!this.#firstSlotOfOwner.has(owner)) this.#firstSlotOfOwner.set(owner, to)
    }
    this.#slotCount = count
    this.#dead = 0
  }

  #moved(list: PostingList, newSlots: Uint32Array): PostingList | undefined {
    const result = new PostingList()
    for (let i = 0; i < list.length; i += 1) {
      const posting = list.postings[i] as number
      const slot = slotOfPosting(posting)
      if (!this.isAlive(slot)) continue
      result.push(newSlots[slot] as number, frequencyOfPosting(posting), this.#lengths[slot] as number)
    }
    return result.length === 0 ? undefined : result
  }
}

function grownCounts(counts: Uint16Array<ArrayBuffer>, id: number): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(Math.max(id + 1, counts.length * 2))
  larger.set(counts)
  return larger
}
