// `zencho serve`: fills an empty registry, starts the server, and stays until told to end.
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { openProgressBar } from './progress-bar.ts'

/** Returns when SIGINT or SIGTERM has ended the server. */
export async function runServe(deps: CliDeps): Promise<void> {
  const end = nextEndSignal()
  const startedAt = performance.now()
  const bar = openProgressBar()
  const product = await deps.openProduct({ onProgress: bar.reportIndexing })
  try {
    await loadSample(product, deps)
    const server = await deps.serve(product)
    deps.out(cli.started(server.url))
    const state = await product.indexState()
    if (!state.ready) deps.out(cli.preparing)
    await Promise.race([product.settleIndex(), end])
    bar.stop()
    await announceReady(product, startedAt, deps)
    await end
    deps.err(cli.stopping)
    await server.close()
  } finally {
    await product.close()
  }
}

/** Says so when the sample data went in. */
export async function loadSample(product: Product, deps: CliDeps): Promise<void> {
  const bar = openProgressBar()
  const sample = await deps.loadSample(product, (done, total) => bar.report(cli.saving, done, total))
  bar.stop()
  if (sample !== null) deps.err(cli.sampleLoaded(sample.entries, sample.sections))
}

async function announceReady(product: Product, startedAt: number, deps: CliDeps): Promise<void> {
  const state = await product.indexState()
  if (state.ready) deps.out(cli.ready(state.entries, (performance.now() - startedAt) / 1000))
  if (state.degraded !== null) deps.err(cli.degraded(state.degraded))
}

/** The first signal ends gracefully; a second one ends at once. */
function nextEndSignal(): Promise<void> {
  return new Promise(resolve => {
    let asked = false
    const onSignal = () => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}
