// The section in which an entry of a cluster is to be drafted: one of the person's own, the likeliest of them chosen.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { Html } from '../../src/pages/html.ts'
import { invalid, type Problems, problemHtml } from '../form-field.ts'

export interface SectionChoice {
  readonly cluster: Pick<Cluster, 'sections'>
  /** In which the person may draft. */
  readonly sections: readonly Section[]
  readonly sent: { readonly problems: Problems; readonly field: (name: string) => string } | null
}

/** `id`: name of the field, too. */
export function sectionChoice(id: string, { cluster, sections, sent }: SectionChoice): Html {
  const suggested = cluster.sections.find(({ code }) => sections.some(one => one.code === code))?.code ?? ''
  const typed = sent?.field(id) ?? ''
  const chosen = typed === '' ? suggested : typed
  const problem = sent?.problems[id]
  const options = sections.map(
    ({ code, name }) => html`<option value="${code}"${code === chosen && html` selected`}>${name}</option>`,
  )
  return html`<div class="field"><label for="${id}">${texts.draft.section}</label>${problemHtml(problem, id)}<select class="input input-short" id="${id}" name="${id}" required${invalid(problem)}${problem !== undefined && html` aria-describedby="${id}-problem"`}><option value=""></option>${options}</select></div>`
}
