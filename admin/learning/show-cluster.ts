// Shows one cluster to whoever may see it: people of the sections that it may belong to; those of no section, everybody.
import type { Account } from '../../src/core/access/account.ts'
import { scopeOf, sectionsWhere } from '../../src/core/access/rights.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { readableWords } from '../../src/core/learning/cluster-describe.ts'
import { isClusterFor, mayWorkOn } from '../../src/core/learning/cluster-rights.ts'
import { whyTogether } from '../../src/core/learning/cluster-why.ts'
import { type Clusters, LOOKED_AT_MAX } from '../../src/core/learning/clusters.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { ShownMember } from '../../src/core/ports/cluster-store.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { type PageWindow, windowOf } from '../pages-of.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { clusterPage } from './cluster-page.ts'
import type { OtherCluster, SentStep } from './cluster-view.ts'
import type { ClustersDeps } from './deps.ts'
import { TREND_WEEKS } from './sparkline.ts'

export interface Showing {
  readonly sent?: SentStep
  readonly changed?: boolean
  readonly status?: number
}

/** Questions of a page. */
const MEMBERS_PER_PAGE = 50
/** Members that likeness is told from. */
const COMPARED_MAX = 200
const NEAR_ENTRIES = 5
const OTHER_CLUSTERS = 5

export async function showCluster(visit: SignedInVisit, showing: Showing, deps: ClustersDeps): Promise<void> {
  const { request, response, account, send } = visit
  const { clusters, registry, mask, now } = deps
  const cluster = await readableCluster(visit, deps)
  if (cluster.state === 'merged') {
    response.redirect(303, `${LEARNING_PLACE}/clusters/${cluster.mergedInto ?? ''}`)
    return
  }
  const window = windowOf(request.query, MEMBERS_PER_PAGE)
  const at = now()
  const text = mask(cluster.text)
  const newest = await clusters.members(cluster.id, LOOKED_AT_MAX, 0)
  const near = { text, scope: scopeOf(account), limit: NEAR_ENTRIES }
  const medoid = newest.find(member => member.text === cluster.text)
  const own = sectionsWhere(account, 'entry.edit')
  const sections = await registry.sections()
  const page = clusterPage({
    cluster,
    weeks: (await clusters.weeks([cluster.id], at, TREND_WEEKS)).get(cluster.id) ?? [],
    window,
    members: membersWithWhy(await membersIn(window, cluster, { newest, clusters }), newest, deps),
    near: text === '' ? [] : await deps.nearEntries(near, medoid),
    others: await otherClusters(cluster, account, deps),
    wordings: clusters.wordingsOf(newest),
    sections: own === null ? sections : sections.filter(({ code }) => own.includes(code)),
    mayWork: mayWorkOn(account, cluster),
    modelIsOn: (await deps.model?.isOn()) ?? false,
    mask,
    now: at,
    sent: showing.sent ?? null,
    changed: showing.changed ?? false,
    done: doneSentence(readField(request.query, 'done')),
  })
  await send(page, showing.status ?? 200)
}

function doneSentence(done: string): string | null {
  return Object.entries(texts.done).find(([kind]) => kind === done)?.[1] ?? null
}

/** `not_found` also where it is not for this reader. */
export async function readableCluster({ request, account }: SignedInVisit, deps: ClustersDeps): Promise<Cluster> {
  const id = String(request.params['id'])
  const cluster = /^\d{1,15}$/u.test(id) ? await deps.clusters.find(Number(id)) : null
  if (cluster === null || !isClusterFor(account, cluster))
    throw new FaqError('not_found', { what: 'cluster', id: id.slice(0, 64) })
  return cluster
}

interface Newest {
  readonly newest: readonly ShownMember[]
  readonly clusters: Pick<Clusters, 'members'>
}

/** Older ones than those that were read are read for themselves. */
async function membersIn(
  { limit, offset }: PageWindow,
  { id }: Cluster,
  { newest, clusters }: Newest,
): Promise<readonly ShownMember[]> {
  const isRead = newest.length < LOOKED_AT_MAX || offset + limit <= newest.length
  return isRead ? newest.slice(offset, offset + limit) : clusters.members(id, limit, offset)
}

function membersWithWhy(
  shown: readonly ShownMember[],
  newest: readonly ShownMember[],
  { grouping, profile }: Pick<ClustersDeps, 'grouping' | 'profile'>,
) {
  const known = new Set(shown.map(({ questionId }) => questionId))
  const others = newest.slice(0, COMPARED_MAX).filter(({ questionId }) => !known.has(questionId))
  const compared = [...shown, ...others]
  const whys = whyTogether(compared.map(profile), grouping())
  return shown.map((member, i) => {
    const why = whys[i]
    const words = readableWords(why?.words ?? [], [member.text])
    return { ...member, why: why && { ...why, words } }
  })
}

async function otherClusters(
  { id }: Cluster,
  account: Account,
  { clusters, nearClusters }: ClustersDeps,
): Promise<readonly OtherCluster[]> {
  const found: OtherCluster[] = []
  for (const { id: other, alike } of nearClusters(id, OTHER_CLUSTERS)) {
    const cluster = await clusters.find(other)
    if (cluster === null || cluster.state === 'merged' || alike <= 0) continue
    if (mayWorkOn(account, cluster)) found.push({ cluster, alike })
  }
  return found
}
