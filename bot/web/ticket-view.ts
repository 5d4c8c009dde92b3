// A ticket as its asker sees it: how it stands, the official answer, what happened to it, and what can be done now. Names
// of people stay out: who holds the address need not know who asked, or who answered.
import { html } from 'hono/html'
import type { Entry, Section } from '../../src/core/entry.ts'
import { formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { mayDo, type Ticket, type TicketAnswer, type TicketEvent } from '../../src/core/ticket/ticket.ts'
import { entryUrl } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import { renderMarkdown } from '../../src/pages/markdown.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { Page } from '../../src/pages/page.ts'
import { fieldHtml } from './field-view.ts'
import { ticketUrl } from './ticket-urls.ts'

export interface TicketView {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
  readonly sections: readonly Section[]
  /** The published entry that the answer became. */
  readonly entry: Entry | null
  /** The asker has just said that it is solved. */
  readonly resolved: boolean
  /** What was typed as the reason to reopen, and what is wrong with it. */
  readonly reopening: { readonly reason: string; readonly problem: string | undefined }
  /** Something was asked of the ticket that its state does not allow any more. */
  readonly refused: boolean
}

const { fields, states, actions } = ticketMessages
const text = webMessages.ticketPage

export function ticketPage(view: TicketView): Page {
  const { ticket } = view
  const title = ticketMessages.title(ticketMessages.name(ticket))
  const main = html`<article class="ticket" ${ticket.questionId !== null && html`data-draft-sent="ticket-${ticket.questionId}"`}>
<h1>${title}</h1>
${view.refused && refusedHtml(view)}
${view.resolved && resolvedHtml()}
${stateHtml(view)}
${particularsHtml(ticket)}
${ticket.answer !== null && answerHtml(ticket, ticket.answer)}
${view.entry !== null && entryHtml(view.entry)}
${mayDo(ticket, 'reopened') && reactionsHtml(view)}
${mayDo(ticket, 'withdrawn') && withdrawHtml(ticket)}
${historyHtml(view)}
</article>
<p class="ask-more"><a class="button button-outline" href="/">${webMessages.entryPage.askMore}</a></p>`
  return { title, main, script: true }
}

/** The first thing to know, in a sentence. */
function stateHtml({ ticket, events }: TicketView): Html {
  const { state, section, dueOn, replyTo } = ticket
  if (state === 'answered' || state === 'registered') return html``
  if (state === 'closed') {
    const body = html`<p>${closingText(events)}</p>`
    return noticeHtml({ kind: 'information', heading: states.closed, headingLevel: 2, body })
  }
  const name = ticketMessages.name(ticket)
  const waiting = ticket.mergedInto === null ? ticketMessages.waiting : ticketMessages.mergedWaiting
  const body = html`<p>${state === 'new' ? ticketMessages.opened(name, section.name, dueOn) : waiting}</p>
<p>${ticketMessages.openedOnPage}</p>
${replyTo.door === 'mail' && html`<p>${text.mailToo}</p>`}`
  return noticeHtml({ kind: 'information', heading: states[state], headingLevel: 2, body })
}

function closingText(events: readonly TicketEvent[]): string {
  const last = events.findLast(({ kind }) => kind === 'closed' || kind === 'withdrawn')
  if (last?.kind === 'withdrawn') return ticketMessages.withdrawn
  const reason = last?.detail['reason'] ?? null
  return reason === null ? text.closed : ticketMessages.closedWithReason(reason)
}

/** Folded up, so that nobody presses it in place of another button. */
function withdrawHtml(ticket: Ticket): Html {
  return html`<details class="ticket-part"><summary>${actions.withdraw}</summary>
  <p>${ticketMessages.withdrawLead}</p>
  <form method="post" action="${ticketUrl(ticket.id)}/withdraw"><button class="button button-outline">${actions.withdraw}</button></form>
</details>`
}

function particularsHtml({ state, section, dueOn, openedAt, question }: Ticket): Html {
  return html`<dl class="particulars particulars-ticket">
  <div><dt>${fields.state}</dt><dd><span class="chip">${states[state]}</span></dd></div>
  <div><dt>${fields.section}</dt><dd>${section.name}</dd></div>
  <div><dt>${fields.openedAt}</dt><dd>${momentHtml(openedAt)}</dd></div>
  <div><dt>${fields.due}</dt><dd><time datetime="${dueOn}">${formatJapaneseDate(dueOn)}</time></dd></div>
  <div><dt>${fields.question}</dt><dd class="as-typed">${question === '' ? ticketMessages.erased : question}</dd></div>
</dl>`
}

function answerHtml({ section }: Ticket, answer: TicketAnswer): Html {
  return html`<section class="reply" aria-labelledby="answer">
  <p class="match"><span class="chip">${conversationMessages.answer.chip}</span>${momentHtml(answer.at)}</p>
  <h2 class="reply-heading" id="answer">${ticketMessages.answeredBy(section.name)}</h2>
  <div class="prose">${renderMarkdown(answer.text, 3)}</div>
</section>`
}

function entryHtml({ id, question }: Entry): Html {
  return html`<section class="ticket-part" aria-labelledby="entry">
  <h2 id="entry">${fields.entry}</h2>
  <p>${ticketMessages.registeredLead}</p>
  <p><a href="${entryUrl(id)}">${question}</a></p>
</section>`
}

function resolvedHtml(): Html {
  const { thanksHeading, thanks } = conversationMessages.feedback
  const body = html`<p>${thanks}</p>`
  return noticeHtml({ kind: 'success', heading: thanksHeading, headingLevel: 2, body, focusId: 'thanks' })
}

/** What was typed is shown where there is no field for it any more. */
function refusedHtml({ ticket, reopening: { reason } }: TicketView): Html {
  const lost = reason !== '' && !mayDo(ticket, 'reopened')
  const body = html`<p>${text.refused}</p>
${lost && html`<p class="list-heading">${text.typed}</p><p class="as-typed">${reason}</p>`}`
  return noticeHtml({ kind: 'error', heading: text.refusedHeading, headingLevel: 2, body })
}

function reactionsHtml(view: TicketView): Html {
  const { ticket, resolved } = view
  const mayThank = ticket.state === 'answered' && ticket.questionId !== null && !resolved
  return html`<section class="ticket-part reactions" aria-labelledby="reactions">
  <h2 id="reactions">${mayThank ? conversationMessages.feedback.ask : actions.reopen}</h2>
  ${mayThank && html`<form method="post" action="${ticketUrl(ticket.id)}/resolved"><button class="button button-outline">${conversationMessages.feedback.resolved}</button></form>`}
  ${reopenFormHtml(view)}
</section>`
}

function reopenFormHtml({ ticket, reopening }: TicketView): Html {
  return html`<form class="reopen" method="post" action="${ticketUrl(ticket.id)}/reopen" novalidate>
    <p>${ticket.state === 'closed' ? text.reopenClosedLead : ticketMessages.reopenLead}</p>
    ${fieldHtml({
      id: 'reason',
      label: fields.reason,
      required: true,
      hint: fields.reasonHint,
      problem: reopening.problem,
      control:
        attributes => html`<textarea id="reason" name="reason" rows="3" required autocomplete="off" ${attributes}>
${reopening.reason}</textarea>`,
    })}
    <p><button class="button button-outline">${actions.reopen}</button></p>
  </form>`
}

function historyHtml({ events, sections }: TicketView): Html {
  const nameOf = (code: string) => sections.find(section => section.code === code)?.name ?? code
  return html`<section class="ticket-part" aria-labelledby="history">
  <h2 id="history">${fields.history}</h2>
  <ol class="history">${events.map(event => eventHtml(event, nameOf))}</ol>
</section>`
}

function eventHtml({ at, kind, detail }: TicketEvent, nameOf: (code: string) => string): Html {
  const { from = null, to = null, reason = null } = detail
  const moved = kind === 'assigned' && from !== null && from !== to
  return html`<li>${momentHtml(at)}<br>${ticketMessages.events[kind]}
    ${moved && html`<br>${ticketMessages.movedFrom(nameOf(from), reason)}`}
    ${!moved && reason !== null && html`<br><span class="as-typed">${text.reason(reason)}</span>`}</li>`
}
