// The form below an open cluster with which a chat model is asked to draft an entry of its questions. There only while it is on.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { clusterTexts } from '../../src/core/messages/ja/admin/clusters.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { Html } from '../../src/pages/html.ts'
import { MODEL_SECTION_FIELD as FIELD } from '../drafting/model-section-field.ts'
import type { Problems } from '../form-field.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'

const { ask } = draftingTexts

export interface ModelDraftView {
  readonly cluster: Pick<Cluster, 'id' | 'sections'>
  /** In which the person may draft. */
  readonly sections: readonly Section[]
  readonly sent: { readonly problems: Problems; readonly field: (name: string) => string } | null
  readonly modelIsOn: boolean
}

export function modelDraftForm({ cluster, sections, sent, modelIsOn }: ModelDraftView): Html {
  if (!modelIsOn || sections.length === 0) return html``
  const typed = sent?.field(FIELD) ?? ''
  const suggested = cluster.sections.find(({ code }) => sections.some(one => one.code === code))?.code ?? ''
  const chosen = typed === '' ? suggested : typed
  const problem = sent?.problems[FIELD]
  const options = sections.map(
    ({ code, name }) => html`<option value="${code}"${code === chosen && html` selected`}>${name}</option>`,
  )
  return html`<section aria-labelledby="model-draft"><h2 id="model-draft">${ask.clusterHeading}</h2><p>${ask.clusterLead}</p>
<form class="form" method="post" action="${LEARNING_PLACE}/clusters/${cluster.id}/model-draft">
<div class="field"><label for="${FIELD}">${clusterTexts.draft.section}</label>${problem !== undefined && html`<p class="problem" id="${FIELD}-problem">${problem}</p>`}<select class="input input-short" id="${FIELD}" name="${FIELD}" required${problem !== undefined && html` aria-invalid="true" aria-describedby="${FIELD}-problem"`}><option value=""></option>${options}</select></div>
<p class="button-row"><button class="button button-outline" type="submit">${ask.button}</button></p></form></section>`
}
