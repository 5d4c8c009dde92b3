// The product as the command line opens it, on a folder of the benchmark's own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { OpenProductOptions, Product } from '../../src/cli/cli-deps.ts'
import type { Config } from '../../src/config.ts'
import { loadConfig } from '../../src/config.ts'
import { openProduct } from '../../src/wiring/open-product.ts'

export interface ColdStart {
  /** From opening the database to the first question that words can answer. */
  readonly searchableMs: number
  /** From opening the database to "everything marked is searchable", vectors included. */
  readonly readyMs: number
  /** The same from the start of the process: Node and the modules included. */
  readonly fromProcessStartMs: number
}

export function benchConfig(folder: string): Config {
  return loadConfig({ DATA_DIR: folder, SAMPLE_DATA: 'off', LOG_LEVEL: 'error' })
}

export function openBenchProduct(folder: string, options: OpenProductOptions = {}): Promise<Product> {
  return openProduct(benchConfig(folder), logFault, options)
}

/** What the product had to complain of in this process: it belongs beside the numbers. */
export const faults: string[] = []

export function logFault(event: string, data: Readonly<Record<string, unknown>>): void {
  const fault = `${event} ${JSON.stringify(data)}`
  faults.push(fault)
  process.stderr.write(`${fault}\n`)
}

/** Opens the folder in a fresh process and waits until it is ready with so many published entries. */
export async function openCold(
  folder: string,
  published: number,
): Promise<{ readonly product: Product; readonly coldStart: ColdStart }> {
  const openedAt = performance.now()
  const product = await openBenchProduct(folder)
  const searchableAt = performance.now()
  await product.settleIndex()
  const readyAt = performance.now()
  await requireWhole(product)
  const { entries } = await product.indexState()
  if (entries !== published) throw new Error(`expected ${published} published entries in the folder, got ${entries}`)
  await waitForNearLists(folder, entries)
  const searchableMs = searchableAt - openedAt
  return { product, coldStart: { searchableMs, readyMs: readyAt - openedAt, fromProcessStartMs: readyAt } }
}

/** Numbers of a product that answers by words alone, or not yet of everything, would mislead. */
export async function requireWhole(product: Product): Promise<void> {
  const state = await product.indexState()
  const whole = state.ready && state.degraded === null && state.pending === 0 && state.vectors > 0
  if (!whole) throw new Error(`expected a whole index, got ${JSON.stringify(state)}`)
}

/** As many entries have lists of near words made; `src/wiring/open-index.ts` has the number. */
const NEAR_LISTS_ENTRIES_MIN = 3_000
/** Half a minute of work on a free core; a registry of few words never has them. */
const NEAR_LISTS_MAX_MS = 120_000
const LOOK_EVERY_MS = 50

/** They are made in the background, and would take time from what is measured meanwhile. */
export async function waitForNearLists(folder: string, entries: number): Promise<void> {
  if (entries < NEAR_LISTS_ENTRIES_MIN) return
  const made = join(folder, 'index', 'words.image.near.manifest.json')
  for (const end = performance.now() + NEAR_LISTS_MAX_MS; performance.now() < end && !existsSync(made); ) {
    await wait(LOOK_EVERY_MS)
  }
}
