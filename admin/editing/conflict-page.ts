// The page on which a person who was overtaken chooses: for each field that differs, what it was, what the other made of it, and
// what they typed themselves, word by word.
import { html } from 'hono/html'
import {
  type Choice,
  type FieldMerge,
  fieldText,
  type MergedField,
  type Version,
  type Versions,
} from '../../src/core/editing/merge-versions.ts'
import type { Section } from '../../src/core/entry.ts'
import { formatJapaneseDate, isCalendarDate } from '../../src/core/fiscal-year.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { diffHtml } from '../../src/pages/word-diff.ts'
import type { AdminPage } from '../layout.ts'
import { entryUrl } from './form-page.ts'
import type { SentDraft } from './sent-draft.ts'

const { conflict: texts, form: formTexts } = editingTexts

export interface ConflictView {
  readonly sent: SentDraft
  readonly versions: Versions
  readonly merges: readonly FieldMerge[]
  readonly theirRevision: number
  readonly savedBy: string
  readonly savedAt: Date | null
  readonly note: string
  readonly sections: readonly Section[]
  /** Fields for which a choice was forgotten. */
  readonly unanswered: readonly MergedField[]
}

export function conflictPage(view: ConflictView): AdminPage {
  const { sent, merges, theirRevision } = view
  const clashes = merges.filter(({ proposal }) => proposal === null)
  const others = merges.filter(({ proposal }) => proposal !== null)
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${sent.seen === 0 ? texts.fresh(theirRevision) : texts.lead(theirRevision, sent.seen)}</p>
${view.savedAt !== null && html`<p class="hint">${texts.by(view.savedBy, formatMoment(view.savedAt))}${view.note !== '' && html`<br>${texts.note(view.note)}`}</p>`}
${view.unanswered.length > 0 && unansweredHtml(view.unanswered)}
<form class="form conflict" method="post" action="${entryUrl(sent.id)}/resolve">
  ${hiddenHtml(view)}
  ${merges.length === 0 && html`<p>${texts.none}</p>`}
  ${clashes.length > 0 && groupHtml({ heading: texts.clashHeading, lead: texts.clashLead, merges: clashes }, view)}
  ${others.length > 0 && groupHtml({ heading: texts.autoHeading, lead: texts.autoLead, merges: others }, view)}
  <p class="button-row">
    <button class="button button-solid" type="submit" name="next" value="stay">${texts.save}</button>
    <button class="button button-outline" type="submit" name="next" value="form">${texts.toForm}</button>
  </p>
</form>
<p><a href="${entryUrl(sent.id)}/edit">${texts.reload}</a></p>`
  return { title: texts.title, main, place: '/admin/entries' }
}

function unansweredHtml(fields: readonly MergedField[]): Html {
  const items = fields.map(field => html`<li><a href="#choose-${field}">${texts.chooseMissing(field)}</a></li>`)
  const body = html`<ul class="list">${items}</ul>`
  return noticeHtml({ kind: 'error', heading: formTexts.problemsHeading, headingLevel: 2, body, focusId: 'problems' })
}

/** Everything that was typed travels along: whatever is chosen, and however often somebody is faster, nothing is lost. */
function hiddenHtml({ sent, theirRevision, versions }: ConflictView): Html {
  const { draft } = sent
  const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">
  `
  const fields = ['section', 'question', 'validFrom', 'validUntil', 'reviewBy'] as const
  const areas = ['answer', 'phrasings', 'negativePhrasings', 'basis', 'note'] as const
  return html`${hidden('seen', String(sent.seen))}${hidden('theirs', String(theirRevision))}${hidden('theirSection', versions.theirs.section)}${hidden('key', sent.key)}
  ${fields.map(name => hidden(name, draft[name]))}${hidden('restricted', draft.restricted ? '1' : '0')}${draft.tags.map(tag => hidden('tags', tag))}${draft.visibleTo.map(code => hidden('visibleTo', code))}
  ${areas.map(
    name => html`<textarea name="${name}" hidden>
${draft[name]}</textarea>`,
  )}`
}

interface Group {
  readonly heading: string
  readonly lead: string
  readonly merges: readonly FieldMerge[]
}

function groupHtml({ heading, lead, merges }: Group, view: ConflictView): Html {
  return html`<section class="conflict-group"><h2>${heading}</h2><p class="hint">${lead}</p>
${merges.map(merge => mergeHtml(merge, view))}</section>`
}

function mergeHtml({ field, proposal, choices }: FieldMerge, view: ConflictView): Html {
  const { versions } = view
  const shown = (version: Version) => shownText(version, field, view.sections)
  const base = shown(versions.base)
  const column = (heading: string, version: Version) => {
    const text = shown(version)
    return html`<div><h3>${heading}</h3><p class="version">${text === base ? texts.unchanged : diffHtml(base, text)}</p></div>`
  }
  return html`<fieldset class="field conflict-field" id="choose-${field}" tabindex="-1"><legend>${texts.choose(field)}</legend>
<div class="versions">
  <div><h3>${texts.base}</h3><p class="version">${base === '' ? texts.empty : base}</p></div>
  ${column(texts.theirs, versions.theirs)}${column(texts.mine, versions.mine)}
</div>
${choices.map(choice => choiceHtml(field, choice, proposal))}</fieldset>
`
}

function choiceHtml(field: MergedField, choice: Choice, proposal: Choice | null): Html {
  return html`<label class="choice"><input type="radio" name="choose.${field}" value="${choice}"${choice === proposal && ' checked'} required>${texts.choices[choice]}</label>
`
}

/** Codes and dates as people read them. */
function shownText(version: Version, field: MergedField, sections: readonly Section[]): string {
  const text = fieldText(version, field)
  const nameOf = (code: string) => sections.find(section => section.code === code)?.name ?? code
  if (field === 'section') return nameOf(text)
  if (field === 'visibleTo') return text === '' ? editingTexts.openToAll : text.split('\n').map(nameOf).join('、')
  return isCalendarDate(text) ? formatJapaneseDate(text) : text
}
