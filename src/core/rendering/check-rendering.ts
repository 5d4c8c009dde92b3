// Whether an answer in other words may be shown beside the official one: the same numbers, dates, times, telephone numbers and links,
// none more and none fewer, denials where the original denies, and in the language that was asked for. Not an understanding: that is
// why it is marked as a machine's, and the original stands on the same page.
import { isContraryTo, sharesEcho } from '../compose/check-sentence.ts'
import { areFactsFound, factsOf } from '../compose/text-facts.ts'
import { UNSEEN_LETTERS } from '../compose/written-forms.ts'
import { countCodePoints, normalise } from '../normalise.ts'
import type { RenderingLanguage, RenderingWords } from '../ports/renderings.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'
import { westernFacts } from './western-facts.ts'
import { AFFIRMS_IN_JAPANESE, DENIES_IN_JAPANESE, MAY_DENY_IN_JAPANESE } from './written-forms.ts'

export const RENDERING_VERDICTS = ['fit', 'language', 'length', 'markup', 'facts', 'denial', 'echo'] as const
export type RenderingVerdict = (typeof RENDERING_VERDICTS)[number]

export interface RenderingCheckDeps {
  readonly analyser: MorphologicalAnalyser
  readonly instructions: string
}

export interface ToCompare {
  readonly original: RenderingWords
  readonly rendering: RenderingWords
  readonly language: RenderingLanguage
}

export function checkRendering(compared: ToCompare, deps: RenderingCheckDeps): RenderingVerdict {
  const { original, rendering, language } = compared
  for (const field of ['question', 'answer'] as const) {
    const verdict = checkText({ original: original[field], rendering: rendering[field], language }, deps)
    if (verdict !== 'fit') return verdict
  }
  return 'fit'
}

interface Texts {
  readonly original: string
  readonly rendering: string
  readonly language: RenderingLanguage
}

function checkText(texts: Texts, deps: RenderingCheckDeps): RenderingVerdict {
  const { original, rendering, language } = texts
  if (!isOfLanguage(rendering, language)) return 'language'
  if (!hasLikelyLength(texts)) return 'length'
  if (MARKUP.test(rendering) || UNSEEN.test(rendering)) return 'markup'
  if (sharesEcho(language === 'en' ? rendering.replace(/[\x20-\x7e]+/gu, ' ') : rendering, deps.instructions, original))
    return 'echo'
  if (!haveSameFacts(texts)) return 'facts'
  const denies = language === 'plain' ? isContraryTo(rendering, original, deps.analyser) : !deniesAlike(texts)
  return denies ? 'denial' : 'fit'
}

/** Tags, images, and our own marks of quotation. */
const MARKUP = /<\/?[a-z!]|!\[|[｜■□]/iu
const UNSEEN = new RegExp(`(?![\\n\\r\\t])[${UNSEEN_LETTERS}]`, 'u')

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu
const LATIN = /\p{Script=Latin}/gu
/** Names of sections and forms stand in Japanese behind their English. */
const JAPANESE_IN_ENGLISH_MAX = 0.5
const JAPANESE_IN_PLAIN_MIN = 0.4

function isOfLanguage(text: string, language: RenderingLanguage): boolean {
  const japanese = (text.match(JAPANESE) ?? []).length
  const latin = (text.match(LATIN) ?? []).length
  const share = japanese / Math.max(1, japanese + latin)
  return language === 'en' ? latin > 0 && share <= JAPANESE_IN_ENGLISH_MAX : share >= JAPANESE_IN_PLAIN_MIN
}

/** English takes two to three letters for one of Japanese; explanations make plain Japanese longer, never half as long. */
function hasLikelyLength({ original, rendering, language }: Texts): boolean {
  const ratio = countCodePoints(rendering) / Math.max(1, countCodePoints(original))
  const [min, max] = language === 'en' ? [0.8, 8] : [0.4, 4]
  return ratio >= min && (ratio <= max || countCodePoints(rendering) < SHORT)
}

/** A question of a few letters may become a whole sentence. */
const SHORT = 120

function haveSameFacts({ original, rendering, language }: Texts): boolean {
  const before = westernFacts(original)
  const after = westernFacts(rendering)
  const isIn = (fact: string, { facts, words }: typeof before) => facts.has(fact) || words.has(fact)
  const isKept = [...before.facts].every(fact => isIn(fact, after) || isOne(fact, language))
  const isNothingNew = [...after.facts].every(fact => before.facts.has(fact))
  if (!isKept || !isNothingNew) return false
  if (language === 'en') return namesAreKept(original, rendering)
  // In one language every unit and every foreign word must be the original's too.
  const facts = factsOf(rendering)
  return areFactsFound({ ...facts, numbers: [] }, [factsOf(original)])
}

/** 「1人につき」 is 「per person」. */
function isOne(fact: string, language: RenderingLanguage): boolean {
  return language === 'en' && fact === 'number:1'
}

const NAME = /(?<![\p{L}\d.@/_-])[A-Z][A-Za-z]+(?![\p{Script=Latin}\d@/_-]|\.[a-z])/gu

/** Names of systems in Latin letters stay as they are. */
function namesAreKept(original: string, rendering: string): boolean {
  const lower = normalise(rendering)
  return [...original.normalize('NFKC').matchAll(NAME)].every(([name]) => lower.includes(name.toLowerCase()))
}

const DENIES_IN_ENGLISH =
  /\b(?:not|cannot|no|never|without|neither|nor|none|nothing|prohibited|forbidden|exempt|excluded|except|unless|unnecessary|unable|ineligible|outside|only|impossible|unavailable)\b|n't\b/u
const PLAINLY_DENIES_IN_ENGLISH = /\b(?:not|cannot|never)\b|n't\b/u

/** Whether both deny something, or neither does: no more can be told without understanding. */
function deniesAlike({ original, rendering }: Texts): boolean {
  const japanese = normalise(original)
  const english = normalise(rendering)
  const plain = japanese.replace(AFFIRMS_IN_JAPANESE, '')
  if (DENIES_IN_JAPANESE.test(plain) && !DENIES_IN_ENGLISH.test(english)) return false
  return MAY_DENY_IN_JAPANESE.test(japanese) || !PLAINLY_DENIES_IN_ENGLISH.test(english)
}
