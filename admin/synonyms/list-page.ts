// The groups of synonyms: those that editors keep, and those of the office's file.
import { html } from 'hono/html'
import { actorName } from '../../src/core/access/account.ts'
import type { FileGroup } from '../../src/core/impact/bench.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { synonymTexts as texts } from '../../src/core/messages/ja/admin/synonyms.ts'
import type { SynonymGroup } from '../../src/core/ports/synonym-groups.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export interface ListedFileGroup extends FileGroup {
  /** Editors keep a group with all of its words already. */
  readonly taken: boolean
}

export type Done = keyof typeof texts.savedTexts

export interface SynonymsView {
  readonly groups: readonly SynonymGroup[]
  readonly fileGroups: readonly ListedFileGroup[]
  readonly filter: string
  readonly done: Done | null
}

export const SYNONYMS_PLACE = '/admin/synonyms'

export function synonymsPage(view: SynonymsView): AdminPage {
  const { done } = view
  const main = html`<div class="flow"><h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${done !== null && noticeHtml({ kind: 'success', heading: texts.saved, headingLevel: 2, body: html`<p>${texts.savedTexts[done]}</p>` })}
<p class="button-row"><a class="button button-solid" href="/admin/synonyms/new">${texts.add}</a></p>
${filterForm(view)}
${groupsTable(view)}
<section aria-labelledby="file"><h2 id="file">${texts.fileHeading}</h2>
<p>${texts.fileLead}</p>
${fileTable(view.fileGroups)}
<p>${texts.dictionary}</p>
</section></div>`
  return { title: texts.title, main, place: SYNONYMS_PLACE }
}

function filterForm({ filter }: SynonymsView): Html {
  return html`<form class="form form-inline" method="get" action="/admin/synonyms" role="search">
  <div class="field"><label for="text">${texts.filter}</label><input class="input input-short" id="text" name="text" value="${filter}"></div>
  <button class="button button-outline" type="submit">${texts.filterButton}</button>
  ${filter !== '' && html`<a href="/admin/synonyms">${texts.clear}</a>`}
</form>`
}

function groupsTable({ groups, filter }: SynonymsView): Html {
  if (groups.length === 0) return html`<p class="page-end">${filter === '' ? texts.none : texts.noneFound}</p>`
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table roomy">
<caption>${texts.caption}（${texts.count(groups.length)}）</caption>
<thead><tr><th scope="col">${texts.words}</th><th scope="col">${texts.note}</th><th scope="col">${texts.changed}</th><th scope="col">${texts.actions}</th></tr></thead>
<tbody>${groups.map(groupRow)}</tbody>
</table></div>`
}

function groupRow({ id, words, note, changedAt, changedBy }: SynonymGroup): Html {
  const joined = words.join(texts.separator)
  return html`<tr><th scope="row">${joined}</th><td>${note}</td><td>${texts.changedBy(formatMoment(changedAt), actorName(changedBy))}</td>
<td><a href="/admin/synonyms/${id}/edit" aria-label="${texts.editOf(joined)}">${texts.edit}</a></td></tr>
`
}

function fileTable(groups: readonly ListedFileGroup[]): Html {
  if (groups.length === 0) return html`<p>${texts.fileNone}</p>`
  return html`${
    groups.some(({ taken }) => !taken) &&
    html`<form method="post" action="/admin/synonyms/take"><button class="button button-outline" type="submit">${texts.take}</button></form>`
  }
<div class="table-scroll" role="region" aria-label="${texts.fileCaption}" tabindex="0"><table class="table roomy">
<caption>${texts.fileCaption}（${texts.count(groups.length)}）</caption>
<thead><tr><th scope="col" class="number">${texts.line}</th><th scope="col">${texts.words}</th><th scope="col">${texts.actions}</th></tr></thead>
<tbody>${groups.map(fileRow)}</tbody>
</table></div>`
}

function fileRow({ line, words, taken }: ListedFileGroup): Html {
  const joined = words.join(texts.separator)
  const take = html`<form method="post" action="/admin/synonyms/take"><input type="hidden" name="line" value="${line}">
<button class="button-text" type="submit" aria-label="${texts.takeOneOf(joined)}">${texts.takeOne}</button></form>`
  return html`<tr><td class="number">${line}</td><th scope="row">${joined}</th><td>${taken ? texts.taken : take}</td></tr>
`
}
