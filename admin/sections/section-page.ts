// One section: how its entries are published, and where its questions go.
import { html } from 'hono/html'
import { sectionsMessages } from '../../src/core/messages/ja/admin/sections.ts'
import type { OutDoor } from '../../src/core/ports/outbox.ts'
import type { SectionOverview } from '../../src/core/ports/section-changes.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { SECTIONS_PATH } from './list-page.ts'

const { section: texts, contacts: labels, changes } = sectionsMessages

export interface SectionForm {
  readonly approval: boolean
  readonly gate: boolean
  readonly slack: string
  readonly mail: string
}

export interface SectionView {
  readonly overview: SectionOverview
  readonly form: SectionForm
  readonly problems: Readonly<Partial<Record<OutDoor, string>>>
  readonly saved: boolean
}

export function sectionPage({ overview, form, problems, saved }: SectionView): AdminPage {
  const { section } = overview
  const title = texts.title(section.name)
  const query = new URLSearchParams({ section: section.code }).toString()
  const main = html`<h1>${title}</h1>
${saved && noticeHtml({ kind: 'success', heading: texts.savedHeading, headingLevel: 2, body: html``, focusId: 'done' })}
<form class="form form-narrow" method="post" action="${SECTIONS_PATH}/${section.code}" novalidate>
  <fieldset class="field"><legend>${texts.settingsHeading}</legend>
    ${checkbox('approval', texts.approval, form.approval)}<p class="hint">${texts.approvalHint}</p>
    ${checkbox('gate', texts.gate, form.gate)}
  </fieldset>
  <fieldset class="field"><legend>${texts.contactsHeading}</legend>
    ${address('slack', { value: form.slack, hint: texts.slackHint, problem: problems.slack })}
    ${address('mail', { value: form.mail, hint: texts.mailHint, problem: problems.mail })}
  </fieldset>
  <p><button class="button button-solid" type="submit">${texts.save}</button></p>
</form>
<h2>${texts.changesHeading}</h2>
<ul class="list">${(['rename', 'merge', 'split', 'close', 'move'] as const).map(
    kind => html`<li><a href="${SECTIONS_PATH}/changes/${kind}?${query}">${changes[kind]}</a></li>`,
  )}</ul>`
  return { title, main, place: SECTIONS_PATH }
}

function checkbox(name: string, label: string, isOn: boolean): Html {
  return html`<label class="choice"><input type="checkbox" name="${name}" value="1" ${isOn && 'checked'}> ${label}</label>`
}

function address(
  door: OutDoor,
  { value, hint, problem }: { readonly value: string; readonly hint: string; readonly problem: string | undefined },
): Html {
  const wrong = problem !== undefined
  return html`<div class="field"><label for="${door}">${labels[door]}</label>
  <p class="hint" id="${door}-hint">${hint}</p>
  ${wrong && html`<p class="problem" id="${door}-problem">${problem}</p>`}
  <input class="input" id="${door}" name="${door}" value="${value}" autocomplete="off" spellcheck="false" aria-describedby="${door}-hint${wrong && ` ${door}-problem`}" ${wrong && 'aria-invalid=true autofocus'}></div>`
}
