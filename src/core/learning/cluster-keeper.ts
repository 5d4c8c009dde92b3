// Keeps clusters true while people ask: a question without a good answer joins the cluster that it is most like, or opens one;
// clusters that grew are grouped anew with those around them, a little at a time, so that people's questions never wait.
import { type CalendarDate, dateInJapan } from '../fiscal-year.ts'
import { type Looks, openLooks } from '../looks.ts'
import type { ClusterStore, DueQuestion, Features, Settled, ShownMember } from '../ports/cluster-store.ts'
import { IGNORED_AFTER_MS, missedReason } from './cluster.ts'
import type { Grouping } from './cluster-agglomerate.ts'
import { ClusterBook, type NearCluster } from './cluster-book.ts'
import { describeMembers } from './cluster-describe.ts'
import { type FeatureDeps, type FeatureMaker, openFeatures } from './cluster-features.ts'
import type { Profile } from './cluster-profile.ts'
import { type Placed, regroupPlan } from './cluster-refine.ts'

export interface ClusterKeeperDeps extends FeatureDeps {
  readonly store: ClusterStore
  /** Codes of the sections that a question may belong to, likeliest first. */
  readonly suggestSections: (text: string) => Promise<readonly string[]>
  /** Called for clusters that are linked to an entry and have more questions now. */
  readonly onLinkedGrew: (clusterId: number) => Promise<void>
  readonly now: () => Date
  /** Lets others work between two steps. */
  readonly pause: () => Promise<void>
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface ClusterKeeper extends Looks {
  /** People have moved questions between these clusters. */
  readonly noteChanged: (clusterIds: readonly number[]) => void
  readonly grouping: () => Grouping
  /** The clusters most like one, the nearest first. */
  readonly near: (clusterId: number, count: number) => readonly NearCluster[]
  /** What likeness is computed of, for a question or a member. */
  readonly profile: (features: Features) => Profile
}

/** Questions written at a time: some tens of milliseconds. */
const BATCH = 10
/** Members read at a time. */
const PAGE = 200
/** Members by which a large cluster is told and compared. */
const LOOKED_AT_MAX = 200
/** Questions that are grouped anew at a time: each pair is looked at. */
const NEIGHBOURHOOD_MAX = 240
/** Clusters around one that may take part. */
const NEIGHBOURS = 12
/** A cluster is looked at again when it has grown by a fifth. */
const GROWN = 0.2

export function openClusterKeeper(deps: ClusterKeeperDeps): ClusterKeeper {
  const keeping = new Keeping(deps)
  const looks = openLooks(async () => {
    try {
      await keeping.look()
    } catch (error) {
      deps.log('clusters_failed', { error: String(error) })
      keeping.forget()
    }
  })
  return {
    ...looks,
    close: () => {
      keeping.closed = true
      return looks.close()
    },
    noteChanged: ids => keeping.noteChanged(ids),
    grouping: keeping.features.grouping,
    near: (id, count) => keeping.near(id, count),
    profile: keeping.features.profile,
  }
}

class Keeping {
  closed = false
  readonly features: FeatureMaker
  readonly #deps: ClusterKeeperDeps
  readonly #book = new ClusterBook()
  /** By cluster, its size when it was last grouped with those around it. */
  readonly #grouped = new Map<number, number>()
  readonly #grown = new Set<number>()
  readonly #stale = new Set<number>()
  readonly #undescribed = new Set<number>()
  /** When all were last grouped anew. */
  #day: CalendarDate | null = null
  /** The model whose vectors the book holds; undefined before it is filled. */
  #modelId: string | undefined

  constructor(deps: ClusterKeeperDeps) {
    this.#deps = deps
    this.features = openFeatures(deps)
  }

  /** What was half done is read anew. */
  forget(): void {
    this.#modelId = undefined
  }

  noteChanged(ids: readonly number[]): void {
    for (const id of ids) this.#stale.add(id)
  }

  near(id: number, count: number): readonly NearCluster[] {
    const sum = this.#book.sum(id)
    if (sum === undefined) return []
    const near = this.#book.nearest(sum, this.features.grouping(), count + 1)
    return near.filter(other => other.id !== id).slice(0, count)
  }

  async look(): Promise<void> {
    await this.#useModel()
    await this.#readStale()
    while (!this.closed && (await this.#settleSome())) await this.#deps.pause()
    await this.#readStale()
    await this.#turnDay()
    for (const id of this.#grown) {
      if (this.closed) return
      this.#grown.delete(id)
      await this.#refine(id)
      await this.#deps.pause()
    }
    await this.#describeAll()
    await this.#deps.store.settleDone()
  }

  /** Another model knows other meanings: what it makes of every question comes first, then every cluster is grouped anew. */
  async #useModel(): Promise<void> {
    const modelId = this.features.modelId()
    if (modelId === this.#modelId) return
    const { store } = this.#deps
    let changed = false
    for (;;) {
      const others = await store.membersOfOtherModels(modelId, BATCH)
      if (others.length === 0 || this.closed) break
      changed = true
      const made = await this.features.make(others.map(({ text }) => text))
      await store.saveFeatures(new Map(others.map(({ questionId }, i) => [questionId, made[i] as Features])))
      await this.#deps.pause()
    }
    await this.#fill(changed)
    this.#modelId = modelId
  }

  async #fill(groupAll: boolean): Promise<void> {
    this.#book.clear()
    let last = ''
    for (;;) {
      const members = await this.#deps.store.membersAfter(last, PAGE)
      for (const member of members) {
        this.#book.add(member.clusterId, this.features.profile(member))
        if (groupAll) this.#grown.add(member.clusterId)
        last = member.questionId
      }
      if (members.length < PAGE || this.closed) return
      await this.#deps.pause()
    }
  }

  /** Once a day every cluster of several questions is grouped anew: what came in an unlucky order is put right by the next morning. */
  async #turnDay(): Promise<void> {
    const today = dateInJapan(this.#deps.now())
    if (today === this.#day) return
    this.#day = today
    await this.#fill(false) // another program may have erased questions
    for (const id of this.#book.several()) {
      this.#grown.add(id)
      this.#undescribed.add(id)
    }
  }

  async #readStale(): Promise<void> {
    for (const id of this.#stale) {
      this.#stale.delete(id)
      await this.#reread(id)
      this.#undescribed.add(id)
    }
  }

  async #reread(id: number): Promise<readonly ShownMember[]> {
    const members = await this.#deps.store.newestMembers(id, LOOKED_AT_MAX)
    this.#book.remove(id)
    for (const member of members) this.#book.add(id, this.features.profile(member))
    return members
  }

  /** False where nothing is due any more. */
  async #settleSome(): Promise<boolean> {
    const { store, now } = this.#deps
    const due = await store.due(now(), BATCH)
    if (due.length === 0) return false
    const settled = await this.#settledOf(due)
    const opened = await store.settle(settled)
    for (const [key, id] of opened) this.#book.rename(key, id)
    const touched = new Set<number>()
    for (const one of settled) if (one.kind === 'joined') touched.add(opened.get(one.to) ?? one.to)
    for (const { clusterId } of due) if (clusterId !== null) this.#stale.add(clusterId)
    for (const id of touched) this.#noteGrown(id)
    return due.length === BATCH
  }

  async #settledOf(due: readonly DueQuestion[]): Promise<readonly Settled[]> {
    const now = this.#deps.now()
    const reasons = due.map(question => missedReason(question, now))
    const features = await this.features.make(due.map(({ text }) => text))
    let key = 0
    return due.map((question, i): Settled => {
      const questionId = question.id
      const reason = reasons[i] ?? null
      if (reason === null) return { kind: 'answered', questionId }
      if (reason === 'later') {
        return { kind: 'later', questionId, dueAt: new Date(question.askedAt.getTime() + IGNORED_AFTER_MS) }
      }
      if (question.clusterId !== null) return { kind: 'stays', questionId, reason }
      const made = features[i] as Features
      const profile = this.features.profile(made)
      const grouping = this.features.grouping()
      const [nearest] = this.#book.nearest(profile, grouping, 1)
      const to = nearest !== undefined && nearest.alike >= grouping.joinMin ? nearest.id : --key
      this.#book.add(to, profile)
      return { kind: 'joined', questionId, reason, to, features: made }
    })
  }

  #noteGrown(id: number): void {
    const size = this.#book.sum(id)?.count ?? 0
    const before = this.#grouped.get(id) ?? 0
    if (size > before * (1 + GROWN)) this.#grown.add(id)
    this.#undescribed.add(id)
  }

  async #refine(id: number): Promise<void> {
    const placed = await this.#neighbourhood(id)
    if (placed.length === 0) return
    const grouping = this.features.grouping()
    const moves = await regroupPlan(placed, grouping, this.#deps.pause)
    const ids = new Set(placed.map(({ clusterId }) => clusterId))
    this.#grouped.set(id, this.#book.sum(id)?.count ?? 0)
    if (moves.size === 0) return
    const opened = await this.#deps.store.regroup(moves)
    const went = new Set<number>()
    for (const { questionId, clusterId } of placed) {
      const to = moves.get(questionId)
      if (to === undefined) continue
      went.add(clusterId)
      went.add(opened.get(to) ?? to)
    }
    for (const changed of went) {
      const members = await this.#reread(changed)
      this.#undescribed.add(changed)
      if (!ids.has(changed)) this.#grouped.set(changed, members.length)
    }
  }

  /** The cluster with those around it, as many as can be grouped at a time. One too large for that stays as it is. */
  async #neighbourhood(id: number): Promise<readonly Placed[]> {
    const { store } = this.#deps
    const sum = this.#book.sum(id)
    const grouping = this.features.grouping()
    if (sum === undefined || sum.count > NEIGHBOURHOOD_MAX) return []
    const near = this.#book.nearest(sum, grouping, NEIGHBOURS + 1)
    const around = near.filter(other => other.id !== id && other.alike >= grouping.joinMin).map(other => other.id)
    const placed: Placed[] = []
    for (const clusterId of [id, ...around]) {
      const count = this.#book.sum(clusterId)?.count ?? 0
      if (placed.length + count > NEIGHBOURHOOD_MAX) continue
      const cluster = await store.find(clusterId)
      const decided = cluster !== null && cluster.state !== 'open'
      for (const member of await store.newestMembers(clusterId, NEIGHBOURHOOD_MAX)) {
        const { questionId, pinned } = member
        placed.push({ questionId, clusterId, profile: this.features.profile(member), fixed: pinned || decided })
      }
    }
    return placed
  }

  async #describeAll(): Promise<void> {
    for (const id of this.#undescribed) {
      if (this.closed) return
      this.#undescribed.delete(id)
      await this.#describe(id)
      await this.#deps.pause()
    }
  }

  async #describe(id: number): Promise<void> {
    const { store, suggestSections } = this.#deps
    const members = await store.newestMembers(id, LOOKED_AT_MAX)
    const told = describeMembers(members, this.features)
    if (told === null) return
    const sectionCodes = await suggestSections(told.medoid.text)
    await store.describe(id, { medoidId: told.medoid.questionId, words: told.words, sectionCodes })
    const cluster = await store.find(id)
    if (cluster?.state === 'linked') await this.#deps.onLinkedGrew(id)
  }
}
