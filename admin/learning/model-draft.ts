// Lets a chat model draft an entry of a cluster. Nothing is saved but the draft itself, for a person to look over.
import { may } from '../../src/core/access/rights.ts'
import { FaqError } from '../../src/core/errors.ts'
import { clusterTexts } from '../../src/core/messages/ja/admin/clusters.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { untilLeft } from '../../src/pages/until-left.ts'
import { failurePage } from '../drafting/failure-page.ts'
import { MODEL_SECTION_FIELD as FIELD } from '../drafting/model-section-field.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { beginStep, refuse } from './cluster-steps.ts'
import type { ClustersDeps } from './deps.ts'

export async function modelDraft(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const { request, response, account, send } = visit
  const step = await beginStep(visit, deps)
  const { cluster } = step
  if (deps.model === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  const url = `${LEARNING_PLACE}/clusters/${cluster.id}`
  // Somebody was faster: its page says how it stands now.
  if (cluster.state !== 'open') return response.redirect(303, url)
  const code = readField(request.body, FIELD)
  const section = (await deps.registry.sections()).find(known => known.code === code)
  if (section === undefined || !may(account, 'entry.edit', code)) {
    return refuse(step, { [FIELD]: clusterTexts.problems.section })
  }
  const kept = await deps.model.draft({ cluster, section, account, signal: untilLeft(response) })
  if (kept.kind === 'drafted') return response.redirect(303, `/admin/drafts/${kept.draftId}`)
  const { ask, failures, review } = draftingTexts
  const again = { url: `${url}/model-draft`, label: ask.again, fields: { [FIELD]: code } }
  const back = { url, label: review.toCluster }
  await send(failurePage({ heading: ask.failed, text: failures[kept.why], again, back, place: LEARNING_PLACE }), 503)
}
