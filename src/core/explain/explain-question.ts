// How one question was answered, as data: what each side saw in it, what each candidate was scored with, how it was judged.
// Nothing is scored a second time: the search tells what it used, and the registry lends its texts.
import { type Scope, scopeOrPublic } from '../access/rights.ts'
import { analyseQuestion } from '../analyse-question.ts'
import { type AnswerDeps, checkQuestion, findCandidates, readableEntries, type SearchDeps } from '../answer-question.ts'
import type { Entry } from '../entry.ts'
import { dateInJapan } from '../fiscal-year.ts'
import { explanation as ja } from '../messages/ja/explanation.ts'
import { CANDIDATES_SHOWN, JUDGED_MIN, judge, type Outcome, type Thresholds } from '../search/judge.ts'
import { meaningOf } from '../search/relatedness.ts'
import { type Query, type RetrieveOptions, type ScoredEntry, takeWanted } from '../search/retrieve.ts'
import { type Morpheme, type MorphologicalAnalyser, termOf } from '../tokenise.ts'
import { type ExplainedCandidate, explainCandidate } from './explain-candidate.ts'
import type { ExplainedTerm } from './explain-words.ts'
import { type InspectedSearch, inspectSearch } from './inspect-search.ts'
import { type PlacedUnit, type ShownUnit, showUnit } from './unit-places.ts'

/** Nearest text units told: what stands further away brings no candidate to the front. */
const NEAREST_UNITS_SHOWN = 10

export interface QuestionToExplain {
  readonly text: string
  /** Only entries of this section. */
  readonly sectionCode?: string | undefined
  /** What the person may read beside what is open to anybody; left out, nothing. */
  readonly scope?: Scope
  /** Candidates explained, 1–20; vetoed ones come beside them. */
  readonly limit?: number | undefined
}

export interface ExplainedMorpheme extends Morpheme {
  /** The search term it becomes; null for a function word, a spoken part of one, or a mark. */
  readonly term: string | null
}

export interface Explanation {
  readonly question: string
  readonly sectionCode: string | null
  readonly outcome: Outcome
  /** Of the first candidate; 0 without one. */
  readonly confidence: number
  /** Estimated probability, 0–1, that the question is about something registered. */
  readonly relatedness: number
  readonly thresholds: Thresholds
  /** Why the outcome is what it is: a sentence for people. */
  readonly summary: string
  readonly morphemes: readonly ExplainedMorpheme[]
  /** How the whole question sounds. */
  readonly reading: string
  /** Each term once. */
  readonly terms: readonly ExplainedTerm[]
  /** The model whose vectors were compared; null where words and sounds alone were. */
  readonly modelId: string | null
  /** Best first, then those that a negative phrasing vetoes. */
  readonly candidates: readonly ExplainedCandidate[]
  /** Nearest by meaning, nearest first, negative phrasings included. */
  readonly nearestUnits: readonly (ShownUnit & { readonly entryId: string })[]
}

export type ExplainDeps = SearchDeps & Pick<AnswerDeps, 'now' | 'thresholds'>

/** Explains the answer that the same question gets now, through the code that answers; logs nothing. Throws `bad_input`. */
export async function explainQuestion(question: QuestionToExplain, deps: ExplainDeps): Promise<Explanation> {
  const text = checkQuestion(question.text)
  const limit = question.limit ?? CANDIDATES_SHOWN
  const query = analyseQuestion(text, deps.analyser)
  // As many as for an answer: the judge compares with those that follow.
  const reader = { scope: scopeOrPublic(question.scope), today: dateInJapan(deps.now()) }
  const limits = { limit: Math.max(limit + 1, JUDGED_MIN), sectionCode: question.sectionCode, keepVetoed: true }
  const options = { ...limits, reader }
  const { found, search } = await searchAndInspect(text, options, deps)
  const neighbours = search.neighbours.slice(0, NEAREST_UNITS_SHOWN)
  const entries = await readableEntries([...found, ...neighbours], reader, deps)
  const verdict = judge(
    found.filter(({ entryId }) => entries.has(entryId)),
    deps.thresholds,
    meaningOf(deps.index),
  )
  const shown = takeWanted(verdict.ranked, { limit, keepVetoed: true })
  return {
    question: text,
    sectionCode: question.sectionCode ?? null,
    outcome: verdict.outcome,
    confidence: verdict.confidence,
    relatedness: verdict.relatedness,
    thresholds: deps.thresholds,
    summary: ja.reason({ ...verdict, thresholds: deps.thresholds }, verdict.ranked[0]?.ground ?? null),
    morphemes: explainMorphemes(query, deps.analyser),
    reading: query.reading,
    terms: search.terms,
    modelId: search.modelId,
    candidates: shown.flatMap(judged => {
      const [entry, inspected] = [entries.get(judged.entryId), search.candidates.get(judged.entryId)]
      if (entry === undefined || inspected === undefined) return []
      return explainCandidate(judged, inspected, { entry, asked: query.reading })
    }),
    nearestUnits: neighbours.flatMap(unit => showNeighbour(unit, entries)),
  }
}

async function searchAndInspect(
  text: string,
  options: RetrieveOptions,
  deps: SearchDeps,
): Promise<{ readonly found: readonly ScoredEntry[]; readonly search: InspectedSearch }> {
  const inspected: InspectedSearch[] = []
  const found = await findCandidates(text, deps, {
    ...options,
    inspect: (scored, evidence) => inspected.push(inspectSearch(scored, evidence, deps.index)),
  })
  const [search] = inspected
  if (search === undefined) throw new Error('expected the search to be inspected')
  return { found, search }
}

function showNeighbour(unit: PlacedUnit & { readonly cosine: number }, entries: ReadonlyMap<string, Entry>) {
  const entry = entries.get(unit.entryId)
  return entry === undefined ? [] : [{ entryId: unit.entryId, ...showUnit(unit, entry) }]
}

function explainMorphemes({ searched, terms }: Query, analyser: MorphologicalAnalyser): readonly ExplainedMorpheme[] {
  const used = new Set(terms)
  return analyser.analyse(searched).map(morpheme => {
    const term = termOf(morpheme)
    return { ...morpheme, term: term !== null && used.has(term) ? term : null }
  })
}
