// The only reader of the environment: all settings, typed, checked at once, with their defaults in one place.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { EmbedderChoice } from './adapters/embedders/open-embedders.ts'
import type { ChatSettings } from './adapters/openai/chat-access.ts'
import { addressProblem } from './adapters/openai/chat-address.ts'
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
  /** Null where no chat model is set up: then nothing is composed, and nothing leaves for it. */
  readonly chat: ChatSettings | null
  /** How the office writes employee numbers, which are masked: `#` a digit, `@` a letter. */
  readonly employeeNumberForms: readonly string[]
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
  /** Weekdays until a ticket is due. */
  readonly ticketDueWeekdays: number
  /** Doors through which news of tickets leave. */
  readonly outDoors: readonly OutDoor[]
  readonly thresholds: Thresholds
  /** Null where Slack is not set up. */
  readonly slack: SlackConfig | null
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

export interface SlackConfig {
  readonly botToken: string
  /** Socket Mode when set. */
  readonly appToken: string | null
  /** Signed HTTP when set and there is no app token. */
  readonly signingSecret: string | null
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null
  /** Id of the channel for tickets of sections without one of their own; null without any. */
  readonly ticketChannel: string | null
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

/** 「S######,##-####」: at least three digits each, or every other word would be one. */
const formList = z
  .string()
  .transform(text => text.split(',').map(form => form.trim()))
  .pipe(z.array(z.string().regex(/^(?=(?:[^#]*#){3})[#@A-Za-z0-9-]{3,20}$/u, 'expected forms like S######')))

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
    OPENAI_BASE_URL: z
      .string()
      .superRefine((address, context) => {
        const problem = addressProblem(address)
        if (problem !== null) context.addIssue(problem)
      })
      .default('https://api.openai.com/v1'),
    OPENAI_API_KEY: z.string().default(''),
    OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-large'),
    OPENAI_EMBEDDING_DIMENSIONS: wholeNumber.pipe(z.int().min(1).max(8_192)).optional(),
    OPENAI_MODEL: z.string().optional(),
    OPENAI_TOKENS_PER_DAY: wholeNumber.pipe(z.int().min(1)).default(1_000_000),
    OPENAI_TOKENS_PER_ASKER: wholeNumber.pipe(z.int().min(1)).default(100_000),
    EMPLOYEE_NUMBER_FORMS: formList.default([]),
    HF_ENDPOINT: z.url({ protocol: /^https?$/u }).default('https://huggingface.co'),
    SAMPLE_DATA: z.enum(['on', 'off']).default('on'),
    SYNONYMS_FILE: z.string().default(resolve(PROJECT_DIR, 'faq-data/synonyms.txt')),
    SAMPLE_DIR: z.string().default(resolve(PROJECT_DIR, 'faq-data/entries')),
    ORGANISATION: z.string().default('汐見県'),
    PUBLIC_URL: z.url({ protocol: /^https?$/u }).optional(),
    KPI_TARGETS_FILE: z.string().default(resolve(PROJECT_DIR, 'faq-data/kpi/registration-targets.yaml')),
    TICKET_DUE_DAYS: wholeNumber.pipe(z.int().min(1).max(100)).default(5),
    ANSWER_CONFIDENCE: share.default(DEFAULT_THRESHOLDS.answered),
    CANDIDATE_CONFIDENCE: share.default(DEFAULT_THRESHOLDS.candidates),
    // A token in the other's place is refused; any other form is Slack's business, and a stand-in's.
    SLACK_BOT_TOKEN: z
      .string()
      .regex(/^(?!xapp-|xoxp-)/u, 'expected the bot token (xoxb-…)')
      .optional(),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^(?!xox)/u, 'expected the app-level token (xapp-…)')
      .optional(),
    SLACK_SIGNING_SECRET: z
      .string()
      .regex(/^(?!xapp-|xox)/u, 'expected the signing secret, not a token')
      .optional(),
    SLACK_API_URL: z.url({ protocol: /^https?$/u }).optional(),
    SLACK_TICKET_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/u, 'expected the id of a channel (C…), not its name')
      .optional(),
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
  .refine(env => env.SLACK_BOT_TOKEN !== undefined || (env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET) === undefined, {
    path: ['SLACK_BOT_TOKEN'],
    message: 'expected the bot token (xoxb-…) beside SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
  })
  .refine(env => env.SLACK_BOT_TOKEN === undefined || (env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET) !== undefined, {
    path: ['SLACK_APP_TOKEN'],
    message: 'expected the app-level token (xapp-…), or SLACK_SIGNING_SECRET, beside SLACK_BOT_TOKEN',
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
      return `${name}: ${message} (${shownValue(name, given)})`
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
    chat:
      env.OPENAI_MODEL === undefined
        ? null
        : {
            baseUrl: env.OPENAI_BASE_URL,
            apiKey: env.OPENAI_API_KEY,
            model: env.OPENAI_MODEL,
            tokensPerDay: env.OPENAI_TOKENS_PER_DAY,
            tokensPerAskerAndDay: env.OPENAI_TOKENS_PER_ASKER,
          },
    employeeNumberForms: env.EMPLOYEE_NUMBER_FORMS,
    hubEndpoint: env.HF_ENDPOINT,
    synonymsFile: env.SYNONYMS_FILE === 'off' ? null : resolve(env.SYNONYMS_FILE),
    sampleDir: env.SAMPLE_DATA === 'on' ? resolve(env.SAMPLE_DIR) : null,
    organisation: env.ORGANISATION,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/u, ''),
    kpiTargetsFile: env.KPI_TARGETS_FILE === 'off' ? null : resolve(env.KPI_TARGETS_FILE),
    ticketDueWeekdays: env.TICKET_DUE_DAYS,
    outDoors: env.SLACK_BOT_TOKEN === undefined ? [] : ['slack'],
    thresholds: { answered: env.ANSWER_CONFIDENCE, candidates: env.CANDIDATE_CONFIDENCE },
    slack: slackConfig(env),
    logLevel: env.LOG_LEVEL,
  }
}

function slackConfig(env: z.infer<typeof environmentSchema>): SlackConfig | null {
  if (env.SLACK_BOT_TOKEN === undefined) return null
  return {
    botToken: env.SLACK_BOT_TOKEN,
    appToken: env.SLACK_APP_TOKEN ?? null,
    signingSecret: env.SLACK_SIGNING_SECRET ?? null,
    apiUrl: env.SLACK_API_URL ?? null,
    ticketChannel: env.SLACK_TICKET_CHANNEL ?? null,
  }
}

/** Secrets unseen, and the password in an address too. */
function shownValue(name: string, given: Readonly<Record<string, string | undefined>>): string {
  if (/_(KEY|TOKEN|SECRET)$/u.test(name) && name in given) return '***'
  return (JSON.stringify(given[name]) ?? 'undefined').replace(/\/\/[^/]*@/gu, '//***@')
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

/** The settings of Slack as they stand, right or wrong, for the check that says what is wrong with them. */
export function readSlackSettings(environment: Readonly<Record<string, string | undefined>>) {
  const given = (name: string) => environment[name] || null
  return {
    botToken: given('SLACK_BOT_TOKEN'),
    appToken: given('SLACK_APP_TOKEN'),
    signingSecret: given('SLACK_SIGNING_SECRET'),
    apiUrl: given('SLACK_API_URL'),
  }
}

/** The process's environment, over that of a `.env` file in the working folder when there is one. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}
