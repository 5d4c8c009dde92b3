// What people type into a cell of the plan: tidied where it is a number, as it is where it is words.
import { numberIn, PLAN_LIMITS, type RecordedValue } from './plan.ts'

export type EnteredProblem = 'value_too_long' | 'note_too_long' | 'note_alone'

export interface ReadValue extends Pick<RecordedValue, 'text' | 'number' | 'note'> {
  readonly problem: EnteredProblem | null
}

/** The unit is the indicator's: 「５０００件」 of an indicator in 件 is 「5,000」. */
export function readEnteredValue(
  typed: { readonly text: string; readonly note: string },
  { unit }: { readonly unit: string },
): ReadValue {
  const text = tidyNumber(onOneLine(typed.text), unit)
  const note = onOneLine(typed.note)
  return { text, number: numberIn(text), note, problem: problemOf(text, note) }
}

/** Blanks of any kind as one, none at the ends, nothing that cannot be seen. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

/** A count as it was typed, full width or not, with commas or not: a whole number, or null. */
export function readCount(text: string): number | null {
  const folded = text.normalize('NFKC').trim()
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)$/u.test(folded)) return null
  const count = Number(folded.replaceAll(',', ''))
  return Number.isSafeInteger(count) ? count : null
}

function problemOf(text: string, note: string): EnteredProblem | null {
  if (Array.from(text).length > PLAN_LIMITS.value) return 'value_too_long'
  if (Array.from(note).length > PLAN_LIMITS.note) return 'note_too_long'
  return text === '' && note !== '' ? 'note_alone' : null
}

/** A year is written without commas. */
const YEARS: ReadonlySet<string> = new Set(['年', '年度'])

function tidyNumber(text: string, unit: string): string {
  const folded = text.normalize('NFKC')
  if (folded.length > PLAN_LIMITS.value || numberIn(folded) === null) return text
  const match = /^(?<digits>[\d,]+)(?<fraction>\.\d+)?\s*(?<suffix>.*)$/u.exec(folded)
  const { digits = '', fraction = '', suffix = '' } = match?.groups ?? {}
  const own = unit.normalize('NFKC')
  const plain = digits.replaceAll(',', '')
  const grouped = YEARS.has(suffix) || YEARS.has(own) ? plain : plain.replace(/\B(?=(?:\d{3})+$)/gu, ',')
  return `${grouped}${fraction}${suffix === own && suffix !== '%' ? '' : suffix}`
}
