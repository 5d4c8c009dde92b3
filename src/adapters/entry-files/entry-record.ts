// An entry as the plain record that our files hold, with the keys of faq-data/README.md.
import type { Entry } from '../../core/entry.ts'

export interface EntryRecord {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly phrasings: readonly string[]
  readonly negative: readonly string[]
  readonly tags: readonly string[]
  readonly basis: readonly string[]
  readonly status: string
  readonly registered: string | null
  readonly revised: string | null
  readonly review_by: string | null
  readonly valid_from: string | null
  readonly valid_until: string | null
  /** Codes of sections; none means everybody. */
  readonly visible_to: readonly string[]
}

export function toRecord(entry: Entry): EntryRecord {
  return {
    id: entry.id,
    question: cleanText(entry.question),
    answer: cleanText(entry.answer),
    phrasings: entry.phrasings.map(cleanText),
    negative: entry.negativePhrasings.map(cleanText),
    tags: entry.tags.map(cleanText),
    basis: entry.basis.map(cleanText),
    status: entry.status,
    registered: entry.registeredOn,
    revised: entry.revisedOn,
    review_by: entry.reviewBy,
    valid_from: entry.validFrom,
    valid_until: entry.validUntil,
    visible_to: entry.visibleTo,
  }
}

/** Without what no text file can carry: NUL would make the file binary to every reader, ours included. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

/** Leaves out what is empty, as a person writing the file would. */
export function withoutEmpty(record: EntryRecord): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value.length > 0))
}
