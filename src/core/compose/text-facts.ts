// What in a text can be checked against another: numbers with their units, links, and words in other writing.
import { cutTail } from '../cut-tail.ts'
import { normalise } from '../normalise.ts'
import { KANJI_NUMBER, LINK_LETTER, MONTHS, MONTHS_UNIT, UNIT } from './written-forms.ts'

export interface TextFacts {
  /** Numbers that stand together, 「8年|4月|1日」 for a date; between bars, at both ends too. */
  readonly numbers: readonly string[]
  /** Links, addresses of the net and of mail, whole. */
  readonly links: ReadonlySet<string>
  /** Words in Latin and other foreign letters, lower case. */
  readonly foreignWords: ReadonlySet<string>
}

export function factsOf(text: string): TextFacts {
  const normalised = normalise(text)
  return {
    numbers: numbersOf(normalised),
    links: new Set([...normalised.matchAll(LINK)].map(match => cutTail(match[0], isAfterLink))),
    foreignWords: new Set(normalised.match(FOREIGN_WORD) ?? []),
  }
}

/** Whether all facts are among those of the evidence. */
export function areFactsFound(facts: TextFacts, evidence: readonly TextFacts[]): boolean {
  return (
    areNumbersFound(facts, evidence) &&
    [...facts.links].every(link => evidence.some(each => each.links.has(link))) &&
    [...facts.foreignWords].every(word => evidence.some(each => each.foreignWords.has(word)))
  )
}

/** What the evidence does not have, as people read it. */
export function missingFacts(facts: TextFacts, evidence: readonly TextFacts[]): readonly string[] {
  const links = [...facts.links].filter(link => !evidence.some(each => each.links.has(link)))
  return [
    ...facts.numbers.filter(number => !evidence.some(each => isNumberFound(number, each.numbers))).map(readableNumber),
    ...links,
    ...[...facts.foreignWords].filter(
      word => !evidence.some(each => each.foreignWords.has(word)) && !links.some(link => link.includes(word)),
    ),
  ]
}

function readableNumber(number: string): string {
  return number.split('|').join('')
}

export function areNumbersFound(facts: TextFacts, evidence: readonly TextFacts[]): boolean {
  return facts.numbers.every(number => evidence.some(each => isNumberFound(number, each.numbers)))
}

const LINK = new RegExp(
  String.raw`[a-z][a-z0-9+.-]{0,20}:\/\/${LINK_LETTER}*|(?:javascript|data|mailto|tel|file|vbscript|blob):${LINK_LETTER}*|[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,200}|(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![a-z])(?:[:\/?#]${LINK_LETTER}*)?|\/\/${LINK_LETTER}+`,
  'gu',
)
/** Signs of the sentence that a link stands in. */
export const isAfterLink = (unit: string): boolean => '.,;:!?'.includes(unit)
const FOREIGN_WORD = /(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆])[\p{L}\p{M}])+/gu

const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/gu
const MULTIPLIERS: Readonly<Record<string, number>> = { 千: 1e3, 万: 1e4, 億: 1e8, 兆: 1e12 }
/** Between the parts of one date, time or form number. */
const JOINT = /^[-/:.]$/u

/** Adjoining numbers as one: neither the month of one date nor the day of another makes a third date true. */
function numbersOf(normalised: string): readonly string[] {
  const text = normalised.replace(KANJI_NUMBER, numeral => String(valueOfKanji(numeral)))
  const runs: string[] = []
  let lastEnd = -1
  for (const match of text.matchAll(NUMBER)) {
    const { fact, end } = readFact(text, match)
    const gap = lastEnd < 0 ? null : text.slice(lastEnd, match.index)
    if (gap !== null && (gap === '' || JOINT.test(gap))) runs[runs.length - 1] += `${fact}|`
    else runs.push(`|${fact}|`)
    lastEnd = end
  }
  return runs
}

/** The number's value and unit: 「3万円」 and 「30,000円」 are one fact, 「3日」 and 「3回」 are two. */
function readFact(text: string, match: RegExpExecArray): { readonly fact: string; readonly end: number } {
  let value = Number(match[0].replaceAll(',', ''))
  let end = match.index + match[0].length
  const multiplier = MULTIPLIERS[text[end] ?? '']
  if (multiplier !== undefined) {
    value *= multiplier
    end += 1
  }
  const unit = UNIT.exec(text.slice(end, end + 8))?.[0] ?? ''
  const isMonths = MONTHS_UNIT.test(unit)
  return { fact: value + (isMonths ? MONTHS : unit.trim()), end: end + unit.length + (isMonths ? 1 : 0) }
}

/** As a part of what stands together there; a number without a unit also where the evidence has one. */
function isNumberFound(number: string, evidence: readonly string[]): boolean {
  if (evidence.some(each => each.includes(number))) return true
  const bare = /^\|(\d+(?:\.\d+)?)\|$/u.exec(number)?.[1]
  return (
    bare !== undefined && evidence.some(each => new RegExp(`\\|${bare.replace('.', '\\.')}[^\\d.|]`, 'u').test(each))
  )
}

const KANJI_DIGITS = '〇一二三四五六七八九'
const KANJI_TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }

/** 「二〇」 is 20 and so is 「二十」. */
export function valueOfKanji(numeral: string): number {
  let sum = 0
  let section = 0
  let digit: number | null = null
  for (const letter of numeral) {
    const tens = KANJI_TENS[letter]
    const large = MULTIPLIERS[letter]
    if (tens !== undefined) {
      section += (digit ?? 1) * tens
      digit = null
    } else if (large !== undefined) {
      sum += (section + (digit ?? (section === 0 ? 1 : 0))) * large
      section = 0
      digit = null
    } else {
      digit = (digit ?? 0) * 10 + Math.max(0, KANJI_DIGITS.indexOf(letter))
    }
  }
  return sum + section + (digit ?? 0)
}
