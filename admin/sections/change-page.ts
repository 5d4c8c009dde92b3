// The form of one kind of change: which sections, which entries, from which day.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { CalendarDate } from '../../src/core/fiscal-year.ts'
import { sectionsMessages } from '../../src/core/messages/ja/admin/sections.ts'
import type { EntrySelection, SectionChange, SelectedEntry } from '../../src/core/ports/section-changes.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { tableHtml } from '../upkeep/list-parts.ts'
import { SECTIONS_PATH } from './list-page.ts'

const { changes, form: texts, columns } = sectionsMessages

/** Entries that a page shows to choose from, and that one change may move. */
export const SHOWN_MAX = 200
export const MOVED_MAX = 5_000

export interface ChangeView {
  readonly kind: SectionChange['kind']
  readonly sections: readonly Section[]
  /** The section that the person came from; '' for none. */
  readonly sectionCode: string
  readonly today: CalendarDate
  readonly selection: EntrySelection
  readonly found: { readonly total: number; readonly entries: readonly SelectedEntry[] } | null
}

export function changePage(view: ChangeView): AdminPage {
  const { kind, found, sectionCode } = view
  const isChoosing = kind === 'split' && sectionCode === ''
  const main = html`<h1>${changes[kind]}</h1>
${found !== null && selectionForm(view)}
${found !== null && !isChoosing && found.total === 0 && html`<p>${texts.none}</p>`}
${found !== null && found.total > MOVED_MAX && html`<p>${texts.tooMany(MOVED_MAX)}</p>`}
${!isChoosing && changeForm(view)}`
  return { title: changes[kind], main, place: SECTIONS_PATH }
}

function changeForm(view: ChangeView): Html {
  const { kind, found, today } = view
  return html`<form class="form" method="post" action="${SECTIONS_PATH}/changes/${kind}/preview">
  ${fieldsOf(view)}
  <div class="field"><label for="on">${texts.onDate}</label><p class="hint" id="on-hint">${texts.onDateHint}</p>
    <input class="input input-short" id="on" name="on" type="date" value="${today}" required aria-describedby="on-hint"></div>
  ${found !== null && found.total > 0 && entriesField(view, found)}
  <p><button class="button button-solid" type="submit">${texts.next}</button></p>
</form>`
}

function fieldsOf(view: ChangeView): Html {
  switch (view.kind) {
    case 'create':
      return html`${codeField()}${nameField('name', texts.name)}`
    case 'rename':
      return html`${sectionField('code', { label: texts.renameCode, view })}${nameField('name', texts.newName)}`
    case 'merge':
      return html`${mergedField(view)}${intoFields(view)}`
    case 'split':
      return html`<input type="hidden" name="from" value="${view.sectionCode}">${intoFields(view)}
<label class="choice"><input type="checkbox" name="roles" value="1" checked> ${texts.roles}</label>`
    case 'close':
      return html`<p>${texts.closeHint}</p>${sectionField('code', { label: texts.closeCode, view })}`
    case 'move':
      return sectionField('to', { label: texts.to, view: { ...view, sectionCode: '' } })
    default:
      return view.kind satisfies never
  }
}

function mergedField({ sections, sectionCode }: ChangeView): Html {
  return html`<fieldset class="field"><legend>${texts.from}</legend><div class="choices">${sections.map(
    ({ code, name }) =>
      html`<label class="choice"><input type="checkbox" name="from" value="${code}" ${code === sectionCode && 'checked'}> ${name}</label>`,
  )}</div></fieldset>`
}

/** A section that there is, or a new one. */
function intoFields(view: ChangeView): Html {
  return html`${sectionField('into', { label: texts.into, view: { ...view, sectionCode: '' }, first: texts.newSection })}
${codeField()}${nameField('name', texts.name)}`
}

function sectionField(
  name: string,
  { label, view, first = texts.choose }: { readonly label: string; readonly view: ChangeView; readonly first?: string },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
  <select class="input input-short" id="${name}" name="${name}"><option value="">${first}</option>${view.sections.map(
    ({ code, name: of }) => html`<option value="${code}" ${code === view.sectionCode && 'selected'}>${of}</option>`,
  )}</select></div>`
}

function codeField(): Html {
  return html`<div class="field"><label for="new-code">${texts.code}</label><p class="hint" id="code-hint">${texts.codeHint}</p>
  <input class="input input-short" id="new-code" name="newCode" maxlength="32" autocapitalize="none" spellcheck="false" aria-describedby="code-hint"></div>`
}

function nameField(name: string, label: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
  <input class="input" id="${name}" name="${name}" maxlength="100"></div>`
}

function selectionForm({ kind, sections, selection, sectionCode }: ChangeView): Html {
  const label = kind === 'split' ? texts.splitFrom : columns.name
  return html`<h2>${texts.selectHeading}</h2><p>${texts.selectLead}</p>
<form class="form form-inline" method="get" action="${SECTIONS_PATH}/changes/${kind}">
  <div class="field"><label for="section">${label}</label>
    <select class="input input-short" id="section" name="section"><option value="">${texts.choose}</option>${sections.map(
      ({ code, name }) => html`<option value="${code}" ${code === sectionCode && 'selected'}>${name}</option>`,
    )}</select></div>
  <div class="field"><label for="text">${texts.text}</label><input class="input" id="text" name="text" value="${selection.text ?? ''}"></div>
  <div class="field"><label for="tag">${texts.tag}</label><input class="input input-short" id="tag" name="tag" value="${selection.tag ?? ''}"></div>
  <button class="button button-outline" type="submit">${texts.select}</button>
</form>`
}

function entriesField({ selection }: ChangeView, { total, entries }: NonNullable<ChangeView['found']>): Html {
  const rows = entries.map(
    ({ id, question, section }) => html`<tr><td><input type="checkbox" id="entry-${id}" name="entry" value="${id}"></td>
<th scope="row"><label for="entry-${id}">${question}</label><br><span class="entry-id">${id}</span></th><td>${section.name}</td></tr>
`,
  )
  const hidden = (name: string, value: string | undefined) =>
    html`<input type="hidden" name="${name}" value="${value ?? ''}">`
  return html`${hidden('selectedSection', selection.sectionCode)}${hidden('selectedText', selection.text)}${hidden('selectedTag', selection.tag)}
<fieldset class="field"><legend>${texts.entries}</legend>
  <label class="choice"><input type="radio" name="scope" value="all" ${total > MOVED_MAX && 'disabled'}> ${texts.allFound(total)}</label>
  <label class="choice"><input type="radio" name="scope" value="checked" checked> ${texts.onlyChecked}</label>
</fieldset>
${total > entries.length && html`<p>${texts.shownOf(entries.length, total)}</p>`}
${tableHtml(texts.entries, [texts.scope, 'FAQ', columns.name], rows)}`
}
