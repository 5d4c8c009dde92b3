// The only reader of the environment: all settings, typed, checked at once, with their defaults in one place.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { FaqError } from './core/errors.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from './core/search/judge.ts'

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

export interface Config {
  /** TCP port; 0 lets the system choose one. */
  readonly port: number
  readonly host: string
  /** Absolute path of the folder with the database and the index. */
  readonly dataDir: string
  /** Absolute path of the folder with the built-in word table. */
  readonly modelDir: string
  /** Absolute path of the entry files that fill an empty database; null leaves it empty. */
  readonly sampleDir: string | null
  /** Shown in the page header. */
  readonly organisation: string
  readonly thresholds: Thresholds
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

const PROJECT_DIR = resolve(import.meta.dirname, '..')

/** A number in digits: coercion alone would take a blank for zero. */
const number = z
  .string()
  .regex(/^\d+(\.\d+)?$/u, 'expected a number')
  .transform(Number)
const share = number.pipe(z.number().min(0).max(1))

const environmentSchema = z
  .object({
    PORT: number.pipe(z.int().min(0).max(65_535)).default(3000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('./data'),
    MODEL_DIR: z.string().default(resolve(PROJECT_DIR, 'indexer/model/builtin')),
    SAMPLE_DATA: z.enum(['on', 'off']).default('on'),
    SAMPLE_DIR: z.string().default(resolve(PROJECT_DIR, 'faq-data/entries')),
    ORGANISATION: z.string().default('汐見県'),
    ANSWER_CONFIDENCE: share.default(DEFAULT_THRESHOLDS.answered),
    CANDIDATE_CONFIDENCE: share.default(DEFAULT_THRESHOLDS.candidates),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  })
  .refine(env => env.CANDIDATE_CONFIDENCE <= env.ANSWER_CONFIDENCE, {
    path: ['CANDIDATE_CONFIDENCE'],
    message: 'expected at most ANSWER_CONFIDENCE',
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
      return `${name}: ${message} (${JSON.stringify(given[name])})`
    })
    throw new FaqError('config', { problems })
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    modelDir: resolve(env.MODEL_DIR),
    sampleDir: env.SAMPLE_DATA === 'on' ? resolve(env.SAMPLE_DIR) : null,
    organisation: env.ORGANISATION,
    thresholds: { answered: env.ANSWER_CONFIDENCE, candidates: env.CANDIDATE_CONFIDENCE },
    logLevel: env.LOG_LEVEL,
  }
}

/** The process's environment, over that of a `.env` file in the working folder when there is one. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}
