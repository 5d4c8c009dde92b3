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
  readonly #known = new Set<string>()
  readonly #terms: string[] = []
  readonly #vectors: ExactNeighbours
  readonly #kept = new Map<string, KeptList>()
  /** Lists made beforehand, with the place of each word there; and the words that these do not know. */
  #lists: NearLists | null = null
  #placeOf: ReadonlyMap<string, number> = new Map()
  #late: string[] = []

  constructor(table: WordTable) {
    this.#table = table
    this.source = table.id
    this.#vectors = new ExactNeighbours(table.dimensions)
  }

  learn(term: string): void {
    const row = this.#known.has(term) ? undefined : this.#table.rowOf(term)
    if (row === undefined) return
    this.#known.add(term)
    this.#terms.push(term)
    this.#late.push(term)
    this.#vectors.add(this.#vectorOf(row))
  }

  learnt(): readonly string[] {
    return this.#terms
  }

  lacking(): number {
    return this.#late.length
  }

  adopt(lists: NearLists): boolean {
    if (lists.terms.some(term => !this.#known.has(term))) return false
    this.#lists = lists
    this.#placeOf = new Map(lists.terms.map((term, place) => [term, place]))
    this.#late = this.#terms.filter(term => !this.#placeOf.has(term))
    this.#kept.clear()
    return true
  }

  /** The list made beforehand, with what was learnt since; undefined where that is too much, or there is none. */
  #adoptedOf(term: string): readonly NearTerm[] | undefined {
    const [lists, place] = [this.#lists, this.#placeOf.get(term)]
    if (lists === null || place === undefined || this.#late.length > ONE_BY_ONE_MAX) return undefined
    const [from, end] = [lists.starts[place] as number, lists.starts[place + 1] as number]
    const near = Array.from({ length: end - from }, (_, i) => {
      const other = lists.places[from + i] as number
      return { term: lists.terms[other] as string, similarity: lists.similarities[from + i] as number }
    })
    return this.#late.length === 0 ? near : this.#compare(term, near, this.#late)
  }

  of(term: string): readonly NearTerm[] {
    const kept = this.#kept.get(term)
    if (kept?.compared === this.#terms.length) return kept.near
    const adopted = this.#adoptedOf(term)
    if (adopted !== undefined) return adopted
    const row = this.#table.rowOf(term)
    const near = row === undefined ? [] : this.#find(term, row, kept)
    if (kept === undefined && this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value as string)
    this.#kept.set(term, { near, compared: this.#terms.length })
    return near
  }

  #find(term: string, row: number, kept: KeptList | undefined): readonly NearTerm[] {
    if (kept !== undefined && this.#terms.length - kept.compared <= ONE_BY_ONE_MAX) {
      return this.#compare(term, kept.near, this.#terms.slice(kept.compared))
    }
    const found = this.#vectors.search(this.#vectorOf(row), NEAR_MAX + SPARE)
    return this.#compare(
      term,
      [],
      found.map(label => this.#terms[label] as string),
    )
  }

  /** A list with those of other words in it that are near enough. */
  #compare(term: string, list: readonly NearTerm[], others: readonly string[]): readonly NearTerm[] {
    const vector = this.#vectorOf(this.#table.rowOf(term) as number)
    const found: NearTerm[] = [...list]
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
