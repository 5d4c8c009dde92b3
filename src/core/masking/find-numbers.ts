// Numbers and addresses of the net that point at one person, by their own form (check digit, length, grouping) or by the
// word beside them. Law articles, amounts, dates and document numbers have other forms and stay.

import { firstGroupsOf, type Span, spansOf } from './span.ts'
import {
  BANK_CUES,
  COUNTED,
  EMPLOYEE_CUES,
  MY_NUMBER_CUES,
  NOT_COUNTED,
  PHONE_CUES,
  YUCHO_ACCOUNT,
} from './written-forms.ts'

const MAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/gu
/** Ten or eleven digits from a zero, however they are grouped; the grouping is looked at afterwards. */
const PHONE = /\(?(?<!\d)0(?:[5789]0(?:[-. ()]{0,2}\d){8}|[1-9](?:[-. ()]{0,2}\d){8})(?!\d)/gu
const PHONE_ABROAD = /(?<!\d)\+81[-. ()]{0,2}(?:0\)?[-. ]?)?[1-9](?:[-. ()]{0,2}\d){8,9}(?!\d)/gu
/** Without an area code only where a word says that it is a phone. */
const PHONE_NAMED = new RegExp(`(?:${PHONE_CUES})[^\\d\\n]{0,8}(\\d{2,4}[-(). ]{1,2}\\d{4})(?![-\\d])`, 'dgu')
const DIGIT_GROUPS = /\d+(?:[-. ]\d+)*/gu
const BANK = new RegExp(`(?:${BANK_CUES})[^\\d\\n]{0,10}(\\d(?:[- ]?\\d){5,7})(?![-\\d])${NOT_COUNTED}`, 'dgu')
const EMPLOYEE = new RegExp(`${EMPLOYEE_CUES}[^0-9A-Za-z\\n]{0,5}([A-Za-z]{0,3}-?\\d{3,10})${NOT_COUNTED}`, 'dgu')

export function findMails(text: string): readonly Span[] {
  return spansOf(MAIL, text)
}

export function findPhones(text: string): readonly Span[] {
  const whole = [...spansOf(PHONE, text), ...spansOf(PHONE_ABROAD, text)]
  return [
    ...whole.filter(span => isGroupedAsPhone(text.slice(span.start, span.end))),
    ...firstGroupsOf(PHONE_NAMED, text),
  ]
}

export function findBankAccounts(text: string): readonly Span[] {
  return [...firstGroupsOf(BANK, text), ...spansOf(YUCHO_ACCOUNT, text)]
}

/** By the word before it, and by the forms that the office set. */
export function findEmployeeNumbers(text: string, forms: readonly string[]): readonly Span[] {
  return [...firstGroupsOf(EMPLOYEE, text), ...forms.flatMap(form => spansOf(patternOfForm(form), text))]
}

/** Twelve digits whose check digit is right, in one piece or in groups with one kind of separator; named, also with a wrong one. */
export function findMyNumbers(text: string): readonly Span[] {
  return spansOf(DIGIT_GROUPS, text).flatMap(({ start, end }) =>
    twelveDigits(text.slice(start, end)).flatMap(part => {
      const digits = text.slice(start + part.start, start + part.end).replace(/\D/gu, '')
      const after = text.slice(start + part.end, start + part.end + 1)
      const isNamed = MY_NUMBER_CUES.test(text.slice(Math.max(0, start + part.start - CUE_REACH), start + part.start))
      return isNamed || (hasMyNumberCheckDigit(digits) && !COUNTED.test(after))
        ? [{ start: start + part.start, end: start + part.end }]
        : []
    }),
  )
}

/** As far as a word before a number is read. */
const CUE_REACH = 16
const MY_NUMBER_DIGITS = 12

/** The check digit of 個人番号: weights 2–7 and 2–6 from the right, modulo 11. */
export function hasMyNumberCheckDigit(digits: string): boolean {
  if (digits.length !== MY_NUMBER_DIGITS) return false
  let sum = 0
  for (let n = 1; n < MY_NUMBER_DIGITS; n += 1) {
    sum += Number(digits[MY_NUMBER_DIGITS - 1 - n]) * (n <= 6 ? n + 1 : n - 5)
  }
  const rest = sum % 11
  return Number(digits[MY_NUMBER_DIGITS - 1]) === (rest <= 1 ? 0 : 11 - rest)
}

interface DigitGroup extends Span {
  /** What stands before it; '' for the first. */
  readonly separator: string
}

/** Parts of grouped digits that are twelve digits long and no part of something longer that is grouped alike. */
function twelveDigits(grouped: string): readonly Span[] {
  const groups: DigitGroup[] = [...grouped.matchAll(/([-. ]?)(\d+)/gu)].map(match => {
    const separator = match[1] ?? ''
    return { separator, start: match.index + separator.length, end: match.index + match[0].length }
  })
  const found: Span[] = []
  for (let first = 0; first < groups.length; first += 1) {
    const part = partFrom(groups, first)
    if (part !== null) found.push(part)
  }
  return found
}

function partFrom(groups: readonly DigitGroup[], first: number): Span | null {
  const separator = groups[first + 1]?.separator
  let digits = 0
  for (let last = first; last < groups.length && digits < MY_NUMBER_DIGITS; last += 1) {
    const group = groups[last]
    const start = groups[first]?.start
    if (group === undefined || start === undefined) return null
    if (last > first && group.separator !== separator) return null
    digits += group.end - group.start
    if (digits !== MY_NUMBER_DIGITS) continue
    if (last === first) return { start, end: group.end }
    const isFours = groups.slice(first, last + 1).every(each => each.end - each.start === 4)
    const before = first > 0 && groups[first]?.separator === separator ? groups[first - 1] : undefined
    const after = groups[last + 1]?.separator === separator ? groups[last + 1] : undefined
    const goesOn = [before, after].some(each => each !== undefined && (!isFours || each.end - each.start === 4))
    return goesOn ? null : { start, end: group.end }
  }
  return null
}

/** In one piece, or ending with a group of four; free numbers (0120 and the like) with one of three. */
function isGroupedAsPhone(written: string): boolean {
  const groups = written.match(/\d+/gu) ?? []
  const last = groups.at(-1)?.length ?? 0
  const isFree = /^\D*(?:0120|0800|0570|0990|0180)/u.test(written)
  if (groups.length === 1) return true
  return groups.length <= 5 && (last === 4 || last === 8 || (isFree && (last === 3 || last === 6)))
}

function patternOfForm(form: string): RegExp {
  const letters = [...form].map(letter =>
    letter === '#' ? '\\d' : letter === '@' ? '[A-Za-z]' : letter.replace(/[\^$\\.*+?()[\]{}|/]/u, '\\$&'),
  )
  return new RegExp(`(?<![0-9A-Za-z])${letters.join('')}(?![0-9A-Za-z])`, 'giu')
}
