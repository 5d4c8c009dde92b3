// The exact lexical score of single entries, from their stored terms: for the few that a pruned search cannot rule out.
import { UNIT_KINDS } from '../text-unit.ts'
import { type EntryRecords, WIDE_TERM } from './entry-records.ts'
import type { LexicalIndex } from './lexical-index.ts'
import type { Lexicon } from './lexicon.ts'
import type { QueryGroup } from './query-groups.ts'

const QUESTION = UNIT_KINDS.indexOf('question')
const PHRASING = UNIT_KINDS.indexOf('phrasing')
const ANSWER = UNIT_KINDS.indexOf('answer')
/** As postings and documents count them. */
const FREQUENCY_MAX = 255
const LENGTH_MAX = 65_535
const NONE = -1

/** What one idea of the question adds to an entry's score in one field. */
export interface LexicalContribution {
  /** Position of its group among those given, and of the word that counts among the group's. */
  readonly group: number
  readonly word: number
  readonly field: 'asks' | 'answer'
  /** Occurrences of that word in the field, at most 255. */
  readonly frequency: number
  /** Weighed: all contributions add up to the score. */
  readonly points: number
}

export class ExactLexical {
  readonly #records: EntryRecords
  readonly #answerWeight: number
  readonly #norms: { readonly asks: Float64Array; readonly answers: Float64Array }
  readonly #words: QueryWords
  readonly #ask: DocumentScore
  readonly #answer: DocumentScore

  constructor(groups: readonly QueryGroup[], lexicon: Lexicon, records: EntryRecords, answerWeight: number) {
    const normsOf = (field: LexicalIndex) => field.normsFor(field.lengthMean)
    this.#records = records
    this.#answerWeight = answerWeight
    this.#norms = { asks: normsOf(lexicon.asks), answers: normsOf(lexicon.answers) }
    this.#words = new QueryWords(groups, lexicon.asks.parameters.k1 + 1)
    this.#ask = new DocumentScore(this.#words, groups.length)
    this.#answer = new DocumentScore(this.#words, groups.length)
  }

  /** What `Lexicon.scoreAll` gives the entry, in double precision. */
  scoreOf(slot: number): number {
    this.#read(slot)
    return this.#ask.take(this.#norms.asks) + this.#answerWeight * this.#answer.take(this.#norms.answers)
  }

  /** The same score in its parts, in the order of the groups. */
  contributionsOf(slot: number): readonly LexicalContribution[] {
    const contributions: LexicalContribution[] = []
    this.#read(slot)
    this.#ask.take(this.#norms.asks, part => contributions.push({ ...part, field: 'asks' }))
    this.#answer.take(this.#norms.answers, part => {
      contributions.push({ ...part, points: this.#answerWeight * part.points, field: 'answer' })
    })
    return contributions.sort((a, b) => a.group - b.group)
  }

  #read(slot: number): void {
    this.#records.walk(slot, (kind, words, from, end) => {
      if (kind === ANSWER) this.#answer.read(words, from, end)
      else if (kind === QUESTION || kind === PHRASING) this.#ask.read(words, from, end)
    })
  }
}

/** The question's words by id, in a hash table of typed arrays; a word can serve several groups. */
class QueryWords {
  readonly #ids: Int32Array
  readonly #mask: number
  /** Index of a word's first use by place in the table; uses of one word are chained. */
  readonly #firstUse: Int32Array
  readonly useGroup: number[] = []
  /** The word's position in its group. */
  readonly useWord: number[] = []
  readonly useFactor: number[] = []
  readonly useNext: number[] = []

  constructor(groups: readonly QueryGroup[], scale: number) {
    const count = groups.reduce((sum, { ids }) => sum + ids.length, 0)
    const capacity = 2 ** Math.ceil(Math.log2(4 * count + 4))
    this.#ids = new Int32Array(capacity).fill(NONE)
    this.#firstUse = new Int32Array(capacity).fill(NONE)
    this.#mask = capacity - 1
    for (let group = 0; group < groups.length; group += 1) {
      const { ids, similarities, factor } = groups[group] as QueryGroup
      for (let i = 0; i < ids.length; i += 1) {
        this.useWord.push(i)
        this.#add(ids[i] as number, group, factor * (similarities[i] as number) * scale)
      }
    }
  }

  #add(id: number, group: number, factor: number): void {
    const place = this.#placeOf(id)
    this.#ids[place] = id
    this.useGroup.push(group)
    this.useFactor.push(factor)
    this.useNext.push(this.#firstUse[place] as number)
    this.#firstUse[place] = this.useGroup.length - 1
  }

  /** The first use of a word, which also names the word; NONE for a word the question lacks. */
  firstUseOf(id: number): number {
    return this.#firstUse[this.#placeOf(id)] as number
  }

  #placeOf(id: number): number {
    const [ids, mask] = [this.#ids, this.#mask]
    let place = Math.imul(id, 0x9e3779b1) & mask
    while (ids[place] !== NONE && ids[place] !== id) place = (place + 1) & mask
    return place
  }
}

/** BM25 of one document that is read in pieces. */
class DocumentScore {
  readonly #words: QueryWords
  readonly #counts: Uint8Array
  readonly #found: number[] = []
  readonly #best: Float64Array
  /** By group the use that gave its best, and how often the word occurs: valid where there is a best. */
  readonly #bestUse: Int32Array
  readonly #bestFrequency: Uint8Array
  #length = 0

  constructor(words: QueryWords, groupCount: number) {
    this.#words = words
    this.#counts = new Uint8Array(words.useGroup.length)
    this.#best = new Float64Array(groupCount)
    this.#bestUse = new Int32Array(groupCount)
    this.#bestFrequency = new Uint8Array(groupCount)
  }

  read(terms: Uint16Array, from: number, end: number): void {
    const words = this.#words
    let count = 0
    for (let at = from; at < end; at += 1) {
      let id = terms[at] as number
      if (id === WIDE_TERM) {
        id = (terms[at + 1] as number) * 0x1_0000 + (terms[at + 2] as number)
        at += 2
      }
      count += 1
      const use = words.firstUseOf(id)
      if (use !== NONE) this.#count(use)
    }
    this.#length += count
  }

  #count(use: number): void {
    const known = this.#counts[use] as number
    if (known === 0) this.#found.push(use)
    if (known < FREQUENCY_MAX) this.#counts[use] = known + 1
  }

  /** The score of what was read, told part by part where `visit` wants it; begins the next document. */
  take(norms: Float64Array, visit?: (part: Omit<LexicalContribution, 'field'>) => void): number {
    if (this.#found.length > 0) this.#weigh(norms[Math.min(this.#length, LENGTH_MAX)] as number)
    let sum = 0
    for (let group = 0; group < this.#best.length; group += 1) {
      const points = this.#best[group] as number
      if (points > 0) visit?.({ group, points, ...this.#bestWordOf(group) })
      sum += points
      this.#best[group] = 0
    }
    this.#length = 0
    return sum
  }

  #bestWordOf(group: number) {
    const word = this.#words.useWord[this.#bestUse[group] as number] as number
    return { word, frequency: this.#bestFrequency[group] as number }
  }

  #weigh(norm: number): void {
    const [{ useFactor, useGroup, useNext }, best] = [this.#words, this.#best]
    for (const word of this.#found) {
      const frequency = this.#counts[word] as number
      this.#counts[word] = 0
      const weight = frequency / (frequency + norm)
      for (let use = word; use !== NONE; use = useNext[use] as number) {
        const group = useGroup[use] as number
        const value = (useFactor[use] as number) * weight
        if (value <= (best[group] as number)) continue
        best[group] = value
        this.#bestUse[group] = use
        this.#bestFrequency[group] = frequency
      }
    }
    this.#found.length = 0
  }
}
