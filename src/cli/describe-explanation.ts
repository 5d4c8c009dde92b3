// An explanation as text: what was asked, what each candidate was scored with, how it was judged, in tables that align.
import type { ExplainedCandidate, SideScore } from '../core/explain/explain-candidate.ts'
import type { Explanation } from '../core/explain/explain-question.ts'
import type { ExplainedTerm } from '../core/explain/explain-words.ts'
import type { SharedSound } from '../core/explain/shared-sounds.ts'
import type { ShownUnit } from '../core/explain/unit-places.ts'
import { explanation as ja } from '../core/messages/ja/explanation.ts'
import type { FusionWeights } from '../core/search/retrieve.ts'
import { type Column, formatTable } from './markdown-table.ts'

/** Near words of a term that are told: what is further away hardly ever counts. */
const NEAR_SHOWN = 6
/** Code points of a text unit that are told: enough to know it by. */
const TEXT_LENGTH_SHOWN = 60
/** Shared stretches of sound that are told. */
const SOUNDS_SHOWN = 8

export function describeExplanation(explanation: Explanation): string {
  const blocks = [
    describeHead(explanation),
    describeMorphemes(explanation),
    describeTerms(explanation.terms),
    ...explanation.candidates.map(describeCandidate),
    describeUnits(explanation.nearestUnits),
  ]
  return blocks.map(lines => lines.join('\n')).join('\n\n')
}

function describeHead({ question, summary, sectionCode, modelId }: Explanation): readonly string[] {
  const section = sectionCode === null ? [] : [ja.section(sectionCode)]
  return [ja.question(question), ...section, ja.outcome(summary), ja.model(modelId)]
}

function describeMorphemes({ morphemes, reading }: Explanation): readonly string[] {
  const { columns, title, dropped, sounds } = ja.morphemes
  const rows = morphemes.map(({ surface, base, pos, reading: sound, term }) => [
    surface,
    base,
    pos,
    sound,
    term ?? dropped,
  ])
  return [title, formatTable(leftOf(columns), rows), sounds(reading)]
}

function describeTerms(terms: readonly ExplainedTerm[]): readonly string[] {
  const { columns, title, added, none } = ja.terms
  if (terms.length === 0) return [title, none]
  const rows = terms.map(({ term, asked, entries, idf, weight, near }) => {
    return [asked ? term : added(term), String(entries), decimal(idf, 2), decimal(weight, 2), describeNear(near)]
  })
  return [title, formatTable(rightOf(columns, ['entries', 'idf', 'weight']), rows)]
}

function describeNear(near: ExplainedTerm['near']): string {
  const shown = near.slice(0, NEAR_SHOWN).map(word => ja.terms.near(word.term, word.similarity, word.entries))
  const more = near.length > NEAR_SHOWN ? [ja.terms.more(near.length - NEAR_SHOWN)] : []
  return [...shown, ...more].join(' ')
}

function describeCandidate(candidate: ExplainedCandidate, place: number): readonly string[] {
  const { entryId, question, section, confidence, ground, fusion } = candidate
  const title =
    ground === 'vetoed'
      ? ja.candidate.vetoedTitle(entryId, question, section.name)
      : ja.candidate.title(place + 1, entryId, question, section.name)
  const sides = fusion.sides.map(({ side, weight, z }) => ja.candidate.fused(side, weight, z)).join(' ＋ ')
  return [
    title,
    ja.candidate.confidence(confidence, ground),
    ...describeVeto(candidate),
    ja.candidate.fusion(fusion.sum, sides),
    ...(fusion.score === fusion.sum ? [] : [ja.candidate.reranked(fusion.score)]),
    ...describeWords(candidate),
    ...describeMeaning(candidate),
    ...describeSounds(candidate),
    ...describeJudgement(candidate),
  ]
}

function describeVeto({ veto }: ExplainedCandidate): readonly string[] {
  if (veto === null) return []
  const { phrasing, verbatim, nearness, ownNearness } = veto
  return [ja.candidate.veto(phrasing, verbatim) + ja.candidate.nearness(nearness, ownNearness)]
}

function describeScore(side: keyof FusionWeights, { score, z, mean, deviation }: SideScore): string {
  return `${ja.score(side, score, z)} ${ja.spread(mean, deviation)}`
}

function describeWords({ lexical }: ExplainedCandidate): readonly string[] {
  const { columns, fields, none } = ja.words
  const head = describeScore('lexical', lexical)
  if (lexical.contributions.length === 0) return [head, none]
  const rows = lexical.contributions.map(({ term, field, word, similarity, frequency, points }) => {
    return [term, fields[field], word, decimal(similarity, 2), String(frequency), decimal(points, 2)]
  })
  return [head, formatTable(rightOf(columns, ['similarity', 'frequency', 'points']), rows)]
}

function describeMeaning({ dense, entryId }: ExplainedCandidate): readonly string[] {
  if (dense === null) return [ja.noMeaning]
  const units = [dense.ask, dense.answer].filter(unit => unit !== null).map(unit => ({ entryId, ...unit }))
  return [describeScore('dense', dense), units.length === 0 ? ja.units.none : tableOfUnits(units)]
}

function describeSounds({ reading }: ExplainedCandidate): readonly string[] {
  const stretches = (sounds: readonly SharedSound[]) => {
    const shown = sounds.slice(0, SOUNDS_SHOWN).map(({ sounds: text, weight }) => ja.sounds.stretch(text, weight))
    return shown.length === 0 ? ja.sounds.none : shown.join(' ')
  }
  return [
    describeScore('reading', reading),
    ja.sounds.asks(stretches(reading.asks)),
    ja.sounds.answer(stretches(reading.answer)),
  ]
}

function describeJudgement({ judgement: { support, features, logit } }: ExplainedCandidate): readonly string[] {
  const { columns, features: names, sum, title } = ja.judgement
  const rows = features.map(({ feature, value, weight }) => {
    return [names[feature], decimal(value, 3), decimal(weight, 4), decimal(value * weight, 3)]
  })
  const table = formatTable(rightOf(columns, ['value', 'weight', 'part']), [...rows, [sum, '', '', decimal(logit, 3)]])
  return [title(support), table]
}

function describeUnits(units: Explanation['nearestUnits']): readonly string[] {
  return [ja.units.title, units.length === 0 ? ja.units.none : tableOfUnits(units)]
}

function tableOfUnits(units: readonly (ShownUnit & { readonly entryId: string })[]): string {
  const { columns, kinds, revised } = ja.units
  const rows = units.map(({ cosine, entryId, kind, text }) => {
    return [decimal(cosine, 3), entryId, kinds[kind], text === null ? revised : excerpt(text)]
  })
  return formatTable(rightOf(columns, ['cosine']), rows)
}

function excerpt(text: string): string {
  const characters = [...text]
  return characters.length <= TEXT_LENGTH_SHOWN ? text : `${characters.slice(0, TEXT_LENGTH_SHOWN).join('')}…`
}

function leftOf(titles: Readonly<Record<string, string>>): readonly Column[] {
  return rightOf(titles, [])
}

/** Columns in the order of their titles; those named hold figures. */
function rightOf<K extends string>(titles: Readonly<Record<K, string>>, figures: readonly K[]): readonly Column[] {
  const isFigure = new Set<string>(figures)
  return Object.entries<string>(titles).map(([key, title]) => ({ title, side: isFigure.has(key) ? 'right' : 'left' }))
}

function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}
