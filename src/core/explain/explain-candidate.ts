// One candidate explained: its scores in their parts, how they were fused, and what the judge made of them.
import type { Entry, Section } from '../entry.ts'
import { type Ground, type JudgedEntry, logitOf, type WeighedFeature } from '../search/judge.ts'
import type { FusionWeights } from '../search/retrieve.ts'
import type { WordContribution } from './explain-words.ts'
import type { InspectedCandidate, NearUnit, SpreadScore } from './inspect-search.ts'
import { type SharedSound, sharedSounds } from './shared-sounds.ts'
import { type ShownUnit, showUnit, textOf } from './unit-places.ts'

/** A score and its z-score: (score − mean) / deviation. */
export interface SideScore extends SpreadScore {
  readonly z: number
}

/** `weight` × `z` is what a side adds to the sum that ranks. */
export interface FusedSide {
  readonly side: keyof FusionWeights
  readonly weight: number
  readonly z: number
}

/** Why an entry must not be led to. */
export interface ExplainedVeto {
  /** The question is that phrasing, letter by letter. */
  readonly verbatim: boolean
  /** Null where the entry was revised since it was indexed. */
  readonly phrasing: string | null
  /** Of that phrasing, and of the nearest of the entry's own questions, 0–1. */
  readonly nearness: number
  readonly ownNearness: number
}

export interface ExplainedCandidate {
  readonly entryId: string
  readonly question: string
  readonly section: Section
  readonly confidence: number
  readonly ground: Ground
  /** The question has the very words of one of the entry's own. */
  readonly exact: boolean
  readonly veto: ExplainedVeto | null
  readonly lexical: SideScore & { readonly contributions: readonly WordContribution[] }
  /** Null without vectors, or where the model knows no word of the question. */
  readonly dense: (SideScore & { readonly ask: ShownUnit | null; readonly answer: ShownUnit | null }) | null
  readonly reading: SideScore & { readonly asks: readonly SharedSound[]; readonly answer: readonly SharedSound[] }
  readonly fusion: {
    readonly sides: readonly FusedSide[]
    /** The sum of the sides. */
    readonly sum: number
    /** What ranked it: the sum, or what a cross-encoder made of it. */
    readonly score: number
  }
  readonly judgement: {
    /** Share of the question's idf weight that is found in the entry, 0–1. */
    readonly support: number
    readonly features: readonly WeighedFeature[]
    /** The sum of what the features add. */
    readonly logit: number
  }
}

/** `asked` is how the question sounds. */
export function explainCandidate(
  judged: JudgedEntry,
  inspected: InspectedCandidate,
  { entry, asked }: { readonly entry: Entry; readonly asked: string },
): ExplainedCandidate {
  const { scored, lexical, dense, reading, sounds, idfOfSound } = inspected
  return {
    entryId: entry.id,
    question: entry.question,
    section: entry.section,
    confidence: judged.confidence,
    ground: judged.ground,
    exact: judged.exact,
    veto: explainVeto(inspected, entry),
    lexical: { ...lexical, z: scored.lexicalZ, contributions: inspected.contributions },
    dense: dense && { ...dense, z: scored.denseZ, ask: show(dense.ask, entry), answer: show(dense.answer, entry) },
    reading: {
      ...reading,
      z: scored.readingZ,
      asks: sharedSounds(asked, sounds.asks, idfOfSound),
      answer: sharedSounds(asked, [sounds.answer], idfOfSound),
    },
    fusion: { sides: fusedSides(inspected), sum: scored.score, score: judged.score },
    judgement: { support: judged.support, features: judged.features, logit: logitOf(judged.features) },
  }
}

function explainVeto({ veto }: InspectedCandidate, entry: Entry): ExplainedVeto | null {
  return veto && { ...veto, phrasing: veto.phrasing && textOf(veto.phrasing, entry) }
}

function show(unit: NearUnit | null, entry: Entry): ShownUnit | null {
  return unit && showUnit(unit, entry)
}

function fusedSides({ weights, scored }: InspectedCandidate): readonly FusedSide[] {
  return [
    { side: 'lexical', weight: weights.lexical, z: scored.lexicalZ },
    { side: 'dense', weight: weights.dense, z: scored.denseZ },
    { side: 'reading', weight: weights.reading, z: scored.readingZ },
  ]
}
