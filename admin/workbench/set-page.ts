// One question set: run it, see how it fared before, rename and remove it.
import { html } from 'hono/html'
import { actorName } from '../../src/core/access/account.ts'
import { reportTestRun } from '../../src/core/impact/compare-test-runs.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { workbenchTexts } from '../../src/core/messages/ja/admin/workbench.ts'
import type { QuestionSet, TestRun } from '../../src/core/ports/question-sets.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { NameEntry } from '../entry-reference.ts'
import type { AdminPage } from '../layout.ts'
import { SETS_PATH } from './sets-page.ts'
import { WORKBENCH_PLACE } from './try-page.ts'

const texts = workbenchTexts.set
const figures = workbenchTexts.run

/** Questions listed: enough to know the set by. */
export const QUESTIONS_SHOWN = 100

export interface SetView {
  readonly set: QuestionSet
  /** Newest first. */
  readonly runs: readonly TestRun[]
  readonly nameOf: NameEntry
  readonly notice: 'conflict' | 'renamed' | null
}

export function setPage(view: SetView): AdminPage {
  const { set, notice } = view
  const main = html`<div class="flow"><h1>${set.name}</h1>
${notice !== null && noticeOf(notice)}
<p class="lead">${texts.runLead}</p>
<form method="post" action="${SETS_PATH}/${set.id}/run"><p class="button-row"><button class="button button-solid" type="submit">${texts.run}</button></p></form>
<section aria-labelledby="history"><h2 id="history">${texts.historyHeading}</h2>
${historyTable(view)}
</section>
<section aria-labelledby="questions"><h2 id="questions">${texts.questionsHeading}</h2>
${questionsTable(view)}
</section>
${renameForm(set)}
${removeForm(set)}
<p class="page-end"><a href="${SETS_PATH}">${texts.back}</a></p></div>`
  return { title: set.name, main, place: WORKBENCH_PLACE }
}

function noticeOf(notice: NonNullable<SetView['notice']>): Html {
  const [kind, heading, text] =
    notice === 'renamed'
      ? (['success', texts.saved, texts.savedText] as const)
      : (['error', texts.conflict, texts.conflictText] as const)
  return noticeHtml({ kind, heading, headingLevel: 2, body: html`<p>${text}</p>` })
}

function historyTable({ set, runs }: SetView): Html {
  if (runs.length === 0) return html`<p>${texts.noRuns}</p>`
  return html`<div class="table-scroll" role="region" aria-label="${texts.historyCaption}" tabindex="0"><table class="table roomy">
<caption>${texts.historyCaption}</caption>
<thead><tr><th scope="col">${texts.at}</th><th scope="col" class="number">${figures.hits1}</th><th scope="col" class="number">${figures.hits5}</th><th scope="col" class="number">${figures.mrr}</th><th scope="col" class="number">${figures.answeredRight}</th><th scope="col">${texts.actor}</th></tr></thead>
<tbody>${runs.map(run => runRow(set, run))}</tbody>
</table></div>`
}

function runRow(set: QuestionSet, { id, at, actor, results }: TestRun): Html {
  const { summary, answeredRight, answeredWrong } = reportTestRun(set.questions, results, null)
  return html`<tr><th scope="row"><a href="/admin/workbench/runs/${id}">${formatMoment(at)}</a></th>
<td class="number">${figures.share(summary.s1)}</td><td class="number">${figures.share(summary.s5)}</td><td class="number">${figures.decimal(summary.mrr)}</td>
<td class="number">${figures.answeredOf(answeredRight, answeredRight + answeredWrong)}</td><td>${actorName(actor)}</td></tr>
`
}

function questionsTable({ set, nameOf }: SetView): Html {
  const shown = set.questions.slice(0, QUESTIONS_SHOWN)
  const hidden = set.questions.length - shown.length
  const expected = (relevant: Readonly<Record<string, number>>) => {
    const ids = Object.entries(relevant).filter(([, grade]) => grade > 0)
    return ids.length === 0 ? texts.noExpected : ids.map(([id]) => html`<p>${nameOf(id)}</p>`)
  }
  return html`<div class="table-scroll" role="region" aria-label="${texts.questionsCaption}" tabindex="0"><table class="table roomy">
<caption>${texts.questionsCaption}</caption>
<thead><tr><th scope="col">${figures.question}</th><th scope="col">${texts.expected}</th></tr></thead>
<tbody>${shown.map(
    ({ text, relevant }) => html`<tr><th scope="row">${text}</th><td>${expected(relevant)}</td></tr>
`,
  )}</tbody>
</table></div>
${hidden > 0 && html`<p>${texts.moreQuestions(hidden)}</p>`}`
}

function renameForm({ id, name, version }: QuestionSet): Html {
  return html`<section aria-labelledby="rename"><h2 id="rename">${texts.renameHeading}</h2>
<form class="form form-inline" method="post" action="${SETS_PATH}/${id}/rename">
  <input type="hidden" name="seen" value="${version}">
  <div class="field"><label for="name">${workbenchTexts.sets.name}</label><input class="input input-short" id="name" name="name" value="${name}" maxlength="60" required></div>
  <button class="button button-outline" type="submit">${texts.rename}</button>
</form>
</section>`
}

function removeForm({ id, version }: QuestionSet): Html {
  return html`<section aria-labelledby="remove"><h2 id="remove">${texts.removeHeading}</h2>
<p>${texts.removeText}</p>
<form method="post" action="${SETS_PATH}/${id}/remove">
  <input type="hidden" name="seen" value="${version}">
  <p class="button-row"><button class="button button-danger" type="submit">${texts.remove}</button></p>
</form>
</section>`
}
