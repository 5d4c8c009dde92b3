// The searchable state of all published entries: two lexical fields, a vector index, and who owns which unit.
// Holds no texts: what people read comes from the registry.
import type { Embedder } from '../ports/embedder.ts'
import type { NearTerm, NearTerms } from '../ports/near-terms.ts'
import type { VectorIndex } from '../ports/vector-index.ts'
import { BackgroundSample } from './background-sample.ts'
import { ExactAsks } from './exact-asks.ts'
import { answerParts, type IndexedEntry, isAsk } from './indexed-entry.ts'
import { type Bm25Parameters, LexicalIndex } from './lexical-index.ts'
import { ReadingIndex } from './reading-index.ts'

/** The dense side: an embedder and the vectors that this very model made. Swapped as one. */
export interface DenseSide {
  readonly embedder: Embedder
  readonly vectors: VectorIndex
}

/** Chosen on the tables of docs/retrieval.md. */
const BM25: Bm25Parameters = { k1: 1.2, b: 0.75 }

export class EntryIndex {
  /** One document per question or phrasing, by unit id. */
  readonly asks = new LexicalIndex(BM25)
  /** One document per entry's whole answer, by the id of its first answer part. */
  readonly answers = new LexicalIndex(BM25)
  /** How every entry sounds, by slot. */
  readonly readings = new ReadingIndex()
  readonly background = new BackgroundSample()
  readonly #slotOfEntry = new Map<string, number>()
  #entries: (IndexedEntry | undefined)[] = []
  readonly #freeSlots: number[] = []
  readonly #slotOfUnit = new Map<number, number>()
  readonly #entryFrequency = new Map<string, number>()
  readonly #exact = new ExactAsks()
  #dense: DenseSide | null = null
  readonly #nearTerms: NearTerms | null

  /** Without near terms only the question's very words match. */
  constructor(nearTerms: NearTerms | null = null) {
    this.#nearTerms = nearTerms
  }

  /** Number of searchable entries. */
  get size(): number {
    return this.#slotOfEntry.size
  }

  /** One more than the highest slot in use. */
  get slotCount(): number {
    return this.#entries.length
  }

  /** Null while no vector index of the current model is ready: answers are then lexical only. */
  get dense(): DenseSide | null {
    return this.#dense
  }

  useDense(side: DenseSide | null): void {
    this.#dense = side
  }

  slotOf(entryId: string): number | undefined {
    return this.#slotOfEntry.get(entryId)
  }

  entryAt(slot: number): IndexedEntry | undefined {
    return this.#entries[slot]
  }

  /** Id of the entry in a slot that is in use. */
  idAt(slot: number): string {
    return this.#entries[slot]?.id ?? ''
  }

  /** Slots of the entries of which one question or phrasing has exactly these terms. */
  exactAsks(terms: ReadonlySet<string>): readonly number[] {
    return this.#exact.find(terms)
  }

  *entries(): IterableIterator<IndexedEntry> {
    for (const entry of this.#entries) if (entry !== undefined) yield entry
  }

  slotOfUnit(unitId: number): number | undefined {
    return this.#slotOfUnit.get(unitId)
  }

  nearTermsOf(term: string): readonly NearTerm[] {
    return this.#nearTerms?.of(term) ?? []
  }

  /** Number of entries that use the term anywhere they may be found by. */
  entryFrequency(term: string): number {
    return this.#entryFrequency.get(term) ?? 0
  }

  /** Lucene's idf over whole entries: the same weight for a term in every field. */
  readonly idf = (term: string): number => {
    const n = this.entryFrequency(term)
    return n === 0 ? 0 : Math.log(1 + (this.size - n + 0.5) / (n + 0.5))
  }

  /** Adds an entry to the lexical side, or replaces it. Vectors are kept by whoever keeps the vector index. */
  put(entry: IndexedEntry): void {
    this.remove(entry.id)
    const slot = this.#freeSlots.pop() ?? this.#entries.length
    this.#entries[slot] = entry
    this.#slotOfEntry.set(entry.id, slot)
    for (const unit of entry.units) this.#slotOfUnit.set(unit.id, slot)
    for (const unit of entry.units.filter(isAsk)) {
      this.asks.add(unit.id, slot, unit.terms)
      this.#exact.add(unit.terms, slot)
    }
    const parts = answerParts(entry)
    const answer = parts.map(part => part.reading).join('')
    this.readings.put(slot, { asks: entry.units.filter(isAsk).map(unit => unit.reading), answer })
    if (parts[0] !== undefined)
      this.answers.add(
        parts[0].id,
        slot,
        parts.flatMap(part => part.terms),
      )
    for (const term of searchableTerms(entry)) {
      this.#entryFrequency.set(term, this.entryFrequency(term) + 1)
      this.#nearTerms?.learn(term)
    }
    this.background.noteChange(entry.id)
  }

  /** Takes an entry out of the lexical side; unknown ones are no matter. */
  remove(id: string): void {
    const slot = this.#slotOfEntry.get(id)
    const entry = slot === undefined ? undefined : this.#entries[slot]
    if (slot === undefined || entry === undefined) return
    this.#slotOfEntry.delete(id)
    this.#entries[slot] = undefined
    this.#freeSlots.push(slot)
    for (const unit of entry.units) this.#slotOfUnit.delete(unit.id)
    this.readings.remove(slot)
    for (const unit of entry.units.filter(isAsk)) {
      this.asks.remove(unit.id)
      this.#exact.remove(unit.terms, slot)
    }
    const first = answerParts(entry)[0]
    if (first !== undefined) this.answers.remove(first.id)
    for (const term of searchableTerms(entry)) this.#decrement(term)
    this.background.noteChange(id)
  }

  #decrement(term: string): void {
    const left = this.entryFrequency(term) - 1
    if (left > 0) this.#entryFrequency.set(term, left)
    else this.#entryFrequency.delete(term)
  }
}

function searchableTerms(entry: IndexedEntry): ReadonlySet<string> {
  return new Set(entry.units.filter(unit => unit.kind !== 'negative').flatMap(unit => unit.terms))
}
