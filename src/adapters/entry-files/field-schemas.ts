// Schemas of single fields. A message is a predicate («がありません。…»); the name of the field is put in front later.
import * as z from 'zod'
import { ENTRY_ID_FORM, ENTRY_STATUSES, type EntryStatus, SECTION_CODE_FORM } from '../../core/entry.ts'
import { isCalendarDate } from '../../core/fiscal-year.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { countCodePoints } from '../../core/normalise.ts'
import { STATUS_WORDS } from './fields.ts'
import { describeValue, excerpt } from './problems-of-issues.ts'

const DATE_FORM = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/u

const STATUSES: ReadonlyMap<string, EntryStatus> = new Map(
  ENTRY_STATUSES.flatMap(status => [
    [status, status],
    [STATUS_WORDS[status], status],
  ]),
)

/** Trimmed text of 1 to `max` code points. */
export function textField(max: number) {
  return plainText().transform((text, context) => {
    const trimmed = text.trim()
    const length = countCodePoints(trimmed)
    if (length < 1 || length > max) context.addIssue(ja.lengthOutOfRange(max, length))
    return trimmed
  })
}

/** Texts without doubles; nothing at all is an empty list. */
export function listField(textMax: number, countMax: number) {
  return z
    .array(textField(textMax), { error: expected(ja.expectedList) })
    .nullish()
    .transform((texts, context) => {
      const unique = [...new Set(texts ?? [])]
      if (unique.length > countMax) context.addIssue(ja.tooManyItems(countMax, unique.length))
      return unique
    })
}

export function idField() {
  return formField(ENTRY_ID_FORM, ja.badId)
}

export function sectionCodeField() {
  return formField(SECTION_CODE_FORM, ja.badSectionCode)
}

/** Codes of sections, sorted as the registry keeps them; nothing at all is an empty list. */
export function codesField(countMax: number) {
  return z
    .array(sectionCodeField(), { error: expected(ja.expectedList) })
    .nullish()
    .transform((codes, context) => {
      const unique = [...new Set(codes ?? [])].sort()
      if (unique.length > countMax) context.addIssue(ja.tooManyItems(countMax, unique.length))
      return unique
    })
}

/** English or Japanese word; nothing means published. */
export function statusField() {
  return plainText()
    .nullish()
    .transform((text, context) => {
      if (text === undefined || text === null) return 'published'
      const status = STATUSES.get(text.trim())
      if (status === undefined) context.addIssue(ja.badStatus(Object.values(STATUS_WORDS).join('・'), excerpt(text)))
      return status ?? 'draft'
    })
}

export function dateField() {
  return plainText()
    .nullish()
    .transform((text, context) => {
      if (text === undefined || text === null) return null
      const date = readDate(text)
      if (date === null) context.addIssue(ja.badDate(excerpt(text)))
      return date
    })
}

/** A calendar date from 2026-04-01, 2026/4/1 or their full-width forms; null for anything else. */
export function readDate(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const match = DATE_FORM.exec(value.normalize('NFKC').trim())
  if (match === null) return null
  const [, year = '', month = '', day = ''] = match
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(date) ? date : null
}

/** The error of a schema: missing, or of another kind than expected. */
export function expected(sentence: (got: string) => string) {
  return ({ input }: { readonly input?: unknown }) =>
    input === undefined || input === null ? ja.missing() : sentence(describeValue(input))
}

function formField(form: RegExp, sentence: (got: string) => string) {
  return plainText().transform((text, context) => {
    const trimmed = text.trim()
    if (!form.test(trimmed)) context.addIssue(sentence(excerpt(trimmed)))
    return trimmed
  })
}

/** Text that every store and format can hold. */
function plainText() {
  return z.string({ error: expected(ja.expectedText) }).superRefine((text, context) => {
    if (!text.isWellFormed()) context.addIssue(ja.loneSurrogate())
    if (text.includes('\0')) context.addIssue(ja.nulCharacter())
  })
}
