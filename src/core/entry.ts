// The registry's nouns: sections, entries, revisions, and the rules any saved state must keep.
import { FaqError } from './errors.ts'
import { type CalendarDate, isCalendarDate } from './fiscal-year.ts'
import { countCodePoints } from './normalise.ts'

export const ENTRY_STATUSES = ['draft', 'in_review', 'published', 'archived'] as const
export type EntryStatus = (typeof ENTRY_STATUSES)[number]

/** The organisational unit that owns entries. `code` never changes; the name may. */
export interface Section {
  readonly code: string
  readonly name: string
}

/** What an editor writes: the whole content of one revision. */
export interface EntryContent {
  readonly question: string
  /** Markdown. */
  readonly answer: string
  readonly phrasings: readonly string[]
  /** Questions that look alike and must not lead to this entry. */
  readonly negativePhrasings: readonly string[]
  readonly tags: readonly string[]
  /** 根拠: regulations, guidelines, manuals. */
  readonly basis: readonly string[]
  /** When the section must look at it again. */
  readonly reviewBy: CalendarDate | null
}

/** One entry as it stands, with the content of its current revision. */
export interface Entry extends EntryContent {
  readonly id: string
  readonly section: Section
  readonly status: EntryStatus
  readonly revision: number
  /** Date of the first publication; archiving keeps it. */
  readonly registeredOn: CalendarDate | null
  /** Date of the current revision as the section states it. */
  readonly revisedOn: CalendarDate
}

/** Bounds an editor is told about, in code points or items. Generous to people, closed to accidents. */
export const ENTRY_LIMITS = {
  question: 500,
  answer: 20_000,
  phrasing: 500,
  phrasings: 200,
  tag: 50,
  tags: 30,
  basis: 500,
  bases: 30,
} as const

export const ENTRY_ID_FORM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u
export const SECTION_CODE_FORM = /^[a-z0-9][a-z0-9-]{0,31}$/u

/** Returns the content trimmed and without doubles, or throws `bad_input` for the first rule it breaks. */
export function checkEntryContent(content: EntryContent): EntryContent {
  const checked = {
    question: requireText('question', content.question, ENTRY_LIMITS.question),
    answer: requireText('answer', content.answer, ENTRY_LIMITS.answer),
    phrasings: requireTexts('phrasings', content.phrasings, ENTRY_LIMITS.phrasing, ENTRY_LIMITS.phrasings),
    negativePhrasings: requireTexts(
      'negative',
      content.negativePhrasings,
      ENTRY_LIMITS.phrasing,
      ENTRY_LIMITS.phrasings,
    ),
    tags: requireTexts('tags', content.tags, ENTRY_LIMITS.tag, ENTRY_LIMITS.tags),
    basis: requireTexts('basis', content.basis, ENTRY_LIMITS.basis, ENTRY_LIMITS.bases),
    reviewBy: content.reviewBy,
  }
  if (checked.reviewBy !== null) requireDate('reviewBy', checked.reviewBy)
  return checked
}

/** Throws `bad_input` unless the text is a calendar date. */
export function requireDate(field: string, text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new FaqError('bad_input', { field, expected: 'YYYY-MM-DD', got: text })
  return text
}

/** Throws `bad_input` unless the text has the form; returns it. */
export function requireForm(field: string, text: string, form: RegExp): string {
  if (!form.test(text)) throw new FaqError('bad_input', { field, expected: String(form), got: text })
  return text
}

function requireText(field: string, text: string, limit: number): string {
  const trimmed = text.toWellFormed().trim()
  const length = countCodePoints(trimmed)
  if (length < 1 || length > limit) {
    throw new FaqError('bad_input', { field, expected: `1–${limit}`, got: String(length) })
  }
  return trimmed
}

function requireTexts(field: string, texts: readonly string[], limit: number, countMax: number): readonly string[] {
  const unique = [...new Set(texts.map(text => requireText(field, text, limit)))]
  if (unique.length > countMax) {
    throw new FaqError('bad_input', { field, expected: `0–${countMax}`, got: String(unique.length) })
  }
  return unique
}
