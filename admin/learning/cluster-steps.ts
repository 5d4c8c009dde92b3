// The steps that people take with a cluster. What was typed stays on the page, whatever stands in the way.
import { actorOf } from '../../src/core/access/account.ts'
import { isWorkVisibleIn, may, scopeOf } from '../../src/core/access/rights.ts'
import { ENTRY_LIMITS } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { mayWorkOn } from '../../src/core/learning/cluster-rights.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import type { SeenCluster } from '../../src/core/ports/cluster-store.ts'
import type { Problems } from '../form-field.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { readField, readFields } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import type { ClustersDeps } from './deps.ts'
import { readableCluster, showCluster } from './show-cluster.ts'

const { problems } = texts

interface Step {
  readonly visit: SignedInVisit
  readonly deps: ClustersDeps
  readonly cluster: Cluster
  /** As the page showed it. */
  readonly seen: SeenCluster
  readonly actor: string
}

/** `forbidden` for whoever may only see it. */
export async function beginStep(visit: SignedInVisit, deps: ClustersDeps): Promise<Step> {
  const cluster = await readableCluster(visit, deps)
  if (!mayWorkOn(visit.account, cluster)) throw new FaqError('forbidden', { action: 'entry.edit' })
  const seen = { id: cluster.id, version: readVersion(readField(visit.request.body, 'version')) }
  return { visit, deps, cluster, seen, actor: actorOf(visit.account) }
}

/** No version is that of nothing. */
function readVersion(text: string): number {
  return /^\d{1,9}$/u.test(text) ? Number(text) : 0
}

export async function refuse({ visit, deps }: Step, found: Problems): Promise<void> {
  const { body } = visit.request
  const chosen = new Set(readFields(body, 'question'))
  const sent = { problems: found, field: (name: string) => readField(body, name), chosen }
  await showCluster(visit, { sent, status: 422 }, deps)
}

/** Somebody else was faster: the page as it is now, with what was typed. */
async function tellChanged({ visit, deps }: Step): Promise<void> {
  const { body } = visit.request
  const sent = { problems: {}, field: (name: string) => readField(body, name), chosen: new Set<string>() }
  await showCluster(visit, { sent, changed: true, status: 409 }, deps)
}

function leave({ visit }: Step, id: number, done: keyof typeof texts.done): void {
  visit.response.redirect(303, `${LEARNING_PLACE}/clusters/${id}?done=${done}`)
}

export async function dismiss(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const step = await beginStep(visit, deps)
  const reason = readField(visit.request.body, 'reason').trim()
  if (!isText(reason, ENTRY_LIMITS.note)) return refuse(step, { reason: problems.reason })
  const outcome = await deps.clusters.dismiss(step.seen, reason, step.actor)
  return outcome === 'changed' ? tellChanged(step) : leave(step, step.cluster.id, 'dismissed')
}

export async function reopen(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const step = await beginStep(visit, deps)
  const outcome = await deps.clusters.reopen(step.seen, step.actor)
  return outcome === 'changed' ? tellChanged(step) : leave(step, step.cluster.id, 'reopened')
}

/** An entry that the person may not see is not there. */
export async function link(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const step = await beginStep(visit, deps)
  const typed = readField(visit.request.body, 'entryId').trim()
  const entryId = typed === '' ? readField(visit.request.body, 'entry') : typed
  if (entryId === '') return refuse(step, { entryId: problems.entry })
  const [entry] = await deps.registry.workingEntries([entryId])
  const scope = scopeOf(visit.account)
  const isThere =
    entry !== undefined &&
    entry.status !== 'archived' &&
    (entry.publishedRevision !== null || isWorkVisibleIn(entry, scope))
  if (!isThere || (entry.visibleTo.length > 0 && !isWorkVisibleIn(entry, scope))) {
    return refuse(step, { entryId: problems.noEntry(entryId.slice(0, 64)) })
  }
  const outcome = await deps.clusters.link(step.seen, entry.id, step.actor)
  return outcome === 'changed' ? tellChanged(step) : leave(step, step.cluster.id, 'linked')
}

export async function draft(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const step = await beginStep(visit, deps)
  const { body } = visit.request
  const [code, question, answer] = [
    readField(body, 'draftSection'),
    readField(body, 'question').trim(),
    readField(body, 'answer').trim(),
  ]
  const section = (await deps.registry.sections()).find(one => one.code === code)
  const found: Problems = {
    ...((section === undefined || !may(visit.account, 'entry.edit', code)) && { draftSection: problems.section }),
    ...(!isText(question, ENTRY_LIMITS.question) && { question: problems.question(ENTRY_LIMITS.question) }),
    ...(!isText(answer, ENTRY_LIMITS.answer) && { answer: problems.answer(ENTRY_LIMITS.answer) }),
  }
  if (section === undefined || Object.keys(found).length > 0) return refuse(step, found)
  const chosen = new Set(readFields(body, 'phrasing'))
  const wordings = await deps.clusters.wordings(step.cluster.id)
  const phrasings = wordings.map(({ text }) => text).filter(text => chosen.has(text))
  const entryId = deps.newEntryId(section.code)
  const note = texts.draft.note(step.cluster.id)
  const content = { entryId, section, question, answer, phrasings, note }
  const outcome = await deps.clusters.draft(step.seen, content, step.actor)
  if (outcome === 'changed') return tellChanged(step)
  visit.response.redirect(303, `/admin/entries/${encodeURIComponent(entryId)}/edit`)
}

function isText(text: string, limit: number): boolean {
  const length = countCodePoints(text)
  return length > 0 && length <= limit
}

export async function move(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const step = await beginStep(visit, deps)
  const { body } = visit.request
  const questionIds = [...new Set(readFields(body, 'question'))]
  if (questionIds.length === 0) return refuse(step, { questions: problems.questions })
  const to = readField(body, 'to')
  const target = to === 'new' ? null : await readTarget(to, step)
  if (target === undefined) return refuse(step, { to: problems.target })
  const moved = await deps.clusters.move(step.seen, { questionIds, to: target }, step.actor)
  return moved === 'changed' ? tellChanged(step) : leave(step, moved, 'moved')
}

export async function merge(visit: SignedInVisit, deps: ClustersDeps): Promise<void> {
  const step = await beginStep(visit, deps)
  const target = await readTarget(readField(visit.request.body, 'into'), step)
  if (target === undefined) return refuse(step, { into: problems.target })
  const outcome = await deps.clusters.merge(step.seen, target, step.actor)
  return outcome === 'changed' ? tellChanged(step) : leave(step, target.id, 'merged')
}

/** `id:version` of a cluster that the person may work on; undefined for anything else. */
async function readTarget(text: string, { visit, deps, cluster }: Step): Promise<SeenCluster | undefined> {
  const [, id, version] = /^(\d{1,15}):(\d{1,9})$/u.exec(text) ?? []
  const target = id === undefined ? null : await deps.clusters.find(Number(id))
  if (target === null || target.id === cluster.id || !mayWorkOn(visit.account, target)) return undefined
  return { id: target.id, version: Number(version) }
}
