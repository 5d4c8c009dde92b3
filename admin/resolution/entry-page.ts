// 解決率 of one entry by month, what its last revision changed, and the questions behind it. On the entry's own page, a piece.
import { html } from 'hono/html'
import type { Entry } from '../../src/core/entry.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import type { AroundRevision } from '../../src/core/learning/find-falls.ts'
import { isTold, rateOf, type VoiceCount } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import type { MonthVoices, VoicedQuestion } from '../../src/core/ports/resolution.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
import { tableHtml } from '../table.ts'
import { RESOLUTION_PATH } from './deps.ts'
import { revisionText } from './falls-view.ts'
import { monthsChart, RATE_HEADS, rateCells } from './rate-cells.ts'

export interface EntryResolution {
  readonly entry: Pick<Entry, 'id' | 'question'>
  readonly year: number
  readonly months: readonly string[]
  readonly voices: readonly MonthVoices[]
  readonly whole: VoiceCount
  readonly revision: AroundRevision | null
}

export interface EntryResolutionView extends EntryResolution {
  readonly years: readonly number[]
  readonly window: PageWindow
  readonly total: number
  /** Masked. */
  readonly questions: readonly VoicedQuestion[]
}

export function entryResolutionPage(view: EntryResolutionView): AdminPage {
  const { entry, year, years } = view
  const path = `${RESOLUTION_PATH}/entries/${encodeURIComponent(entry.id)}`
  const main = html`<div class="flow"><h1>${texts.entryTitle}</h1>
${learningTabs('resolution')}
<p class="lead">${texts.about(entry.question)}</p>
<nav class="years" aria-label="${texts.filter.year}"><ul>${years.map(
    one =>
      html`<li><a href="${path}?year=${one}"${one === year && html` aria-current="page"`}>${texts.year(one)}</a></li>`,
  )}</ul></nav>
<section aria-labelledby="whole"><h2 id="whole">${texts.wholeHeading(year)}</h2>
${tableHtml({ caption: texts.wholeCaption, heads: [texts.columns.entry, ...RATE_HEADS], rows: [html`<tr><th scope="row">${entry.question}</th>${rateCells(view.whole)}</tr>`] })}
${chartOf(view)}
${view.revision !== null && html`<h3>${texts.anyRevisionHeading}</h3><p>${revisionText(view.revision)}</p>`}
</section>
<section aria-labelledby="questions"><h2 id="questions">${texts.questionsHeading}</h2>
${questionsHtml(view, path)}
</section>
<p class="page-end"><a href="/admin/entries/${encodeURIComponent(entry.id)}">${texts.openEntry}</a>　<a href="${RESOLUTION_PATH}">${texts.back}</a></p></div>`
  return { title: texts.entryTitle, main, place: LEARNING_PLACE }
}

function chartOf({ entry, months, voices }: EntryResolution): Html {
  return monthsChart({ id: 'months', name: entry.id, months, voices })
}

function questionsHtml({ whole, total, questions, window, year }: EntryResolutionView, path: string): Html {
  const rate = rateOf(whole)
  if (!isTold(rate)) return html`<p>${rate === 'few' ? texts.questionsFew : texts.noVoices}</p>`
  const rows = questions.map(
    ({
      askedAt,
      text,
      said,
      clicked,
    }) => html`<tr><td><time datetime="${askedAt.toISOString()}">${formatMoment(askedAt)}</time></td><th scope="row">${text}</th><td>${texts.saidWith(said, clicked)}</td></tr>
`,
  )
  const heads = [texts.askedAt, texts.question, texts.said]
  return html`${tableHtml({ caption: texts.questionsCaption, heads, rows })}
${pagesHtml(window, total, `${path}?year=${year}`)}`
}

/** For the entry's own page: the year's rate and its months. Nothing where nobody said anything. */
export function resolutionPiece(view: EntryResolution): Html | null {
  const { entry, whole, revision } = view
  if (rateOf(whole) === 'none') return null
  return html`<section aria-labelledby="resolution"><h2 id="resolution">${texts.entryTitle}</h2>
<p>${texts.wholeHeading(view.year)}: ${texts.withCount(rateOf(whole))}</p>
${chartOf(view)}
${revision !== null && html`<p>${revisionText(revision)}</p>`}
<p><a href="${RESOLUTION_PATH}/entries/${encodeURIComponent(entry.id)}">${texts.more}</a></p>
</section>`
}
