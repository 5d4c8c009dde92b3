// Near words by the word table: cosines between the question's word and every word the registry uses, kept once found.
import type { AdoptingNearTerms, NearLists, NearTerm } from '../../core/ports/near-terms.ts'
import { dot, normaliseLength } from '../../core/search/vector.ts'
import { ExactNeighbours } from '../hnsw/exact-neighbours.ts'
import type { WordTable } from './word-table.ts'

/** Cosines below this are chance; above, similarity rises linearly to 1 (measured in indexer/model/builtin/README.md). */
const COSINE_MIN = 0.3
const NEAR_MAX = 24
/** Words of questions whose lists are kept. Beyond, the oldest is dropped: a millisecond to find again. */
const KEPT_MAX = 20_000

/** A list found for a word of a question, and how many of the registry's words it has been compared with. */
interface KeptList {
  readonly near: readonly NearTerm[]
  readonly compared: number
}

/** New words up to this are compared one by one with a list that was found; beyond, the list is found anew. */
const ONE_BY_ONE_MAX = 500

/** The word itself may be among its nearest, and single precision may change the order of equals. */
const SPARE = 4

export class WordTableNearTerms implements AdoptingNearTerms {
  readonly source: string
  readonly #table: WordTable
  /** Place of each word among the terms. */
  readonly #known = new Map<string, number>()
  readonly #terms: string[] = []
  readonly #vectors: ExactNeighbours
  readonly #kept = new Map<string, KeptList>()
  #lists: NearLists | null = null

  constructor(table: WordTable) {
    this.#table = table
    this.source = table.id
    this.#vectors = new ExactNeighbours(table.dimensions)
  }

  learn(term: string): void {
    const row = this.#known.has(term) ? undefined : this.#table.rowOf(term)
    if (row === undefined) return
    this.#known.set(term, this.#terms.length)
    this.#terms.push(term)
    this.#vectors.add(this.#vectorOf(row))
  }

  learnt(): readonly string[] {
    return this.#terms
  }

  adopted(): number {
    return this.#lists?.terms.length ?? 0
  }

  adopt(lists: NearLists): boolean {
    if (lists.terms.length > this.#terms.length || lists.terms.some((term, i) => term !== this.#terms[i])) return false
    this.#lists = lists
    return true
  }

  #adoptedOf(term: string): KeptList | undefined {
    const [lists, place] = [this.#lists, this.#known.get(term)]
    if (lists === null || place === undefined || place >= lists.terms.length) return undefined
    const [from, end] = [lists.starts[place] as number, lists.starts[place + 1] as number]
    const near = Array.from({ length: end - from }, (_, i) => {
      const other = lists.places[from + i] as number
      return { term: lists.terms[other] as string, similarity: lists.similarities[from + i] as number }
    })
    return { near, compared: lists.terms.length }
  }

  of(term: string): readonly NearTerm[] {
    const kept = this.#kept.get(term) ?? this.#adoptedOf(term)
    if (kept?.compared === this.#terms.length) return kept.near
    const row = this.#table.rowOf(term)
    const near = row === undefined ? [] : this.#find(term, this.#vectorOf(row), kept)
    if (kept === undefined && this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value as string)
    this.#kept.set(term, { near, compared: this.#terms.length })
    return near
  }

  #find(term: string, vector: Float32Array, kept: KeptList | undefined): readonly NearTerm[] {
    const isLittle = kept !== undefined && this.#terms.length - kept.compared <= ONE_BY_ONE_MAX
    const found: NearTerm[] = isLittle ? [...kept.near] : []
    const others = isLittle
      ? this.#terms.slice(kept.compared)
      : this.#vectors.search(vector, NEAR_MAX + SPARE).map(label => this.#terms[label] as string)
    for (const other of others) {
      // In double precision whichever way it was found: the lists do not depend on what was learnt when.
      const cosine = dot(vector, this.#vectorOf(this.#table.rowOf(other) as number))
      const similarity = (cosine - COSINE_MIN) / (1 - COSINE_MIN)
      if (similarity > 0 && other !== term) found.push({ term: other, similarity })
    }
    return nearest(found)
  }

  #vectorOf(row: number): Float32Array {
    const vector = new Float32Array(this.#table.dimensions)
    this.#table.addRow(row, 1, vector)
    return normaliseLength(vector)
  }
}

function nearest(list: readonly NearTerm[]): readonly NearTerm[] {
  const byNearness = (a: NearTerm, b: NearTerm) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1)
  return [...list].sort(byNearness).slice(0, NEAR_MAX)
}
