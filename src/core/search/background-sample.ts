// A fixed sample of entries against which a question's scores are judged: near by chance, or near indeed?
import { answerParts, type IndexedEntry } from './indexed-entry.ts'

/** 256 entries estimate a mean to a sixteenth of a standard deviation, for 65,000 multiplications a question. */
const SAMPLE_SIZE = 256

export interface SampledEntry {
  readonly entryId: string
  readonly questionId: number
  readonly answerId: number | undefined
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

  /** Spread of a score over the sample. */
  spread(entries: Iterable<IndexedEntry>, scoreOf: (sampled: SampledEntry) => number): ScoreSpread {
    this.#sample ??= this.#draw(entries)
    return spreadOf(this.#sample.map(scoreOf))
  }

  #draw(entries: Iterable<IndexedEntry>): readonly SampledEntry[] {
    const ranked = [...entries].map(entry => ({ entry, hash: hashOf(entry.id) })).sort((a, b) => a.hash - b.hash)
    const chosen = ranked.slice(0, SAMPLE_SIZE)
    this.#hashMax = ranked.length > SAMPLE_SIZE ? (chosen.at(-1)?.hash ?? 0) : Number.POSITIVE_INFINITY
    return chosen.flatMap(({ entry }) => sampled(entry))
  }
}

function sampled(entry: IndexedEntry): readonly SampledEntry[] {
  const questionId = entry.units.find(unit => unit.kind === 'question')?.id
  return questionId === undefined ? [] : [{ entryId: entry.id, questionId, answerId: answerParts(entry)[0]?.id }]
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

function spreadOf(scores: readonly number[]): ScoreSpread {
  if (scores.length < 2) return { mean: 0, deviation: 1 }
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length
  return { mean, deviation: Math.max(Math.sqrt(variance), 1e-3) }
}
