// Stage: an empty folder becomes a registry with its index, as `zencho import` makes it.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Product } from '../../src/cli/cli-deps.ts'
import type { IndexingPhaseName } from '../../src/core/messages/indexing-phase.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { openBenchProduct, requireWhole, waitForNearLists } from './bench-product.ts'
import { timed } from './latency.ts'
import { peakRssBytes, rssBytes } from './memory.ts'
import { serveStage } from './run-stage.ts'

export interface BuildInput {
  readonly folder: string
  readonly entriesPath: string
}

export interface BuildResult {
  readonly entries: number
  readonly units: number
  readonly importMs: number
  /** Text cut and analysed, stored with its terms. */
  readonly unitsMs: number
  /** The model fitted, every unit embedded, vectors stored. */
  readonly vectorsMs: number
  /** The graph built and written. */
  readonly graphMs: number
  /** What is left until the running process can search it all. */
  readonly loadMs: number
  /** Lists of near words, made when all else is done; 0 for a registry too small for them. */
  readonly nearListsMs: number
  readonly databaseBytes: number
  readonly graphBytes: number
  readonly peakRssBytes: number
}

/** Progress is worth a line this often. */
const SAY_EVERY_MS = 10_000

serveStage('build', async ({ folder, entriesPath }, say) => {
  const lastReport = new Map<IndexingPhaseName, number>()
  const sayNow = atMostEvery(SAY_EVERY_MS, say)
  const product = await openBenchProduct(folder, {
    onProgress: (phase, done, total) => {
      lastReport.set(phase, performance.now())
      sayNow(`indexing: ${phase} ${done}/${total}`)
    },
  })
  const inputs = await readLines(entriesPath)
  const importing = await timed(() =>
    product.registry.save(inputs, { actor: 'bench', onProgress: (done, total) => sayNow(`saving ${done}/${total}`) }),
  )
  const phases = await indexAll(product, lastReport)
  const units = (await product.indexState()).vectors
  const { ms: nearListsMs } = await timed(() => waitForNearLists(folder, inputs.length))
  await product.close()
  const measured = { entries: inputs.length, units, importMs: importing.ms, ...phases, nearListsMs }
  return { ...measured, ...(await sizesOnDisk(folder)), peakRssBytes: peakRssBytes() }
})

/** Each phase lasts from the last report of the one before to its own last report. */
async function indexAll(product: Product, lastReport: ReadonlyMap<IndexingPhaseName, number>) {
  const startedAt = performance.now()
  await product.settleIndex()
  const endedAt = performance.now()
  await requireWhole(product)
  const unitsAt = lastReport.get('units') ?? startedAt
  const vectorsAt = lastReport.get('vectors') ?? unitsAt
  const graphAt = lastReport.get('graph') ?? vectorsAt
  return {
    unitsMs: unitsAt - startedAt,
    vectorsMs: vectorsAt - unitsAt,
    graphMs: graphAt - vectorsAt,
    loadMs: endedAt - graphAt,
  }
}

async function sizesOnDisk(folder: string) {
  const bytesOf = async (name: string) => (await stat(join(folder, name))).size
  return { databaseBytes: await bytesOf('zencho.sqlite'), graphBytes: await bytesOf('index/vectors.hnsw') }
}

async function readLines(path: string): Promise<readonly EntryInput[]> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  return lines.map(line => JSON.parse(line) as EntryInput)
}

function atMostEvery(intervalMs: number, say: (text: string) => void): (text: string) => void {
  let saidAt = performance.now()
  return text => {
    if (performance.now() - saidAt < intervalMs) return
    saidAt = performance.now()
    say(`${text} (${Math.round(rssBytes() / 1e6)} MB)`)
  }
}
