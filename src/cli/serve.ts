// `zencho serve`: fills an empty registry, starts the server, and stays until told to end.
import { formatMoment } from '../core/japan-time.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { userCli } from '../core/messages/ja/user-cli.ts'
import type { CliDeps, Product, RunningServer } from './cli-deps.ts'
import { openProgressBar } from './progress-bar.ts'

/** Long enough to set the rest up; a restart makes a new one. */
const FIRST_OFFER_MS = 24 * 60 * 60 * 1000

/**
 * Returns when SIGINT or SIGTERM has ended the server, or an error that nobody caught: after that nobody knows what state it is
 * in, so it finishes what is at work and ends, with an exit code by which a supervisor starts it anew.
 */
export async function runServe(deps: CliDeps): Promise<'asked' | 'failed'> {
  const end = nextEnd(deps)
  const startedAt = performance.now()
  const bar = openProgressBar()
  const product = await deps.openProduct({ onProgress: bar.reportIndexing })
  try {
    await loadSample(product, deps)
    const server = await deps.serve(product)
    deps.out(cli.started(server.url))
    await offerFirstAdministrator(server, deps)
    const state = await product.indexState()
    if (!state.ready) deps.out(cli.preparing)
    await Promise.race([product.settleIndex(), end])
    bar.stop()
    await announceReady(product, startedAt, deps)
    const reason = await end
    deps.err(cli.stopping)
    await server.close()
    return reason
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

/** Where there is no administrator, whoever reads what the server says may become the first; there is no default password. */
async function offerFirstAdministrator({ product, publicUrl }: RunningServer, deps: CliDeps): Promise<void> {
  const { invitations, local } = product.people
  if (!local) return
  const until = new Date(Date.now() + FIRST_OFFER_MS)
  const secret = await invitations.offerFirst(until)
  if (secret === null) return
  deps.out(userCli.first(`${publicUrl}/admin/first?secret=${secret}`, formatMoment(until)))
}

async function announceReady(product: Product, startedAt: number, deps: CliDeps): Promise<void> {
  const state = await product.indexState()
  if (state.ready) deps.out(cli.ready(state.entries, (performance.now() - startedAt) / 1000))
  if (state.degraded !== null) deps.err(cli.degraded(state.degraded))
}

/** A server that hangs while it ends holds up its successor. */
const END_MAX_MS = 25_000

/** The first signal ends gracefully; a second one ends at once. So does an error that nobody caught, and a second one. */
function nextEnd({ reportFatal }: CliDeps): Promise<'asked' | 'failed'> {
  return new Promise(resolve => {
    let ending = false
    const endOnce = (reason: 'asked' | 'failed', exitCode: number) => {
      if (ending) process.exit(exitCode)
      ending = true
      setTimeout(() => process.exit(exitCode), END_MAX_MS).unref()
      resolve(reason)
    }
    process.on('SIGINT', () => endOnce('asked', 130))
    process.on('SIGTERM', () => endOnce('asked', 130))
    // A promise that was rejected and that nobody waits for comes here too.
    process.on('uncaughtException', (error, origin) => {
      reportFatal(error, origin)
      endOnce('failed', 1)
    })
  })
}
