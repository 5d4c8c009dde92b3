// The only place that wires everything: what the product is made of, in the order in which it is put together.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { adminRouter } from '../admin/router.ts'
import { webChatRouter } from '../bot/web/router.ts'
import { keepIndex } from '../indexer/keep-index.ts'
import { type BuiltinEmbedders, openBuiltinEmbedders } from './adapters/embedders/builtin-embedder.ts'
import { guardEmbedders } from './adapters/embedders/guarded-embedders.ts'
import { openServingEmbedders } from './adapters/embedders/open-embedders.ts'
import { readOfficeSynonyms, readShippedSynonyms } from './adapters/embedders/read-synonyms.ts'
import { readEntryFolder } from './adapters/entry-files/read-entry-folder.ts'
import { openLinderaAnalyser } from './adapters/lindera/lindera-analyser.ts'
import { guardModel } from './adapters/model-guard.ts'
import { openDatabase } from './adapters/sqlite/open-database.ts'
import { openSqliteQuestionLog } from './adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from './adapters/sqlite/sqlite-registry.ts'
import { openSqliteUnitStore } from './adapters/sqlite/sqlite-unit-store.ts'
import { embedInThread } from './adapters/transformers/embed-in-thread.ts'
import { openTransformersReranker } from './adapters/transformers/transformers-reranker.ts'
import type { ModelSettings, OpenProductOptions, Product, RunningServer, SampleSummary } from './cli/cli-deps.ts'
import { runCli } from './cli/run-cli.ts'
import { type Config, loadConfig, readEnvironment } from './config.ts'
import { answerQuestion, rankAndJudge } from './core/answer-question.ts'
import { explainQuestion } from './core/explain/explain-question.ts'
import type { EmbedderSource } from './core/ports/embedder-source.ts'
import type { NearTerms } from './core/ports/near-terms.ts'
import type { Reranking } from './core/search/rerank.ts'
import { Synonyms } from './core/search/synonyms.ts'
import { type MorphologicalAnalyser, tokenise } from './core/tokenise.ts'
import { buildApp } from './server/app.ts'
import { listen } from './server/listen.ts'

export type Log = (event: string, data: Readonly<Record<string, unknown>>) => void

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
    serve: product => {
      const config = loadConfig(readEnvironment())
      return serve(product, config, openLog(config))
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
  return {
    databasePath,
    registry,
    questionLog,
    ask: async question => {
      await firstIndex()
      return answerQuestion(question, deps)
    },
    explain: async question => {
      await firstIndex()
      return explainQuestion(question, deps)
    },
    rank: (text, limit) => rankAndJudge(text, deps, { limit }),
    termsOf: text => tokenise(text, analyser),
    indexState: async () => {
      const state = await kept.status()
      return { ...state, degraded: state.degraded ?? models.trouble() }
    },
    settleIndex: kept.poke,
    close,
  }
}

export function modelSettings({ embedder, reranker, hubEndpoint }: Config): ModelSettings {
  const folder = embedder.kind === 'transformers' ? embedder.folder : null
  return { embedder: embedder.kind, folder, rerankerFolder: reranker?.folder ?? null, hubEndpoint }
}

/** The product behind HTTP. */
export function buildServer(product: Product, config: Config, log: Log) {
  const { registry, questionLog, ask, explain, indexState } = product
  const { entriesById, sections } = registry
  const { find: findQuestion, giveFeedback } = questionLog
  const { organisation } = config
  const web = webChatRouter({
    ask,
    findQuestion,
    giveFeedback,
    entriesById,
    sections,
    now: () => new Date(),
    organisation,
  })
  const admin = adminRouter({ counts: registry.counts, indexState, organisation })
  const pages = { '/admin': admin, '/': web }
  return buildApp({ version: readVersion(), ask, explain, registry, health: indexState, pages, log })
}

async function serve(product: Product, config: Config, log: Log): Promise<RunningServer> {
  const listening = await listen(buildServer(product, config, log), config.host, config.port)
  void warmUp(product)
  return { url: listening.url, product, close: () => listening.close(CLOSE_GRACE_MS) }
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

interface Models {
  readonly embedders: EmbedderSource | null
  readonly nearTerms: NearTerms | null
  readonly reranking: Reranking | null
  /** What was wrong when a question last needed a model; null when all was well. */
  readonly trouble: () => string | null
  readonly close: () => Promise<void>
}

/** What questions are embedded and reranked with; whatever embeds, near words come of the word table. */
function openModels(config: Config, log: Log): Models {
  const now = () => performance.now()
  const builtin = openBuiltin(config.modelDir, log)
  const opened = openServingEmbedders(config.embedder, { builtin, run: embedInThread, threads: null })
  const guard = guardModel({ name: 'embedder', timeLimitMs: config.embeddingTimeoutMs, now, log })
  const reranker = openReranker(config, log)
  return {
    embedders: opened.source && guardEmbedders(opened.source, guard),
    nearTerms: builtin?.nearTerms() ?? null,
    reranking: reranker?.reranking ?? null,
    trouble: () => guard.trouble() ?? reranker?.trouble() ?? null,
    close: async () => {
      await opened.close()
      await reranker?.close()
    },
  }
}

function openReranker({ reranker: settings }: Config, log: Log) {
  if (settings === null) return null
  const { folder, depth, budgetMs } = settings
  const guard = guardModel({ name: 'reranker', timeLimitMs: budgetMs, now: () => performance.now(), log })
  const reranker = openTransformersReranker(folder)
  const reranking: Reranking = {
    depth,
    score: (question, passages) =>
      guard.attempt(signal => reranker.rerank(question, passages, signal), reranker.prepare),
  }
  return { reranking, trouble: guard.trouble, close: reranker.close }
}

/** The dictionary's and the office's; without the dictionary, which lies with the word table, the office's alone. */
function openSynonyms({ modelDir, synonymsFile }: Config, analyser: MorphologicalAnalyser, log: Log): Synonyms {
  const office = synonymsFile === null ? [] : readOfficeSynonyms(synonymsFile, analyser)
  try {
    return new Synonyms([...readShippedSynonyms(modelDir), ...office])
  } catch (error) {
    log('synonyms_unavailable', { error: String(error) })
    return new Synonyms(office)
  }
}

/** Without its model the product answers by words alone, and says so in its health. */
function openBuiltin(folder: string, log: Log): BuiltinEmbedders | null {
  try {
    return openBuiltinEmbedders(folder)
  } catch (error) {
    log('model_unavailable', { error: String(error) })
    return null
  }
}

function openLog(config: Config): Log {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  return (event, data) => logger.warn(data, event)
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return manifest.version
}
