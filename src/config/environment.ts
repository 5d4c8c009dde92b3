// The settings that the environment may hold: their forms, defaults and what they need of each other.
import { resolve } from 'node:path'
import { z } from 'zod'
import { addressProblem } from '../adapters/openai/chat-address.ts'
import { PASSWORD_LENGTH } from '../core/access/password-rules.ts'
import { isCalendarDate } from '../core/fiscal-year.ts'
import { ASKER_RETENTION_DAYS } from '../core/privacy/purge.ts'
import { DEFAULT_THRESHOLDS } from '../core/search/judge.ts'
import { issuerProblem, roleMappings } from './sign-in-forms.ts'

const EMBEDDERS = ['builtin', 'transformers', 'openai'] as const
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

const PROJECT_DIR = resolve(import.meta.dirname, '../..')

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
const list = z.string().transform(text =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== ''),
)
/** Exact origins only: a path, a wildcard or a slash at the end would promise what a browser does not keep. */
const origins = list.pipe(z.array(z.string().refine(isOrigin, 'expected origins, e.g. https://portal.example.jp')))

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.:[\]-]+$/u.test(text) && URL.canParse(text) && new URL(text).origin === text
}

const MAIL_ADDRESS_FORM = /^[^\s<>@",;]{1,64}@[^\s<>@",;]{1,253}$/u

/** 「全庁FAQ <faq@example.jp>」, or the address alone. */
export const MAIL_FROM_FORM =
  /^(?:(?<name>[^<>"\p{Cc}]*)<(?<inBrackets>[^\s<>@"]+@[^\s<>@"]+)>|(?<alone>[^\s<>@"]+@[^\s<>@"]+))$/u

export const DATA_DIR_DEFAULT = './data'

export const environmentSchema = z
  .object({
    PORT: number.pipe(z.int().min(0).max(65_535)).default(3000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default(DATA_DIR_DEFAULT),
    /** Backups are made there every day; none by themselves when unset. */
    BACKUP_FOLDER: z.string().optional(),
    BACKUP_AT: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'expected a time of day in Japan (HH:mm)')
      .default('02:00'),
    BACKUP_KEEP_DAILY: wholeNumber.pipe(z.int().min(1).max(366)).default(7),
    BACKUP_KEEP_WEEKLY: wholeNumber.pipe(z.int().min(0).max(520)).default(5),
    BACKUP_KEEP_MONTHLY: wholeNumber.pipe(z.int().min(0).max(120)).default(12),
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
    KPI_PLAN_FILE: z.string().default(resolve(PROJECT_DIR, 'faq-data/kpi/plan.yaml')),
    /** Monthly reports are written there; off when unset. */
    REPORT_DIR: z.string().optional(),
    REPORT_SLACK_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/u, 'expected the id of a channel (C…), not its name')
      .optional(),
    REPORT_MAIL_TO: list.pipe(z.array(z.string().regex(MAIL_ADDRESS_FORM, 'expected addresses'))).default([]),
    PUBLIC_FIGURES: z.enum(['on', 'off']).default('off'),
    TICKET_DUE_DAYS: wholeNumber.pipe(z.int().min(1).max(100)).default(5),
    ASKER_RETENTION_DAYS: wholeNumber.pipe(z.int().min(1).max(3_650)).default(ASKER_RETENTION_DAYS),
    QUESTION_RETENTION_DAYS: wholeNumber.pipe(z.int().min(1).max(36_500)).optional(),
    CLOSED_DAYS: list
      .pipe(z.array(z.string().refine(isCalendarDate, 'expected dates as YYYY-MM-DD, separated by commas')))
      .default([]),
    /** Pages of these may show the widget. */
    WIDGET_ORIGINS: origins.default([]),
    SMTP_URL: z.url({ protocol: /^smtps?$/u, error: 'expected smtp://… or smtps://…' }).optional(),
    MAIL_FROM: z.string().regex(MAIL_FROM_FORM, 'expected an address, or a name with an address in <…>').optional(),
    MAIL_ALLOWED_DOMAINS: list.default([]),
    MCP: z.enum(['on', 'off']).default('off'),
    MCP_ORIGINS: origins.default([]),
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
    SLACK_REFRESH_TOKEN: z
      .string()
      .regex(/^xoxe-/u, 'expected the refresh token (xoxe-…)')
      .optional(),
    SLACK_CLIENT_ID: z.string().optional(),
    SLACK_CLIENT_SECRET: z.string().optional(),
    SLACK_API_URL: z.url({ protocol: /^https?$/u }).optional(),
    SLACK_TICKET_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/u, 'expected the id of a channel (C…), not its name')
      .optional(),
    LOCAL_SIGN_IN: z.enum(['on', 'off']).default('on'),
    PASSWORD_LENGTH_MIN: wholeNumber.pipe(z.int().min(PASSWORD_LENGTH.min).max(64)).default(PASSWORD_LENGTH.min),
    OIDC_ISSUER: z
      .url({ protocol: /^https?$/u })
      .superRefine((address, context) => {
        const problem = issuerProblem(address)
        if (problem !== null) context.addIssue(problem)
      })
      .optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_SCOPES: z
      .string()
      .regex(/^openid(?: |$)/u, 'expected scopes that begin with openid')
      .default('openid profile email'),
    OIDC_LOGIN_CLAIM: z.string().default('preferred_username'),
    OIDC_SECTION_CLAIM: z.string().optional(),
    OIDC_ROLES_CLAIM: z.string().optional(),
    OIDC_ROLES: roleMappings.default([]),
    TRUST_PROXY: wholeNumber.pipe(z.int().min(0).max(10)).default(0),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  })
  .refine(env => env.CANDIDATE_CONFIDENCE <= env.ANSWER_CONFIDENCE, {
    path: ['CANDIDATE_CONFIDENCE'],
    message: 'expected at most ANSWER_CONFIDENCE',
  })
  .refine(env => (env.QUESTION_RETENTION_DAYS ?? env.ASKER_RETENTION_DAYS) >= env.ASKER_RETENTION_DAYS, {
    path: ['QUESTION_RETENTION_DAYS'],
    message: 'expected at least ASKER_RETENTION_DAYS',
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
  .refine(
    env => {
      const given = [env.SLACK_REFRESH_TOKEN, env.SLACK_CLIENT_ID, env.SLACK_CLIENT_SECRET].filter(Boolean).length
      return given === 0 || (given === 3 && env.SLACK_BOT_TOKEN !== undefined)
    },
    {
      path: ['SLACK_REFRESH_TOKEN'],
      message: 'expected SLACK_REFRESH_TOKEN, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET together, beside SLACK_BOT_TOKEN',
    },
  )
  .refine(env => env.REPORT_DIR !== undefined || env.REPORT_SLACK_CHANNEL === undefined, {
    path: ['REPORT_DIR'],
    message: 'expected the folder of the reports, beside REPORT_SLACK_CHANNEL',
  })
  .refine(env => env.REPORT_SLACK_CHANNEL === undefined || env.SLACK_BOT_TOKEN !== undefined, {
    path: ['SLACK_BOT_TOKEN'],
    message: 'expected the bot token (xoxb-…) beside REPORT_SLACK_CHANNEL',
  })
  .refine(env => env.REPORT_DIR !== undefined || env.REPORT_MAIL_TO.length === 0, {
    path: ['REPORT_DIR'],
    message: 'expected the folder of the reports, beside REPORT_MAIL_TO',
  })
  .refine(env => env.REPORT_MAIL_TO.length === 0 || env.SMTP_URL !== undefined, {
    path: ['SMTP_URL'],
    message: 'expected the mail server, beside REPORT_MAIL_TO',
  })
  .refine(env => (env.OIDC_ISSUER === undefined) === (env.OIDC_CLIENT_ID === undefined), {
    path: ['OIDC_ISSUER'],
    message: 'expected OIDC_ISSUER and OIDC_CLIENT_ID together',
  })
  .refine(env => env.LOCAL_SIGN_IN === 'on' || env.OIDC_ISSUER !== undefined, {
    path: ['LOCAL_SIGN_IN'],
    message: 'expected on, or OIDC_ISSUER: else nobody could sign in',
  })
  .refine(env => (env.OIDC_ROLES_CLAIM === undefined) === (env.OIDC_ROLES.length === 0), {
    path: ['OIDC_ROLES'],
    message: 'expected OIDC_ROLES_CLAIM and OIDC_ROLES together',
  })
  .refine(env => env.SMTP_URL === undefined || env.MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'expected the address that mail comes from, beside SMTP_URL',
  })

/** Settings as they were given, each in its form. */
export type Environment = z.infer<typeof environmentSchema>
