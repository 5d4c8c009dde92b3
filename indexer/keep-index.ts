// Keeps the in-memory index true: loads it at start, has marks settled by the indexing thread, follows the changes that
// come of it, and takes over the graph file when a new one is there. Questions are served all the while.
import { setTimeout as wait } from 'node:timers/promises'
import { readIndexFile } from '../src/adapters/hnsw/index-file.ts'
import type { EmbedderSource } from '../src/core/ports/embedder-source.ts'
import type { IndexStatus } from '../src/core/ports/index-status.ts'
import type { AdoptingNearTerms } from '../src/core/ports/near-terms.ts'
import type { UnitStore } from '../src/core/ports/unit-store.ts'
import type { EntryIndex } from '../src/core/search/entry-index.ts'
import type { Synonyms } from '../src/core/search/synonyms.ts'
import type { ChangeFollower } from './follow-changes.ts'
import { readImageChange, writeImageFile } from './image-file.ts'
import { type IndexingThread, startIndexingThread } from './indexing-thread.ts'
import { type NearListsKeeper, openNearListsKeeper } from './keep-near-lists.ts'
import { type LoadedIndex, loadIndex } from './load-index.ts'
import type { ProgressReport, WorkerSettings } from './worker-messages.ts'

/** A change made by another process is looked for this often; one of our own is announced with `poke`. */
const POLL_INTERVAL_MS = 200
/** After a failed run, wait longer each time, up to this. */
const RETRY_DELAY_MAX_MS = 30_000
/** So long after all words are indexed, what they find is served as ready without the vectors: these may take hours. */
const READY_BY_WORDS_AFTER_MS = 5_000

/** Changes that a start rather follows than that the image is written again: a second or two. */
const IMAGE_AGE_MAX = 2_000

export interface KeptIndex {
  readonly index: EntryIndex
  readonly status: () => Promise<IndexStatus>
  /** Says that marks were made; resolves when they are searchable. Never rejects. */
  readonly poke: () => Promise<void>
  /** Resolves at the first moment that everything marked at start is searchable. */
  readonly ready: Promise<void>
  /** Resolves when there is no first index to wait for any more, or the limit has passed. */
  readonly firstIndexMade: (limitMs: number) => Promise<void>
  readonly close: () => Promise<void>
}

export interface KeepIndexDeps {
  readonly store: UnitStore
  /** Null where there is no model: answers rest on words alone. */
  readonly embedders: EmbedderSource | null
  /** Near words, knowing none of the registry's yet: whatever embeds, they come of the word table. */
  readonly nearTerms: AdoptingNearTerms | null
  readonly synonyms: Synonyms
  readonly settings: WorkerSettings
  readonly onProgress?: (report: ProgressReport) => void
  /** Hears of everything an operator may want to know: failures, rebuilds. */
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** Loads what is indexed, then keeps it true until closed. Resolves when words can be searched. */
export async function keepIndex(deps: KeepIndexDeps): Promise<KeptIndex> {
  const keeper = new IndexKeeper(deps, await loadIndex({ ...deps, imagePath: deps.settings.imagePath }))
  await keeper.load()
  keeper.start()
  return {
    index: keeper.index,
    status: () => keeper.status(),
    poke: () => keeper.settle(),
    ready: keeper.ready,
    firstIndexMade: limitMs => keeper.waitForFirstIndex(limitMs),
    close: () => keeper.close(),
  }
}

/** Whether the graph file serves; without an embedder for the stored model there is nothing to verify it for. */
type GraphState = 'unopened' | 'unverified' | 'taken'

class IndexKeeper {
  readonly index: EntryIndex
  readonly ready: Promise<void>
  readonly #deps: KeepIndexDeps
  readonly #thread: IndexingThread
  readonly #follower: ChangeFollower
  readonly #nearLists: NearListsKeeper | null
  #markReady: () => void = () => {}
  #isReady = false
  #startedEmpty = false
  #degraded: string | null = null
  #timer: NodeJS.Timeout | undefined
  #wordsTimer: NodeJS.Timeout | undefined
  #graph: GraphState = 'unopened'
  #failures = 0
  #retryAt = 0
  /** The last run settled every mark, but not every vector could be made. */
  #lacksVectors = false
  #settling: Promise<void> = Promise.resolve()
  #closed = false
  #imageIsSound: boolean

  constructor(deps: KeepIndexDeps, { index, follower, imageServed }: LoadedIndex) {
    this.#imageIsSound = imageServed
    this.#deps = deps
    this.index = index
    this.#follower = follower
    this.#thread = startIndexingThread(deps.settings, {
      onProgress: report => this.#noteProgress(report),
      onWordsIndexed: () => this.#expectVectors(),
    })
    const [near, path] = [deps.nearTerms, `${deps.settings.imagePath}.near`]
    this.#nearLists = near === null ? null : openNearListsKeeper({ near, thread: this.#thread, path })
    this.ready = new Promise(resolve => {
      this.#markReady = resolve
    })
  }

  async load(): Promise<void> {
    this.#startedEmpty = this.index.size === 0
    await this.#nearLists?.load().catch(() => {}) // without them each is found when it is asked for
    await this.#takeGraph().catch((error: unknown) => this.#fail(String(error)))
  }

  start(): void {
    void this.settle()
    this.#schedulePoll()
  }

  #expectVectors(): void {
    if (this.#isReady || this.#closed) return
    clearTimeout(this.#wordsTimer)
    this.#wordsTimer = setTimeout(() => void this.#beReadyByWords(), READY_BY_WORDS_AFTER_MS).unref()
  }

  async #beReadyByWords(): Promise<void> {
    // A run that failed is not one that takes its time: there, ready means that it has succeeded.
    if (this.#isReady || this.#failures > 0 || (await this.#deps.store.pendingCount()) > 0) return
    await this.#follower.follow().catch((error: unknown) => this.#fail(String(error)))
    if (this.#failures === 0) this.#becomeReady()
  }

  #becomeReady(): void {
    clearTimeout(this.#wordsTimer)
    if (this.index.size > 0) this.#startedEmpty = false
    this.#isReady = true
    this.#markReady()
  }

  /** An index that held entries at start, or a registry without any, has nobody wait. */
  async waitForFirstIndex(limitMs: number): Promise<void> {
    if (!this.#startedEmpty || (await this.#deps.store.pendingCount()) === 0) return
    await Promise.race([this.settle(), wait(limitMs, null, { ref: false })])
  }

  /** Runs the thread until no mark is left, then follows what changed. Runs queue up; each sees the marks before it. */
  settle(): Promise<void> {
    this.#settling = this.#settling.then(() => this.#settleOnce()).catch(error => this.#fail(String(error)))
    return this.#settling
  }

  async status(): Promise<IndexStatus> {
    const { dense } = this.index
    const pending = await this.#deps.store.pendingCount()
    return {
      ready: this.#isReady && !(this.#startedEmpty && pending > 0),
      entries: this.index.size,
      pending,
      vectors: dense?.vectors.size ?? 0,
      modelId: dense?.embedder.modelId ?? null,
      degraded: this.#degraded,
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#wordsTimer)
    await this.#thread.close()
    await this.#settling
  }

  async #settleOnce(): Promise<void> {
    if (this.#closed) return
    const outcome = await this.#thread.run({ rebuildGraph: this.#graph === 'unverified' && this.#isReady })
    if (this.#closed) return
    if (outcome.kind === 'failed') return this.#fail(outcome.reason)
    if (!outcome.incomplete) this.#failures = 0 // else the pauses would never grow
    this.#degraded = outcome.degraded
    this.#lacksVectors = outcome.incomplete
    await this.#follower.follow()
    if (outcome.graphBuilt || outcome.modelId !== (this.index.dense?.embedder.modelId ?? null)) await this.#takeGraph()
    if (outcome.modelId !== null && this.#graph === 'unverified') await this.#rebuildGraph()
    this.#becomeReady()
    if (outcome.incomplete) this.#fail(outcome.degraded ?? '')
    await this.#keepImage()
    void this.#keepNearLists()
  }

  /** Nobody waits for them: questions find what they lack by themselves. */
  async #keepNearLists(): Promise<void> {
    if (this.#closed || this.index.size < this.#deps.settings.imageEntriesMin) return
    const note = (error: unknown) => this.#deps.log('near_lists_not_written', { error: String(error) })
    await this.#nearLists?.keep().catch(note)
  }

  /** Writes the image where there is none yet, or the one on disk has fallen far behind. */
  async #keepImage(): Promise<void> {
    const { store, settings, log } = this.#deps
    if (this.index.size < settings.imageEntriesMin || (await store.pendingCount()) > 0) return
    const write = async (change: number) => {
      const known = this.#imageIsSound ? await readImageChange(settings.imagePath) : null
      if (known !== null && known <= change && change - known <= IMAGE_AGE_MAX) return
      await writeImageFile(settings.imagePath, this.index, { change, lineage: await store.lineage() })
      this.#imageIsSound = true
    }
    await this.#follower.holdStill(write).catch((error: unknown) => log('image_not_written', { error: String(error) }))
  }

  /** The manifest promised a graph that did not verify: have it built from the stored vectors. */
  async #rebuildGraph(): Promise<void> {
    this.#deps.log('graph_rebuilt', { path: this.#deps.settings.graphPath })
    const outcome = await this.#thread.run({ rebuildGraph: true })
    if (outcome.kind === 'failed') return this.#fail(outcome.reason)
    await this.#takeGraph()
    if (this.#graph === 'unverified') this.#fail('the rebuilt graph file does not verify')
  }

  /** Swaps in the graph of the current model; leaves the old one where there is none. */
  async #takeGraph(): Promise<void> {
    const { store, embedders, settings } = this.#deps
    const model = await store.currentModel()
    const embedder = model === null ? null : ((await embedders?.open(model)) ?? null)
    this.#graph = 'unopened'
    if (embedder === null) return
    const read = await readIndexFile(settings.graphPath, embedder)
    const isOurs = read !== null && (await store.descendsFrom(read.facts.lineage))
    this.#graph = isOurs ? 'taken' : 'unverified'
    if (!isOurs) return
    this.index.useDense({ embedder, vectors: read.index })
    await this.#follower.catchUp()
  }

  #schedulePoll(): void {
    this.#timer = setTimeout(() => void this.#poll(), POLL_INTERVAL_MS)
    this.#timer.unref()
  }

  async #poll(): Promise<void> {
    if (this.#closed) return
    try {
      if (await this.#hasWork()) await this.settle()
      else await this.#follower.follow()
    } catch (error) {
      this.#fail(String(error))
    }
    if (!this.#closed) this.#schedulePoll()
  }

  /** After a failure, only when it is time to try again; what lacks nothing but vectors never holds up new marks. */
  async #hasWork(): Promise<boolean> {
    if (this.#failures > 0 && performance.now() >= this.#retryAt) return true
    const mayTry = this.#failures === 0 || this.#lacksVectors
    return mayTry && (await this.#deps.store.pendingCount()) > 0
  }

  /** What is indexed so far is searchable at once, even in the middle of a large import. */
  #noteProgress(report: ProgressReport): void {
    this.#deps.onProgress?.(report)
    if (report.phase !== 'graph' && !this.#closed) this.#follower.follow().catch(error => this.#fail(String(error)))
  }

  #fail(reason: string): void {
    if (this.#closed) return
    this.#failures += 1
    this.#retryAt = performance.now() + Math.min(POLL_INTERVAL_MS * 2 ** this.#failures, RETRY_DELAY_MAX_MS)
    this.#degraded = reason
    this.#deps.log('indexing_failed', { reason })
  }
}
