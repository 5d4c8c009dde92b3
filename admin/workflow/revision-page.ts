// One revision of an entry: what it changed against the one before it, or any other, and going back to it.
import { html } from 'hono/html'
import type { Section, WorkingEntry } from '../../src/core/entry.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { revisionTexts } from '../../src/core/messages/ja/admin/revisions.ts'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { Revision, RevisionHead } from '../../src/core/ports/revisions.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { contentDiffHtml, contentHtml } from './content-view.ts'
import type { NameOf } from './names.ts'

const texts = revisionTexts.page

export interface RevisionView {
  readonly entry: WorkingEntry
  readonly revision: Revision
  /** What it is compared with; null where there is nothing before it. */
  readonly other: Revision | null
  /** Those to choose from. */
  readonly heads: readonly RevisionHead[]
  readonly restoring: 'allowed' | 'no_right' | 'wrong_state'
  readonly sections: readonly Section[]
  readonly nameOf: NameOf
}

export function revisionPage(view: RevisionView): AdminPage {
  const { entry, revision } = view
  const url = `/admin/entries/${encodeURIComponent(entry.id)}`
  const title = texts.of(entry.question, revision.number)
  const main = html`<p class="entry-links"><a href="${url}">${revisionTexts.history.back}</a> <a href="${url}/history">${workflowTexts.entry.history}</a></p>
<h1>${title}</h1>
${standingHtml(view)}
${factsHtml(view)}
${neighboursHtml(view, url)}
${compareForm(view, url)}
${diffSection(view)}
<section aria-labelledby="content"><h2 id="content">${texts.contentHeading}</h2>
${contentHtml(revision, { sections: view.sections, headingLevel: 3 })}
</section>
${restoreForm(view, url)}`
  return { title, main, place: '/admin/entries' }
}

function standingHtml({ entry, revision }: RevisionView): Html {
  const lines = [
    ...(revision.number === entry.publishedRevision ? [texts.isServing] : []),
    ...(revision.number === entry.revision ? [texts.isNewest] : []),
  ]
  return html`${lines.map(line => html`<p class="lead">${line}</p>`)}`
}

function factsHtml({ revision, nameOf }: RevisionView): Html {
  const status = revision.status === null ? texts.unknown : workflowTexts.status[revision.status]
  return html`<dl class="particulars">
  <div><dt>${texts.savedAt}</dt><dd><time datetime="${revision.createdAt.toISOString()}">${formatMoment(revision.createdAt)}</time></dd></div>
  <div><dt>${texts.savedBy}</dt><dd>${nameOf(revision.author)}</dd></div>
  <div><dt>${texts.savedAs}</dt><dd>${status}</dd></div>
  ${revision.note !== '' && html`<div><dt>${workflowTexts.entry.note}</dt><dd>${revision.note}</dd></div>`}
</dl>`
}

function neighboursHtml({ entry, revision }: RevisionView, url: string): Html {
  const { number } = revision
  return html`<nav class="pages" aria-label="${workflowTexts.pagesLabel}">
${number > 1 && html`<a href="${url}/revisions/${number - 1}" rel="prev">${workflowTexts.revision(number - 1)}</a>`}
${number < entry.revision && html`<a href="${url}/revisions/${number + 1}" rel="next">${workflowTexts.revision(number + 1)}</a>`}
</nav>`
}

function compareForm({ revision, other, heads, nameOf }: RevisionView, url: string): Html {
  const choices = heads.filter(({ number }) => number !== revision.number)
  if (choices.length === 0) return html`<p>${texts.nothingBefore}</p>`
  return html`<form class="form form-inline" method="get" action="${url}/revisions/${revision.number}">
  <div class="field"><label for="with">${texts.compareWith}</label>
    <select class="input" id="with" name="with">${choices.map(
      ({ number, createdAt, author }) =>
        html`<option value="${number}"${number === other?.number && html` selected`}>${workflowTexts.entry.newestBy(number, nameOf(author), formatMoment(createdAt))}</option>`,
    )}</select></div>
  <button class="button button-outline" type="submit">${texts.compare}</button>
</form>`
}

/** Always from the older to the newer, whichever was asked for first. */
function diffSection({ revision, other, sections }: RevisionView): Html {
  if (other === null) return html``
  const [from, to] = other.number < revision.number ? [other, revision] : [revision, other]
  return html`<section aria-labelledby="changes"><h2 id="changes">${texts.diffHeading(from.number, to.number)}</h2>
${contentDiffHtml(from, to, sections)}
</section>`
}

function restoreForm({ entry, revision, restoring }: RevisionView, url: string): Html {
  if (restoring === 'no_right' || revision.number === entry.revision) return html``
  const heading = workflowTexts.actions.restore(revision.number)
  if (restoring === 'wrong_state') {
    const text = entry.status === 'in_review' ? workflowTexts.actions.restoreNotNow : workflowTexts.actions.none
    return html`<section aria-labelledby="restore"><h2 id="restore">${heading}</h2><p>${text}</p></section>`
  }
  return html`<section aria-labelledby="restore"><h2 id="restore">${heading}</h2>
<form class="form" method="post" action="${url}/restore">
  <input type="hidden" name="seen" value="${entry.revision}"><input type="hidden" name="revision" value="${revision.number}">
  <p class="hint">${workflowTexts.actions.restoreHint}</p>
  <p class="button-row"><button class="button button-outline" type="submit">${heading}</button></p>
</form></section>`
}
