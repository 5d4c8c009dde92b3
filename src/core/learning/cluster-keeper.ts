// Keeps clusters true while people ask: a question without a good answer joins the cluster that it is most like, or opens one;
// clusters that grew are grouped anew with those around them, a little at a time, so that people's questions never wait.
import { type CalendarDate, dateInJapan } from '../fiscal-year.ts'
import { type Looks, openLooks } from '../looks.ts'
import type { ClusterStore, Features, Grouped, Untold } from '../ports/cluster-store.ts'
import type { Grouping } from './cluster-agglomerate.ts'
import { ClusterBook, type NearCluster } from './cluster-book.ts'
import { describeMembers } from './cluster-describe.ts'
import { type FeatureDeps, type FeatureMaker, openFeatures } from './cluster-features.ts'
import { neighbourhoodOf } from './cluster-neighbourhood.ts'
import type { Profile } from './cluster-profile.ts'
import { regroupPlan } from './cluster-refine.ts'
import { type ReadBookDeps, readBook, readCluster } from './read-book.ts'
import { clustersLeft, settleDue } from './settle-due.ts'

export interface ClusterKeeperDeps extends FeatureDeps {
  readonly store: ClusterStore
  /** Resolves when the index has its model: without it every question would be taken for one of words alone. */
  readonly settleIndex: () => Promise<void>
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
  readonly grouping: () => Grouping
  /** The clusters most like one, the nearest first. */
  readonly near: (clusterId: number, count: number) => readonly NearCluster[]
  /** What likeness is computed of, for a question or a member. */
  readonly profile: (features: Features) => Profile
}

/** Questions written at a time: some tens of milliseconds. */
const BATCH = 10
/** Members by which a large cluster is told. */
const LOOKED_AT_MAX = 200
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
      keeping.close()
      return looks.close()
    },
    grouping: keeping.features.grouping,
    near: (id, count) => keeping.near(id, count),
    profile: keeping.features.profile,
  }
}

class Keeping {
  readonly features: FeatureMaker
  readonly #deps: ClusterKeeperDeps
  readonly #closing = Promise.withResolvers<void>()
  #closed = false
  readonly #book = new ClusterBook()
  readonly #reading: ReadBookDeps
  /** By cluster, its size when it was last grouped with those around it. */
  readonly #groupedSizes = new Map<number, number>()
  readonly #grown = new Set<number>()
  /** Clusters that the book has as they are, and that are still to be told. */
  readonly #read = new Set<number>()
  /** The model whose vectors the book holds; undefined before it is filled. */
  #modelId: string | undefined
  #filledOn: CalendarDate | null = null
  /** When all were last grouped anew; undefined before it is looked up. */
  #grouped: Grouped | null | undefined

  constructor(deps: ClusterKeeperDeps) {
    this.#deps = deps
    this.features = openFeatures(deps)
    const { store, pause } = deps
    this.#reading = { store, pause, profile: this.features.profile, isClosed: () => this.#closed }
  }

  close(): void {
    this.#closed = true
    this.#closing.resolve()
  }

  /** What was half done is read anew. */
  forget(): void {
    this.#modelId = undefined
    this.#grouped = undefined
    this.#read.clear()
  }

  near(id: number, count: number): readonly NearCluster[] {
    const sum = this.#book.sum(id)
    if (sum === undefined) return []
    const near = this.#book.nearest(sum, this.features.grouping(), count + 1)
    return near.filter(other => other.id !== id).slice(0, count)
  }

  async look(): Promise<void> {
    // Whoever closes does not wait for the index.
    if (this.#modelId === undefined) await Promise.race([this.#deps.settleIndex(), this.#closing.promise])
    if (this.#closed) return
    await this.#useModel()
    await this.#readChanged()
    while (!this.#closed && (await this.#settleSome())) await this.#deps.pause()
    await this.#groupGrown(await this.#turnDay())
    await this.#tellChanged()
    if (!this.#closed) await this.#deps.store.settleDone()
  }

  /** Another model knows other meanings: what it makes of every question comes first. */
  async #useModel(): Promise<void> {
    const modelId = this.features.modelId()
    if (modelId === this.#modelId) return
    const { store } = this.#deps
    for (;;) {
      const others = await store.membersOfOtherModels(modelId, BATCH)
      if (others.length === 0 || this.#closed) break
      const made = await this.features.make(others.map(({ text }) => text))
      await store.saveFeatures(new Map(others.map(({ questionId }, i) => [questionId, made[i] as Features])))
      await this.#deps.pause()
    }
    await this.#fill()
    this.#modelId = modelId
  }

  async #fill(): Promise<void> {
    await readBook(this.#book, this.#reading)
    this.#filledOn = dateInJapan(this.#deps.now())
  }

  /**
   * Once a day every cluster of several questions is grouped anew, and by another model every one: what came in an unlucky order is
   * put right by the next morning. Gives back what to note when that is done; null where it is not the time for it.
   */
  async #turnDay(): Promise<Grouped | null> {
    const { store, now } = this.#deps
    const grouped = { day: dateInJapan(now()), modelId: this.features.modelId() }
    this.#grouped ??= await store.grouped()
    const isOfModel = this.#grouped?.modelId === grouped.modelId
    if (this.#closed || (isOfModel && this.#grouped?.day === grouped.day)) return null
    if (this.#filledOn !== grouped.day) await this.#fill() // words weigh otherwise as entries come and go
    const ids = isOfModel ? this.#book.several() : this.#book.all()
    await store.retell(ids)
    for (const id of ids) {
      this.#grown.add(id)
      this.#read.add(id)
    }
    return grouped
  }

  async #groupGrown(all: Grouped | null): Promise<void> {
    for (const id of this.#grown) {
      if (this.#closed) return
      this.#grown.delete(id)
      await this.#refine(id)
      await this.#deps.pause()
    }
    if (all === null) return
    await this.#deps.store.noteGrouped(all)
    this.#grouped = all
  }

  /** Questions that people moved, or anybody erased, since the last look. */
  async #readChanged(): Promise<void> {
    for (const { id } of await this.#deps.store.untold()) await this.#reread(id)
  }

  async #reread(id: number): Promise<void> {
    await readCluster(this.#book, id, this.#reading)
    this.#read.add(id)
  }

  /** False where nothing is due any more. */
  async #settleSome(): Promise<boolean> {
    const { store, now } = this.#deps
    const due = await store.due(now(), BATCH)
    if (due.length === 0) return false
    const settled = await settleDue(due, { features: this.features, book: this.#book, now: now() })
    const opened = await store.settle(settled)
    for (const [key, id] of opened) this.#book.rename(key, id)
    const joined = settled.flatMap(one => (one.kind === 'joined' ? [opened.get(one.to) ?? one.to] : []))
    for (const id of new Set(joined)) this.#noteGrown(id)
    for (const id of clustersLeft(due, settled)) await this.#reread(id)
    return due.length === BATCH
  }

  #noteGrown(id: number): void {
    const size = this.#book.sum(id)?.count ?? 0
    const before = this.#groupedSizes.get(id) ?? 0
    if (size > before * (1 + GROWN)) this.#grown.add(id)
    this.#read.add(id)
  }

  async #refine(id: number): Promise<void> {
    const { store } = this.#deps
    const placed = await neighbourhoodOf(id, { store, features: this.features, book: this.#book })
    if (placed.length === 0) return
    const grouping = this.features.grouping()
    const moves = await regroupPlan(placed, grouping, this.#deps.pause)
    const ids = new Set(placed.map(({ clusterId }) => clusterId))
    this.#groupedSizes.set(id, this.#book.sum(id)?.count ?? 0)
    if (moves.size === 0) return
    const opened = await store.regroup(moves)
    const went = new Set<number>()
    for (const { questionId, clusterId } of placed) {
      const to = moves.get(questionId)
      if (to === undefined) continue
      went.add(clusterId)
      went.add(opened.get(to) ?? to)
    }
    for (const changed of went) {
      await this.#reread(changed)
      if (!ids.has(changed)) this.#groupedSizes.set(changed, this.#book.sum(changed)?.count ?? 0)
    }
  }

  /** What changes meanwhile is read first, with the next look. */
  async #tellChanged(): Promise<void> {
    const untold = await this.#deps.store.untold()
    for (const one of untold.filter(({ id }) => this.#read.has(id))) {
      if (this.#closed) return
      await this.#tell(one)
      await this.#deps.pause()
    }
    this.#read.clear()
  }

  async #tell(untold: Untold): Promise<void> {
    const { store, suggestSections } = this.#deps
    const told = describeMembers(await store.members(untold.id, LOOKED_AT_MAX, 0), this.features)
    if (told === null) return store.describe(untold, null)
    const sectionCodes = await suggestSections(told.medoid.text)
    await store.describe(untold, { medoidId: told.medoid.questionId, words: told.words, sectionCodes })
    const cluster = await store.find(untold.id)
    if (cluster?.state === 'linked') await this.#deps.onLinkedGrew(untold.id)
  }
}
