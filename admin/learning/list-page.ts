// Questions without a good answer, grouped by what they mean.
import { html } from 'hono/html'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'

export function clustersPage(): AdminPage {
  const main = html`<h1>${texts.title}</h1>
${learningTabs('questions')}
<p class="lead">${texts.lead}</p>
<p>${texts.none}</p>`
  return { title: texts.title, main, place: LEARNING_PLACE }
}
