// All stages of one size, in folders that are gone afterwards.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AskResult } from './ask-stage.ts'
import type { BuildResult } from './build-stage.ts'
import type { EngineResult } from './engine-stage.ts'
import { ENGINES, type EngineName } from './engines.ts'
import type { RankResult } from './rank-stage.ts'
import { runStage } from './run-stage.ts'

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
  engine: 30 * MINUTE_MS,
}

/** Rejects when there is no registry to measure; a failure of a later stage is part of the result. */
export async function measureSize(size: number, signal: AbortSignal, say: (text: string) => void): Promise<SizeResult> {
  const place = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
  const entriesPath = join(place, 'entries.jsonl')
  const questionsPath = join(place, 'questions.json')
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
    const prepared = await runStage('prepare', { size, entriesPath, questionsPath }, options('prepare'))
    const build = await runStage('build', { folder, entriesPath }, options('build'))
    const rank = await orNull(runStage('rank', { folder, questionsPath }, options('rank')))
    const ask = await orNull(runStage('ask', { folder, questionsPath }, options('ask')))
    const engines = await measureEngines(engine =>
      orNull(runStage('engine', { engine, folder, questionsPath }, options('engine'))),
    )
    return { size, ...prepared, build, rank, ask, engines, failures }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function measureEngines(
  measure: (engine: EngineName) => Promise<EngineResult | null>,
): Promise<Readonly<Record<EngineName, EngineResult | null>>> {
  const results: Record<EngineName, EngineResult | null> = { MiniSearch: null, Orama: null, 'Orama hybrid': null }
  for (const engine of ENGINES) results[engine] = await measure(engine) // one after the other: they would disturb
  return results
}
