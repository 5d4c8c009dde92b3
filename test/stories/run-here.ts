// The `zencho` command within the test's own process: everything but the process itself, for stories that need many runs.
import { runCli } from '../../src/cli/run-cli.ts'
import { loadConfig } from '../../src/config.ts'
import { loadSample, openProduct } from '../../src/main.ts'
import type { Environment, Finished } from './zencho-process.ts'

export const VERSION = '0.0.0-test'

/** Wired as main.ts does it, but for `serve`: a server is a story for a process of its own. */
export async function runHere(args: readonly string[], environment: Environment): Promise<Finished> {
  const config = () => loadConfig(environment)
  const stdout: string[] = []
  const stderr: string[] = []
  const code = await runCli(args, {
    version: VERSION,
    openProduct: options => openProduct(config(), event => void stderr.push(event), options),
    loadSample: (product, onProgress) => loadSample(product, config(), onProgress),
    serve: () => Promise.reject(new Error('expected another command, got serve')),
    out: text => void stdout.push(text),
    err: text => void stderr.push(text),
  })
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') }
}
