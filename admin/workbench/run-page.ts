// One run of a question set: how many questions found their answer, which did not, and what came instead.
import { html } from 'hono/html'
import { actorName } from '../../src/core/access/account.ts'
import { isAnswerable } from '../../src/core/evaluation/measures.ts'
import type { TestedQuestion, TestReport } from '../../src/core/impact/compare-test-runs.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { OUTCOME_WORDS, workbenchTexts } from '../../src/core/messages/ja/admin/workbench.ts'
import type { QuestionSetHead, TestRunHead } from '../../src/core/ports/question-sets.ts'
import type { Html } from '../../src/pages/html.ts'
import type { NameEntry } from '../entry-reference.ts'
import type { AdminPage } from '../layout.ts'
import { SETS_PATH } from './sets-page.ts'
import { WORKBENCH_PLACE } from './try-page.ts'

const texts = workbenchTexts.run

export const SHOWS = ['misses', 'lost', 'gained', 'all'] as const
export type Show = (typeof SHOWS)[number]

/** Rows shown: whoever needs more takes the file. */
const ROWS_MAX = 200

export interface RunView {
  readonly set: QuestionSetHead
  readonly run: TestRunHead
  /** Null for the first run of the set. */
  readonly before: TestRunHead | null
  readonly report: TestReport
  readonly show: Show
  readonly nameOf: NameEntry
}

export function shownQuestions({ questions }: TestReport, show: Show): readonly TestedQuestion[] {
  switch (show) {
    case 'misses':
      return questions.filter(({ fare }) => fare !== 'right')
    case 'lost':
    case 'gained':
      return questions.filter(({ change }) => change === show)
    case 'all':
      return questions
    default:
      return show satisfies never
  }
}

/** Entries named in the rows that are shown. */
export function entriesOfRun(report: TestReport, show: Show): ReadonlySet<string> {
  const rows = shownQuestions(report, show).slice(0, ROWS_MAX)
  return new Set(rows.flatMap(({ query, run }) => [...Object.keys(query.relevant), ...run.ranked.slice(0, 1)]))
}

export function runPage(view: RunView): AdminPage {
  const { set, run } = view
  const title = texts.title(set.name)
  const main = html`<div class="flow"><h1>${title}</h1>
<p class="lead">${texts.when(formatMoment(run.at), actorName(run.actor))}</p>
<section aria-labelledby="figures"><h2 id="figures">${texts.figuresHeading}</h2>
${figuresHtml(view.report)}
</section>
<section aria-labelledby="change"><h2 id="change">${texts.changeHeading}</h2>
${changeHtml(view)}
</section>
<section aria-labelledby="list"><h2 id="list">${texts.listHeading}</h2>
<p class="button-row"><a class="button button-outline" href="/admin/workbench/runs/${run.id}/results.csv">${texts.download}</a></p>
${showLinks(view)}
${questionsTable(view)}
</section>
<p class="page-end"><a href="${SETS_PATH}/${set.id}">${texts.back}</a></p></div>`
  return { title, main, place: WORKBENCH_PLACE }
}

function figuresHtml({ summary, answeredRight, answeredWrong }: TestReport): Html {
  const answered = answeredRight + answeredWrong
  const rows: readonly (readonly [string, string])[] = [
    [texts.hits1, texts.share(summary.s1)],
    [texts.hits5, texts.share(summary.s5)],
    [texts.mrr, texts.decimal(summary.mrr)],
    [texts.answered, texts.count(answered)],
    [texts.answeredRight, texts.answeredOf(answeredRight, answered)],
    ...(summary.unanswerable === 0
      ? []
      : [[texts.declined, texts.answeredOf(summary.ofUnanswerable.unanswered, summary.unanswerable)] as const]),
  ]
  return html`<dl class="figures">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<p>${texts.mrrHint}</p>`
}

function changeHtml({ report: { gained, lost }, before }: RunView): Html {
  if (before === null) return html`<p>${texts.noBefore}</p>`
  return html`<p>${texts.changed(gained, lost)}${texts.before(formatMoment(before.at))}</p>`
}

function showLinks({ report, run, show }: RunView): Html {
  return html`<nav aria-label="${texts.show}"><ul class="choices-list">${SHOWS.map(one => {
    const label = texts.shows[one](shownQuestions(report, one).length)
    return html`<li><a href="/admin/workbench/runs/${run.id}?show=${one}"${one === show && html` aria-current="true"`}>${label}</a></li>`
  })}</ul></nav>`
}

function questionsTable(view: RunView): Html {
  const questions = shownQuestions(view.report, view.show)
  const hidden = questions.length - ROWS_MAX
  if (questions.length === 0) return html`<p>${texts.none}</p>`
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table roomy">
<caption>${texts.shows[view.show](questions.length)}</caption>
<thead><tr><th scope="col">${texts.question}</th><th scope="col">${texts.result}</th><th scope="col">${texts.expected}</th><th scope="col">${texts.came}</th><th scope="col" class="number">${texts.rank}</th><th scope="col">${texts.change}</th></tr></thead>
<tbody>${questions.slice(0, ROWS_MAX).map(question => questionRow(question, view))}</tbody>
</table></div>
${hidden > 0 && html`<p>${texts.more(hidden)}</p>`}`
}

function questionRow(tested: TestedQuestion, { nameOf }: RunView): Html {
  const { query, run, rank, change } = tested
  const right = Object.entries(query.relevant).filter(([, grade]) => grade > 0)
  const [first] = run.outcome === 'unanswered' ? [] : run.ranked
  const tryIt = `${WORKBENCH_PLACE}?q=${encodeURIComponent(query.text)}`
  return html`<tr><th scope="row"><a href="${tryIt}" title="${texts.tryIt}">${query.text}</a></th>
<td><span class="badge ${badgeOf(tested)}">${fareWord(tested)}</span></td>
<td>${right.length === 0 ? workbenchTexts.set.noExpected : right.map(([id]) => html`<p>${nameOf(id)}</p>`)}</td>
<td>${OUTCOME_WORDS[run.outcome]}${first !== undefined && html`: ${nameOf(first)}`}</td>
<td class="number">${right.length === 0 ? '' : (rank ?? texts.outside)}</td>
<td>${change === null ? '' : texts.changes[change]}</td></tr>
`
}

export function fareWord({ fare, query }: TestedQuestion): string {
  return fare === 'right' && !isAnswerable(query) ? texts.declinedRight : texts.fares[fare]
}

function badgeOf({ fare }: TestedQuestion): string {
  return fare === 'right' ? 'badge-good' : fare === 'wrong' ? 'badge-bad' : fare === 'missed' ? 'badge-caution' : ''
}
