// The `zencho` command within the test's own process: everything but the process itself, for stories that need many runs.
import { Readable } from 'node:stream'
import type { Product } from '../../src/cli/cli-deps.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { findSlackTroubles } from '../../src/cli/slack.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import { modelSettings } from '../../src/main.ts'
import { examine } from '../../src/wiring/checkup/examine.ts'
import { loadSample } from '../../src/wiring/load-sample.ts'
import { backupCommands } from '../../src/wiring/open-backup.ts'
import { answerOneMail } from '../../src/wiring/open-mail.ts'
import { openProduct } from '../../src/wiring/open-product.ts'
import { readSectionChannels } from '../../src/wiring/read-section-channels.ts'
import { readSlackTokens } from '../../src/wiring/read-slack-tokens.ts'
import type { Environment, Finished } from './zencho-process.ts'

export const VERSION = '0.0.0-test'

/** Products stay open from one command to the next: opening one takes most of a second, and has stories of its own. */
const opened = new Map<string, Product>()

export async function closeHere(): Promise<void> {
  for (const product of opened.values()) await product.close()
  opened.clear()
}

/** Wired as main.ts does it, but for `serve`: a server is a story for a process of its own. */
export async function runHere(
  args: readonly string[],
  environment: Environment,
  input: Buffer = Buffer.alloc(0),
): Promise<Finished> {
  const config = () => loadConfig(environment)
  const stdout: string[] = []
  const stderr: string[] = []
  const log = (event: string) => void stderr.push(event)
  const slack = {
    slackSettings: () => readSlackTokens(environment),
    slackChannels: () => readSectionChannels(config()),
  }
  const code = await runCli(args, {
    version: VERSION,
    openProduct: async options => {
      if (options?.throwAwayIn !== undefined) return openProduct(config(), log, options)
      return { ...(await openOnce(config(), log)), close: async () => {} }
    },
    loadSample: (product, onProgress) => loadSample(product, config(), onProgress),
    modelSettings: () => modelSettings(config()),
    ...slack,
    examine: () =>
      examine(config(), {
        openProduct: async () => ({ ...(await openOnce(config(), log)), close: async () => {} }),
        checkSlack: () => findSlackTroubles(slack),
        now: () => new Date(),
      }),
    publicUrl: () => config().publicUrl,
    organisation: () => config().organisation,
    backups: backupCommands(config),
    serve: () => Promise.reject(new Error('expected another command, got serve')),
    answerMail: (product, options) => answerOneMail(product, options, config()),
    reportFatal: error => void stderr.push(String(error)),
    input: () => Readable.from([input]),
    serveMcp: () => Promise.reject(new Error('expected another command, got mcp')),
    out: text => void stdout.push(text),
    err: text => void stderr.push(text),
  })
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') }
}

/** The product that commands with this environment share. */
export function productHere(environment: Environment): Promise<Product> {
  return openOnce(loadConfig(environment), () => {})
}

async function openOnce(config: Config, log: (event: string) => void): Promise<Product> {
  const product = opened.get(config.dataDir) ?? (await openProduct(config, log))
  opened.set(config.dataDir, product)
  return product
}
