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
  /** First day on which it may be given as an answer; null from its publication on. */
  readonly validFrom: CalendarDate | null
  /** Last day on which it may be given as an answer; null without end. */
  readonly validUntil: CalendarDate | null
  /** Codes of the sections whose people may read it; none means everybody. */
  readonly visibleTo: readonly string[]
}

/** What an entry need not have. */
export const PLAIN_CONTENT = {
  phrasings: [],
  negativePhrasings: [],
  tags: [],
  basis: [],
  reviewBy: null,
  validFrom: null,
  validUntil: null,
  visibleTo: [],
} as const satisfies Omit<EntryContent, 'question' | 'answer'>

/** The names of what an editor writes, in the order in which it is read. */
export const CONTENT_FIELDS = [
  'question',
  'answer',
  'phrasings',
  'negativePhrasings',
  'tags',
  'basis',
  'reviewBy',
  'validFrom',
  'validUntil',
  'visibleTo',
] as const satisfies readonly (keyof EntryContent)[]

/** The content alone, of whatever carries it. */
export function contentOf(carrier: EntryContent): EntryContent {
  const { question, answer, phrasings, negativePhrasings, tags, basis, reviewBy, validFrom, validUntil, visibleTo } =
    carrier
  return { question, answer, phrasings, negativePhrasings, tags, basis, reviewBy, validFrom, validUntil, visibleTo }
}

/** One entry as it stands officially: with the revision that serves, or where none does, the newest. */
export interface Entry extends EntryContent {
  readonly id: string
  readonly section: Section
  readonly status: EntryStatus
  readonly revision: number
  /** Date of the first publication; archiving keeps it. */
  readonly registeredOn: CalendarDate | null
  /** Date of this revision as the section states it. */
  readonly revisedOn: CalendarDate
  /** The entry that took its place when both were merged; null for all others. */
  readonly mergedInto: string | null
}

/** An entry as its editors see it: with its newest revision, which may be a draft of the next. */
export interface WorkingEntry extends Entry {
  /** The revision that staff are given meanwhile; null where none is. */
  readonly publishedRevision: number | null
  /** What this revision changed, in its author's words. */
  readonly note: string
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
  /** More than any prefecture has sections. */
  visibleTo: 500,
  note: 500,
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
    validFrom: content.validFrom,
    validUntil: content.validUntil,
    visibleTo: [...new Set(content.visibleTo.map(code => requireForm('visibleTo', code, SECTION_CODE_FORM)))].sort(),
  }
  for (const field of ['reviewBy', 'validFrom', 'validUntil'] as const) {
    const date = checked[field]
    if (date !== null) requireDate(field, date)
  }
  requireOrder(checked)
  return checked
}

/** True on the days on which an entry may be given as an answer. */
export function isValidOn(
  { validFrom, validUntil }: Pick<EntryContent, 'validFrom' | 'validUntil'>,
  date: CalendarDate,
) {
  return (validFrom === null || validFrom <= date) && (validUntil === null || date <= validUntil)
}

/** Past its review date an entry stays the official answer; whoever acts on it should know. */
export function isReviewOverdue({ reviewBy }: Pick<EntryContent, 'reviewBy'>, date: CalendarDate): boolean {
  return reviewBy !== null && reviewBy < date
}

function requireOrder({ validFrom, validUntil }: Pick<EntryContent, 'validFrom' | 'validUntil'>): void {
  if (validFrom === null || validUntil === null || validFrom <= validUntil) return
  throw new FaqError('bad_input', { field: 'validUntil', expected: `≥ ${validFrom}`, got: validUntil })
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

/** Trimmed, well-formed and within its bounds, or `bad_input`. */
export function requireText(field: string, text: string, limit: number): string {
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
