// The fields of the form of an entry: each with its label, its hint, and what is wrong with it.
import { html } from 'hono/html'
import { type DraftField, type DraftProblem, type EntryDraft, linesOf } from '../../src/core/editing/entry-draft.ts'
import { ENTRY_LIMITS, type Section } from '../../src/core/entry.ts'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { describeDraftProblem, editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { Html } from '../../src/pages/html.ts'

const { fields: labels, form: texts } = editingTexts

export interface FieldsView {
  readonly id: string
  readonly draft: EntryDraft
  readonly problems: readonly DraftProblem[]
  /** Those in which the person may edit. */
  readonly ownSections: readonly Section[]
  readonly sections: readonly Section[]
  /** Suggestions. */
  readonly tags: readonly string[]
  readonly tagFields: number
  readonly reviewSuggestion: CalendarDate
}

/** Where a link to a field leads. */
export function fieldId(field: DraftField): string {
  return `field-${field}`
}

/** `note` stands below the question. */
export function questionFieldsHtml(view: FieldsView, note: Html): Html {
  const { draft } = view
  return html`${sectionHtml(view)}
${areaHtml('question', view, { value: draft.question, rows: 2, hint: texts.hints.question, required: true, count: note })}
${areaHtml('answer', view, { value: draft.answer, rows: 12, hint: texts.hints.answer, required: true })}`
}

export function otherFieldsHtml(view: FieldsView): Html {
  const { draft } = view
  const { hints } = texts
  return html`${linesHtml('phrasings', view, { hint: hints.phrasings, rows: 4, limit: ENTRY_LIMITS.phrasings })}
${linesHtml('negativePhrasings', view, { hint: hints.negativePhrasings, rows: 3, limit: ENTRY_LIMITS.phrasings })}
${tagsHtml(view)}
${linesHtml('basis', view, { hint: hints.basis, rows: 3, limit: ENTRY_LIMITS.bases })}
${validityHtml(view)}
${dateHtml('reviewBy', view, hints.reviewBy(formatJapaneseDate(view.reviewSuggestion)))}
${visibilityHtml(view)}
${areaHtml('note', view, { value: draft.note, rows: 2, hint: hints.note, required: false })}`
}

function labelHtml(field: DraftField, required: boolean): Html {
  return html`<label for="${fieldId(field)}">${labels[field]}${required && html`<span class="required">${texts.required}</span>`}</label>`
}

/** The problem after the hint, both told with the control. */
function aroundHtml(field: DraftField, { problems }: FieldsView, hint: string) {
  const id = fieldId(field)
  const own = problems.filter(problem => problem.field === field)
  return {
    described: html` aria-describedby="${id}-hint${own.length > 0 && ` ${id}-problem`}"${own.length > 0 && html` aria-invalid="true"`}`,
    hintHtml: html`<span class="hint" id="${id}-hint">${hint}</span>
  ${own.length > 0 && html`<span class="problem" id="${id}-problem">${own.map(describeDraftProblem).join(' ')}</span>`}`,
  }
}

interface Area {
  readonly value: string
  readonly rows: number
  readonly hint: string
  readonly required: boolean
  /** Stands at the end of the hint. */
  readonly count?: Html
}

/** HTML drops a line break at the start of a textarea: one is put there to be dropped. */
function areaHtml(field: DraftField, view: FieldsView, { value, rows, hint, required, count }: Area): Html {
  const { described, hintHtml } = aroundHtml(field, view, hint)
  return html`<div class="field">
  ${labelHtml(field, required)}
  ${hintHtml}
  <textarea class="input" id="${fieldId(field)}" name="${field}" rows="${rows}"${described}${required && html` aria-required="true"`}>
${value}</textarea>
  ${count}
</div>`
}

interface Lines {
  readonly hint: string
  readonly rows: number
  readonly limit: number
}

function linesHtml(
  field: 'phrasings' | 'negativePhrasings' | 'basis',
  view: FieldsView,
  { hint, rows, limit }: Lines,
): Html {
  const value = view.draft[field]
  const count = html`<span class="hint" data-counts="${fieldId(field)}" data-limit="${limit}">${texts.lineCount(linesOf(value).length, limit)}</span>`
  return areaHtml(field, view, { value, rows, hint, required: false, count })
}

function sectionHtml(view: FieldsView): Html {
  const { draft, ownSections } = view
  const { described, hintHtml } = aroundHtml('section', view, '')
  return html`<div class="field">
  ${labelHtml('section', true)}
  ${hintHtml}
  <select class="input input-short" id="${fieldId('section')}" name="section"${described} aria-required="true">
    ${draft.section === '' && html`<option value="">${texts.chooseSection}</option>`}
    ${ownSections.map(({ code, name }) => html`<option value="${code}"${code === draft.section && ' selected'}>${name}</option>`)}
  </select>
</div>`
}

function tagsHtml(view: FieldsView): Html {
  const { draft, tags, tagFields } = view
  const { described, hintHtml } = aroundHtml('tags', view, texts.hints.tags)
  const values = Array.from({ length: Math.max(tagFields, draft.tags.length) }, (_, i) => draft.tags[i] ?? '')
  const input = (tag: string, i: number) =>
    html`<input class="input" id="${i === 0 ? fieldId('tags') : `${fieldId('tags')}-${i + 1}`}" name="tags" value="${tag}" list="known-tags" aria-label="${labels.tags} ${i + 1}" autocomplete="off">
    `
  return html`<fieldset class="field"${described}>
  <legend>${labels.tags}</legend>
  ${hintHtml}
  <div class="tag-fields" data-tags>${values.map(input)}</div>
  <datalist id="known-tags">${tags.map(tag => html`<option value="${tag}"></option>`)}</datalist>
  <p><button class="button-text" type="submit" formaction="/admin/entries/${encodeURIComponent(view.id)}/preview" name="more" value="tags" data-more-tags>${texts.addTag}</button></p>
</fieldset>`
}

function validityHtml(view: FieldsView): Html {
  return html`<fieldset class="field">
  <legend>${texts.validity}</legend>
  <span class="hint">${texts.hints.validity}</span>
  <div class="date-pair">${dateHtml('validFrom', view, '')}${dateHtml('validUntil', view, '')}</div>
</fieldset>`
}

function dateHtml(field: 'validFrom' | 'validUntil' | 'reviewBy', view: FieldsView, hint: string): Html {
  const { described, hintHtml } = aroundHtml(field, view, hint)
  return html`<div class="field">
  ${labelHtml(field, false)}
  ${hintHtml}
  <input class="input input-short" id="${fieldId(field)}" name="${field}" type="date" value="${view.draft[field]}"${described}>
</div>`
}

function visibilityHtml(view: FieldsView): Html {
  const { draft, sections } = view
  const { described, hintHtml } = aroundHtml('visibleTo', view, texts.someHint)
  const radio = (value: string, label: string, checked: boolean) =>
    html`<label class="choice"><input type="radio" name="restricted" value="${value}"${checked && ' checked'}>${label}</label>`
  const box = ({ code, name }: Section) =>
    html`<label class="choice"><input type="checkbox" name="visibleTo" value="${code}"${draft.visibleTo.includes(code) && ' checked'}>${name}</label>`
  return html`<fieldset class="field" id="${fieldId('visibleTo')}" tabindex="-1">
  <legend>${labels.visibleTo}</legend>
  ${radio('0', texts.openToAll, !draft.restricted)}
  ${radio('1', texts.openToSome, draft.restricted)}
  <details class="visible-to"${draft.restricted && ' open'}><summary>${texts.someHeading}</summary>
    <div${described}>${hintHtml}<div class="choices">${sections.map(box)}</div></div>
  </details>
</fieldset>`
}
