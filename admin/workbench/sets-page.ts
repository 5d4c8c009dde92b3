// The question sets, and the form by which one is added.
import { html } from 'hono/html'
import { actorName } from '../../src/core/access/account.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { workbenchTexts } from '../../src/core/messages/ja/admin/workbench.ts'
import type { QuestionSetHead } from '../../src/core/ports/question-sets.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { WORKBENCH_PLACE } from './try-page.ts'

const texts = workbenchTexts.sets

export interface ListedSet extends QuestionSetHead {
  readonly lastRunAt: Date | null
}

export interface SetsView {
  readonly sets: readonly ListedSet[]
  /** Questions of the sample that may be taken over; null without. */
  readonly sampleCount: number | null
  readonly name: string
  readonly problems: readonly string[]
}

export const SETS_PATH = '/admin/workbench/sets'

export function setsPage(view: SetsView): AdminPage {
  const { problems, sampleCount } = view
  const main = html`<div class="flow"><h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${problems.length > 0 && problemsNotice(problems)}
${setsTable(view)}
${addForm(view)}
${sampleCount !== null && sampleForm(sampleCount)}
<p class="page-end"><a href="/admin/workbench">${texts.back}</a></p></div>`
  return { title: texts.title, main, place: WORKBENCH_PLACE }
}

function problemsNotice(problems: readonly string[]): Html {
  const body = html`<ul>${problems.map(problem => html`<li><a href="#file">${problem}</a></li>`)}</ul>`
  return noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 2, body })
}

function setsTable({ sets }: SetsView): Html {
  if (sets.length === 0) return html`<p class="page-end">${texts.none}</p>`
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table roomy">
<caption>${texts.caption}</caption>
<thead><tr><th scope="col">${texts.name}</th><th scope="col" class="number">${texts.questions}</th><th scope="col">${texts.created}</th><th scope="col">${texts.lastRun}</th></tr></thead>
<tbody>${sets.map(setRow)}</tbody>
</table></div>`
}

function setRow({ id, name, questionCount, createdAt, createdBy, lastRunAt }: ListedSet): Html {
  return html`<tr><th scope="row"><a href="${SETS_PATH}/${id}">${name}</a></th><td class="number">${texts.count(questionCount)}</td>
<td>${formatMoment(createdAt)} ${actorName(createdBy)}</td><td>${lastRunAt === null ? texts.neverRun : formatMoment(lastRunAt)}</td></tr>
`
}

function addForm({ name, problems }: SetsView): Html {
  return html`<section aria-labelledby="add"><h2 id="add">${texts.addHeading}</h2>
<form class="form form-narrow" method="post" action="${SETS_PATH}" enctype="multipart/form-data">
  <div class="field">
    <label for="name">${texts.name}</label>
    <p class="hint" id="name-hint">${texts.nameHint}</p>
    <input class="input" id="name" name="name" value="${name}" required aria-describedby="name-hint">
  </div>
  <div class="field">
    <label for="file">${texts.file}</label>
    <p class="hint" id="file-hint">${texts.fileHint}</p>
    <input class="input" id="file" name="file" type="file" accept=".csv,text/csv" required aria-describedby="file-hint"${problems.length > 0 && html` aria-invalid="true"`}>
  </div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.add}</button></p>
</form>
</section>`
}

function sampleForm(count: number): Html {
  return html`<section aria-labelledby="sample"><h2 id="sample">${texts.sampleHeading}</h2>
<p>${texts.sampleText(count)}</p>
<form method="post" action="${SETS_PATH}/sample"><button class="button button-outline" type="submit">${texts.takeSample}</button></form>
</section>`
}
