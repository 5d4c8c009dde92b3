// The form below an open cluster with which a chat model is asked to draft an entry of its questions. There only while it is on.
import { html } from 'hono/html'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { Html } from '../../src/pages/html.ts'
import { MODEL_SECTION_FIELD as FIELD } from '../drafting/model-section-field.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { type SectionChoice, sectionChoice } from './section-choice.ts'

const { ask } = draftingTexts

export interface ModelDraftView extends SectionChoice {
  readonly cluster: Pick<Cluster, 'id' | 'sections'>
  readonly modelIsOn: boolean
}

export function modelDraftForm(view: ModelDraftView): Html {
  const { cluster, sections, modelIsOn } = view
  if (!modelIsOn || sections.length === 0) return html``
  return html`<section aria-labelledby="model-draft"><h2 id="model-draft">${ask.clusterHeading}</h2><p>${ask.clusterLead}</p>
<form class="form" method="post" action="${LEARNING_PLACE}/clusters/${cluster.id}/model-draft">
${sectionChoice(FIELD, view)}
<p class="button-row"><button class="button button-outline" type="submit">${ask.button}</button></p></form></section>`
}
