// The figures of a run, written down as each stage ends: a run that was stopped keeps what it has, and can be gone on with.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { replaceFile } from '../../src/adapters/entry-files/replace-file.ts'
import type { AskResult } from './ask-stage.ts'
import type { BuildResult } from './build-stage.ts'
import type { CoreLinkResult } from './core-link-stage.ts'
import type { CoreResult } from './core-stage.ts'
import type { EngineResult } from './engine-stage.ts'
import type { EngineName } from './engines.ts'
import type { PrepareResult } from './prepare-stage.ts'
import type { RankResult } from './rank-stage.ts'

export interface CorpusResult {
  readonly name: string
  readonly kind: 'generated' | 'real'
  readonly prepared: PrepareResult
  /** Undefined where the registry had been built before. */
  readonly build?: BuildResult
  readonly rank?: RankResult
  readonly ask?: AskResult
  /** Other engines on the same entries and questions. */
  readonly engines: Readonly<Partial<Record<EngineName, EngineResult>>>
  /** By stage or engine, why there are no figures. */
  readonly failures: Readonly<Record<string, string>>
}

export interface CoreResults {
  readonly link?: CoreLinkResult
  readonly core?: CoreResult
  readonly failure?: string
}

export interface BenchResults {
  /** Commands that the figures come of, each with its beginning: more than one where a run was gone on with. */
  readonly runs: readonly { readonly startedAt: string; readonly command: string }[]
  readonly corpora: readonly CorpusResult[]
  readonly core?: CoreResults
}

export interface ResultsKeeper {
  readonly results: () => BenchResults
  readonly corpus: (name: string) => CorpusResult | undefined
  /** Puts a corpus in place of what is known of it, and writes everything down. */
  readonly putCorpus: (corpus: CorpusResult) => Promise<void>
  readonly putCore: (core: CoreResults) => Promise<void>
}

export interface ResultsFile {
  /** Undefined for figures that are only printed. */
  readonly path: string | undefined
  /** Goes on with what the file holds. */
  readonly resume: boolean
}

export async function openResults(
  { path, resume }: ResultsFile,
  run: BenchResults['runs'][number],
): Promise<ResultsKeeper> {
  const before = resume && path !== undefined && existsSync(path) ? await readResults(path) : null
  let results: BenchResults = { ...(before ?? { corpora: [] }), runs: [...(before?.runs ?? []), run] }
  const put = async (changed: Partial<BenchResults>) => {
    results = { ...results, ...changed }
    if (path !== undefined) await replaceFile(path, Buffer.from(`${JSON.stringify(results, null, 1)}\n`))
  }
  return {
    results: () => results,
    corpus: name => results.corpora.find(known => known.name === name),
    putCorpus: corpus => {
      const place = results.corpora.findIndex(({ name }) => name === corpus.name)
      const corpora = place < 0 ? [...results.corpora, corpus] : results.corpora.with(place, corpus)
      return put({ corpora })
    },
    putCore: core => put({ core }),
  }
}

export async function readResults(path: string): Promise<BenchResults> {
  return JSON.parse(await readFile(path, 'utf8')) as BenchResults
}
