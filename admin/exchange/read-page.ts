// The page on which a person confirms how a file is read: encoding or sheet, and what each column holds.
import { html } from 'hono/html'
import { COLUMNS } from '../../src/adapters/entry-files/fields.ts'
import type { Section } from '../../src/core/entry.ts'
import {
  DEFAULT_STATUSES,
  type DefaultStatus,
  type ImportJob,
  type Inspection,
} from '../../src/core/exchange/import-job.ts'
import { TABLE_ENCODINGS, TABLE_FIELDS, type TableField } from '../../src/core/exchange/reading.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { stepsHtml } from './steps.ts'

export interface ReadView {
  readonly job: ImportJob
  readonly columns: readonly (TableField | null)[]
  readonly remembered: boolean
  /** Its code; '' for none. */
  readonly defaultSection: string
  readonly defaultStatus: DefaultStatus
  /** Those in which the person may edit. */
  readonly sections: readonly Section[]
  readonly problems: readonly { readonly id: string; readonly text: string }[]
}

export function readPage(view: ReadView): AdminPage {
  const { job, problems } = view
  const { inspection } = job
  const title = texts.jobTitle(job.fileName)
  const readable = inspection !== null && inspection.problem === null
  const main = html`<h1>${title}</h1>
${stepsHtml(readable ? 1 : 0)}
${problems.length > 0 && problemList(problems)}
${inspection !== null && inspection.problem !== null && unreadable(inspection.problem)}
${inspection !== null && readingSection(job, inspection)}
${readable && columnsSection(view, inspection)}
<form class="actions" method="post" action="/admin/exchange/jobs/${job.id}/cancel"><p class="button-row"><button class="button button-outline" type="submit">${texts.cancel}</button></p></form>`
  return { title, main }
}

function problemList(problems: ReadView['problems']): Html {
  const items = problems.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)
  return noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 2, body: html`<ul>${items}</ul>` })
}

function unreadable(problem: string): Html {
  const body = html`<p>${problem}</p><p><a href="/admin/exchange">${texts.otherFile}</a></p>`
  return noticeHtml({ kind: 'error', heading: texts.unreadableHeading, headingLevel: 2, body })
}

/** Nothing to choose where not even the sheets are known. */
function readingSection({ id, format }: ImportJob, inspection: Inspection): Html {
  const { reading, detected, sheets } = inspection
  if (format === 'csv' && detected === null) return html``
  if (format === 'xlsx' && sheets.length === 0) return html``
  const choice = format === 'csv' ? encodingField(inspection) : sheetField(inspection)
  return html`<section aria-labelledby="reading"><h2 id="reading">${texts.readHeading}</h2>
<p>${texts.readLead[format]}</p>
<form class="form form-inline" method="post" action="/admin/exchange/jobs/${id}/read">
  ${choice}
  <div class="field"><label for="headerLine">${texts.headerLine}</label><input class="input input-short" id="headerLine" name="headerLine" type="number" min="1" value="${String(reading.headerLine ?? inspection.headerLine)}" aria-describedby="header-hint"></div>
  ${format === 'xlsx' && html`<label class="choice"><input type="checkbox" name="skipHidden" value="on"${reading.skipHidden && html` checked`}>${texts.skipHidden}</label>`}
  <p class="button-row"><button class="button button-outline" type="submit">${texts.readAgain}</button></p>
</form>
<p class="hint" id="header-hint">${texts.headerLineHint}</p>
${inspection.preview.length > 0 && previewTable(inspection)}
</section>`
}

function encodingField({ reading, detected }: Inspection): Html {
  return html`<div class="field"><label for="encoding">${texts.encoding}</label>
    ${detected !== null && html`<p class="hint" id="encoding-hint">${texts.detected(texts.encodings[detected])}</p>`}
    <select class="input" id="encoding" name="encoding" aria-describedby="encoding-hint">
${TABLE_ENCODINGS.map(
  encoding =>
    html`<option value="${encoding}"${encoding === reading.encoding && html` selected`}>${texts.encodings[encoding]}</option>`,
)}</select></div>`
}

function sheetField({ reading, sheets }: Inspection): Html {
  return html`<div class="field"><label for="sheet">${texts.sheet}</label><select class="input" id="sheet" name="sheet">
${sheets.map(
  ({ name, hidden }) =>
    html`<option value="${name}"${name === reading.sheet && html` selected`}>${hidden ? texts.hiddenSheet(name) : name}</option>`,
)}</select></div>`
}

function previewTable({ header, preview }: Inspection): Html {
  const caption = texts.previewCaption(preview.length)
  return html`<div class="table-scroll file-preview" role="region" aria-label="${caption}" tabindex="0"><table class="table">
<caption>${caption}</caption>
<thead><tr><th scope="col">${texts.line}</th>${header.map((name, index) => html`<th scope="col">${name || texts.noName(index + 1)}</th>`)}</tr></thead>
<tbody>${preview.map(
    ({ line, cells }) =>
      html`<tr><th scope="row">${String(line)}</th>${header.map((_, index) => html`<td>${cells[index] ?? ''}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`
}

function columnsSection(view: ReadView, inspection: Inspection): Html {
  const { job, remembered } = view
  return html`<section aria-labelledby="columns"><h2 id="columns">${texts.columnsHeading}</h2>
<p>${texts.columnsLead}${texts.keepsHint}</p>
${remembered && html`<p>${texts.remembered}</p>`}
<form class="form" method="post" action="/admin/exchange/jobs/${job.id}/check">
<table class="table columns-table"><caption>${texts.columnsCaption}</caption>
<thead><tr><th scope="col">${texts.columnName}</th><th scope="col">${texts.example}</th><th scope="col">${texts.target}</th></tr></thead>
<tbody>${inspection.header.map((name, index) => columnRow(view, inspection, { name, index }))}</tbody>
</table>
${optionFields(view)}
<p class="button-row"><button class="button button-solid" type="submit" aria-describedby="check-hint">${texts.startCheck}</button></p>
<p class="hint" id="check-hint">${texts.startCheckHint}</p>
</form>
</section>`
}

const EXAMPLE_MAX = 60 // letters

function columnRow(
  { columns, problems }: ReadView,
  { preview }: Inspection,
  { name, index }: { readonly name: string; readonly index: number },
): Html {
  const shown = name || texts.noName(index + 1)
  const example = preview.map(({ cells }) => cells[index] ?? '').find(cell => cell.trim() !== '') ?? ''
  const id = `column${index}`
  const problem = problems.find(one => one.id === id)
  return html`<tr><th scope="row">${shown}</th><td class="example">${[...example].slice(0, EXAMPLE_MAX).join('')}</td><td>
${problem !== undefined && html`<p class="problem" id="${id}-problem">${problem.text}</p>`}
<label class="visually-hidden" for="${id}">${texts.targetOf(shown)}</label>
<select class="input" id="${id}" name="${id}"${problem !== undefined && html` aria-invalid="true" aria-describedby="${id}-problem"`}><option value="">${texts.ignored}</option>
${TABLE_FIELDS.map(
  field => html`<option value="${field}"${columns[index] === field && html` selected`}>${COLUMNS[field]}</option>`,
)}</select></td></tr>
`
}

function optionFields({ sections, defaultSection, defaultStatus }: ReadView): Html {
  return html`<div class="field"><label for="defaultSection">${texts.defaultSection}</label>
<select class="input" id="defaultSection" name="defaultSection"><option value="">${texts.noDefaultSection}</option>
${sections.map(
  ({ code, name }) => html`<option value="${code}"${code === defaultSection && html` selected`}>${name}</option>`,
)}</select></div>
<fieldset class="field"><legend>${texts.defaultStatus}</legend>
<p class="hint" id="publish-hint">${texts.publishHint}</p>
${DEFAULT_STATUSES.map(
  status =>
    html`<label class="choice"><input type="radio" name="defaultStatus" value="${status}" aria-describedby="publish-hint"${status === defaultStatus && html` checked`}>${texts.defaultStatuses[status]}</label>`,
)}</fieldset>`
}
