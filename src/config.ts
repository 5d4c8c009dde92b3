// The only reader of the environment: all settings, typed, checked at once, with their defaults in one place.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { EmbedderChoice } from './adapters/embedders/open-embedders.ts'
import { FaqError } from './core/errors.ts'
import type { OutDoor } from './core/ports/outbox.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from './core/search/judge.ts'

const EMBEDDERS = ['builtin', 'transformers', 'openai'] as const
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

export interface Config {
  /** TCP port; 0 lets the system choose one. */
  readonly port: number
  readonly host: string
  /** Absolute path of the folder with the database and the index. */
  readonly dataDir: string
  /** Absolute path of the folder with the built-in word table. */
  readonly modelDir: string
  /** What makes the vectors of meaning. */
  readonly embedder: EmbedderChoice
  /** Longest wait of a question for its vector, in milliseconds; then words alone answer. */
  readonly embeddingTimeoutMs: number
  /** Null where no cross-encoder is set up. */
  readonly reranker: RerankerConfig | null
  /** Where `zencho model fetch` fetches from. */
  readonly hubEndpoint: string
  /** Absolute path of the entry files that fill an empty database; null leaves it empty. */
  readonly sampleDir: string | null
  /** Absolute path of the office's own synonyms; null without any. */
  readonly synonymsFile: string | null
  /** Shown in the page header. */
  readonly organisation: string
  /** How people reach the product's pages from elsewhere, without a trailing slash: links in Slack and mail begin with it. */
  readonly publicUrl: string
  /** Absolute path of the targets of the registration count; null without any. */
  readonly kpiTargetsFile: string | null
  /** Origins of sites that may show the chat in a frame, e.g. the staff portal; without any there is no widget. */
  readonly widgetOrigins: readonly string[]
  /** Weekdays until a ticket is due. */
  readonly ticketDueWeekdays: number
  /** Doors through which news of tickets leave. */
  readonly outDoors: readonly OutDoor[]
  readonly thresholds: Thresholds
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

export interface RerankerConfig {
  /** Absolute path of the model's folder. */
  readonly folder: string
  /** Candidates looked at. */
  readonly depth: number
  /** Longest wait of a question, in milliseconds; then the order stays as it was. */
  readonly budgetMs: number
}

const PROJECT_DIR = resolve(import.meta.dirname, '..')

/** A number in digits: coercion alone would take a blank for zero. */
const number = z
  .string()
  .regex(/^\d+(\.\d+)?$/u, 'expected a number')
  .transform(Number)
const wholeNumber = z.string().regex(/^\d+$/u, 'expected a whole number').transform(Number)
const share = number.pipe(z.number().min(0).max(1))

/** Origins after commas. Exact ones only: a path, a wildcard or a slash at the end would promise what a browser does not keep. */
const origins = z
  .string()
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  )
  .refine(parts => parts.every(isOrigin), 'expected origins such as https://portal.example, separated by commas')

const environmentSchema = z
  .object({
    PORT: number.pipe(z.int().min(0).max(65_535)).default(3000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('./data'),
    MODEL_DIR: z.string().default(resolve(PROJECT_DIR, 'indexer/model/builtin')),
    EMBEDDER: z.enum(EMBEDDERS).default('builtin'),
    MODEL_PATH: z.string().optional(),
    EMBEDDING_TIMEOUT_MS: wholeNumber.pipe(z.int().min(50).max(60_000)).default(1_500),
    RERANKER_PATH: z.string().optional(),
    RERANKER_DEPTH: wholeNumber.pipe(z.int().min(2).max(50)).default(10),
    RERANKER_BUDGET_MS: wholeNumber.pipe(z.int().min(10).max(60_000)).default(300),
    OPENAI_BASE_URL: z.url({ protocol: /^https?$/u }).default('https://api.openai.com/v1'),
    OPENAI_API_KEY: z.string().default(''),
    OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-large'),
    OPENAI_EMBEDDING_DIMENSIONS: wholeNumber.pipe(z.int().min(1).max(8_192)).optional(),
    HF_ENDPOINT: z.url({ protocol: /^https?$/u }).default('https://huggingface.co'),
    SAMPLE_DATA: z.enum(['on', 'off']).default('on'),
    SYNONYMS_FILE: z.string().default(resolve(PROJECT_DIR, 'faq-data/synonyms.txt')),
    SAMPLE_DIR: z.string().default(resolve(PROJECT_DIR, 'faq-data/entries')),
    ORGANISATION: z.string().default('汐見県'),
    PUBLIC_URL: z.url({ protocol: /^https?$/u }).optional(),
    KPI_TARGETS_FILE: z.string().default(resolve(PROJECT_DIR, 'faq-data/kpi/registration-targets.yaml')),
    WIDGET_ORIGINS: z.string().default('').pipe(origins),
    TICKET_DUE_DAYS: wholeNumber.pipe(z.int().min(1).max(100)).default(5),
    ANSWER_CONFIDENCE: share.default(DEFAULT_THRESHOLDS.answered),
    CANDIDATE_CONFIDENCE: share.default(DEFAULT_THRESHOLDS.candidates),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  })
  .refine(env => env.CANDIDATE_CONFIDENCE <= env.ANSWER_CONFIDENCE, {
    path: ['CANDIDATE_CONFIDENCE'],
    message: 'expected at most ANSWER_CONFIDENCE',
  })
  .refine(env => env.EMBEDDER !== 'transformers' || env.MODEL_PATH !== undefined, {
    path: ['MODEL_PATH'],
    message: 'expected the folder of a model, for EMBEDDER=transformers',
  })

/** Pure: settings from an environment. Empty values count as missing; every problem is reported at once (`config`). */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.')
      return `${name}: ${message} (${name.endsWith('_KEY') ? '***' : JSON.stringify(given[name])})`
    })
    throw new FaqError('config', { problems })
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    modelDir: resolve(env.MODEL_DIR),
    embedder: embedderChoice(env),
    embeddingTimeoutMs: env.EMBEDDING_TIMEOUT_MS,
    reranker:
      env.RERANKER_PATH === undefined
        ? null
        : { folder: resolve(env.RERANKER_PATH), depth: env.RERANKER_DEPTH, budgetMs: env.RERANKER_BUDGET_MS },
    hubEndpoint: env.HF_ENDPOINT,
    synonymsFile: env.SYNONYMS_FILE === 'off' ? null : resolve(env.SYNONYMS_FILE),
    sampleDir: env.SAMPLE_DATA === 'on' ? resolve(env.SAMPLE_DIR) : null,
    organisation: env.ORGANISATION,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/u, ''),
    kpiTargetsFile: env.KPI_TARGETS_FILE === 'off' ? null : resolve(env.KPI_TARGETS_FILE),
    widgetOrigins: env.WIDGET_ORIGINS,
    ticketDueWeekdays: env.TICKET_DUE_DAYS,
    outDoors: [],
    thresholds: { answered: env.ANSWER_CONFIDENCE, candidates: env.CANDIDATE_CONFIDENCE },
    logLevel: env.LOG_LEVEL,
  }
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.:[\]-]+$/u.test(text) && URL.canParse(text) && new URL(text).origin === text
}

/** A request for passages may take this long, and is sent again so often, before the indexer leaves it for later. */
const PASSAGES_TIMEOUT_MS = 30_000
const PASSAGES_RETRIES = 2

function embedderChoice(env: z.infer<typeof environmentSchema>): EmbedderChoice {
  switch (env.EMBEDDER) {
    case 'builtin':
      return { kind: 'builtin' }
    case 'transformers':
      return { kind: 'transformers', folder: resolve(env.MODEL_PATH ?? '') }
    case 'openai':
      return {
        kind: 'openai',
        endpoint: {
          baseUrl: env.OPENAI_BASE_URL,
          apiKey: env.OPENAI_API_KEY,
          model: env.OPENAI_EMBEDDING_MODEL,
          dimensions: env.OPENAI_EMBEDDING_DIMENSIONS ?? null,
          timeoutMs: PASSAGES_TIMEOUT_MS,
          retries: PASSAGES_RETRIES,
        },
      }
    default:
      return env.EMBEDDER satisfies never
  }
}

/** The process's environment, over that of a `.env` file in the working folder when there is one. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}
