// All stages of one size, in folders that are gone afterwards.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AskResult } from './ask-stage.ts'
import type { BuildResult } from './build-stage.ts'
import type { EngineResult } from './engine-stage.ts'
import { ENGINES, type EngineName, isTried } from './engines.ts'
import type { PrepareResult } from './prepare-stage.ts'
import type { RankResult } from './rank-stage.ts'
import { runStage, type StageOptions } from './run-stage.ts'

export interface SizeOptions {
  readonly signal: AbortSignal
  readonly say: (text: string) => void
  /** Where registries are kept from one run to the next, one folder a size; undefined for nowhere. */
  readonly keep: string | undefined
}

export interface SizeResult {
  readonly size: number
  readonly questions: number
  readonly build: BuildResult
  /** Null for a stage that failed; `failures` says why. */
  readonly rank: RankResult | null
  readonly ask: AskResult | null
  /** Other engines on the same entries and questions. */
  readonly engines: Readonly<Record<EngineName, EngineResult | null>>
  readonly failures: readonly string[]
}

const MINUTE_MS = 60_000
/** Generous: a stage that needs longer is broken, and its size is reported so. */
const LIMITS_MS = {
  prepare: 5 * MINUTE_MS,
  build: 60 * MINUTE_MS,
  rank: 20 * MINUTE_MS,
  ask: 30 * MINUTE_MS,
  engine: 20 * MINUTE_MS,
}

/** Rejects when there is no registry to measure; a failure of a later stage is part of the result. */
export async function measureSize(size: number, { signal, say, keep }: SizeOptions): Promise<SizeResult> {
  const place = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
  const home = keep === undefined ? place : join(keep, String(size))
  const questionsPath = join(home, 'questions.json')
  const folder = join(place, 'data')
  const onProgress = (text: string) => say(`${size}: ${text}`)
  const options = (stage: keyof typeof LIMITS_MS) => ({ limitMs: LIMITS_MS[stage], signal, onProgress })
  const failures: string[] = []
  const orNull = async <T>(running: Promise<T>): Promise<T | null> => {
    return running.catch((error: unknown) => {
      signal.throwIfAborted()
      failures.push(String(error))
      return null
    })
  }
  try {
    const { prepared, build } = await readMade(home).catch(() => make(home, size, options))
    if (home !== place) await cp(join(home, 'data'), folder, { recursive: true }) // asking and publishing change it
    const rank = await orNull(runStage('rank', { folder, questionsPath }, options('rank')))
    const ask = await orNull(runStage('ask', { folder, questionsPath }, options('ask')))
    const engines = await measureEngines(size, engine =>
      orNull(runStage('engine', { engine, folder, questionsPath }, options('engine'))),
    )
    return { size, ...prepared, build, rank, ask, engines, failures }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** What making a registry came to, kept beside it. */
interface Made {
  readonly prepared: PrepareResult
  readonly build: BuildResult
}

async function readMade(home: string): Promise<Made> {
  return JSON.parse(await readFile(join(home, 'made.json'), 'utf8')) as Made
}

async function make(home: string, size: number, options: (stage: 'prepare' | 'build') => StageOptions): Promise<Made> {
  const [entriesPath, questionsPath] = [join(home, 'entries.jsonl'), join(home, 'questions.json')]
  await mkdir(home, { recursive: true })
  await rm(join(home, 'data'), { recursive: true, force: true }) // of a run that did not come to its end
  const prepared = await runStage('prepare', { size, entriesPath, questionsPath }, options('prepare'))
  const build = await runStage('build', { folder: join(home, 'data'), entriesPath }, options('build'))
  await writeFile(join(home, 'made.json'), JSON.stringify({ prepared, build } satisfies Made))
  return { prepared, build }
}

async function measureEngines(
  size: number,
  measure: (engine: EngineName) => Promise<EngineResult | null>,
): Promise<Readonly<Record<EngineName, EngineResult | null>>> {
  const results = Object.fromEntries(ENGINES.map(engine => [engine, null])) as Record<EngineName, EngineResult | null>
  // One after the other: they would disturb each other.
  for (const engine of ENGINES) if (isTried(engine, size)) results[engine] = await measure(engine)
  return results
}
