// One turn as HTML: the person's question, then the official answer, the candidates, or the plain word that there is none.
import { html } from 'hono/html'
import { followUpNote, matchOf, type Turn } from '../../src/core/conversation/turn.ts'
import type { Entry, Section } from '../../src/core/entry.ts'
import type { CalendarDate } from '../../src/core/fiscal-year.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { entryBodyHtml, entryUrl } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { candidateFeedbackHtml, conversationFieldHtml, feedbackHtml, ticketLinkHtml } from './feedback-view.ts'
import { turnElementId } from './read-form.ts'
import { renderingLinksHtml } from './rendering-view.ts'
import { summaryOfferHtml } from './summary-view.ts'

const { answer: answerText, candidates: candidatesText, feedback, unanswered: unansweredText } = conversationMessages
const { conversation } = webMessages

/** What the drawing of a turn needs beside the turn. */
export interface TurnView {
  readonly sections: readonly Section[]
  /** The conversation whose page shows the turn; null where the turn is shown by itself. */
  readonly conversationId: string | null
  readonly today: CalendarDate
  /** A model is set up that can sum up what is shown. */
  readonly summaries: boolean
  /** A model is set up that can say an official answer in other words. */
  readonly renderings: boolean
}

/** The fragment that the page shows and that the script adds to the conversation. */
export function turnHtml(turn: Turn, view: TurnView): Html {
  const headingId = `asked-${turn.questionId}`
  const note = followUpNote(turn)
  return html`<article class="turn" id="${turnElementId(turn.questionId)}" aria-labelledby="${headingId}">
  <div class="asked">
    <h2 class="asked-text" id="${headingId}"><span class="asked-label">${conversation.asked}</span>${turn.text}</h2>
    ${note !== null && html`<p class="asked-section">${note}</p>`}
    ${turn.narrowedTo !== null && html`<p class="asked-section">${conversation.narrowedTo(turn.narrowedTo.name)}</p>`}
  </div>
  <div class="reply">${replyHtml(turn, view)}</div>
</article>`
}

function replyHtml(turn: Turn, view: TurnView): Html {
  const withdrawn = turn.withdrawn && html`<p class="withdrawn">${answerText.withdrawn}</p>`
  if (turn.answer !== null) return answeredHtml(turn, turn.answer, view)
  return html`${withdrawn}${turn.others.length > 0 ? candidatesHtml(turn, view) : unansweredHtml(turn, view)}`
}

function answeredHtml(turn: Turn, { entry, ...answer }: NonNullable<Turn['answer']>, view: TurnView): Html {
  return html`<p class="match"><span class="chip">${answerText.chip}</span>${answerText.match[matchOf(answer)]}</p>
<h3 class="reply-heading" id="reply-${turn.questionId}" tabindex="-1" ${turn.feedback === null && 'data-focus'}>${entry.question}</h3>
${entryBodyHtml(entry, { headingLevel: 4, today: view.today })}
<p class="permalink"><a href="${entryUrl(entry.id)}">${answerText.permalink}</a></p>
${view.renderings && renderingLinksHtml(entry)}
${feedbackHtml(turn, entry, view.conversationId)}
${view.summaries && turn.recorded && summaryOfferHtml(turn)}
${turn.others.length > 0 && otherCandidatesHtml(turn, view)}`
}

function otherCandidatesHtml(turn: Turn, view: TurnView): Html {
  return html`<div class="others" role="group" aria-labelledby="others-${turn.questionId}">
  <h4 class="others-heading" id="others-${turn.questionId}">${candidatesText.others}</h4>
  ${choicesHtml(turn, view)}
  ${candidateFeedbackHtml(turn, view.conversationId)}
</div>`
}

function candidatesHtml(turn: Turn, view: TurnView): Html {
  return html`<h3 class="reply-heading" id="reply-${turn.questionId}" tabindex="-1" ${turn.feedback === null && 'data-focus'}>${candidatesText.heading}</h3>
<p>${candidatesText.lead}</p>
${choicesHtml(turn, view)}
${candidateFeedbackHtml(turn, view.conversationId)}
${view.summaries && turn.recorded && summaryOfferHtml(turn)}`
}

function choicesHtml(turn: Turn, { conversationId }: TurnView): Html {
  if (!turn.recorded) return html`<ul class="choices">${turn.others.map(linkHtml)}</ul>`
  const action = `/questions/${encodeURIComponent(turn.questionId)}/choose`
  return html`<form method="post" action="${action}" data-fragment="turn" data-busy="${feedback.busy}">
  ${conversationFieldHtml(conversationId)}
  <ul class="choices">${turn.others.map(choiceHtml)}</ul>
</form>`
}

function choiceHtml(entry: Entry): Html {
  return html`<li><button class="choice" name="entry" value="${entry.id}">${choiceLabelHtml(entry)}</button></li>`
}

function linkHtml(entry: Entry): Html {
  return html`<li><a class="choice" href="${entryUrl(entry.id)}">${choiceLabelHtml(entry)}</a></li>`
}

function choiceLabelHtml(entry: Entry): Html {
  return html`<span class="choice-question">${entry.question}</span>
    <span class="choice-section">${candidatesText.section(entry.section.name)}</span>`
}

function unansweredHtml(turn: Turn, { sections }: TurnView): Html {
  const sectionHint =
    turn.narrowedTo === null ? unansweredText.bySection(sections[0]?.name ?? '') : unansweredText.withoutSection
  const hints = sections.length > 0 ? [...unansweredText.hints, sectionHint] : unansweredText.hints
  const body = html`${turn.recorded && html`<p>${unansweredText.recorded}</p>`}
<p class="list-heading">${unansweredText.hintsHeading}</p>
<ul class="list">${hints.map(hint => html`<li>${hint}</li>`)}</ul>
${turn.recorded && html`<p>${webMessages.feedback.ticketLead}</p>${ticketLinkHtml(turn.questionId)}`}
<p>${unansweredText.contact}</p>`
  const focusId = `reply-${turn.questionId}`
  return noticeHtml({ kind: 'information', heading: unansweredText.heading, headingLevel: 3, body, focusId })
}
