// The searchable state of all published entries: two lexical fields, a vector index, and who owns which unit.
// Holds no texts: what people read comes from the registry.
import type { Embedder } from '../ports/embedder.ts'
import type { NearTerm, NearTerms } from '../ports/near-terms.ts'
import type { VectorIndex } from '../ports/vector-index.ts'
import { BackgroundSample } from './background-sample.ts'
import { type EntryHead, EntryHeads } from './entry-heads.ts'
import { EntryRecords, type UnitView } from './entry-records.ts'
import { ExactAsks } from './exact-asks.ts'
import { type ImageReader, ImageWriter } from './index-image.ts'
import { type HeldEntry, type HeldUnit, type IndexedEntry, isAsk } from './indexed-entry.ts'
import { LexicalSample, SAMPLE_MAX } from './lexical-sample.ts'
import { type EntryTerms, Lexicon } from './lexicon.ts'
import { type Finder, LimitedSlots } from './limited-slots.ts'
import { PagedNumbers } from './paged-numbers.ts'
import { ReadingIndex } from './reading-index.ts'
import type { EntryReadings } from './reading-texts.ts'
import type { SlotFilter } from './score-board.ts'
import { Synonyms } from './synonyms.ts'
import { Vocabulary } from './vocabulary.ts'

/** The dense side: an embedder and the vectors that this very model made. Swapped as one. */
export interface DenseSide {
  readonly embedder: Embedder
  readonly vectors: VectorIndex
}

export interface EntryIndexOptions {
  readonly synonyms?: Synonyms
  /** Entries up to which every one is scored for every question. */
  readonly exhaustiveMax?: number
}

export class EntryIndex {
  readonly vocabulary = new Vocabulary()
  readonly lexicon = new Lexicon()
  readonly records = new EntryRecords()
  /** How every entry sounds, by slot. */
  readonly readings = new ReadingIndex()
  readonly background = new BackgroundSample()
  readonly sample: LexicalSample
  /** Entries up to which every one is scored for every question; beyond, a pruned search finds the same best ones. */
  readonly exhaustiveMax: number
  readonly #heads = new EntryHeads()
  readonly #limited = new LimitedSlots()
  readonly #slotOfUnit = new PagedNumbers()
  /** Entries that use a term anywhere they may be found by, by term id. */
  #entryFrequency: Uint32Array = new Uint32Array(1_024)
  readonly #exact = new ExactAsks()
  readonly #nearTerms: NearTerms | null
  #synonyms: Synonyms
  #dense: DenseSide | null = null

  /** Without near terms and synonyms only the question's very words match. */
  constructor(
    nearTerms: NearTerms | null = null,
    { synonyms = new Synonyms([]), exhaustiveMax = SAMPLE_MAX }: EntryIndexOptions = {},
  ) {
    this.#nearTerms = nearTerms
    this.#synonyms = synonyms
    this.exhaustiveMax = exhaustiveMax
    this.sample = new LexicalSample(this, exhaustiveMax)
  }

  /** Number of searchable entries. */
  get size(): number {
    return this.#heads.size
  }

  /** One more than the highest slot in use. */
  get slotCount(): number {
    return this.#heads.slotCount
  }

  /** Null while no vector index of the current model is ready: answers are then lexical only. */
  get dense(): DenseSide | null {
    return this.#dense
  }

  useDense(side: DenseSide | null): void {
    this.#dense = side
  }

  get synonyms(): Synonyms {
    return this.#synonyms
  }

  useSynonyms(synonyms: Synonyms): void {
    this.#synonyms = synonyms
  }

  slotOf(entryId: string): number | undefined {
    return this.#heads.slotOf(entryId)
  }

  /** What a finder may find; undefined for everything. */
  filterFor(finder: Finder): SlotFilter | undefined {
    return this.#limited.filterFor(finder)
  }

  /** Slots in use with their entries' ids. */
  slots(): IterableIterator<{ readonly slot: number; readonly id: string }> {
    return this.#heads.slots()
  }

  /**
   * The entry in a slot, until that entry changes: its units and their terms are decoded when they are first looked at.
   */
  entryAt(slot: number): HeldEntry | undefined {
    const head = this.#heads.at(slot)
    return head === undefined ? undefined : this.#toEntry(head, slot)
  }

  /** Code of the section of the entry in a slot; undefined for one not in use. */
  sectionAt(slot: number): string | undefined {
    return this.#heads.at(slot)?.sectionCode
  }

  /** Id of the entry in a slot that is in use. */
  idAt(slot: number): string {
    return this.#heads.at(slot)?.id ?? ''
  }

  *entries(): IterableIterator<HeldEntry> {
    for (const { slot } of this.slots()) yield this.entryAt(slot) as HeldEntry
  }

  /** Slots of the entries of which one question or phrasing has exactly these terms. */
  exactAsks(terms: ReadonlySet<string>): readonly number[] {
    const ids = [...terms].map(term => this.vocabulary.idOf(term)).filter(id => id !== undefined)
    if (ids.length < terms.size) return []
    return this.#exact.find(ids).filter(slot => {
      const asks = this.entryAt(slot)?.units.filter(isAsk) ?? []
      return asks.some(unit => terms.symmetricDifference(new Set(unit.terms)).size === 0)
    })
  }

  /** Ids of all units. */
  unitIds(): IterableIterator<number> {
    return this.#slotOfUnit.keys()
  }

  slotOfUnit(unitId: number): number | undefined {
    return this.#slotOfUnit.get(unitId)
  }

  /** Words that may stand for a term: near by meaning, or synonyms. Each once, with the higher of its similarities. */
  nearTermsOf(term: string): readonly NearTerm[] {
    const synonyms = this.synonyms.nearOf(term).filter(near => this.entryFrequency(near.term) > 0)
    const near = this.#nearTerms?.of(term) ?? []
    if (synonyms.length === 0) return near
    const best = new Map([...near, ...synonyms].map(found => [found.term, found.similarity]))
    for (const { term: word, similarity } of near) best.set(word, Math.max(similarity, best.get(word) ?? 0))
    const merged = Array.from(best, ([word, similarity]) => ({ term: word, similarity }))
    return merged.sort((a, b) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1))
  }

  /** Number of entries that use the term anywhere they may be found by. */
  entryFrequency(term: string): number {
    const id = this.vocabulary.idOf(term)
    return id === undefined ? 0 : (this.#entryFrequency[id] ?? 0)
  }

  /** Lucene's idf over whole entries: the same weight for a term in every field. */
  readonly idf = (term: string): number => {
    const n = this.entryFrequency(term)
    return n === 0 ? 0 : Math.log(1 + (this.size - n + 0.5) / (n + 0.5))
  }

  /** Adds an entry to the lexical side, or replaces it. Vectors are kept by whoever keeps the vector index. */
  put(entry: IndexedEntry): void {
    this.remove(entry.id)
    const units = entry.units.map(unit => ({ ...unit, terms: unit.terms.map(term => this.vocabulary.learn(term)) }))
    const bares = units.flatMap(({ id, bare }) => (typeof bare === 'string' ? [[id, bare] as const] : []))
    const slot = this.#heads.add({
      id: entry.id,
      sectionCode: entry.sectionCode,
      bares: bares.length > 0 ? new Map(bares) : null,
      limits: entry.limits,
    })
    this.#limited.put(slot, entry.limits)
    this.records.put(slot, units)
    for (const unit of units) this.#slotOfUnit.set(unit.id, slot)
    this.#count(units)
    const terms = toEntryTerms(units)
    for (const unit of units.filter(isAsk)) this.#exact.add(unit.terms, slot)
    this.lexicon.put(slot, terms)
    this.sample.put(slot, entry.id, terms)
    this.readings.put(slot, toReadings(entry))
    this.background.noteChange(entry.id)
  }

  #count(units: readonly UnitTerms[]): void {
    if (this.vocabulary.size > this.#entryFrequency.length) {
      const larger = new Uint32Array(this.vocabulary.size * 2)
      larger.set(this.#entryFrequency)
      this.#entryFrequency = larger
    }
    for (const id of searchableIds(units)) {
      const before = this.#entryFrequency[id] as number
      this.#entryFrequency[id] = before + 1
      if (before === 0) this.#nearTerms?.learn(this.vocabulary.termOf(id))
    }
  }

  /** Takes an entry out of the lexical side; unknown ones are no matter. */
  remove(id: string): void {
    const slot = this.#heads.slotOf(id)
    if (slot === undefined) return
    const units = this.#unitTermsAt(slot)
    for (const unit of units) this.#slotOfUnit.delete(unit.id)
    for (const term of searchableIds(units)) this.#entryFrequency[term] = (this.#entryFrequency[term] as number) - 1
    for (const unit of units.filter(isAsk)) this.#exact.remove(unit.terms, slot)
    const entryTerms = toEntryTerms(units)
    this.lexicon.remove(slot, entryTerms)
    this.sample.remove(slot, entryTerms)
    this.records.remove(slot)
    this.#heads.remove(id)
    this.#limited.remove(slot)
    this.readings.remove(slot)
    this.background.noteChange(id)
  }

  /** All that the lexical sides hold, in arrays that the next change overwrites. */
  image(): ImageWriter {
    const image = new ImageWriter()
    image.put('entryFrequency', this.#entryFrequency)
    for (const part of this.#parts()) part.keep(image)
    return image
  }

  /** Takes over into an empty index what `image` gave of another. Throws where something is missing. */
  restore(image: ImageReader): void {
    for (const part of this.#parts()) part.restore(image)
    this.#entryFrequency = image.take('entryFrequency', 'Uint32Array')
    for (const { slot } of this.slots()) {
      this.records.eachUnit(slot, unitId => this.#slotOfUnit.set(unitId, slot))
      this.#limited.put(slot, this.#heads.at(slot)?.limits ?? null)
    }
    for (let id = 0; id < this.vocabulary.size; id += 1) {
      if ((this.#entryFrequency[id] as number) > 0) this.#nearTerms?.learn(this.vocabulary.termOf(id))
    }
  }

  #parts(): readonly { keep: (image: ImageWriter) => void; restore: (image: ImageReader) => void }[] {
    return [this.vocabulary, this.#heads, this.records, this.lexicon, this.readings, this.#exact]
  }

  /** Ids of the terms of an entry's questions and phrasings together, and of its whole answer. */
  termsAt(slot: number): EntryTerms {
    return toEntryTerms(this.#unitTermsAt(slot))
  }

  #unitTermsAt(slot: number): readonly UnitTerms[] {
    return this.records.unitsOf(slot).map(unit => ({ id: unit.id, kind: unit.kind, terms: unit.readTerms() }))
  }

  /** Own getters, so that an entry reads like one that was never packed. */
  #toEntry({ id, sectionCode, bares }: EntryHead, slot: number): HeldEntry {
    const { records, vocabulary } = this
    let units: HeldEntry['units'] | undefined
    return {
      id,
      sectionCode,
      get units() {
        units ??= records.unitsOf(slot).map(view => toUnit(view, id, bares, vocabulary))
        return units
      },
    }
  }
}

function toUnit(view: UnitView, entryId: string, bares: EntryHead['bares'], vocabulary: Vocabulary): HeldUnit {
  let terms: readonly string[] | undefined
  return {
    id: view.id,
    entryId,
    kind: view.kind,
    position: view.position,
    get terms() {
      terms ??= view.readTerms().map(term => vocabulary.termOf(term))
      return terms
    },
    bare: bares?.get(view.id) ?? null,
  }
}

type UnitTerms = Pick<HeldUnit, 'id' | 'kind'> & { readonly terms: ArrayLike<number> }

/** All ways to ask as one document, the whole answer as another. */
function toEntryTerms(units: readonly UnitTerms[]): EntryTerms {
  const answers = units.filter(unit => unit.kind === 'answer')
  const pooled = (some: readonly UnitTerms[]) =>
    some.length === 0 ? null : some.flatMap(unit => Array.from(unit.terms))
  return { asks: pooled(units.filter(isAsk)), answer: pooled(answers) }
}

/** Each term once that the entry may be found by. */
function searchableIds(units: readonly UnitTerms[]): ReadonlySet<number> {
  const ids = new Set<number>()
  for (const { kind, terms } of units) {
    if (kind !== 'negative') for (let i = 0; i < terms.length; i += 1) ids.add(terms[i] as number)
  }
  return ids
}

function toReadings({ units }: IndexedEntry): EntryReadings {
  const answer = units.filter(unit => unit.kind === 'answer').map(unit => unit.reading)
  return { asks: units.filter(isAsk).map(unit => unit.reading), answer: answer.join('') }
}
