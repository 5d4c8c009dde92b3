// The effect of a change of synonyms, and the decision.
import { html } from 'hono/html'
import { synonymTexts as texts } from '../../src/core/messages/ja/admin/synonyms.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import type { SynonymDraft } from './draft.ts'
import { SYNONYMS_PLACE } from './list-page.ts'

export function aboutDraft({ act }: SynonymDraft): string {
  return texts.previewOf[act.kind](act.input.words.join(texts.separator))
}

/** `effect` is the report, or why there is none: the decision is the editor's either way. */
export function effectPage(draft: SynonymDraft, effect: Html, warning: Html | null): AdminPage {
  const main = html`<div class="flow"><h1>${texts.previewTitle}</h1>
<p class="lead">${aboutDraft(draft)}</p>
${warning}
${decisionHtml(draft)}
<p>${texts.previewResult}</p>
${effect}</div>`
  return { title: texts.previewTitle, main, place: SYNONYMS_PLACE }
}

function decisionHtml({ id, act }: SynonymDraft): Html {
  const kind = act.kind === 'remove' ? 'button-danger' : 'button-solid'
  return html`<div class="button-row">
  <form method="post" action="/admin/synonyms/preview/${id}/save"><button class="button ${kind}" type="submit">${texts.save[act.kind]}</button></form>
  <a class="button button-outline" href="/admin/synonyms/preview/${id}/rewrite">${texts.rewrite}</a>
</div>`
}

export function conflictPage(id: string): AdminPage {
  const main = html`<div class="flow"><h1>${texts.editTitle}</h1>
${noticeHtml({ kind: 'error', heading: texts.conflict, headingLevel: 2, body: html`<p>${texts.conflictText}</p>` })}
<p class="button-row"><a class="button button-solid" href="/admin/synonyms/${id}/edit">${texts.toLatest}</a></p>
<p class="page-end"><a href="/admin/synonyms">${texts.back}</a></p></div>`
  return { title: texts.editTitle, main, place: SYNONYMS_PLACE }
}

export function gonePage(): AdminPage {
  const main = html`<div class="flow"><h1>${texts.previewTitle}</h1>
${noticeHtml({ kind: 'information', heading: texts.gone, headingLevel: 2, body: html`<p>${texts.goneText}</p>` })}
<p class="page-end"><a href="/admin/synonyms">${texts.back}</a></p></div>`
  return { title: texts.previewTitle, main, place: SYNONYMS_PLACE }
}
