// The `zencho` command put together: what each subcommand may ask of the product. How the product itself is made of its parts
// stands in src/wiring, one file a part; nothing else wires anything.
import { serveMcpOverStdio } from '../bot/mcp/stdio.ts'
import { systemClock } from './adapters/system-clock.ts'
import type { ModelSettings, Product, RunningServer } from './cli/cli-deps.ts'
import { runCli } from './cli/run-cli.ts'
import { findSlackTroubles } from './cli/slack.ts'
import { type Config, loadConfig, readEnvironment } from './config.ts'
import { listen } from './server/listen.ts'
import { buildServer } from './wiring/build-server.ts'
import { examine } from './wiring/checkup/examine.ts'
import { mailDoor, openReports, type Reports, slackDoor } from './wiring/kpi-report.ts'
import { loadSample } from './wiring/load-sample.ts'
import { type Log, openLog } from './wiring/log.ts'
import { backupCommands } from './wiring/open-backup.ts'
import { answerOneMail, type OpenMail, openMail } from './wiring/open-mail.ts'
import { mcpDeps } from './wiring/open-mcp.ts'
import { openProduct } from './wiring/open-product.ts'
import type { SlackBot } from './wiring/open-slack-bot.ts'
import { readSectionChannels } from './wiring/read-section-channels.ts'
import { readSlackTokens } from './wiring/read-slack-tokens.ts'
import { readVersion } from './wiring/read-version.ts'

/** Running requests get this long to finish before connections are cut. */
const CLOSE_GRACE_MS = 10_000

/** Any words will do. */
const WARM_UP_QUESTION = 'FAQ'

/** The `zencho` command. */
export async function main(args: readonly string[]): Promise<void> {
  const slack = {
    slackSettings: () => readSlackTokens(readEnvironment()),
    slackChannels: () => readSectionChannels(loadConfig(readEnvironment())),
  }
  process.exitCode = await runCli(args, {
    version: readVersion(),
    openProduct: options => {
      const config = loadConfig(readEnvironment())
      return openProduct(config, openLog(config), options)
    },
    loadSample: (product, onProgress) => loadSample(product, loadConfig(readEnvironment()), onProgress),
    modelSettings: () => modelSettings(loadConfig(readEnvironment())),
    ...slack,
    examine: () => {
      const config = loadConfig(readEnvironment())
      const openHere = () => openProduct(config, openLog(config))
      return examine(config, {
        openProduct: openHere,
        checkSlack: () => findSlackTroubles(slack),
        now: () => new Date(),
      })
    },
    publicUrl: () => loadConfig(readEnvironment()).publicUrl,
    organisation: () => loadConfig(readEnvironment()).organisation,
    backups: backupCommands(() => loadConfig(readEnvironment())),
    serve: product => {
      const config = loadConfig(readEnvironment())
      return serve(product, config, openLog(config))
    },
    answerMail: (product, options) => answerOneMail(product, options, loadConfig(readEnvironment())),
    reportFatal: (error, origin) => {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
      openLog(loadConfig(readEnvironment()))('uncaught_error', { origin, error: stack })
    },
    input: () => process.stdin,
    serveMcp: product => {
      const config = loadConfig(readEnvironment())
      const deps = mcpDeps(product, { config, version: readVersion(), log: openLog(config) })
      return serveMcpOverStdio({ input: process.stdin, output: process.stdout }, deps)
    },
    out: text => void process.stdout.write(`${text}\n`),
    err: text => void process.stderr.write(`${text}\n`),
  })
}

export function modelSettings({ embedder, reranker, hubEndpoint }: Config): ModelSettings {
  const folder = embedder.kind === 'transformers' ? embedder.folder : null
  return { embedder: embedder.kind, folder, rerankerFolder: reranker?.folder ?? null, hubEndpoint }
}

async function serve(product: Product, config: Config, log: Log): Promise<RunningServer> {
  const slack = await openSlack(product, config, log)
  const listening = await listen(buildServer(product, config, log, slack), config.host, config.port)
  slack?.start()
  const mail = openMail(product, config)
  const reports = startReports(product, config, { slack, mail, log })
  const backups = product.backups.start()
  const { editorial, feedback, learning } = product
  const jobs = [
    backups,
    editorial.startScheduler(systemClock),
    feedback.start(systemClock),
    learning.start(systemClock),
  ]
  void product.exchange.recover().catch((error: unknown) => log('imports_not_recovered', { error: String(error) }))
  void warmUp(product).then(backups.look)
  const close = async () => {
    const ends = [slack?.stop(CLOSE_GRACE_MS), ...jobs.map(job => job.close()), reports?.close()]
    await Promise.all([listening.close(CLOSE_GRACE_MS), ...ends])
    mail?.close()
  }
  // A port that the system chose stands in no setting.
  const publicUrl = config.port === 0 ? listening.url : config.publicUrl
  return { url: listening.url, publicUrl, product, close }
}

interface ReportPlaces {
  readonly slack: SlackBot | null
  readonly mail: OpenMail | null
  readonly log: Log
}

/** Null where no monthly report is made. */
function startReports(product: Product, config: Config, { slack, mail, log }: ReportPlaces): Reports | null {
  const { report, organisation, publicUrl } = config
  if (report === null) return null
  const doors = [
    ...(slack === null || report.slackChannel === null
      ? []
      : [slackDoor(report.slackChannel, { publicUrl, post: slack.post })]),
    ...(mail === null ? [] : report.mailTo.map(address => mailDoor(address, mail))),
  ]
  const now = () => new Date()
  const reports = openReports(product, { folder: report.folder, organisation }, { doors, now, log })
  void reports.look()
  return reports
}

/** Null where Slack is not set up: then no command pays for loading its library (0.15 s of processor time). */
async function openSlack(product: Product, config: Config, log: Log): Promise<SlackBot | null> {
  if (config.slack === null) return null
  const { openSlackBot } = await import('./wiring/open-slack-bot.ts')
  return openSlackBot(product, config, log)
}

/** Asks once as soon as there is an index, so that the first colleague does not wait for models to be loaded. */
async function warmUp(product: Product): Promise<void> {
  await product.settleIndex()
  await product.rank(WARM_UP_QUESTION, 1).catch(() => {}) // the guards tell of a model in trouble; a closed product is no news
}
