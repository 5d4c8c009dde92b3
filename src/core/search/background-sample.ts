// A fixed sample of entries against which a question's scores are judged: near by chance, or near indeed?
import type { UnitKind } from '../text-unit.ts'

/** 256 entries estimate a mean to a sixteenth of a standard deviation, for 65,000 multiplications a question. */
const SAMPLE_SIZE = 256

export interface SampledEntry {
  /** Where the entry stands in its index: valid until the registry changes. */
  readonly slot: number
  readonly questionId: number
  readonly answerId: number | undefined
}

/** What can be sampled: entries by slot, and the ids of their units. */
export interface BackgroundSource {
  readonly slots: () => Iterable<{ readonly slot: number; readonly id: string }>
  readonly records: {
    readonly eachUnit: (slot: number, visit: (unitId: number, kind: UnitKind) => void) => void
  }
}

/** Mean and standard deviation of a score over entries picked without regard to the question. */
export interface ScoreSpread {
  readonly mean: number
  readonly deviation: number
}

/**
 * The entries with the lowest hash of their id: the same sample for the same registry, however it came to be.
 * Rebuilt only after a change that touches it.
 */
export class BackgroundSample {
  #sample: readonly SampledEntry[] | null = null
  #hashMax = Number.POSITIVE_INFINITY

  /** Tells that an entry came, changed or went. */
  noteChange(entryId: string): void {
    if (hashOf(entryId) <= this.#hashMax) this.#sample = null
  }

  /** The sampled entries: the same array until the sample changes. */
  of(source: BackgroundSource): readonly SampledEntry[] {
    this.#sample ??= this.#draw(source)
    return this.#sample
  }

  /** Spread of a score over the sample. */
  spread(source: BackgroundSource, scoreOf: (sampled: SampledEntry, place: number) => number): ScoreSpread {
    return spreadOf(this.of(source).map(scoreOf))
  }

  #draw(source: BackgroundSource): readonly SampledEntry[] {
    const ranked = Array.from(source.slots(), ({ slot, id }) => ({ slot, hash: hashOf(id) }))
    ranked.sort((a, b) => a.hash - b.hash)
    const chosen = ranked.slice(0, SAMPLE_SIZE)
    this.#hashMax = ranked.length > SAMPLE_SIZE ? (chosen.at(-1)?.hash ?? 0) : Number.POSITIVE_INFINITY
    return chosen.flatMap(({ slot }) => sampled(slot, source))
  }
}

/** First question and first part of the answer; nothing of an entry without a question. */
function sampled(slot: number, { records }: BackgroundSource): readonly SampledEntry[] {
  const firsts = new Map<UnitKind, number>()
  records.eachUnit(slot, (id, kind) => {
    if (!firsts.has(kind)) firsts.set(kind, id)
  })
  const questionId = firsts.get('question')
  return questionId === undefined ? [] : [{ slot, questionId, answerId: firsts.get('answer') }]
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/** Of too few to compare with, one that leaves scores as they are. */
export function spreadOf(scores: readonly number[]): ScoreSpread {
  if (scores.length < 2) return { mean: 0, deviation: 1 }
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length
  return { mean, deviation: Math.max(Math.sqrt(variance), 1e-3) }
}
