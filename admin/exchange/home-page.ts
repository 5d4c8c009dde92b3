// The page from which files come in and go out, with what became of those that came in.
import { html } from 'hono/html'
import { FILE_BYTES_MAX } from '../../src/adapters/entry-files/read-file-bytes.ts'
import { ENTRY_STATUSES, type Section } from '../../src/core/entry.ts'
import type { ImportJob } from '../../src/core/exchange/import-job.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { EXPORT_KINDS } from './export-kinds.ts'
import { momentText } from './moment.ts'

export interface HomeView {
  readonly jobs: readonly ImportJob[]
  readonly sections: readonly Section[]
  /** What was wrong with an upload. */
  readonly problem: string | null
}

const MB = 1024 * 1024

export function homePage({ jobs, sections, problem }: HomeView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${problem !== null && noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 2, body: html`<p><a href="#file">${problem}</a></p>` })}
<div class="two-columns">
<section aria-labelledby="import"><h2 id="import">${texts.importHeading}</h2>
${uploadForm(problem)}
</section>
<section aria-labelledby="export"><h2 id="export">${texts.exportHeading}</h2>
${exportForm(sections)}
</section>
</div>
<section aria-labelledby="jobs"><h2 id="jobs">${texts.jobsHeading}</h2>
${jobs.length === 0 ? html`<p>${texts.noJobs}</p>` : jobTable(jobs)}
</section>`
  return { title: texts.title, main }
}

function uploadForm(problem: string | null): Html {
  const wrong = problem !== null
  return html`<p>${texts.importSteps}</p>
<form class="form" method="post" action="/admin/exchange/upload" enctype="multipart/form-data">
  <div class="field">
    <label for="file">${texts.file}</label>
    <p class="hint" id="file-hint">${texts.fileHint(FILE_BYTES_MAX / MB)}${texts.templateHint}</p>
    ${wrong && html`<p class="problem" id="file-problem">${problem}</p>`}
    <input class="input" id="file" name="file" type="file" required accept=".csv,.tsv,.txt,.xlsx" aria-describedby="file-hint${wrong && ' file-problem'}"${wrong && html` aria-invalid="true"`}>
  </div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.upload}</button></p>
</form>`
}

function exportForm(sections: readonly Section[]): Html {
  return html`<p>${texts.exportHint}</p>
<form class="form" method="get" action="/admin/exchange/export">
  <div class="field">
    <label for="section">${texts.section}</label>
    <select class="input" id="section" name="section"><option value="">${texts.allSections}</option>
${sections.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</select>
  </div>
  <div class="field">
    <label for="status">${texts.status}</label>
    <select class="input" id="status" name="status"><option value="">${texts.allStatuses}</option>
${ENTRY_STATUSES.map(status => html`<option value="${status}">${texts.statuses[status]}</option>`)}</select>
  </div>
  <div class="form-inline">
    <div class="field"><label for="from">${texts.revisedFrom}</label><input class="input input-short" id="from" name="from" type="date"></div>
    <div class="field"><label for="to">${texts.revisedTo}</label><input class="input input-short" id="to" name="to" type="date"></div>
  </div>
  <fieldset class="field"><legend>${texts.format}</legend>
${EXPORT_KINDS.map(
  (kind, index) =>
    html`<label class="choice"><input type="radio" name="format" value="${kind}"${index === 0 && html` checked`}>${texts.formats[kind]}</label>`,
)}
  </fieldset>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.exportButton}</button></p>
</form>`
}

function jobTable(jobs: readonly ImportJob[]): Html {
  return html`<div class="table-scroll" role="region" aria-label="${texts.jobsCaption}" tabindex="0"><table class="table">
<caption>${texts.jobsCaption}</caption>
<thead><tr><th scope="col">${texts.fileName}</th><th scope="col">${texts.startedAt}</th><th scope="col">${texts.person}</th><th scope="col">${texts.state}</th><th scope="col">${texts.result}</th></tr></thead>
<tbody>${jobs.map(jobRow)}</tbody>
</table></div>`
}

const BADGES: Readonly<Partial<Record<ImportJob['state'], string>>> = {
  applied: 'badge badge-good',
  failed: 'badge badge-bad',
  checked: 'badge badge-caution',
}

function jobRow(job: ImportJob): Html {
  return html`<tr><th scope="row"><a class="file-name" href="/admin/exchange/jobs/${job.id}">${job.fileName}</a></th><td class="moment">${momentText(job.createdAt)}</td><td>${job.accountName}</td><td><span class="${BADGES[job.state] ?? 'badge'}">${texts.states[job.state]}</span></td><td>${resultText(job)}</td></tr>
`
}

function resultText({ state, summary }: ImportJob): string {
  if (summary === null) return ''
  if (summary.applied !== null) return texts.appliedResult(summary.applied.created, summary.applied.revised)
  return state === 'checked' ? texts.checkedResult(summary.counts.error) : ''
}
