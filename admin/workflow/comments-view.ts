// What was said of an entry, oldest first, and the form to say more.
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { formatMoment } from '../../src/core/japan-time.ts'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { ReviewComment } from '../../src/core/ports/review-comments.ts'
import type { Html } from '../../src/pages/html.ts'
import type { Attempt } from './action-forms.ts'
import type { WorkView } from './read-view.ts'

const texts = workflowTexts.comments

export function commentsHtml(view: WorkView, attempt: Attempt | null): Html {
  return html`<section class="comments" aria-labelledby="comments"><h2 id="comments">${texts.heading}</h2>
${view.comments.length === 0 ? html`<p>${texts.none}</p>` : html`<ol class="comment-list">${view.comments.map(commentHtml)}</ol>`}
${view.actions.has('comment') && commentForm(view, attempt)}
</section>`
}

function commentHtml({ kind, author, text, at, revision }: ReviewComment): Html {
  return html`<li class="comment">
  <p class="comment-head"><span class="badge">${texts.kinds[kind]}</span> <b>${author}</b>
    <time datetime="${at.toISOString()}">${formatMoment(at)}</time> <span class="hint">${workflowTexts.revision(revision)}</span></p>
  ${text !== '' && html`<p class="comment-text">${text}</p>`}
</li>
`
}

function commentForm({ entry }: WorkView, attempt: Attempt | null): Html {
  const tried = attempt?.action === 'comment' ? attempt : null
  const wrong = tried !== null && tried.problem !== null
  return html`<form class="form step" method="post" action="/admin/entries/${entry.id}/comment">
  <input type="hidden" name="form" value="${randomUUID()}">
  <div class="field">
    <label for="comment-text">${texts.add}</label>
    ${wrong && html`<p class="problem" id="comment-problem">${tried.problem}</p>`}
    <p class="hint" id="comment-hint">${texts.hint}</p>
    <textarea class="input" id="comment-text" name="text" rows="3" required aria-describedby="comment-hint${wrong && ' comment-problem'}"${wrong && html` aria-invalid="true"`}>${tried?.text ?? ''}</textarea>
  </div>
  <p class="button-row"><button class="button button-outline" type="submit">${texts.send}</button></p>
</form>`
}
