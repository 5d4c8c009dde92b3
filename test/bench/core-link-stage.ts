// Stage: every unit of the million entries becomes a vector, and the vectors are linked, as the indexing thread does it.
import { join } from 'node:path'
import { GraphBuilder } from '../../src/adapters/hnsw/graph-builder.ts'
import { writeIndexFile } from '../../src/adapters/hnsw/index-file.ts'
import { openCoreSource } from './core-entries.ts'
import { peakRssBytes } from './memory.ts'
import { serveStage } from './run-stage.ts'

export interface CoreLinkInput {
  /** Data folder with a finished index that the entries are made of. */
  readonly folder: string
  readonly count: number
  readonly graphPath: string
}

export interface CoreLinkResult {
  readonly vectors: number
  /** Reading and thinning the entries included. */
  readonly embedMs: number
  readonly linkMs: number
  readonly writeMs: number
  readonly peakRssBytes: number
}

/** An entry of the benchmark has between five and six. */
const UNITS_PER_ENTRY = 6
const SAY_EVERY = 20_000

serveStage('core-link', async ({ folder, count, graphPath }, say) => {
  const source = await openCoreSource(join(folder, 'zencho.sqlite'))
  const { embedder } = source
  const builder = new GraphBuilder(embedder.dimensions, count * UNITS_PER_ENTRY)
  let [entries, vectors, linkMs] = [0, 0, 0]
  const startedAt = performance.now()
  for await (const { units } of source.entries(count)) {
    const inputs = units.map(({ terms }) => ({ text: '', terms })) // the word table goes by terms alone
    const embedded = await embedder.embed(inputs, 'passage')
    const before = performance.now()
    for (const [i, unit] of units.entries()) builder.add(unit.id, embedded[i] as Float32Array)
    linkMs += performance.now() - before
    vectors += units.length
    entries += 1
    if (entries % SAY_EVERY === 0) say(`linked ${entries} entries, ${vectors} vectors`)
  }
  const embedMs = performance.now() - startedAt - linkMs
  await source.close()
  const writingAt = performance.now()
  const index = await builder.finish(`${graphPath}.links.new`)
  await writeIndexFile(graphPath, index, { modelId: embedder.modelId, lineage: '' })
  return { vectors, embedMs, linkMs, writeMs: performance.now() - writingAt, peakRssBytes: peakRssBytes() }
})
