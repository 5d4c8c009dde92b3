// A sample of the registry's entries that is scored exhaustively: how high do entries score that have nothing to do with
// the question? In a large registry this estimates what a small one counts.
import { hashOf, type ScoreSpread } from './background-sample.ts'
import { type EntryTerms, type LengthMeans, Lexicon } from './lexicon.ts'
import type { QueryGroup } from './query-groups.ts'
import type { SlotFilter } from './score-board.ts'

/** Entries of a registry up to this are all scored; of a larger one a sample of half as many to as many. */
export const SAMPLE_MAX = 4_096

export interface SampleSource {
  /** Number of entries. */
  readonly size: number
  /** Slots in use with their entries' ids. */
  readonly slots: () => Iterable<{ readonly slot: number; readonly id: string }>
  readonly termsAt: (slot: number) => EntryTerms
}

/**
 * Entries whose hash is below a limit that halves whenever the registry has doubled: the same sample for the same
 * registry, however it came to be. Drawn anew when the limit moves, else kept up change by change.
 */
export class LexicalSample {
  #lexicon: Lexicon | null = null
  #halvings = 0
  readonly #placeOfSlot = new Map<number, number>()
  readonly #slots: number[] = []
  readonly #source: SampleSource
  readonly #sizeMax: number

  constructor(source: SampleSource, sizeMax = SAMPLE_MAX) {
    this.#source = source
    this.#sizeMax = sizeMax
  }

  /** Tells that an entry came. */
  put(slot: number, id: string, terms: EntryTerms): void {
    if (this.#lexicon !== null && this.#isSampled(id)) this.#add(slot, terms)
  }

  /** Tells that an entry went; `terms` are those that it came with. */
  remove(slot: number, terms: EntryTerms): void {
    const place = this.#placeOfSlot.get(slot)
    if (place === undefined) return
    this.#lexicon?.remove(place, terms)
    this.#placeOfSlot.delete(slot)
    this.#slots[place] = GONE
  }

  /** Mean and deviation of the lexical score over the sample; entries that the filter refuses count as zero. */
  spread(
    groups: readonly QueryGroup[],
    { answerWeight, accepts, means }: { answerWeight: number; accepts: SlotFilter | undefined; means: LengthMeans },
  ): ScoreSpread {
    const lexicon = this.#current()
    const acceptsPlace = accepts && ((place: number) => accepts(this.#slots[place] as number))
    const options = { answerWeight, slotCount: this.#slots.length, accepts: acceptsPlace, means }
    return lexicon.scoreAll(groups, options).spread(this.#placeOfSlot.size)
  }

  #current(): Lexicon {
    const halvings = Math.max(0, Math.ceil(Math.log2(this.#source.size / this.#sizeMax)))
    if (this.#lexicon !== null && halvings === this.#halvings) return this.#lexicon
    this.#halvings = halvings
    this.#lexicon = new Lexicon()
    this.#placeOfSlot.clear()
    this.#slots.length = 0
    for (const { slot, id } of this.#source.slots()) {
      if (this.#isSampled(id)) this.#add(slot, this.#source.termsAt(slot))
    }
    return this.#lexicon
  }

  #add(slot: number, terms: EntryTerms): void {
    const place = this.#slots.push(slot) - 1
    this.#placeOfSlot.set(slot, place)
    this.#lexicon?.put(place, terms)
  }

  #isSampled(id: string): boolean {
    return hashOf(id) < 2 ** (32 - this.#halvings)
  }
}

const GONE = -1
