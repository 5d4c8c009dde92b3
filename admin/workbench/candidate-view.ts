// The parts of one candidate's score: what ranked it, its words, its meaning, its sounds, and how it was judged.
import { html } from 'hono/html'
import type { ExplainedCandidate, SideScore } from '../../src/core/explain/explain-candidate.ts'
import type { SharedSound } from '../../src/core/explain/shared-sounds.ts'
import type { ShownUnit } from '../../src/core/explain/unit-places.ts'
import { workbenchTexts as texts } from '../../src/core/messages/ja/admin/workbench.ts'
import { explanation as ja } from '../../src/core/messages/ja/explanation.ts'
import type { Html } from '../../src/pages/html.ts'
import { decimal, tableHtml } from './tables.ts'

/** Code points of a text unit that are told: enough to know it by. */
const TEXT_LENGTH_SHOWN = 80
/** Shared stretches of sound that are told. */
const SOUNDS_SHOWN = 8

/** `of` names the candidate in the captions: tables of one name cannot be told apart by ear. */
export function candidateParts(candidate: ExplainedCandidate, of: string): Html {
  return html`${vetoHtml(candidate)}
${fusionHtml(candidate, of)}
${wordsHtml(candidate, of)}
${meaningHtml(candidate, of)}
${soundsHtml(candidate)}
${judgementHtml(candidate, of)}`
}

function captionOf(caption: string, of: string): string {
  return `${caption}（${of}）`
}

function vetoHtml({ veto }: ExplainedCandidate): Html | null {
  if (veto === null) return null
  const { phrasing, verbatim, nearness, ownNearness } = veto
  return html`<p>${ja.candidate.veto(phrasing, verbatim)}${ja.candidate.nearness(nearness, ownNearness)}</p>`
}

function fusionHtml({ fusion, lexical, dense, reading }: ExplainedCandidate, of: string): Html {
  const { caption, side, points, mean, deviation, z, weight, part, sum, sides, reranked } = texts.fusion
  const scores: Readonly<Record<keyof typeof sides, SideScore | null>> = { lexical, dense, reading }
  const rows = fusion.sides.map(one => {
    const score = scores[one.side]
    const spread =
      score === null ? ['', '', ''] : [score.score, score.mean, score.deviation].map(value => decimal(value))
    return [sides[one.side], ...spread, decimal(one.z), decimal(one.weight), decimal(one.weight * one.z)]
  })
  return html`${tableHtml({
    caption: captionOf(caption, of),
    columns: [side, points, mean, deviation, z, weight, part],
    figures: [1, 2, 3, 4, 5, 6],
    rows: [...rows, [sum, '', '', '', '', '', decimal(fusion.sum)]],
  })}
${fusion.score !== fusion.sum && html`<p>${reranked(decimal(fusion.score))}</p>`}`
}

function wordsHtml({ lexical: { contributions } }: ExplainedCandidate, of: string): Html {
  const { columns, fields, none } = ja.words
  if (contributions.length === 0) return html`<p>${none}</p>`
  return html`<p>${texts.words.lead}</p>
${tableHtml({
  caption: captionOf(texts.words.caption, of),
  columns: [columns.term, columns.field, columns.word, columns.similarity, columns.frequency, columns.points],
  figures: [3, 4, 5],
  rows: contributions.map(({ term, field, word, similarity, frequency, points }) => [
    term,
    fields[field],
    word,
    decimal(similarity),
    String(frequency),
    decimal(points),
  ]),
})}`
}

function meaningHtml({ dense, entryId }: ExplainedCandidate, of: string): Html {
  if (dense === null) return html`<p>${ja.noMeaning}</p>`
  const units = [dense.ask, dense.answer].filter(unit => unit !== null).map(unit => ({ entryId, ...unit }))
  if (units.length === 0) return html`<p>${ja.units.none}</p>`
  return html`<p>${texts.meaning.lead}</p>
${tableOfUnits(units, captionOf(texts.meaning.caption, of))}`
}

export function tableOfUnits(units: readonly (ShownUnit & { readonly entryId: string })[], caption: string): Html {
  const { columns, kinds, revised } = ja.units
  return tableHtml({
    caption,
    columns: [columns.text, columns.kind, columns.entryId, columns.cosine],
    figures: [3],
    rows: units.map(({ cosine, entryId, kind, text }) => [
      text === null ? revised : excerpt(text),
      kinds[kind],
      entryId,
      decimal(cosine, 3),
    ]),
  })
}

function soundsHtml({ reading }: ExplainedCandidate): Html {
  const stretches = (sounds: readonly SharedSound[]) => {
    const shown = sounds.slice(0, SOUNDS_SHOWN).map(({ sounds: text, weight }) => ja.sounds.stretch(text, weight))
    return shown.length === 0 ? ja.sounds.none : shown.join(' ')
  }
  return html`<h3>${texts.sounds.heading}</h3>
<p>${texts.sounds.lead}</p>
<ul><li>${ja.sounds.asks(stretches(reading.asks))}</li><li>${ja.sounds.answer(stretches(reading.answer))}</li></ul>`
}

function judgementHtml({ judgement: { support, features, logit } }: ExplainedCandidate, of: string): Html {
  const { columns, features: names, sum, title } = ja.judgement
  return html`<p>${title(support)}。${texts.judgement.lead}</p>
${tableHtml({
  caption: captionOf(texts.judgement.caption, of),
  columns: [columns.feature, columns.value, columns.weight, columns.part],
  figures: [1, 2, 3],
  rows: [
    ...features.map(({ feature, value, weight }) => [
      names[feature],
      decimal(value, 3),
      decimal(weight, 3),
      decimal(value * weight, 3),
    ]),
    [sum, '', '', decimal(logit, 3)],
  ],
})}`
}

function excerpt(text: string): string {
  const characters = [...text]
  return characters.length <= TEXT_LENGTH_SHOWN ? text : `${characters.slice(0, TEXT_LENGTH_SHOWN).join('')}…`
}
