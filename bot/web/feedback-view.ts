// The buttons by which staff say whether an answer helped, and what the page says once they did.
import { html } from 'hono/html'
import { sectionsToAsk, type Turn } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { feedbackElementId } from './read-form.ts'
import { ticketFormUrl } from './ticket-urls.ts'

const text = conversationMessages.feedback
const { comment: commentText, feedback: webText } = webMessages

/** Below an answer: 解決した, 解決しない, or the word of thanks. */
export function feedbackHtml(turn: Turn, entry: Entry, conversationId: string | null): Html {
  if (turn.feedback === 'none_of_these' || !turn.recorded) return html``
  if (turn.feedback !== null) return feedbackNoticeHtml(turn, conversationId)
  const labelId = `feedback-label-${turn.questionId}`
  return html`<form class="feedback" method="post" action="${feedbackUrl(turn)}" data-fragment="turn" data-busy="${text.busy}">
  <input type="hidden" name="entry" value="${entry.id}">
  ${conversationFieldHtml(conversationId)}
  <p class="feedback-label" id="${labelId}">${text.ask}</p>
  <div class="button-row" role="group" aria-labelledby="${labelId}">
    <button class="button button-outline" name="kind" value="resolved">${text.resolved}</button>
    <button class="button button-outline" name="kind" value="unresolved">${text.unresolved}</button>
  </div>
</form>`
}

/** Below a list of candidates: この中にない, or what to do now. */
export function candidateFeedbackHtml(turn: Turn, conversationId: string | null): Html {
  if (turn.feedback === 'none_of_these' || (turn.feedback !== null && turn.answer === null))
    return feedbackNoticeHtml(turn, conversationId)
  if (turn.feedback !== null || !turn.recorded) return html``
  return html`<form class="none-of-these" method="post" action="${feedbackUrl(turn)}" data-fragment="turn" data-busy="${text.busy}">
  ${turn.answer !== null && html`<input type="hidden" name="entry" value="${turn.answer.entry.id}">`}
  ${conversationFieldHtml(conversationId)}
  <button class="button button-outline" name="kind" value="none_of_these">${conversationMessages.candidates.none}</button>
</form>`
}

/** The form's way back to the page of the conversation. */
export function conversationFieldHtml(conversationId: string | null): Html {
  return html`${conversationId !== null && html`<input type="hidden" name="conversation" value="${conversationId}">`}`
}

/** From a question to the form for a ticket. */
export function ticketLinkHtml(questionId: string): Html {
  return html`<p class="ticket-link"><a class="button button-solid" href="${ticketFormUrl(questionId)}">${ticketMessages.open}</a></p>`
}

function feedbackNoticeHtml(turn: Turn, conversationId: string | null): Html {
  const focusId = feedbackElementId(turn.questionId)
  if (turn.feedback === 'resolved') {
    return noticeHtml({
      kind: 'success',
      heading: text.thanksHeading,
      headingLevel: 4,
      body: html`<p>${text.thanks}</p>`,
      focusId,
    })
  }
  const sections = sectionsToAsk(turn)
  const body = html`<p>${webText.ticketLead}</p>
${ticketLinkHtml(turn.questionId)}
${sections.length > 0 && html`<p class="list-heading">${text.sections}</p><ul class="list">${sections.map(name => html`<li>${name}</li>`)}</ul>`}
<p>${text.recorded}</p>
${turn.commented ? html`<p>${commentText.recorded}</p>` : commentFormHtml(turn, conversationId)}`
  return noticeHtml({ kind: 'information', heading: text.sorryHeading, headingLevel: 4, body, focusId })
}

/** Optional, and after the fact: what was said counts whether or not a reason follows. */
function commentFormHtml(turn: Turn, conversationId: string | null): Html {
  const id = `comment-${turn.questionId}`
  return html`<form class="comment" method="post" action="${feedbackUrl(turn)}" data-fragment="turn" data-busy="${text.busy}">
  <input type="hidden" name="kind" value="${turn.feedback}">
  ${turn.answer !== null && html`<input type="hidden" name="entry" value="${turn.answer.entry.id}">`}
  ${conversationFieldHtml(conversationId)}
  <label class="label" for="${id}">${commentText.label} <span class="optional">${webMessages.composer.optional}</span></label>
  <p class="hint" id="${id}-hint">${commentText.hint}</p>
  <textarea id="${id}" name="comment" rows="2" autocomplete="off" data-draft="comment-${turn.questionId}" aria-describedby="${id}-hint"></textarea>
  <p><button class="button button-outline">${commentText.submit}</button></p>
</form>`
}

function feedbackUrl(turn: Turn): string {
  return `/questions/${encodeURIComponent(turn.questionId)}/feedback`
}
