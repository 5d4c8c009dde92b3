// From a question to ranked candidates: words, vectors and sounds score, one weighted sum of normalised scores ranks.
import { PUBLIC_SCOPE, type Reader } from '../access/rights.ts'
import { bareForm } from '../normalise.ts'
import type { ScoreSpread } from './background-sample.ts'
import { type DenseScorer, type EntryCosines, meaningOf, openDenseScorer } from './dense-score.ts'
import type { DenseSide, EntryIndex } from './entry-index.ts'
import { type LexicalScores, scoreLexically } from './lexical-score.ts'
import type { QueryTerm } from './query-groups.ts'
import type { ReadingScores } from './reading-index.ts'
import type { SlotFilter } from './score-board.ts'
import { openSupport } from './support.ts'
import { isVetoed } from './veto.ts'

/** Weights of the sum; docs/retrieval.md has the table that chose them. */
export const LEXICAL_ANSWER_WEIGHT = 0.7
export const DENSE_ANSWER_WEIGHT = 0.7
const DENSE_WEIGHT = 1.2
const READING_WEIGHT = 0.4

/** How many candidates each side proposes; the union is scored exactly on all. */
const POOL_SIZE = 60

/** A question made ready for search. */
export interface Query {
  /** As it was typed. */
  readonly text: string
  /** What of it is searched, normalised. */
  readonly searched: string
  /** Search terms in order, repeats included. */
  readonly terms: readonly string[]
  /** How it sounds. */
  readonly reading: string
  /** All terms of what is asked and, where that is less, of the text as it was typed: either may be an entry's very words. */
  readonly wordings: readonly [asked: readonly string[], ...others: readonly (readonly string[])[]]
}

/** A candidate with the scores that put it where it stands: the judge's evidence, and the explanation. */
export interface ScoredEntry {
  readonly entryId: string
  /** Weighted sum of the three sides' z-scores: comparable within one question only. */
  readonly score: number
  /** BM25 of the best question or phrasing plus the answer's, and the same as z-score over all entries. */
  readonly lexical: number
  readonly lexicalZ: number
  /** Best cosine of a question or phrasing, beyond that of unrelated texts; 0 without a dense side. */
  readonly cosine: number
  /** 0 without a dense side. */
  readonly denseZ: number
  /** How it sounds, as z-score over the background sample. */
  readonly readingZ: number
  /** Share of the question's idf weight that is found in the entry, near words by their similarity, 0–1. */
  readonly support: number
  /** How many of the question's words carry what is found in its questions and phrasings, by their weight; 0 of none. */
  readonly breadth: number
  /** Share of the question's idf weight on words that the registry uses at all, 0–1: the same for every candidate. */
  readonly known: number
  /** The question has the same words as one of the entry's own. */
  readonly exact: boolean
  /** Nearer to a negative phrasing than to the entry's own questions: must not lead here. */
  readonly vetoed: boolean
}

export interface RetrieveOptions {
  readonly limit: number
  /** Only entries of this section. */
  readonly sectionCode?: string | undefined
  /** Who asks: what they may not read is no candidate. Left out, what anybody may read on any day is searched. */
  readonly reader?: Reader | undefined
  /** Vetoed candidates too, behind the others, whatever the limit. */
  readonly keepVetoed?: boolean | undefined
  /**
   * Told what the candidates were scored with, before anything else may ask the index: parts of the evidence are
   * overwritten by the next question.
   */
  readonly inspect?: ((found: readonly ScoredEntry[], evidence: Evidence) => void) | undefined
}

/** What each side counts for in the sum of z-scores. */
export type FusionWeights = Readonly<Record<'lexical' | 'dense' | 'reading', number>>

/** One question against one index: what its candidates are scored with. */
export interface Evidence {
  readonly bare: string
  /** Of what is asked, those that are not searched included: what a veto compares. */
  readonly terms: ReadonlySet<string>
  readonly queryTerms: readonly QueryTerm[]
  readonly side: DenseSide | null
  readonly vector: Float32Array | null
  readonly board: LexicalScores
  readonly lexicalSpread: ScoreSpread
  readonly dense: DenseScorer | null
  readonly readings: ReadingScores
  readonly readingSpread: ScoreSpread
  readonly weights: FusionWeights
}

/** The best candidates, best first; vetoed ones last. The index is only read: asking twice gives the same. */
export async function retrieve(
  query: Query,
  index: EntryIndex,
  options: RetrieveOptions,
): Promise<readonly ScoredEntry[]> {
  const admission = admit(index, options)
  const { accepts } = admission
  const side = index.dense // once: another model may be swapped in while this one embeds
  const vector = await embedQuestion(query, side)
  const evidence = gatherEvidence(query, { side, vector, admission }, index)
  const inVeryWords = query.wordings.flatMap(wording => index.exactAsks(new Set(wording)))
  const exact = new Set(inVeryWords.filter(slot => accepts === undefined || accepts(slot)))
  const best = evidence.board.top(POOL_SIZE, (a, b) => index.idAt(a) < index.idAt(b))
  const sounding = evidence.readings.top(POOL_SIZE, accepts)
  const pool = new Set([...exact, ...best, ...sounding, ...(evidence.dense?.pool ?? [])])
  const slots = [...pool]
  const cosines = evidence.dense?.cosines(slots)
  const scored = slots.map((slot, i) => {
    return scoreEntry({ entryId: index.idAt(slot), slot, exact: exact.has(slot), cosines: cosines?.[i] }, evidence)
  })
  const ranked = takeWanted(markVetoes(scored.sort(byRank), index, evidence), options)
  const asked = evidence.queryTerms.filter(({ term }) => evidence.terms.has(term)) // synonyms added are none of its own
  const supportOf = openSupport(asked, index.synonyms.swapsOf(query.terms), index)
  const found = ranked.map(ranking => {
    const { share, breadth, known } = supportOf(index.slotOf(ranking.entryId) as number)
    return { ...ranking, support: share, breadth, known }
  })
  options.inspect?.(found, evidence)
  return found
}

/** The front of a ranking, as far as the options want it. */
export function takeWanted<T extends Pick<ScoredEntry, 'vetoed'>>(
  ranked: readonly T[],
  { limit, keepVetoed = false }: RetrieveOptions,
): readonly T[] {
  return ranked.filter(({ vetoed }, place) => place < limit || (keepVetoed && vetoed))
}

/** Which entries are searched: for everything there is no filter, which costs nothing. */
interface Admission {
  readonly accepts: SlotFilter | undefined
  /** The filter refuses few entries, as that of a reader nearly always does. */
  readonly refusesFew: boolean
}

function admit(index: EntryIndex, { sectionCode, reader }: RetrieveOptions): Admission {
  const { scope = PUBLIC_SCOPE, today = null } = reader ?? {}
  const isOpen = index.filterFor({ scope, today })
  if (sectionCode === undefined) return { accepts: isOpen, refusesFew: true }
  const accepts: SlotFilter = slot => index.sectionAt(slot) === sectionCode && (isOpen === undefined || isOpen(slot))
  return { accepts, refusesFew: false }
}

/** A question that says nothing (a greeting, marks) means nothing either, whatever a sentence model makes of it. */
async function embedQuestion(query: Query, side: DenseSide | null): Promise<Float32Array | null> {
  if (query.terms.length === 0) return null
  const [vector] = (await side?.embedder.embed([query], 'question')) ?? []
  return vector ?? null
}

interface Asked {
  readonly side: DenseSide | null
  readonly vector: Float32Array | null
  readonly admission: Admission
}

function gatherEvidence(query: Query, { side, vector, admission }: Asked, index: EntryIndex): Evidence {
  const queryTerms = [
    ...Array.from(new Set(query.terms), (term): QueryTerm => ({ term, weight: 1, near: index.nearTermsOf(term) })),
    ...index.synonyms.additionsTo(query.terms),
  ]
  const board = scoreLexically(queryTerms, index, LEXICAL_ANSWER_WEIGHT, admission.accepts)
  const options = { poolSize: POOL_SIZE, answerWeight: DENSE_ANSWER_WEIGHT, ...admission }
  const dense = vector === null || side === null ? null : openDenseScorer(vector, index, side, options)
  const readings = index.readings.score(query.reading)
  return {
    bare: bareForm(query.text),
    terms: new Set(query.wordings[0]),
    queryTerms,
    side,
    vector,
    board,
    lexicalSpread: board.spread(),
    dense,
    readings,
    readingSpread: readings.spread(index.background.of(index)),
    weights: fusionWeights(dense === null ? null : side),
  }
}

type RankedEntry = Omit<ScoredEntry, 'support' | 'breadth' | 'known'>

interface FoundEntry extends Pick<ScoredEntry, 'entryId' | 'exact'> {
  readonly slot: number
  readonly cosines: Pick<EntryCosines, 'ask' | 'answer'> | undefined
}

const NO_COSINES = { ask: 0, answer: 0 }

function scoreEntry({ entryId, slot, exact, cosines = NO_COSINES }: FoundEntry, evidence: Evidence): RankedEntry {
  const lexical = evidence.board.scoreOf(slot)
  const lexicalZ = (lexical - evidence.lexicalSpread.mean) / evidence.lexicalSpread.deviation
  const denseZ =
    evidence.dense === null ? 0 : denseZOf(cosines.ask + DENSE_ANSWER_WEIGHT * cosines.answer, evidence.dense)
  const cosine = evidence.side === null ? 0 : meaningOf(cosines.ask, evidence.side)
  const { mean, deviation } = evidence.readingSpread
  const readingZ = (evidence.readings.scoreOf(slot) - mean) / deviation
  const { weights } = evidence
  const score = weights.lexical * lexicalZ + weights.dense * denseZ + weights.reading * readingZ
  return { entryId, score, lexical, lexicalZ, cosine, denseZ, readingZ, exact, vetoed: false }
}

/** Their sum is the same for every model, so that a gap of scores means the same to the judge. */
function fusionWeights(side: DenseSide | null): FusionWeights {
  const sum = 1 + DENSE_WEIGHT + READING_WEIGHT
  const dense = side === null ? 0 : (side.embedder.denseWeight ?? DENSE_WEIGHT)
  const scale = side === null ? 1 : sum / (1 + dense + READING_WEIGHT)
  return { lexical: scale, dense: dense * scale, reading: READING_WEIGHT * scale }
}

function denseZOf(score: number, dense: DenseScorer): number {
  return (score - dense.spread.mean) / dense.spread.deviation
}

/** Only the front of the list can be answered or shown, so only it is examined. */
const VETO_DEPTH = 20

function markVetoes(ranked: readonly RankedEntry[], index: EntryIndex, evidence: Evidence): readonly RankedEntry[] {
  const examined = ranked.slice(0, VETO_DEPTH).map(candidate => {
    const slot = index.slotOf(candidate.entryId)
    if (slot === undefined || !index.records.has(slot, 'negative')) return candidate // nearly all end here
    const entry = index.entryAt(slot)
    return entry !== undefined && isVetoed(entry, evidence, evidence.side) ? { ...candidate, vetoed: true } : candidate
  })
  return [...examined, ...ranked.slice(VETO_DEPTH)].sort(byRank)
}

/** Vetoed entries last, those asked in their very words first; equal scores by id: the order never depends on history. */
function byRank(a: RankedEntry, b: RankedEntry): number {
  if (a.vetoed !== b.vetoed) return a.vetoed ? 1 : -1
  if (a.exact !== b.exact) return a.exact ? -1 : 1
  return b.score - a.score || (a.entryId < b.entryId ? -1 : 1)
}
