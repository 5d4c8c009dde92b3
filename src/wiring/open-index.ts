// The index of a database, kept up to date by a thread beside, and the models that questions need.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { keepIndex } from '../../indexer/keep-index.ts'
import type { WorkerSettings } from '../../indexer/worker-messages.ts'
import { openSynonyms } from '../adapters/embedders/open-synonyms.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../adapters/sqlite/sqlite-unit-store.ts'
import type { ReportProgress } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import type { IndexStatus } from '../core/ports/index-status.ts'
import type { EntryIndex } from '../core/search/entry-index.ts'
import type { Reranking } from '../core/search/rerank.ts'
import { SoundAlikes } from '../core/search/sound-alikes.ts'
import type { Synonyms } from '../core/search/synonyms.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'
import { type DuplicateSearch, openDuplicateSearch } from '../core/upkeep/near-duplicates.ts'
import type { Log } from './log.ts'
import { openModels } from './open-models.ts'

/** Between two steps of the search for duplicates, each of a few milliseconds: it takes a third of the thread at most. */
const PAUSE_MS = 10

/** Fewer entries are read from the database in a second. */
const IMAGE_ENTRIES_MIN = 3_000

export interface OpenIndex {
  readonly entries: EntryIndex
  readonly reranking: Reranking | null
  /** The dictionary's and those of the office's file. */
  readonly synonyms: Synonyms
  /** Caches that another thread may read. */
  readonly files: Pick<WorkerSettings, 'graphPath' | 'imagePath'>
  /** Entries whose questions mean nearly the same. */
  readonly duplicates: DuplicateSearch
  readonly firstIndexMade: (timeoutMs: number) => Promise<unknown>
  readonly state: () => Promise<IndexStatus>
  /** Resolves when everything marked so far is searchable. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface OpenIndexDeps {
  readonly database: OpenDatabase
  readonly dataDir: string
  readonly analyser: MorphologicalAnalyser
  readonly onProgress: ReportProgress | undefined
  readonly log: Log
}

/** Caches of the index of the database in this folder. */
export function indexFiles(dataDir: string): OpenIndex['files'] {
  return {
    graphPath: join(dataDir, 'index', 'vectors.hnsw'),
    imagePath: join(dataDir, 'index', 'words.image'),
  }
}

/** Rejects where the database turns out to be damaged, which tells more than what came of it. */
export async function openIndex(config: Config, deps: OpenIndexDeps): Promise<OpenIndex> {
  const { database, dataDir, analyser, onProgress, log } = deps
  const models = openModels(config, log)
  const synonyms = openSynonyms(config, { analyser, log })
  const files = indexFiles(dataDir)
  const store = openSqliteUnitStore(database.query, () => new Date())
  const kept = await keepIndex({
    store,
    embedders: models.embedders,
    nearTerms: new SoundAlikes(models.nearTerms, analyser),
    synonyms,
    settings: {
      databasePath: database.path,
      modelFolder: config.modelDir,
      embedder: config.embedder,
      ...files,
      imageEntriesMin: IMAGE_ENTRIES_MIN,
    },
    onProgress: ({ phase, done, total }) => onProgress?.(phase, done, total),
    log,
  }).catch(async (error: unknown) => {
    await database.checked
    throw error
  })
  const close = async () => {
    await kept.close()
    await models.close()
  }
  await database.checked.catch(async (error: unknown) => {
    await close()
    await database.close()
    throw error
  })
  return {
    entries: kept.index,
    reranking: models.reranking,
    synonyms,
    files,
    duplicates: openDuplicateSearch({ index: kept.index, vectorsOf: store.vectorsOf, pause: () => wait(PAUSE_MS) }),
    firstIndexMade: kept.firstIndexMade,
    state: async () => {
      const state = await kept.status()
      return { ...state, degraded: state.degraded ?? models.trouble() }
    },
    settle: kept.poke,
    close,
  }
}
