// What a change would do, in figures and names, with the button that does it.
import { html } from 'hono/html'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { sectionsMessages } from '../../src/core/messages/ja/admin/sections.ts'
import type { ChangePreview, SectionChange } from '../../src/core/ports/section-changes.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { SECTIONS_PATH } from './list-page.ts'

const { preview: texts, count } = sectionsMessages

export interface PreviewView {
  readonly change: SectionChange
  /** The change in one line. */
  readonly what: string
  /** null where it is no date. */
  readonly onDate: CalendarDate | null
  readonly today: CalendarDate
  readonly preview: ChangePreview
}

export function previewPage({ change, what, onDate, today, preview }: PreviewView): AdminPage {
  const problems = [
    ...preview.problems.map(problem => texts.problems[problem]),
    ...(onDate === null ? [texts.badDate] : []),
  ]
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<h2>${what}</h2>
${problems.length > 0 && problemsHtml(problems)}
${figures({ onDate, today, preview })}
${names(texts.losingHeading, preview.losing.map(texts.losing))}
${names(
  texts.editedHeading,
  preview.beingEdited.map(({ entryId, person }) => texts.edited(entryId, person)),
)}
${names(
  texts.contactsHeading,
  preview.contacts.map(({ address, kept }) => (kept ? texts.contactKept(address) : texts.contactLost(address))),
)}
<div class="button-row">${problems.length === 0 && onDate !== null && confirmForm(change, onDate, onDate > today)}
<a class="button button-outline" href="${SECTIONS_PATH}/changes/${change.kind}">${texts.back}</a></div>`
  return { title: texts.title, main, place: SECTIONS_PATH }
}

function problemsHtml(problems: readonly string[]): Html {
  const body = html`<ul class="list">${problems.map(sentence => html`<li>${sentence}</li>`)}</ul>`
  return noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 3, body, focusId: 'problems' })
}

function figures({ onDate, today, preview }: Pick<PreviewView, 'onDate' | 'today' | 'preview'>): Html {
  const { people } = texts
  const day = onDate === null ? '' : onDate <= today ? texts.today : formatJapaneseDate(onDate)
  const rows: readonly (readonly [string, string])[] = [
    [texts.onDate, day],
    [texts.entries, count(preview.entries)],
    [texts.inTheWorks, count(preview.inTheWorks)],
    [texts.restricted, count(preview.restricted)],
    [texts.renamedScopes, count(preview.renamedScopes)],
    [texts.movingPeople, people(preview.movingPeople)],
    [texts.tickets, count(preview.tickets)],
  ]
  return html`<dl class="consequences">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<p>${onDate !== null && onDate > today && texts.counted}${texts.audit}</p>`
}

function names(heading: string, items: readonly string[]): Html {
  if (items.length === 0) return html``
  return html`<h3>${heading}</h3><ul class="list">${items.map(item => html`<li>${item}</li>`)}</ul>`
}

function confirmForm(change: SectionChange, onDate: CalendarDate, isLater: boolean): Html {
  return html`<form method="post" action="${SECTIONS_PATH}/changes">
  <input type="hidden" name="change" value="${JSON.stringify(change)}"><input type="hidden" name="on" value="${onDate}">
  <button class="button button-solid" type="submit">${isLater ? texts.confirmLater : texts.confirm}</button>
</form>`
}
