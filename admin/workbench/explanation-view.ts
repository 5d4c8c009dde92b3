// An explanation as tables with a word on each: candidates, analysis, terms, and the parts of every candidate's score.
import { html } from 'hono/html'
import type { ExplainedCandidate } from '../../src/core/explain/explain-candidate.ts'
import type { Explanation } from '../../src/core/explain/explain-question.ts'
import type { ExplainedTerm } from '../../src/core/explain/explain-words.ts'
import { workbenchTexts as texts } from '../../src/core/messages/ja/admin/workbench.ts'
import { explanation as ja } from '../../src/core/messages/ja/explanation.ts'
import type { Html } from '../../src/pages/html.ts'
import { candidateParts, tableOfUnits } from './candidate-view.ts'
import { decimal, percent, tableHtml } from './tables.ts'

/** Near words of a term that are told: what is further away hardly ever counts. */
const NEAR_SHOWN = 6

export function explanationHtml(explanation: Explanation): Html {
  const { candidates, nearestUnits, modelId } = explanation
  return html`<section aria-labelledby="candidates"><h2 id="candidates">${texts.candidates.heading}</h2>
<p>${texts.candidates.lead}</p>
${candidatesTable(candidates)}
${candidates.map((candidate, i) => detailsOf(candidate, i))}
</section>
${analysisHtml(explanation)}
${termsHtml(explanation.terms)}
<section aria-labelledby="nearest"><h2 id="nearest">${texts.nearest.heading}</h2>
<p>${texts.nearest.lead} ${ja.model(modelId)}</p>
${nearestUnits.length === 0 ? html`<p>${ja.units.none}</p>` : tableOfUnits(nearestUnits, texts.nearest.caption)}
</section>`
}

function candidatesTable(candidates: readonly ExplainedCandidate[]): Html {
  const { caption, rank, entry, confidence, score, lexical, dense, reading, ground, none } = texts.candidates
  if (candidates.length === 0) return html`<p>${none}</p>`
  return tableHtml({
    caption,
    columns: [rank, entry, texts.section, confidence, score, lexical, dense, reading, ground],
    figures: [3, 4, 5, 6, 7],
    rows: candidates.map((candidate, i) => [
      rankOf(candidate, i),
      html`${candidate.question} <span class="entry-id">${candidate.entryId}</span>`,
      candidate.section.name,
      percent(candidate.confidence),
      decimal(candidate.fusion.score),
      ...candidate.fusion.sides.map(({ z }) => decimal(z)),
      texts.grounds[candidate.ground],
    ]),
  })
}

function rankOf({ ground }: ExplainedCandidate, place: number): string {
  return ground === 'vetoed' ? texts.candidates.vetoed : String(place + 1)
}

/** The first one is open: it decides. */
function detailsOf(candidate: ExplainedCandidate, place: number): Html {
  const { detail, rankOf: named, vetoedRank } = texts.candidates
  const rank = candidate.ground === 'vetoed' ? vetoedRank : named(place + 1)
  return html`<details class="detail"${place === 0 && html` open`}>
<summary><span class="detail-title">${detail(rank)}</span> ${candidate.question}</summary>
${candidateParts(candidate, rank)}
</details>`
}

function analysisHtml({ morphemes, reading }: Explanation): Html {
  const { surface, base, pos, reading: sound, term } = ja.morphemes.columns
  return html`<section aria-labelledby="analysis"><h2 id="analysis">${texts.analysis.heading}</h2>
<p>${texts.analysis.lead}</p>
${tableHtml({
  caption: texts.analysis.caption,
  columns: [surface, base, pos, sound, term],
  rows: morphemes.map(one => [one.surface, one.base, one.pos, one.reading, one.term ?? ja.morphemes.dropped]),
})}
<p>${texts.analysis.reading(reading)}</p>
</section>`
}

function termsHtml(terms: readonly ExplainedTerm[]): Html {
  const { columns, none, added } = ja.terms
  const table = () =>
    tableHtml({
      caption: texts.terms.caption,
      columns: [columns.term, columns.entries, columns.idf, columns.weight, columns.near],
      figures: [1, 2, 3],
      rows: terms.map(({ term, asked, entries, idf, weight, near }) => [
        asked ? term : added(term),
        entries.toLocaleString('ja-JP'),
        decimal(idf),
        decimal(weight),
        nearHtml(near),
      ]),
    })
  return html`<section aria-labelledby="terms"><h2 id="terms">${texts.terms.heading}</h2>
<p>${texts.terms.lead}</p>
${terms.length === 0 ? html`<p>${none}</p>` : table()}
</section>`
}

function nearHtml(near: ExplainedTerm['near']): string {
  const shown = near.slice(0, NEAR_SHOWN).map(word => ja.terms.near(word.term, word.similarity, word.entries))
  const more = near.length > NEAR_SHOWN ? [ja.terms.more(near.length - NEAR_SHOWN)] : []
  return [...shown, ...more].join(' ')
}
