// Whether a composed sentence may be shown: it cites sources that were given, says no more than they say, and no other
// number, link or word in foreign letters. A cheap check, not an understanding: what it lets through still has its source
// beside it, and stands below the official answer.
import { bareForm, countCodePoints, normalise } from '../normalise.ts'
import { type MorphologicalAnalyser, tokenise } from '../tokenise.ts'
import type { ReadSentence } from './read-sentences.ts'
import { areFactsFound, areNumbersFound, factsOf, type TextFacts } from './text-facts.ts'
import { CLAUSE_END, DENIAL, GENERIC_TERMS, NO_DENIAL, SENTENCE_END, UNSEEN } from './written-forms.ts'

export const SENTENCE_VERDICTS = [
  'accepted',
  'broken_off',
  'too_long',
  'uncited',
  'wrongly_cited',
  'markup',
  'echo',
  'other_facts',
  'unsupported',
  'contrary',
] as const
export type SentenceVerdict = (typeof SENTENCE_VERDICTS)[number]

/** What a source says, prepared once for every sentence that cites it. */
export interface Evidence {
  readonly terms: ReadonlySet<string>
  readonly facts: TextFacts
  readonly statements: readonly Statement[]
  readonly clauses: readonly Clause[]
  /** Its letters and digits alone. */
  readonly bare: string
}

interface Statement {
  readonly terms: ReadonlySet<string>
  readonly facts: TextFacts
}

/** A part of a statement between commas: what is denied or affirmed at once. */
interface Clause {
  readonly terms: ReadonlySet<string>
  readonly isDenial: boolean
}

/** In code points: what is asked for is 120. */
export const SENTENCE_LENGTH_MAX = 200
/** Of the terms of a sentence, found in what it cites. Lower lets invented halves through, higher drops plain rewordings. */
const SUPPORT_MIN = 0.7
/** Each source that is cited gives a part: a citation for show is a wrong one. */
const SUPPORT_OF_EACH_MIN = 0.25
/** From so many common terms on, a clause of the source is about the same. */
const SAME_SUBJECT_MIN = 0.5
/** The same for a number: a sentence made of two statements has half of its terms from each. */
const NUMBER_SUBJECT_MIN = 0.3
/** Letters in a row that a sentence has from our instructions and not from a source are no chance. */
const ECHO_LENGTH = 8
const CITED_MAX = 5

/** Brackets of marks and tags, and our own marks of quotation: plain sentences have none. */
const MARKUP = /[<>[\]`|\\｜■□]|&[#a-z]/iu

export function gatherEvidence(text: string, analyser: MorphologicalAnalyser): Evidence {
  const statements = text.split(SENTENCE_END).map(part => ({ terms: termSet(part, analyser), facts: factsOf(part) }))
  return {
    terms: termSet(text, analyser),
    facts: factsOf(text),
    statements: statements.filter(({ terms }) => terms.size > 0),
    clauses: clausesOf(text, analyser),
    bare: bareForm(text),
  }
}

function clausesOf(text: string, analyser: MorphologicalAnalyser): readonly Clause[] {
  return text
    .split(CLAUSE_END)
    .map(part => ({ terms: termSet(part, analyser), isDenial: isDenial(part) }))
    .filter(({ terms }) => terms.size > 0)
}

function termSet(text: string, analyser: MorphologicalAnalyser): ReadonlySet<string> {
  return new Set(contentTerms(text, analyser))
}

export interface CheckDeps {
  readonly analyser: MorphologicalAnalyser
  /** Of the sources in the order of their numbers. */
  readonly evidence: readonly Evidence[]
  /** What no answer repeats. */
  readonly instructions: string
}

export function checkSentence(sentence: ReadSentence, deps: CheckDeps): SentenceVerdict {
  const { text, citations, isWhole } = sentence
  if (!isWhole) return 'broken_off'
  if (countCodePoints(text) > SENTENCE_LENGTH_MAX) return 'too_long'
  if (citations.length === 0) return 'uncited'
  const cited = citations.map(number => deps.evidence[number - 1]).filter(each => each !== undefined)
  if (cited.length !== citations.length || new Set(citations).size > CITED_MAX) return 'wrongly_cited'
  if (MARKUP.test(text)) return 'markup'
  return checkAgainst(text, cited, { ...deps, mayBeBare: false })
}

export type StatementVerdict = Extract<
  SentenceVerdict,
  'accepted' | 'markup' | 'echo' | 'other_facts' | 'unsupported' | 'contrary'
>

/** The same of a statement without citations, against all that it may rest on. What it breaks first is told. */
export function checkStatement(text: string, evidence: Evidence, deps: Omit<CheckDeps, 'evidence'>): StatementVerdict {
  return checkAgainst(text, [evidence], { ...deps, mayBeBare: true })
}

interface AgainstDeps extends Omit<CheckDeps, 'evidence'> {
  /** A line of numbers alone has nothing but its facts to be checked. */
  readonly mayBeBare: boolean
}

function checkAgainst(
  text: string,
  cited: readonly Evidence[],
  { analyser, instructions, mayBeBare }: AgainstDeps,
): StatementVerdict {
  if (UNSEEN.test(text)) return 'markup'
  if (isEcho(text, instructions, cited)) return 'echo'
  const facts = factsOf(text)
  const citedFacts = cited.map(each => each.facts)
  if (!areFactsFound(facts, citedFacts)) return 'other_facts'
  const terms = contentTerms(text, analyser)
  const isBare = terms.length === 0 && mayBeBare
  if (!isBare && !isSupported(terms, cited)) return 'unsupported'
  if (!areNumbersInPlace(facts, terms, cited)) return 'other_facts'
  return isContrary(text, analyser, cited) ? 'contrary' : 'accepted'
}

/** Whether a text denies what another affirms, or the other way round, clause by clause. */
export function isContraryTo(text: string, original: string, analyser: MorphologicalAnalyser): boolean {
  return isContrary(text, analyser, [gatherEvidence(original, analyser)])
}

/** Whether a text repeats our instructions, and the original does not. */
export function sharesEcho(text: string, instructions: string, original: string): boolean {
  return isEcho(text, instructions, [{ bare: bareForm(original) }])
}

/** Digits are facts, and checked as such. */
function contentTerms(text: string, analyser: MorphologicalAnalyser): readonly string[] {
  return tokenise(text, analyser).filter(term => !GENERIC_TERMS.has(term) && !/^[\d.,]+$/u.test(term))
}

function isSupported(terms: readonly string[], cited: readonly Evidence[]): boolean {
  if (terms.length === 0) return false
  const share = (has: (term: string) => boolean) => terms.filter(has).length / terms.length
  return (
    share(term => cited.some(each => each.terms.has(term))) >= SUPPORT_MIN &&
    cited.every(each => share(term => each.terms.has(term)) >= SUPPORT_OF_EACH_MIN)
  )
}

/** A number belongs to what is said of it: each stands in a statement that shares part of the sentence's terms. */
function areNumbersInPlace(facts: TextFacts, terms: readonly string[], cited: readonly Evidence[]): boolean {
  const near = cited
    .flatMap(({ statements }) => statements)
    .filter(statement => overlap(terms, statement.terms) >= NUMBER_SUBJECT_MIN)
  return areNumbersFound(
    facts,
    near.map(statement => statement.facts),
  )
}

/** 「できます」 where what is nearest to it in the sources says 「できません」, or the other way round. */
function isContrary(text: string, analyser: MorphologicalAnalyser, cited: readonly Evidence[]): boolean {
  const said = cited.flatMap(({ clauses }) => clauses)
  return clausesOf(text, analyser).some(({ terms, isDenial: denies }) => {
    const shares = said.map(clause => ({ isDenial: clause.isDenial, shared: overlap([...terms], clause.terms) }))
    const most = Math.max(0, ...shares.map(({ shared }) => shared))
    return most >= SAME_SUBJECT_MIN && !shares.some(each => each.shared === most && each.isDenial === denies)
  })
}

function overlap(terms: readonly string[], others: ReadonlySet<string>): number {
  return terms.filter(term => others.has(term)).length / terms.length
}

function isDenial(text: string): boolean {
  return DENIAL.test(normalise(text).replace(NO_DENIAL, ''))
}

function isEcho(text: string, instructions: string, cited: readonly Pick<Evidence, 'bare'>[]): boolean {
  const ours = bareForm(instructions)
  const bare = bareForm(text)
  for (let i = 0; i + ECHO_LENGTH <= bare.length; i += 1) {
    const run = bare.slice(i, i + ECHO_LENGTH)
    if (ours.includes(run) && !cited.some(each => each.bare.includes(run))) return true
  }
  return false
}
