// Takes from one search what an explanation needs, while it is there: the next question overwrites some of it.
import type { ScoreSpread } from '../search/background-sample.ts'
import type { EntryIndex } from '../search/entry-index.ts'
import type { EntryReadings } from '../search/reading-texts.ts'
import { DENSE_ANSWER_WEIGHT, type Evidence, type FusionWeights, type ScoredEntry } from '../search/retrieve.ts'
import { findVeto, type Veto } from '../search/veto.ts'
import { type ExplainedTerm, type ExplainedWords, explainWords, type WordContribution } from './explain-words.ts'
import { type PlacedUnit, placeUnit } from './unit-places.ts'

/** A side's score, and the spread that makes it a z-score. */
export interface SpreadScore extends ScoreSpread {
  readonly score: number
}

export type NearUnit = PlacedUnit & { readonly cosine: number }

/** One candidate as the sides scored it, texts left out. */
export interface InspectedCandidate {
  readonly scored: ScoredEntry
  readonly weights: FusionWeights
  readonly contributions: readonly WordContribution[]
  readonly lexical: SpreadScore
  /** Null without a dense side. */
  readonly dense: (SpreadScore & { readonly ask: NearUnit | null; readonly answer: NearUnit | null }) | null
  readonly reading: SpreadScore
  readonly sounds: EntryReadings
  readonly idfOfSound: Evidence['readings']['idfOf']
  readonly veto: (Omit<Veto, 'unitId'> & { readonly phrasing: PlacedUnit | null }) | null
}

export interface InspectedSearch {
  readonly terms: readonly ExplainedTerm[]
  readonly modelId: string | null
  /** By entry id. */
  readonly candidates: ReadonlyMap<string, InspectedCandidate>
  /** Nearest first. */
  readonly neighbours: readonly NearUnit[]
}

/** Only while the evidence is valid: from within `RetrieveOptions.inspect`. */
export function inspectSearch(found: readonly ScoredEntry[], evidence: Evidence, index: EntryIndex): InspectedSearch {
  const words = explainWords(evidence, index)
  const { dense, side } = evidence
  const candidates = found.flatMap(scored => {
    const slot = index.slotOf(scored.entryId)
    return slot === undefined
      ? []
      : [[scored.entryId, inspectCandidate(scored, slot, { evidence, words, index })] as const]
  })
  return {
    terms: words.terms,
    modelId: dense === null ? null : (side?.embedder.modelId ?? null),
    candidates: new Map(candidates),
    neighbours: (dense?.neighbours ?? []).flatMap(({ id, similarity }) => nearUnit(id, similarity, index) ?? []),
  }
}

interface Inspection {
  readonly evidence: Evidence
  readonly words: ExplainedWords
  readonly index: EntryIndex
}

const NO_SOUNDS: EntryReadings = { asks: [], answer: '' }

function inspectCandidate(scored: ScoredEntry, slot: number, inspection: Inspection): InspectedCandidate {
  const { evidence, words, index } = inspection
  return {
    scored,
    weights: evidence.weights,
    contributions: words.contributionsOf(slot),
    lexical: { score: scored.lexical, ...evidence.lexicalSpread },
    dense: inspectDense(slot, inspection),
    reading: { score: evidence.readings.scoreOf(slot), ...evidence.readingSpread },
    sounds: index.readings.readingsAt(slot) ?? NO_SOUNDS,
    idfOfSound: evidence.readings.idfOf,
    veto: scored.vetoed ? inspectVeto(slot, inspection) : null,
  }
}

function inspectDense(slot: number, { evidence: { dense }, index }: Inspection): InspectedCandidate['dense'] {
  const [cosines] = dense?.cosines([slot]) ?? []
  if (dense === null || cosines === undefined) return null
  const { ask, answer, askUnit, answerUnit } = cosines
  return {
    score: ask + DENSE_ANSWER_WEIGHT * answer,
    ...dense.spread,
    ask: nearUnit(askUnit, ask, index),
    answer: nearUnit(answerUnit, answer, index),
  }
}

function nearUnit(unitId: number | null, cosine: number, index: EntryIndex): NearUnit | null {
  const place = unitId === null ? null : placeUnit(unitId, index)
  return place === null ? null : { ...place, cosine }
}

function inspectVeto(slot: number, { evidence, index }: Inspection): InspectedCandidate['veto'] {
  const entry = index.entryAt(slot)
  const veto = entry === undefined ? null : findVeto(entry, evidence, evidence.side)
  if (veto === null) return null
  const { unitId, ...nearness } = veto
  return { ...nearness, phrasing: placeUnit(unitId, index) }
}
