// The pages of questions without a good answer: the list, a cluster, and the steps that people take with it.
import { scopeOf } from '../../src/core/access/rights.ts'
import { SHOWN_STATES } from '../../src/core/learning/cluster.ts'
import { windowOf } from '../pages-of.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { dismiss, draft, link, merge, move, reopen } from './cluster-steps.ts'
import type { ClustersDeps } from './deps.ts'
import { clustersPage, NO_SECTION } from './list-page.ts'
import { modelDraft } from './model-draft.ts'
import { showCluster } from './show-cluster.ts'
import { TREND_WEEKS } from './sparkline.ts'

export function learningRoutes(deps: ClustersDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /learning', 'entries.read', visit => showList(visit, deps)),
    guardedRoute('GET /learning/clusters/:id', 'entries.read', visit => showCluster(visit, {}, deps)),
    guardedRoute('POST /learning/clusters/:id/link', 'entry.edit', visit => link(visit, deps)),
    guardedRoute('POST /learning/clusters/:id/draft', 'entry.edit', visit => draft(visit, deps)),
    guardedRoute('POST /learning/clusters/:id/model-draft', 'entry.edit', visit => modelDraft(visit, deps)),
    guardedRoute('POST /learning/clusters/:id/dismiss', 'entry.edit', visit => dismiss(visit, deps)),
    guardedRoute('POST /learning/clusters/:id/reopen', 'entry.edit', visit => reopen(visit, deps)),
    guardedRoute('POST /learning/clusters/:id/move', 'entry.edit', visit => move(visit, deps)),
    guardedRoute('POST /learning/clusters/:id/merge', 'entry.edit', visit => merge(visit, deps)),
  ]
}

/** Clusters of a page: each takes some lines. */
const CLUSTERS_PER_PAGE = 20
/** More words than that find nothing. */
const WORDS_MAX = 10
const WORDS_LENGTH_MAX = 100

async function showList({ request, account, send }: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const { clusters, registry, mask } = deps
  const sections = await registry.sections()
  const window = windowOf(request.query, CLUSTERS_PER_PAGE)
  const state = SHOWN_STATES.find(name => name === readField(request.query, 'state')) ?? 'open'
  const asked = readField(request.query, 'section')
  const section = asked === NO_SECTION || sections.some(({ code }) => code === asked) ? asked : ''
  const words = readField(request.query, 'words').slice(0, WORDS_LENGTH_MAX).trim()
  const found = await clusters.list({
    state,
    sectionCodes: scopeOf(account),
    sectionCode: section === '' ? undefined : section === NO_SECTION ? '' : section,
    terms: words === '' ? [] : deps.termsOf(words).slice(0, WORDS_MAX),
    ...window,
  })
  const now = deps.now()
  const ids = found.clusters.map(({ id }) => id)
  const weeks = await clusters.weeks(ids, now, TREND_WEEKS)
  const filter = { state, section, words }
  await send(clustersPage({ ...found, sections, filter, window, weeks, mask, now }))
}
