// The id of an entry that is about to be written: readable, and free of what anybody else chooses at the same time.
import { fiscalYearOf } from '../fiscal-year.ts'

/** Letters and digits that nobody mistakes for each other when they are read out or written down. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 28 million ids of a section and year: two of them meet once in a lifetime, and then the second is told. */
const SUFFIX_LENGTH = 5
/** An id has 64 letters at most. */
const CODE_LENGTH_MAX = 32

export interface NewIdDeps {
  readonly today: string
  /** A number from 0 up to, not including, `below`. */
  readonly random: (below: number) => number
}

/** 「jinji-2026-k7m2q」: the section that began it and the fiscal year; both are history, neither is ever read out of it. */
export function newEntryId(sectionCode: string, { today, random }: NewIdDeps): string {
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () => LETTERS.charAt(random(LETTERS.length))).join('')
  return `${sectionCode.slice(0, CODE_LENGTH_MAX)}-${fiscalYearOf(today)}-${suffix}`
}
