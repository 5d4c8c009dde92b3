// The only reader of the environment: all settings, typed, checked at once, with their defaults in one place.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EmbedderChoice } from './adapters/embedders/open-embedders.ts'
import type { ChatSettings } from './adapters/openai/chat-access.ts'
import { type BackupConfig, backupConfig } from './config/backup.ts'
import {
  type MailConfig,
  type McpConfig,
  mailConfig,
  mcpConfig,
  outDoors,
  type ReportConfig,
  reportConfig,
  type SlackConfig,
  slackConfig,
} from './config/doors.ts'
import { environmentSchema, type LOG_LEVELS } from './config/environment.ts'
import { chatSettings, embedderChoice, type RerankerConfig, rerankerConfig } from './config/models.ts'
import { type SignInConfig, signInConfig } from './config/sign-in.ts'
import { FaqError } from './core/errors.ts'
import type { CalendarDate } from './core/fiscal-year.ts'
import type { OutDoor } from './core/ports/outbox.ts'
import type { Retention } from './core/privacy/purge.ts'
import type { Thresholds } from './core/search/judge.ts'

export interface Config {
  /** TCP port; 0 lets the system choose one. */
  readonly port: number
  readonly host: string
  /** Absolute path of the folder with the database and the index. */
  readonly dataDir: string
  readonly backup: BackupConfig
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
  /** Absolute path of the plan that fills a database without one; null leaves it empty. */
  readonly kpiPlanFile: string | null
  /** Null where no monthly report is made. */
  readonly report: ReportConfig | null
  /** Whether anybody may see the registration count, without a token. */
  readonly publicFigures: boolean
  /** Origins of sites that may show the chat in a frame, e.g. the staff portal; without any there is no widget. */
  readonly widgetOrigins: readonly string[]
  /** Working days until a ticket is due. */
  readonly ticketDueDays: number
  /** Days on which this office is closed beside weekends, holidays and the turn of the year. */
  readonly closedDays: readonly CalendarDate[]
  /** How long what tells who asked is kept. */
  readonly retention: Retention
  /** Doors through which news of tickets leave. */
  readonly outDoors: readonly OutDoor[]
  readonly mail: MailConfig
  /** Null where programs may not ask over HTTP; `zencho mcp` works without. */
  readonly mcp: McpConfig | null
  readonly thresholds: Thresholds
  /** Null where Slack is not set up. */
  readonly slack: SlackConfig | null
  readonly signIn: SignInConfig
  /** Proxies before us whose word on where a request came from is taken. */
  readonly trustedProxies: number
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

/** Their values are never shown. */
const SECRET_SETTINGS = /_(?:KEY|TOKEN|SECRET)$|^SMTP_URL$/u

/** Pure: settings from an environment. Empty values count as missing; every problem is reported at once (`config`). */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0] ?? '')
      const secret = SECRET_SETTINGS.test(name) && name in given
      return `${name}: ${message} (${secret ? '***' : withoutPassword(JSON.stringify(given[name]))})`
    })
    throw new FaqError('config', { problems })
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    backup: backupConfig(env),
    modelDir: resolve(env.MODEL_DIR),
    embedder: embedderChoice(env),
    embeddingTimeoutMs: env.EMBEDDING_TIMEOUT_MS,
    reranker: rerankerConfig(env),
    chat: chatSettings(env),
    employeeNumberForms: env.EMPLOYEE_NUMBER_FORMS,
    hubEndpoint: env.HF_ENDPOINT,
    synonymsFile: env.SYNONYMS_FILE === 'off' ? null : resolve(env.SYNONYMS_FILE),
    sampleDir: env.SAMPLE_DATA === 'on' ? resolve(env.SAMPLE_DIR) : null,
    organisation: env.ORGANISATION,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/u, ''),
    kpiPlanFile: env.KPI_PLAN_FILE === 'off' ? null : resolve(env.KPI_PLAN_FILE),
    report: reportConfig(env),
    publicFigures: env.PUBLIC_FIGURES === 'on',
    widgetOrigins: env.WIDGET_ORIGINS,
    ticketDueDays: env.TICKET_DUE_DAYS,
    closedDays: env.CLOSED_DAYS,
    retention: { askerDays: env.ASKER_RETENTION_DAYS, questionDays: env.QUESTION_RETENTION_DAYS ?? null },
    outDoors: outDoors(env),
    mail: mailConfig(env),
    mcp: mcpConfig(env),
    thresholds: { answered: env.ANSWER_CONFIDENCE, candidates: env.CANDIDATE_CONFIDENCE },
    slack: slackConfig(env),
    signIn: signInConfig(env),
    trustedProxies: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
  }
}

function withoutPassword(text: string | undefined): string {
  return (text ?? 'undefined').replace(/\/\/[^/]*@/gu, '//***@')
}

/** The process's environment, over that of a `.env` file in the working folder when there is one. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}
