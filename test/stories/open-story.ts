// The real product over a temporary folder, behind its real Express application on 127.0.0.1, within the test's process.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Express } from 'express'
import type { OpenProductOptions, Product } from '../../src/cli/cli-deps.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { listen } from '../../src/server/listen.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { openProduct } from '../../src/wiring/open-product.ts'
import { makeFolder, STORY_ENTRIES } from './story-entries.ts'

export interface LoggedEvent {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface OpenedProduct extends AsyncDisposable {
  readonly folder: string
  readonly config: Config
  readonly product: Product
  /** Everything the product told the operator. */
  readonly events: readonly LoggedEvent[]
}

export interface Story extends OpenedProduct {
  readonly url: string
  readonly port: number
}

/** Opens the product in a folder of its own (removed at the end), or in one that the caller keeps. */
export async function openProductIn(
  folder: string | null = null,
  environment: Readonly<Record<string, string>> = {},
  options: OpenProductOptions = {},
): Promise<OpenedProduct> {
  const home = folder ?? (await makeFolder())
  const config = loadConfig({ DATA_DIR: join(home, 'data'), SAMPLE_DATA: 'off', ...environment })
  const events: LoggedEvent[] = []
  const product = await openProduct(config, (event, data) => void events.push({ event, data }), options)
  const dispose = async () => {
    await product.close()
    if (folder === null) await rm(home, { recursive: true, force: true })
  }
  return { folder: home, config, product, events, [Symbol.asyncDispose]: dispose }
}

/** The product with these entries searchable, listening on a port that the system chose. */
export async function openStory(
  entries: readonly EntryInput[] = STORY_ENTRIES,
  environment: Readonly<Record<string, string>> = {},
): Promise<Story> {
  const opened = await openProductIn(null, environment)
  const { product, config, events } = opened
  if (entries.length > 0) await product.registry.save(entries, { actor: 'story' })
  await product.settleIndex()
  const app = buildServer(product, config, (event, data) => void (events as LoggedEvent[]).push({ event, data }))
  const listening = await listenForTest(app)
  const dispose = async () => {
    await listening[Symbol.asyncDispose]()
    await opened[Symbol.asyncDispose]()
  }
  return { ...opened, url: listening.url, port: listening.port, [Symbol.asyncDispose]: dispose }
}

/** The application on a port of 127.0.0.1 that the system chose. */
export async function listenForTest(
  app: Express,
): Promise<AsyncDisposable & { readonly url: string; readonly port: number }> {
  const { server, close } = await listen(app, '127.0.0.1', 0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, port, [Symbol.asyncDispose]: () => close(0) }
}
