// The form by which a question is handed to a section.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { Page } from '../../src/pages/page.ts'
import { fieldHtml } from './field-view.ts'
import type { TicketForm, TicketProblems } from './read-ticket-form.ts'
import { ticketFormUrl, ticketUrl } from './ticket-urls.ts'

export interface TicketFormView {
  readonly questionId: string
  readonly form: TicketForm
  readonly problems: TicketProblems
  /** Likeliest first; empty where nothing speaks for one. */
  readonly suggested: readonly Section[]
  readonly sections: readonly Section[]
  readonly mailWorks: boolean
  /** The ticket that the question has already, where another text was sent. */
  readonly known: Ticket | null
}

const { fields, actions } = ticketMessages
const text = webMessages.ticketForm

export function ticketFormPage(view: TicketFormView): Page {
  const { questionId, problems, known } = view
  const main = html`<h1>${ticketMessages.open}</h1>
<p class="lead">${ticketMessages.leadOnPage}</p>
${known !== null && knownHtml(known)}
<form class="composer ticket-form" method="post" action="${ticketFormUrl(questionId)}" novalidate aria-label="${text.title}">
  ${questionField(view)}
  ${sectionField(view)}
  ${nameField(view)}
  ${view.mailWorks && addressField(view)}
  <p class="hint">${text.privacy}</p>
  <p class="ticket-submit"><button class="button button-solid" type="submit">${actions.open}</button></p>
</form>
<p class="ask-more"><a class="button button-outline" href="/questions/${encodeURIComponent(questionId)}">${text.back}</a></p>`
  const wrong = Object.keys(problems).length > 0
  return { title: wrong ? webMessages.problems.title : text.title, main, script: true }
}

function knownHtml(known: Ticket): Html {
  const body = html`<p>${text.knownText(ticketMessages.name(known))}</p>
<p><a class="button button-outline" href="${ticketUrl(known.id)}">${actions.seeTicket}</a></p>`
  return html`<div class="ticket-known">${noticeHtml({ kind: 'warning', heading: text.known, headingLevel: 2, body })}</div>`
}

// A newline right after <textarea> is dropped by the parser, so the typed text keeps its own first one.
function questionField({ questionId, form, problems }: TicketFormView): Html {
  return fieldHtml({
    id: 'ticket-question',
    label: fields.question,
    required: true,
    hint: fields.questionHint,
    problem: problems.question,
    control:
      attributes => html`<textarea id="ticket-question" name="question" rows="5" required autocomplete="off" data-draft="ticket-${questionId}" ${attributes}>
${form.question}</textarea>`,
  })
}

function sectionField({ form, problems, suggested, sections }: TicketFormView): Html {
  const others = sections.filter(({ code }) => !suggested.some(known => known.code === code))
  const option = ({ code, name }: Section) =>
    html`<option value="${code}" ${code === form.sectionCode && 'selected'}>${name}</option>`
  const groups = html`<optgroup label="${text.suggested}">${suggested.map(option)}</optgroup>
          <optgroup label="${text.otherSections}">${others.map(option)}</optgroup>`
  return fieldHtml({
    id: 'ticket-section',
    label: fields.section,
    required: true,
    hint: suggested.length > 0 ? fields.sectionHint : text.sectionHint,
    problem: problems.sectionCode,
    control: attributes => html`<div class="select">
        <select id="ticket-section" name="section" required ${attributes}>
          ${form.sectionCode === '' && html`<option value="">${text.chooseSection}</option>`}
          ${suggested.length > 0 ? groups : others.map(option)}
        </select>
      </div>`,
  })
}

function nameField({ form, problems }: TicketFormView): Html {
  return fieldHtml({
    id: 'ticket-name',
    label: fields.name,
    required: false,
    hint: fields.nameHint,
    problem: problems.name,
    control: attributes =>
      html`<input id="ticket-name" name="name" type="text" autocomplete="off" value="${form.name}" ${attributes}>`,
  })
}

function addressField({ form, problems }: TicketFormView): Html {
  return fieldHtml({
    id: 'ticket-address',
    label: text.address,
    required: false,
    hint: text.addressHint,
    problem: problems.address,
    control: attributes =>
      html`<input id="ticket-address" name="address" type="email" autocomplete="email" value="${form.address}" ${attributes}>`,
  })
}
