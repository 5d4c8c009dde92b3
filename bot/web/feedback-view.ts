// The buttons by which staff say whether an answer helped, and what the page says once they did.
import { html } from 'hono/html'
import { sectionsToAsk, type Turn } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { feedbackElementId } from './read-form.ts'

const text = conversationMessages.feedback

/** Below an answer: 解決した, 解決しない, or the word of thanks. */
export function feedbackHtml(turn: Turn, entry: Entry): Html {
  if (turn.feedback === 'none_of_these' || !turn.recorded) return html``
  if (turn.feedback !== null) return feedbackNoticeHtml(turn)
  const labelId = `feedback-label-${turn.questionId}`
  return html`<form class="feedback" method="post" action="${feedbackUrl(turn)}" aria-labelledby="${labelId}" data-fragment="turn" data-busy="${text.busy}">
  <input type="hidden" name="entry" value="${entry.id}">
  <p class="feedback-label" id="${labelId}">${text.ask}</p>
  <div class="button-row">
    <button class="button button-outline" name="kind" value="resolved">${text.resolved}</button>
    <button class="button button-outline" name="kind" value="unresolved">${text.unresolved}</button>
  </div>
</form>`
}

/** Below a list of candidates: この中にない, or what to do now. */
export function candidateFeedbackHtml(turn: Turn): Html {
  if (turn.feedback === 'none_of_these' || (turn.feedback !== null && turn.answer === null))
    return feedbackNoticeHtml(turn)
  if (turn.feedback !== null || !turn.recorded) return html``
  return html`<form class="none-of-these" method="post" action="${feedbackUrl(turn)}" data-fragment="turn" data-busy="${text.busy}">
  ${turn.answer !== null && html`<input type="hidden" name="entry" value="${turn.answer.entry.id}">`}
  <button class="button button-outline" name="kind" value="none_of_these">${conversationMessages.candidates.none}</button>
</form>`
}

function feedbackNoticeHtml(turn: Turn): Html {
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
  const body = html`<p>${text.contact}</p>
${sections.length > 0 && html`<p class="list-heading">${text.sections}</p><ul class="list">${sections.map(name => html`<li>${name}</li>`)}</ul>`}
<p>${text.recorded}</p>`
  return noticeHtml({ kind: 'information', heading: text.sorryHeading, headingLevel: 4, body, focusId })
}

function feedbackUrl(turn: Turn): string {
  return `/questions/${encodeURIComponent(turn.questionId)}/feedback`
}
