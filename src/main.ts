// The only place that wires everything: what the product is made of, in the order in which it is put together.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adminRouter } from '../admin/router.ts'
import { serveMcpOverStdio } from '../bot/mcp/stdio.ts'
import { webChatRouter } from '../bot/web/router.ts'
import { keepIndex } from '../indexer/keep-index.ts'
import { readEntryFolder } from './adapters/entry-files/read-entry-folder.ts'
import { readRegistrationTargets } from './adapters/kpi/read-registration-targets.ts'
import { openLinderaAnalyser } from './adapters/lindera/lindera-analyser.ts'
import { openDatabase } from './adapters/sqlite/open-database.ts'
import { openSqliteEventInbox } from './adapters/sqlite/sqlite-event-inbox.ts'
import { openSqliteQuestionLog } from './adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from './adapters/sqlite/sqlite-registry.ts'
import { openSqliteUnitStore } from './adapters/sqlite/sqlite-unit-store.ts'
import type { ModelSettings, OpenProductOptions, Product, RunningServer, SampleSummary } from './cli/cli-deps.ts'
import { runCli } from './cli/run-cli.ts'
import { readSlackSettings } from './config/doors.ts'
import { type Config, loadConfig, readEnvironment } from './config.ts'
import { answerQuestion, type Question, rankAndJudge } from './core/answer-question.ts'
import { composeForQuestion } from './core/compose/compose-for-question.ts'
import { openConversation } from './core/conversation/conversation.ts'
import { explainQuestion } from './core/explain/explain-question.ts'
import { registrationKpi } from './core/kpi/registration-kpi.ts'
import { searchEntries } from './core/search-entries.ts'
import { tokenise } from './core/tokenise.ts'
import { buildApp } from './server/app.ts'
import { listen } from './server/listen.ts'
import { type Log, openLog } from './wiring/log.ts'
import { openComposing } from './wiring/open-composing.ts'
import { openDesk } from './wiring/open-desk.ts'
import { answerOneMail, openMail } from './wiring/open-mail.ts'
import { mcpDeps, openMcpRouter } from './wiring/open-mcp.ts'
import { openModels, openSynonyms } from './wiring/open-models.ts'
import type { SlackBot } from './wiring/open-slack-bot.ts'
import { readSectionChannels } from './wiring/read-section-channels.ts'

/** Running requests get this long to finish before connections are cut. */
const CLOSE_GRACE_MS = 10_000

/** Fewer entries are read from the database in a second. */
const IMAGE_ENTRIES_MIN = 3_000

/** Any words will do. */
const WARM_UP_QUESTION = 'FAQ'

/** Longest wait of a question for the first index to be made. */
const FIRST_ANSWER_WAIT_MAX_MS = 20_000

/** The `zencho` command. */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await runCli(args, {
    version: readVersion(),
    openProduct: options => {
      const config = loadConfig(readEnvironment())
      return openProduct(config, openLog(config), options)
    },
    loadSample: (product, onProgress) => loadSample(product, loadConfig(readEnvironment()), onProgress),
    modelSettings: () => modelSettings(loadConfig(readEnvironment())),
    slackSettings: () => readSlackSettings(readEnvironment()),
    slackChannels: () => readSectionChannels(loadConfig(readEnvironment())),
    serve: product => {
      const config = loadConfig(readEnvironment())
      return serve(product, config, openLog(config))
    },
    answerMail: (product, options) => answerOneMail(product, options, loadConfig(readEnvironment())),
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

/** Registry, log, index and the way to ask, on one database. Resolves when words can be searched. */
export async function openProduct(config: Config, log: Log, options: OpenProductOptions = {}): Promise<Product> {
  const dataDir = options.throwAwayIn ?? config.dataDir
  const databasePath = join(dataDir, 'zencho.sqlite')
  const now = () => new Date()
  const database = openDatabase(databasePath)
  const registry = openSqliteRegistry(database.query, now)
  const questionLog = openSqliteQuestionLog(database.query, error =>
    log('question_not_logged', { error: String(error) }),
  )
  const store = openSqliteUnitStore(database.query, now)
  const analyser = openLinderaAnalyser()
  const models = openModels(config, log)
  const kept = await keepIndex({
    store,
    embedders: models.embedders,
    nearTerms: models.nearTerms,
    synonyms: openSynonyms(config, analyser, log),
    settings: {
      databasePath,
      modelFolder: config.modelDir,
      embedder: config.embedder,
      graphPath: join(dataDir, 'index', 'vectors.hnsw'),
      imagePath: join(dataDir, 'index', 'words.image'),
      imageEntriesMin: IMAGE_ENTRIES_MIN,
    },
    onProgress: ({ phase, done, total }) => options.onProgress?.(phase, done, total),
    log,
  }).catch(async (error: unknown) => {
    await database.checked // damage says more than what came of it
    throw error
  })
  const close = async () => {
    await kept.close()
    await models.close()
    await database.close()
  }
  await database.checked.catch(async (error: unknown) => {
    await close()
    throw error
  })
  const { thresholds } = config
  const { reranking } = models
  const deps = { analyser, index: kept.index, registry, questionLog, thresholds, reranking, now, newId: randomUUID }
  // On the very first start nothing can be found for some seconds: better a late answer than a wrong "not found".
  const firstIndex = () => kept.firstIndexMade(FIRST_ANSWER_WAIT_MAX_MS)
  const ask = async (question: Question) => {
    await firstIndex()
    return answerQuestion(question, deps)
  }
  const conversation = openConversation({ ask, questionLog, registry, now })
  const targets = config.kpiTargetsFile === null ? [] : readRegistrationTargets(config.kpiTargetsFile)
  const desk = await openDesk(database.query, { config, registry, questionLog, now, newId: randomUUID, log })
  return {
    databasePath,
    registry,
    questionLog,
    conversation,
    desk,
    inbox: openSqliteEventInbox(database.query),
    kpi: async () => registrationKpi(await registry.counts(), targets),
    ask,
    search: async search => {
      await firstIndex()
      return searchEntries(search, deps)
    },
    explain: async question => {
      await firstIndex()
      return explainQuestion(question, deps)
    },
    rank: (text, limit) => rankAndJudge(text, deps, { limit }),
    termsOf: text => tokenise(text, analyser),
    composing: openComposing(config, { analyser, log }),
    indexState: async () => {
      const state = await kept.status()
      return { ...state, degraded: state.degraded ?? models.trouble() }
    },
    settleIndex: kept.poke,
    close: async () => {
      await desk.close()
      await close()
    },
  }
}

export function modelSettings({ embedder, reranker, hubEndpoint }: Config): ModelSettings {
  const folder = embedder.kind === 'transformers' ? embedder.folder : null
  return { embedder: embedder.kind, folder, rerankerFolder: reranker?.folder ?? null, hubEndpoint }
}

/** The product behind HTTP. */
export function buildServer(product: Product, config: Config, log: Log, slack: SlackBot | null = null) {
  const { registry, conversation, desk, ask, explain, indexState } = product
  const { entriesById, sections } = registry
  const { organisation } = config
  const web = webChatRouter({
    conversation,
    tickets: desk.tickets,
    entriesById,
    sections,
    organisation,
    publicUrl: config.publicUrl,
    compose: composer(product),
    widgetOrigins: config.widgetOrigins,
    mailWorks: config.outDoors.includes('mail'),
    now: () => new Date(),
    log,
  })
  const admin = adminRouter({ counts: registry.counts, indexState, organisation })
  const events = slack?.router ?? null
  const mcp = openMcpRouter(product, { config, version: readVersion(), log })
  const pages = {
    ...(events !== null && { '/slack/events': events }),
    ...(mcp !== null && { '/mcp': mcp }),
    '/admin': admin,
    '/': web,
  }
  const health = async () => {
    const state = await indexState()
    return { ...state, degraded: state.degraded ?? slack?.trouble() ?? null }
  }
  return buildApp({ version: readVersion(), ask, explain, registry, health, pages, log })
}

/** Null where no chat model is set up. */
function composer({ composing, questionLog, registry }: Product) {
  if (composing === null) return null
  const deps = { composing, questionLog, registry }
  return (questionId: string, signal: AbortSignal) => composeForQuestion(questionId, deps, signal)
}

async function serve(product: Product, config: Config, log: Log): Promise<RunningServer> {
  const slack = await openSlack(product, config, log)
  const listening = await listen(buildServer(product, config, log, slack), config.host, config.port)
  slack?.start()
  const mail = openMail(product, config)
  void warmUp(product)
  const close = async () => {
    await Promise.all([listening.close(CLOSE_GRACE_MS), slack?.stop(CLOSE_GRACE_MS)])
    mail?.close()
  }
  return { url: listening.url, product, close }
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

/** Fills an empty registry from the entry files of the sample folder; a file with a problem loads nothing at all. */
export async function loadSample(
  product: Product,
  config: Config,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<SampleSummary | null> {
  if (config.sampleDir === null || (await product.registry.findEntries({ limit: 1, offset: 0 })).total > 0) return null
  const files = await readEntryFolder(config.sampleDir)
  const inputs = files.flatMap(({ entries }) => entries.map(({ input }) => input))
  await product.registry.save(inputs, { actor: 'sample-data', onProgress })
  return { entries: inputs.length, sections: new Set(inputs.map(input => input.section.code)).size }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return manifest.version
}
