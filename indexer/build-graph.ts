// Builds the HNSW file from the stored vectors: after a model change, a big import, or the loss of the file.
import { GraphBuilder } from '../src/adapters/hnsw/graph-builder.ts'
import { readIndexFacts, writeIndexFile } from '../src/adapters/hnsw/index-file.ts'
import type { UnitStore } from '../src/core/ports/unit-store.ts'
import type { ReportProgress } from './run-indexer.ts'

const VECTORS_PER_STEP = 1_000

/** A file this far from the truth is brought up to date by its reader; beyond, a rebuild here costs nobody's time. */
const DRIFT_MAX = 300
const DRIFT_SHARE_MAX = 0.1

/** True when the reader of the file would have too much to mend, or cannot read it at all. */
export async function graphNeedsBuilding(store: UnitStore, path: string, modelId: string): Promise<boolean> {
  const facts = await readIndexFacts(path)
  if (facts === null || facts.modelId !== modelId || !(await store.descendsFrom(facts.lineage))) return true
  const drift = Math.abs((await store.unitCount()) - facts.count)
  return drift > Math.max(DRIFT_MAX, facts.count * DRIFT_SHARE_MAX)
}

/** Builds and writes the file. */
export async function buildGraph(
  store: UnitStore,
  path: string,
  modelId: string,
  onProgress: ReportProgress,
): Promise<void> {
  const total = await store.unitCount()
  const lineage = await store.lineage()
  let builder: GraphBuilder | null = null
  for (let afterId = 0, done = 0; ; ) {
    const vectors = await store.vectorsAfter(modelId, afterId, VECTORS_PER_STEP)
    const last = vectors.at(-1)
    if (last === undefined) break
    builder ??= new GraphBuilder(last.vector.length, total)
    for (const { unitId, vector } of vectors) builder.add(unitId, vector)
    afterId = last.unitId
    done += vectors.length
    onProgress('graph', done, Math.max(done, total))
  }
  if (builder === null) return
  await writeIndexFile(path, await builder.finish(`${path}.links.${process.pid}.new`), { modelId, lineage })
}
