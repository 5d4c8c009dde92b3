// How many entries are registered, published and in preparation, by section; and whether search is well.
import { html } from 'hono/html'
import { formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { admin as texts } from '../../src/core/messages/ja/admin/status.ts'
import type { RegistryCounts, SectionCount } from '../../src/core/ports/registry.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { Page } from '../../src/pages/page.ts'

export interface SearchState {
  readonly entries: number
  readonly pending: number
  readonly modelId: string | null
  readonly degraded: string | null
}

/** What is not as it should be beside the search. */
export type Trouble = 'slack' | 'chat'

export interface Standing {
  readonly counts: RegistryCounts
  readonly search: SearchState
  readonly troubles: readonly Trouble[]
}

export function statusPage(standing: Standing): Page {
  const main = html`<h1>${texts.title}</h1>
${statusHtml(standing)}`
  return { title: texts.title, main }
}

/** Below a heading of the page's own. */
export function statusHtml({ counts, search, troubles }: Standing): Html {
  const ofSearch = search.modelId === null ? 'meaning' : 'search'
  const told = [...(search.degraded === null ? [] : ([ofSearch] as const)), ...troubles]
  return html`<p class="lead">${texts.lead}</p>
${told.length > 0 && degradedNotice(told)}
<section aria-labelledby="figures"><h2 id="figures">${texts.figuresHeading}</h2>
${figures(counts)}
</section>
<section aria-labelledby="sections"><h2 id="sections">${texts.sectionsHeading}</h2>
${sectionTable(counts)}
</section>
<section aria-labelledby="search"><h2 id="search">${texts.systemHeading}</h2>
${list([
  [texts.searchable, texts.count(search.entries)],
  [texts.pending, texts.count(search.pending)],
  [texts.meaning, meaningState(search)],
])}
</section>`
}

/** What is affected, in words; the reason stays in the log: it may name paths of the server. */
function degradedNotice(told: readonly (keyof typeof texts.troubles)[]): Html {
  const body = html`<ul>${told.map(trouble => html`<li>${texts.troubles[trouble]}</li>`)}</ul>
<p>${texts.degradedText}</p>`
  return noticeHtml({ kind: 'warning', heading: texts.degraded, headingLevel: 2, body })
}

function meaningState({ modelId, pending }: SearchState): string {
  if (modelId !== null) return texts.meaningOn
  return pending > 0 ? texts.meaningPreparing : texts.meaningOff
}

function figures({ byStatus, registered, registeredThisFiscalYear, fiscalYear }: RegistryCounts): Html {
  return list([
    [texts.registered, texts.count(registered)],
    [texts.registeredThisYear(formatFiscalYear(fiscalYear)), texts.count(registeredThisFiscalYear)],
    [texts.published, texts.count(byStatus.published)],
    [texts.inPreparation, texts.count(byStatus.draft + byStatus.in_review)],
    [texts.archived, texts.count(byStatus.archived)],
  ])
}

function list(rows: readonly (readonly [string, string])[]): Html {
  return html`<dl class="figures">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}

function sectionTable({ sections, registered, byStatus }: RegistryCounts): Html {
  return html`<div class="table-scroll" role="region" aria-label="${texts.sectionsCaption}" tabindex="0"><table class="sections">
<caption>${texts.sectionsCaption}</caption>
<thead><tr><th scope="col">${texts.section}</th><th scope="col">${texts.registered}</th><th scope="col">${texts.published}</th></tr></thead>
<tbody>${sections.map(sectionRow)}</tbody>
<tfoot><tr><th scope="row">${texts.total}</th><td>${texts.count(registered)}</td><td>${texts.count(byStatus.published)}</td></tr></tfoot>
</table></div>`
}

function sectionRow({ section, registered, published }: SectionCount): Html {
  return html`<tr><th scope="row">${section.name}</th><td>${texts.count(registered)}</td><td>${texts.count(published)}</td></tr>
`
}
