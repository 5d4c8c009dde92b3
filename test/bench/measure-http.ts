// The product's real server and a bare Express route beside it, on loopback, asked by a process of its own.
import express from 'express'
import type { Product } from '../../src/cli/cli-deps.ts'
import { listen } from '../../src/server/listen.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { benchConfig, logFault } from './bench-product.ts'
import type { HttpInput, HttpResult } from './http-stage.ts'
import { runStage } from './run-stage.ts'

const LIMIT_MS = 600_000
const CLOSE_GRACE_MS = 1_000
const HOST = '127.0.0.1'

/** Serves until the client has asked everything. */
export async function measureHttp(
  product: Product,
  folder: string,
  options: {
    readonly warmUp: readonly string[]
    readonly measured: readonly string[]
    readonly onProgress: (text: string) => void
  },
): Promise<HttpResult> {
  const bare = express().get('/hello', (_request, response) => void response.send('hello'))
  const hello = await listen(bare, HOST, 0)
  const server = await listen(buildServer(product, benchConfig(folder), logFault), HOST, 0)
  const { warmUp, measured, onProgress } = options
  const input: HttpInput = { helloUrl: `${hello.url}/hello`, askUrl: `${server.url}/api/v1/ask`, warmUp, measured }
  try {
    return await runStage('http', input, { limitMs: LIMIT_MS, onProgress })
  } finally {
    await Promise.all([hello.close(CLOSE_GRACE_MS), server.close(CLOSE_GRACE_MS)])
  }
}
