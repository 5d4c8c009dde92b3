// A real registry in a temporary folder, with the store that the indexer works on.
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type IndexingPhase, type ReportProgress, runIndexer } from '../../indexer/run-indexer.ts'
import { type OpenDatabase, openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteUnitStore } from '../../src/adapters/sqlite/sqlite-unit-store.ts'
import type { EmbedderSource } from '../../src/core/ports/embedder-source.ts'
import type { EntryInput, Registry } from '../../src/core/ports/registry.ts'
import type { UnitStore } from '../../src/core/ports/unit-store.ts'
import { spacedAnalyser } from '../fakes/spaced-analyser.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'

export interface OpenedRegistry {
  readonly database: OpenDatabase
  readonly registry: Registry
  readonly store: UnitStore
  readonly save: (...inputs: readonly EntryInput[]) => Promise<unknown>
}

const open: OpenDatabase[] = []
afterAll(async () => {
  for (const database of open.splice(0)) await database.close()
})

/** Closed by itself after the tests of the file. */
export function openRegistry(path = join(makeTempFolder(), 'zencho.sqlite')): OpenedRegistry {
  const now = () => new Date('2026-11-22T01:00:00Z')
  const database = openDatabase(path)
  open.push(database)
  const registry = openSqliteRegistry(database.query, now)
  const store = openSqliteUnitStore(database.query, now)
  return { database, registry, store, save: (...inputs) => registry.save(inputs, { actor: 'tester' }) }
}

export interface IndexerRun {
  readonly modelId: string | null
  readonly embeddingFailure?: string
  /** Every report of progress, as 「units 3/7」. */
  readonly progress: readonly string[]
}

/** Runs the indexer with words that stand apart by blanks. */
export async function runOnce(
  store: UnitStore,
  embedders: EmbedderSource | null,
  onProgress: ReportProgress = () => {},
): Promise<IndexerRun> {
  const progress: string[] = []
  const report = (phase: IndexingPhase, done: number, total: number) => {
    progress.push(`${phase} ${done}/${total}`)
    onProgress(phase, done, total)
  }
  const { modelId, embeddingFailure } = await runIndexer({
    store,
    analyser: spacedAnalyser,
    embedders,
    onProgress: report,
  })
  return { modelId, progress, ...(embeddingFailure !== null && { embeddingFailure }) }
}
