// Near words by the word table: cosines between the question's word and every word the registry uses, kept once found.
import type { NearTerm, NearTerms } from '../../core/ports/near-terms.ts'
import { normaliseLength } from '../../core/search/vector.ts'
import type { WordTable } from './word-table.ts'

/** Cosines below this are chance; above, similarity rises linearly to 1 (measured in indexer/model/builtin/README.md). */
const COSINE_MIN = 0.3
const NEAR_MAX = 24
/** Words of questions whose lists are kept. Beyond, the oldest is dropped: a few milliseconds to find again. */
const KEPT_MAX = 20_000
const INITIAL_CAPACITY = 4_096

/** A list found for a word of a question, and how many of the registry's words it has been compared with. */
interface KeptList {
  readonly near: readonly NearTerm[]
  readonly compared: number
}

export class WordTableNearTerms implements NearTerms {
  readonly #table: WordTable
  readonly #known = new Set<string>()
  readonly #terms: string[] = []
  #vectors: Float32Array
  readonly #kept = new Map<string, KeptList>()

  constructor(table: WordTable) {
    this.#table = table
    this.#vectors = new Float32Array(INITIAL_CAPACITY * table.dimensions)
  }

  learn(term: string): void {
    const row = this.#known.has(term) ? undefined : this.#table.rowOf(term)
    if (row === undefined) return
    const { dimensions } = this.#table
    const position = this.#terms.length
    this.#known.add(term)
    this.#terms.push(term)
    if ((position + 1) * dimensions > this.#vectors.length) this.#grow()
    this.#vectors.set(this.#vectorOf(row), position * dimensions)
  }

  of(term: string): readonly NearTerm[] {
    const kept = this.#kept.get(term) ?? { near: [], compared: 0 }
    if (kept.compared === this.#terms.length) return kept.near
    const near = this.#find(term, kept)
    if (!this.#kept.has(term) && this.#kept.size >= KEPT_MAX)
      this.#kept.delete(this.#kept.keys().next().value as string)
    this.#kept.set(term, { near, compared: this.#terms.length })
    return near
  }

  /** Compares the word with those that were learnt since its list was made. */
  #find(term: string, { near, compared }: KeptList): readonly NearTerm[] {
    const row = this.#table.rowOf(term)
    if (row === undefined) return []
    const vector = this.#vectorOf(row)
    const found: NearTerm[] = [...near]
    for (let position = compared; position < this.#terms.length; position += 1) {
      const similarity = this.#similarity(vector, position)
      const other = this.#terms[position] as string
      if (similarity > 0 && other !== term) found.push({ term: other, similarity })
    }
    return nearest(found)
  }

  #similarity(vector: Float32Array, position: number): number {
    const vectors = this.#vectors
    const from = position * vector.length
    let cosine = 0
    for (let i = 0; i < vector.length; i += 1) cosine += (vector[i] as number) * (vectors[from + i] as number)
    return Math.max(0, (cosine - COSINE_MIN) / (1 - COSINE_MIN))
  }

  #vectorOf(row: number): Float32Array {
    const vector = new Float32Array(this.#table.dimensions)
    this.#table.addRow(row, 1, vector)
    return normaliseLength(vector)
  }

  #grow(): void {
    const larger = new Float32Array(this.#vectors.length * 2)
    larger.set(this.#vectors)
    this.#vectors = larger
  }
}

function nearest(list: readonly NearTerm[]): readonly NearTerm[] {
  const byNearness = (a: NearTerm, b: NearTerm) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1)
  return [...list].sort(byNearness).slice(0, NEAR_MAX)
}
