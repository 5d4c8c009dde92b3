// A ticket as its section works on it.
import { html } from 'hono/html'
import type { Entry, Section } from '../../src/core/entry.ts'
import type { CalendarDate } from '../../src/core/fiscal-year.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { ticketDesk as texts } from '../../src/core/messages/ja/admin/tickets.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { mayDo, type Ticket, type TicketEvent } from '../../src/core/ticket/ticket.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { dueHtml, excerptOf } from './inbox-page.ts'
import type { TicketForm } from './ticket-form.ts'

const { fields, actions, events: eventWords } = ticketMessages

export interface DeskTicketView {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
  readonly candidates: readonly Entry[]
  readonly sections: readonly Section[]
  /** Waiting tickets of the section that ask much the same. */
  readonly alike: readonly Ticket[]
  /** The ticket that is worked on in its place. */
  readonly leader: Ticket | null
  readonly today: CalendarDate
  /** What was typed and not taken. */
  readonly form: TicketForm
  readonly problem: string | null
  /** Somebody else was faster. */
  readonly changed: boolean
  /** A chat model can draft an entry of it. */
  readonly drafts: boolean
  /** Told how a model would be set up, where there is none: administrators alone can do something about it. */
  readonly tellsOfModel: boolean
}

export function deskTicketPage(view: DeskTicketView): AdminPage {
  const { ticket, problem, changed } = view
  const title = ticketMessages.title(ticketMessages.name(ticket))
  const main = html`<h1>${title}</h1>
${problem !== null && noticeHtml({ kind: 'error', heading: texts.problem, headingLevel: 2, body: html`<p>${problem}</p>` })}
${changed && noticeHtml({ kind: 'warning', heading: texts.changed, headingLevel: 2, body: html`<p>${texts.changedText}</p>` })}
${particulars(view)}
${answering(view)}
${otherActions(view)}
${history(view)}
<p class="button-row"><a class="button button-outline" href="/admin/tickets">${texts.back}</a></p>`
  return { title, main, place: '/admin/tickets' }
}

function particulars({ ticket, candidates, today, leader }: DeskTicketView): Html {
  const row = (term: string, value: Html | string) => html`<div><dt>${term}</dt><dd>${value}</dd></div>
`
  return html`<section aria-labelledby="particulars"><h2 id="particulars">${texts.particulars}</h2>
${leader !== null && html`<p>${texts.mergedInto} <a href="/admin/tickets/${leader.id}">${ticketMessages.name(leader)}</a></p>`}
<p class="said">${ticket.question === '' ? ticketMessages.erased : ticket.question}</p>
<dl class="ticket-particulars">
${row(fields.state, ticketMessages.states[ticket.state])}${row(fields.section, ticket.section.name)}${row(fields.due, dueHtml(ticket, today))}
${row(fields.asker, ticket.askerName ?? fields.anonymousAsker)}${row(fields.openedAt, momentHtml(ticket.openedAt))}
</dl>
<h3>${texts.candidates}</h3>
${candidates.length === 0 ? html`<p>${texts.noCandidates}</p>` : html`<ul>${candidates.map(({ id, question }) => html`<li><a href="/admin/entries/${encodeURIComponent(id)}">${question}</a></li>`)}</ul>`}
</section>`
}

function answering(view: DeskTicketView): Html {
  const { ticket, form } = view
  const { answer } = ticket
  return html`<section aria-labelledby="answering"><h2 id="answering">${texts.answer}</h2>
${answer !== null && html`<p>${momentHtml(answer.at)}</p><div class="said">${answer.text}</div>`}
${registering(view)}
${mayDo(ticket, 'answered') && answerForm(ticket, form)}
</section>`
}

function answerForm(ticket: Ticket, form: TicketForm): Html {
  const typed = form.answer === '' ? (ticket.answer?.text ?? '') : form.answer
  return html`<form class="form" method="post" action="${address(ticket, 'answer')}">${version(ticket)}
<div class="field"><label for="answer">${ticket.answer === null ? fields.answer : texts.correct}</label>
<p class="hint" id="answer-hint">${texts.answerLead} ${fields.answerHint}</p>
<textarea class="input" id="answer" name="answer" rows="8" aria-describedby="answer-hint" required>${typed}</textarea></div>
<p class="button-row"><button class="button button-solid" type="submit">${actions.answer}</button></p></form>`
}

function registering({ ticket, drafts, tellsOfModel }: DeskTicketView): Html {
  if (ticket.entryId !== null) {
    return html`<p><a href="/admin/entries/${encodeURIComponent(ticket.entryId)}">${texts.registered}</a></p>`
  }
  if (!mayDo(ticket, 'drafted')) return html``
  return html`<form class="form" method="post" action="${address(ticket, 'draft')}">${version(ticket)}
<p>${texts.registerLead}</p><p class="button-row"><button class="button button-solid" type="submit">${texts.register}</button></p></form>
${drafts && modelDraftForm(ticket)}${tellsOfModel && html`<p class="hint">${draftingTexts.ask.off}</p>`}`
}

function modelDraftForm(ticket: Ticket): Html {
  return html`<form class="form" method="post" action="${address(ticket, 'model-draft')}">
<p>${draftingTexts.ask.lead}</p><p class="button-row"><button class="button button-outline" type="submit">${draftingTexts.ask.button}</button></p></form>`
}

function otherActions(view: DeskTicketView): Html {
  const { ticket } = view
  if (!mayDo(ticket, 'assigned') && !mayDo(ticket, 'closed')) return html``
  return html`<section aria-labelledby="more"><h2 id="more">${texts.more}</h2>
${
  ticket.state === 'new' &&
  html`<form class="form" method="post" action="${address(ticket, 'accept')}">${version(ticket)}
<p>${texts.acceptLead}</p><p class="button-row"><button class="button button-outline" type="submit">${texts.accept}</button></p></form>`
}
${mayDo(ticket, 'assigned') && assignForm(view)}
${mayDo(ticket, 'closed') && closeForm(view)}
${mayDo(ticket, 'merged') && view.alike.length > 0 && mergeForm(view)}
</section>`
}

/** Each with its beginning, so that one can tell whether it asks the same. */
function mergeForm({ ticket, alike }: DeskTicketView): Html {
  return html`<details><summary>${texts.merge}</summary>
<form class="form" method="post" action="${address(ticket, 'merge')}">${version(ticket)}
<p>${texts.mergeLead}</p>
<fieldset class="field"><legend>${texts.mergeInto}</legend>
${alike.map(
  ({
    id,
    question,
    fiscalYear,
    number,
  }) => html`<label class="choice" for="into-${id}"><input type="radio" id="into-${id}" name="into" value="${id}" required>${ticketMessages.name({ fiscalYear, number })}：${excerptOf(question)}</label>
`,
)}</fieldset>
<p class="button-row"><button class="button button-outline" type="submit">${texts.mergeDo}</button></p></form></details>`
}

function assignForm({ ticket, sections, form }: DeskTicketView): Html {
  const others = sections.filter(({ code }) => code !== ticket.section.code)
  return html`<details${form.section !== '' && html` open`}><summary>${texts.assign}</summary>
<form class="form" method="post" action="${address(ticket, 'assign')}">${version(ticket)}
<p>${texts.assignLead}</p>
<div class="field"><label for="section">${fields.section}</label><select class="input input-short" id="section" name="section" required>
<option value=""></option>${others.map(({ code, name }) => html`<option value="${code}"${code === form.section && html` selected`}>${name}</option>`)}</select></div>
<div class="field"><label for="assign-reason">${fields.reason}</label><p class="hint" id="assign-hint">${fields.reasonHint}</p>
<textarea class="input" id="assign-reason" name="reason" rows="2" aria-describedby="assign-hint" required>${form.section === '' ? '' : form.reason}</textarea></div>
<p class="button-row"><button class="button button-outline" type="submit">${texts.assign}</button></p></form></details>`
}

function closeForm({ ticket, form }: DeskTicketView): Html {
  const label = ticket.state === 'answered' ? texts.closeAnswered : texts.close
  return html`<details><summary>${label}</summary>
<form class="form" method="post" action="${address(ticket, 'close')}">${version(ticket)}
<p>${texts.closeLead}</p>
<div class="field"><label for="close-reason">${fields.reason}</label><p class="hint" id="close-hint">${fields.reasonHint}</p>
<textarea class="input" id="close-reason" name="reason" rows="2" aria-describedby="close-hint">${form.section === '' ? form.reason : ''}</textarea></div>
<p class="button-row"><button class="button button-outline" type="submit">${label}</button></p></form></details>`
}

function history({ events, sections }: DeskTicketView): Html {
  const nameOf = new Map(sections.map(({ code, name }) => [code, name]))
  return html`<section aria-labelledby="history"><h2 id="history">${texts.history}</h2>
<ol class="events">${events.map(({ at, actor, kind, detail }) => {
    const moved = kind === 'assigned' && detail['from'] !== detail['to']
    const from = detail['from'] ?? ''
    const reason = detail['reason'] ?? null
    return html`<li>${momentHtml(at)} ${eventWords[kind]}（${actor}）${moved ? ticketMessages.movedFrom(nameOf.get(from) ?? from, reason) : reason !== null && html`${fields.reason}：${reason}`}</li>
`
  })}</ol></section>`
}

function address({ id }: Ticket, action: string): string {
  return `/admin/tickets/${id}/${action}`
}

function version(ticket: Ticket): Html {
  return html`<input type="hidden" name="version" value="${ticket.version}">`
}
