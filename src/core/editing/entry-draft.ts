// What an editor typed into the form of an entry, and what it makes: the content of a revision, or everything that is wrong with it,
// each thing at its field.
import { checkEntryContent, ENTRY_LIMITS, type EntryContent } from '../entry.ts'
import { isCalendarDate } from '../fiscal-year.ts'
import { countCodePoints } from '../normalise.ts'

/** As typed: lists are one item a line, dates are text. */
export interface EntryDraft {
  readonly section: string
  readonly question: string
  readonly answer: string
  readonly phrasings: string
  readonly negativePhrasings: string
  readonly tags: readonly string[]
  readonly basis: string
  readonly validFrom: string
  readonly validUntil: string
  readonly reviewBy: string
  /** Whether only the sections named may read it. */
  readonly restricted: boolean
  readonly visibleTo: readonly string[]
  readonly note: string
}

export type DraftField = Exclude<keyof EntryDraft, 'restricted'>

export type DraftProblem =
  | { readonly field: DraftField; readonly kind: 'missing' | 'not_a_date' | 'before_start' }
  | { readonly field: DraftField; readonly kind: 'too_long'; readonly limit: number; readonly length: number }
  | {
      readonly field: DraftField
      readonly kind: 'line_too_long'
      readonly line: number
      readonly limit: number
      readonly length: number
    }
  | { readonly field: DraftField; readonly kind: 'too_many'; readonly limit: number; readonly count: number }

export interface CheckedDraft {
  readonly section: string
  readonly content: EntryContent
  readonly note: string
}

export type DraftCheck =
  | { readonly kind: 'good'; readonly draft: CheckedDraft }
  | { readonly kind: 'bad'; readonly problems: readonly [DraftProblem, ...DraftProblem[]] }

export function checkDraft(draft: EntryDraft): DraftCheck {
  const [first, ...others] = problemsOf(draft)
  if (first !== undefined) return { kind: 'bad', problems: [first, ...others] }
  const content = checkEntryContent(contentOf(draft))
  return { kind: 'good', draft: { section: draft.section, content, note: draft.note.trim() } }
}

/** The content as far as it goes, for looking at it before it is right. */
export function contentOf(draft: EntryDraft): EntryContent {
  const dateOf = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    question: draft.question.trim(),
    answer: draft.answer.trim(),
    phrasings: linesOf(draft.phrasings),
    negativePhrasings: linesOf(draft.negativePhrasings),
    tags: draft.tags.map(tag => tag.trim()).filter(tag => tag !== ''),
    basis: linesOf(draft.basis),
    reviewBy: dateOf(draft.reviewBy),
    validFrom: dateOf(draft.validFrom),
    validUntil: dateOf(draft.validUntil),
    visibleTo: draft.restricted ? draft.visibleTo : [],
  }
}

/** What the form shows of a revision. */
export function draftOf(
  content: EntryContent,
  { section, note = '' }: { readonly section: string; readonly note?: string },
): EntryDraft {
  return {
    section,
    question: content.question,
    answer: content.answer,
    phrasings: content.phrasings.join('\n'),
    negativePhrasings: content.negativePhrasings.join('\n'),
    tags: content.tags,
    basis: content.basis.join('\n'),
    validFrom: content.validFrom ?? '',
    validUntil: content.validUntil ?? '',
    reviewBy: content.reviewBy ?? '',
    restricted: content.visibleTo.length > 0,
    visibleTo: content.visibleTo,
    note,
  }
}

/** Lines that say something, without what stands around them. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/u)
    .map(line => line.trim())
    .filter(line => line !== '')
}

function problemsOf(draft: EntryDraft): readonly DraftProblem[] {
  return [
    ...(draft.section === '' ? [{ field: 'section', kind: 'missing' } as const] : []),
    ...textProblems('question', draft.question, { required: true, limit: ENTRY_LIMITS.question }),
    ...textProblems('answer', draft.answer, { required: true, limit: ENTRY_LIMITS.answer }),
    ...listProblems('phrasings', linesOf(draft.phrasings), {
      limit: ENTRY_LIMITS.phrasing,
      count: ENTRY_LIMITS.phrasings,
    }),
    ...listProblems('negativePhrasings', linesOf(draft.negativePhrasings), {
      limit: ENTRY_LIMITS.phrasing,
      count: ENTRY_LIMITS.phrasings,
    }),
    ...listProblems('tags', contentOf(draft).tags, { limit: ENTRY_LIMITS.tag, count: ENTRY_LIMITS.tags }),
    ...listProblems('basis', linesOf(draft.basis), { limit: ENTRY_LIMITS.basis, count: ENTRY_LIMITS.bases }),
    ...dateProblems(draft),
    ...(draft.restricted && draft.visibleTo.length === 0 ? [{ field: 'visibleTo', kind: 'missing' } as const] : []),
    ...textProblems('note', draft.note, { required: false, limit: ENTRY_LIMITS.note }),
  ]
}

function textProblems(
  field: DraftField,
  text: string,
  { required, limit }: { readonly required: boolean; readonly limit: number },
): readonly DraftProblem[] {
  const length = countCodePoints(text.trim())
  if (length === 0) return required ? [{ field, kind: 'missing' }] : []
  return length > limit ? [{ field, kind: 'too_long', limit, length }] : []
}

function listProblems(
  field: DraftField,
  items: readonly string[],
  { limit, count }: { readonly limit: number; readonly count: number },
): readonly DraftProblem[] {
  const different = new Set(items).size
  if (different > count) return [{ field, kind: 'too_many', limit: count, count: different }]
  const at = items.findIndex(item => countCodePoints(item) > limit)
  const long = items[at]
  if (long === undefined) return []
  return [{ field, kind: 'line_too_long', line: at + 1, limit, length: countCodePoints(long) }]
}

function dateProblems(draft: EntryDraft): readonly DraftProblem[] {
  const { validFrom, validUntil } = contentOf(draft)
  const wrong = (['validFrom', 'validUntil', 'reviewBy'] as const)
    .filter(field => draft[field].trim() !== '' && !isCalendarDate(draft[field].trim()))
    .map(field => ({ field, kind: 'not_a_date' }) as const)
  const backwards = wrong.length === 0 && validFrom !== null && validUntil !== null && validUntil < validFrom
  return backwards ? [{ field: 'validUntil', kind: 'before_start' }] : wrong
}
