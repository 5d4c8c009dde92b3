// Numbers, dates, times and addresses of a text in one form that Japanese and English share: 令和8年4月1日 and April 1, 2026 are one
// date, 午後5時 and 5 p.m. one time, 3万円 and 30,000 yen one number.
import { isAfterLink, valueOfKanji } from '../compose/text-facts.ts'
import { KANJI_NUMBER, LINK_LETTER } from '../compose/written-forms.ts'
import { cutTail } from '../cut-tail.ts'
import { normalise } from '../normalise.ts'
import { MONTH_ALONE } from './written-forms.ts'

export interface WesternFacts {
  /** 「date:2026-4-1」「date:4-1」「month:2026-4」「time:17:00」「number:30000」「code:0312345678」「link:…」. */
  readonly facts: ReadonlySet<string>
  /** Numbers that are written as words, which may stand for a number of the other text but claim none. */
  readonly words: ReadonlySet<string>
}

/** First years, less one. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  r: 2018,
  h: 1988,
  s: 1925,
}
const ENGLISH_ERAS: Readonly<Record<string, number>> = { reiwa: 2018, heisei: 1988, showa: 1925 }
const MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
] as const
const MONTH_NUMBERS = new Map<string, number>(MONTHS.flatMap((names, i) => names.map(name => [name, i + 1] as const)))
const MONTH = MONTHS.flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const ORDINAL_WORDS = ' first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const ONE = /\b(?:an?|each|every|per|once|single|the)\b/u
const MULTIPLIERS: Readonly<Record<string, number>> = {
  千: 1e3,
  万: 1e4,
  億: 1e8,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
}
/** From so many digits on, digits with hyphens are a code (telephone, postal code), not two numbers. */
const CODE_DIGITS_MIN = 7

/** The whole match and its groups. */
type Match = readonly (string | undefined)[]
type FactsOf = (match: Match) => readonly string[]
type Take = (pattern: RegExp, factsOf: FactsOf) => void

interface Rule {
  readonly pattern: RegExp
  readonly factsOf: FactsOf
}

export function westernFacts(text: string): WesternFacts {
  const found = new Set<string>()
  let rest = plainText(text)
  for (const { pattern, factsOf } of RULES) {
    rest = rest.replace(pattern, (whole: string, ...args: readonly unknown[]) => {
      const facts = factsOf([whole, ...args.map(arg => (typeof arg === 'string' ? arg : undefined))])
      for (const fact of facts) found.add(fact)
      return facts.length === 0 ? whole : ' ¦ '
    })
  }
  return { facts: found, words: numberWords(rest) }
}

/** Japanese numerals before counters, and eras in short, are brought to digits first; letters stay lower case but for months. */
function plainText(text: string): string {
  // 「May」 is a month only where it is written large: small, it is a permission.
  const marked = text.replace(
    /\b(?:May|March)\b(?=\s{1,5}\d|,\s{0,5}\d)|(?<=\d(?:st|nd|rd|th)?\s{1,5}|\b(?:in|of|by|from|until|to|since|through)\s{1,5})(?:May|March)\b/gu,
    m => `${m}¤`,
  )
  return normalise(marked)
    .replaceAll('元年', '1年')
    .replace(KANJI_NUMBER, numeral => String(valueOfKanji(numeral)))
}

function takeLinks(take: Take): void {
  const link: FactsOf = ([whole = '']) => [`link:${cutTail(whole, isAfterLink)}`]
  take(new RegExp(String.raw`[a-z][a-z0-9+.-]{0,20}:\/\/${LINK_LETTER}*`, 'gu'), link)
  take(/[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,200}[a-z]/gu, link)
  take(
    new RegExp(
      String.raw`(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![a-z.])(?:[:\/?#]${LINK_LETTER}*)?`,
      'gu',
    ),
    match => (/^[ap]\.m$/u.test(match[0] ?? '') ? [] : link(match)),
  )
}

function takeDates(take: Take): void {
  const year = (era: string | undefined, value: string | undefined) =>
    Number(value) + (era === undefined || era === '' ? 0 : (ERAS[era] ?? ENGLISH_ERAS[era] ?? 0))
  const ERA = '(令和|平成|昭和|大正|(?<![a-z])[rhs](?=\\d))?'
  take(new RegExp(`${ERA}\\s?(\\d{1,4})年\\s?(\\d{1,2})月\\s?(\\d{1,2})日`, 'gu'), ([, era, y, m, d]) => [
    `date:${year(era, y)}-${Number(m)}-${Number(d)}`,
  ])
  take(new RegExp(`${ERA}\\s?(\\d{1,4})年\\s?(\\d{1,2})月(?!\\p{Script=Han}*\\d+日)`, 'gu'), ([, era, y, m]) => [
    `month:${year(era, y)}-${Number(m)}`,
  ])
  take(/(\d{1,2})月\s?(\d{1,2})日/gu, ([, m, d]) => [`date:${Number(m)}-${Number(d)}`])
  take(/(令和|平成|昭和|大正)\s?(\d{1,2})年度?/gu, ([, era, y]) => [`number:${year(era, y)}`])
  take(/\b(reiwa|heisei|showa)\s(\d{1,2})\b/gu, ([, era, y]) => [`number:${year(era, y)}`])
  take(/(?<![\d-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d-])/gu, ([, y, m, d]) => [
    `date:${Number(y)}-${Number(m)}-${Number(d)}`,
  ])
  const month = (name: string | undefined) => MONTH_NUMBERS.get((name ?? '').replace('¤', '')) ?? 0
  const isMonth = (name: string | undefined) => !/^(?:may|march)$/u.test(name ?? '') // marked where it is one
  const NAME = `\\b((?:${MONTH})¤?)\\.?(?![a-z])`
  take(new RegExp(`${NAME}\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4})\\b`, 'gu'), ([, m, d, y]) =>
    isMonth(m) ? [`date:${y}-${month(m)}-${Number(d)}`] : [],
  )
  take(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${NAME},?\\s(\\d{4})\\b`, 'gu'), ([, d, m, y]) =>
    isMonth(m) ? [`date:${y}-${month(m)}-${Number(d)}`] : [],
  )
  take(new RegExp(`${NAME},?\\s(\\d{4})\\b`, 'gu'), ([, m, y]) => (isMonth(m) ? [`month:${y}-${month(m)}`] : []))
  take(new RegExp(`${NAME}\\s(\\d{1,2})(?:st|nd|rd|th)?\\b`, 'gu'), ([, m, d]) =>
    isMonth(m) ? [`date:${month(m)}-${Number(d)}`] : [],
  )
  take(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${NAME}`, 'gu'), ([, d, m]) =>
    isMonth(m) ? [`date:${month(m)}-${Number(d)}`] : [],
  )
  take(new RegExp(NAME, 'gu'), ([, m]) => (isMonth(m) ? [`month:${month(m)}`] : []))
  // 「4月から」, and no 「3か月」.
  take(MONTH_ALONE, ([, m]) => [`month:${Number(m)}`])
}

function takeTimes(take: Take): void {
  const time = (hour: number, minute: number) => `time:${hour}:${String(minute).padStart(2, '0')}`
  const half = (isAfternoon: boolean, hour: string | undefined) => (Number(hour) % 12) + (isAfternoon ? 12 : 0)
  take(/(午前|午後)\s?(\d{1,2})時(?:\s?(\d{1,2})分|(半))?/gu, ([, part, h, m, isHalf]) => [
    time(half(part === '午後', h), isHalf === undefined ? Number(m ?? 0) : 30),
  ])
  take(/(\d{1,2})時(?!間)(?:\s?(\d{1,2})分|(半))?/gu, ([, h, m, isHalf]) => [
    time(Number(h), isHalf === undefined ? Number(m ?? 0) : 30),
  ])
  take(/\b(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\b\.?/gu, ([, h, m, part]) => [
    time(half(part === 'p', h), Number(m ?? 0)),
  ])
  take(/(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])/gu, ([, h, m]) => [time(Number(h), Number(m))])
  take(/正午|\bnoon\b/gu, () => [time(12, 0)])
}

/** Telephone numbers and postal codes: their digits, with +81 as the 0 that it stands for. */
function takeCodes(take: Take): void {
  take(/(?:\+81[-\s]?(?:\(0\))?|\(?0)\d{1,4}(?:\)\s?|[-\s(])\d{1,4}[)\s-]\d{3,4}(?!\d)/gu, ([whole = '']) => [
    codeFact(whole),
  ])
  take(/(?<!\d)\d{2,5}(?:-\d{2,5}){1,3}(?!\d)/gu, ([whole = '']) =>
    whole.replace(/\D/gu, '').length >= CODE_DIGITS_MIN ? [codeFact(whole)] : [],
  )
}

function codeFact(written: string): string {
  return `code:${written.replace(/^\+81[-\s]?(?:\(0\))?/u, '0').replace(/\D/gu, '')}`
}

function takeNumbers(take: Take): void {
  take(
    /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(千|万|億|thousand\b|million\b|billion\b))?/gu,
    ([, n, times]) => [`number:${Number((n ?? '').replaceAll(',', '')) * (MULTIPLIERS[times ?? ''] ?? 1)}`],
  )
}

function numberWords(text: string): ReadonlySet<string> {
  const words = new Set<string>()
  for (const [word] of text.matchAll(/[a-z]+/gu)) {
    const value = Math.max(NUMBER_WORDS.indexOf(word), ORDINAL_WORDS.indexOf(word))
    if (value >= 0) words.add(`number:${value}`)
  }
  if (ONE.test(text)) words.add('number:1')
  return words
}

/** In this order: what is taken as a date is no number any more. */
const RULES: readonly Rule[] = collectRules(takeLinks, takeDates, takeTimes, takeCodes, takeNumbers)

function collectRules(...parts: readonly ((take: Take) => void)[]): readonly Rule[] {
  const rules: Rule[] = []
  for (const part of parts) part((pattern, factsOf) => void rules.push({ pattern, factsOf }))
  return rules
}
