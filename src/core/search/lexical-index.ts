// BM25 over one field, in memory and incremental. Exhaustive over the query terms' postings; no per-document objects.
// Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); idf in Lucene's never-negative form.
import { PostingList } from './posting-list.ts'

/** How BM25 weighs repetition and length. */
export interface Bm25Parameters {
  /** Saturation: how soon a repeated term stops adding. */
  readonly k1: number
  /** Length normalisation: 0 none, 1 full. */
  readonly b: number
}

/** One idea of the question: the term itself and its near terms, of which the best one in a document counts. */
export interface QueryTerm {
  readonly term: string
  /** Multiplies the whole contribution; 1 unless the term is less certain to matter. */
  readonly weight: number
  /** Other terms with a similarity in (0, 1]. */
  readonly near: readonly { readonly term: string; readonly similarity: number }[]
}

/** Scores by slot. The first `count` of `slots` are those above zero, unordered; the arrays are reused by the next call. */
export interface SlotScores {
  readonly scores: Float32Array
  readonly slots: Uint32Array
  readonly count: number
}

interface Scratch {
  scores: Float32Array
  best: Float32Array
  stamps: Uint32Array
  touched: Uint32Array
}

/** Below this many dead slots, or a quarter of all, compaction is not worth its pause. */
const COMPACT_DEAD_MIN = 1_000

export class LexicalIndex {
  readonly #parameters: Bm25Parameters
  #postings = new Map<string, PostingList>()
  #slotOfDocument = new Map<number, number>()
  #documents: number[] = []
  #owners: number[] = []
  #termsOfSlot: (readonly string[])[] = []
  #lengths = new Uint16Array(1024)
  #alive = new Uint8Array(1024)
  #lengthTotal = 0
  #scratch: Scratch = {
    scores: new Float32Array(0),
    best: new Float32Array(0),
    stamps: new Uint32Array(0),
    touched: new Uint32Array(0),
  }
  #stamp = 0

  constructor(parameters: Bm25Parameters) {
    this.#parameters = parameters
  }

  /** Number of documents. */
  get size(): number {
    return this.#slotOfDocument.size
  }

  /** Adds a document of an owner, or replaces it. `terms` may repeat; order does not matter. */
  add(document: number, owner: number, terms: readonly string[]): void {
    this.remove(document)
    const slot = this.#documents.length
    this.#reserve(slot + 1)
    this.#documents.push(document)
    this.#owners.push(owner)
    this.#slotOfDocument.set(document, slot)
    this.#alive[slot] = 1
    const length = Math.min(terms.length, 65_535)
    this.#lengths[slot] = length
    this.#lengthTotal += length
    const frequencies = countTerms(terms)
    this.#termsOfSlot.push([...frequencies.keys()])
    for (const [term, frequency] of frequencies) this.#postingsOf(term).push(slot, frequency)
  }

  /** Removes a document; unknown ones are no matter. */
  remove(document: number): void {
    const slot = this.#slotOfDocument.get(document)
    if (slot === undefined) return
    this.#slotOfDocument.delete(document)
    this.#alive[slot] = 0
    this.#lengthTotal -= this.#lengths[slot] ?? 0
    for (const term of this.#termsOfSlot[slot] ?? []) {
      const list = this.#postings.get(term)
      if (list !== undefined && --list.alive === 0) this.#postings.delete(term)
    }
    this.#termsOfSlot[slot] = []
    const dead = this.#documents.length - this.size
    if (dead > COMPACT_DEAD_MIN && dead * 4 > this.#documents.length) this.#compact()
  }

  has(term: string): boolean {
    return this.#postings.has(term)
  }

  /** Number of documents that contain the term. */
  documentFrequency(term: string): number {
    return this.#postings.get(term)?.alive ?? 0
  }

  /** Whose document stands in a slot of a `SlotScores`. */
  ownerAt(slot: number): number {
    return this.#owners[slot] as number
  }

  /** ln(1 + (N − n + ½) / (n + ½)); 0 for a term that no document has. */
  idf(term: string): number {
    const n = this.documentFrequency(term)
    return n === 0 ? 0 : Math.log(1 + (this.size - n + 0.5) / (n + 0.5))
  }

  /** BM25 of every document against the query terms; `idfOf` may bring frequencies from a wider collection. */
  score(query: readonly QueryTerm[], idfOf: (term: string) => number = term => this.idf(term)): SlotScores {
    const scratch = this.#clearScratch()
    const lengthMean = this.size === 0 ? 1 : Math.max(this.#lengthTotal / this.size, 1)
    let count = 0
    for (const queryTerm of query) {
      this.#stamp += 1
      const idf = groupIdf(queryTerm, idfOf) * queryTerm.weight
      if (idf <= 0) continue
      for (const { term, similarity } of [{ term: queryTerm.term, similarity: 1 }, ...queryTerm.near]) {
        const list = this.#postings.get(term)
        if (list !== undefined) count = this.#addPostings(list, idf * similarity, lengthMean, count)
      }
    }
    return { scores: scratch.scores, slots: scratch.touched, count }
  }

  /** Adds a term's contributions; of the terms of one group only the best counts in a document. Returns the touched count. */
  #addPostings(list: PostingList, factor: number, lengthMean: number, touchedBefore: number): number {
    const { scores, best, stamps, touched } = this.#scratch
    const { k1, b } = this.#parameters
    const stamp = this.#stamp
    let count = touchedBefore
    for (let i = 0; i < list.length; i += 1) {
      const slot = list.slots[i] as number
      if (this.#alive[slot] === 0) continue
      const frequency = list.frequencies[i] as number
      const norm = k1 * (1 - b + (b * (this.#lengths[slot] as number)) / lengthMean)
      const value = (factor * frequency * (k1 + 1)) / (frequency + norm)
      const known = stamps[slot] === stamp ? (best[slot] as number) : 0
      if (value <= known) continue
      if (scores[slot] === 0) touched[count++] = slot
      scores[slot] = (scores[slot] as number) + value - known
      stamps[slot] = stamp
      best[slot] = value
    }
    return count
  }

  #clearScratch(): Scratch {
    const capacity = this.#lengths.length
    if (this.#scratch.scores.length < capacity) {
      this.#scratch = {
        scores: new Float32Array(capacity),
        best: new Float32Array(capacity),
        stamps: new Uint32Array(capacity),
        touched: new Uint32Array(capacity),
      }
      this.#stamp = 0
    } else this.#scratch.scores.fill(0)
    if (this.#stamp > 0xffff_0000) {
      this.#scratch.stamps.fill(0)
      this.#stamp = 0
    }
    return this.#scratch
  }

  #postingsOf(term: string): PostingList {
    const known = this.#postings.get(term)
    if (known !== undefined) return known
    const list = new PostingList()
    this.#postings.set(term, list)
    return list
  }

  #reserve(count: number): void {
    if (count <= this.#lengths.length) return
    const lengths = new Uint16Array(this.#lengths.length * 2)
    const alive = new Uint8Array(this.#alive.length * 2)
    lengths.set(this.#lengths)
    alive.set(this.#alive)
    this.#lengths = lengths
    this.#alive = alive
  }

  /** Drops dead slots by moving every living document into a fresh set of slots, in the old order. */
  #compact(): void {
    const postings = new Map<string, PostingList>()
    const slots = new Map<number, number>()
    for (const [document, slot] of this.#slotOfDocument) slots.set(slot, document)
    const order = [...slots.keys()].sort((a, b) => a - b)
    const newSlot = new Map(order.map((slot, index) => [slot, index]))
    for (const [term, list] of this.#postings) postings.set(term, moved(list, newSlot))
    const lengths = new Uint16Array(this.#lengths.length)
    for (const [index, slot] of order.entries()) lengths[index] = this.#lengths[slot] as number
    this.#termsOfSlot = order.map(slot => this.#termsOfSlot[slot] ?? [])
    this.#owners = order.map(slot => this.#owners[slot] as number)
    this.#documents = order.map(slot => this.#documents[slot] as number)
    this.#slotOfDocument = new Map(this.#documents.map((document, index) => [document, index]))
    this.#alive = new Uint8Array(lengths.length).fill(1, 0, order.length)
    this.#lengths = lengths
    this.#postings = postings
  }
}

/** The term's idf, or, for a term the collection lacks, that of its strongest near term. */
function groupIdf(queryTerm: QueryTerm, idfOf: (term: string) => number): number {
  const own = idfOf(queryTerm.term)
  if (own > 0) return own
  let strongest = 0
  let idf = 0
  for (const { term, similarity } of queryTerm.near) {
    const candidate = idfOf(term)
    if (candidate > 0 && similarity > strongest) {
      strongest = similarity
      idf = candidate
    }
  }
  return idf
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

function moved(list: PostingList, newSlot: ReadonlyMap<number, number>): PostingList {
  const result = new PostingList()
  for (let i = 0; i < list.length; i += 1) {
    const slot = newSlot.get(list.slots[i] as number)
    if (slot !== undefined) result.push(slot, list.frequencies[i] as number)
  }
  return result
}
