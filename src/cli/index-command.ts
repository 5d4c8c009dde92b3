// `zencho index`: settles what waits to be indexed, with a progress bar.
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'
import { withProduct } from './with-product.ts'

export async function runIndex(options: { readonly json?: boolean }, deps: CliDeps): Promise<void> {
  const startedAt = performance.now()
  const state = await withProduct(deps, product => product.indexState())
  const seconds = (performance.now() - startedAt) / 1000
  if (options.json === true) return deps.out(JSON.stringify({ ...state, seconds }))
  deps.out(cli.indexed(state.entries, state.vectors, seconds))
  if (state.degraded !== null) deps.err(cli.degraded(state.degraded))
}
