// One set measured: the questions asked of the product over a throw-away index, and of the baselines over the same entries.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BaselineName, openBaseline } from '../adapters/baselines/open-baseline.ts'
import { type Calibration, calibrate } from '../core/evaluation/calibration.ts'
import { type Comparison, compareRankings, compareRuns, type RankingDifferences } from '../core/evaluation/compare.ts'
import type { EvaluationRun } from '../core/evaluation/measures.ts'
import {
  type EvaluationSummary,
  type SummaryIntervals,
  summarise,
  summaryIntervals,
} from '../core/evaluation/summarise.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import type { BaselineEntry } from '../core/ports/baseline.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { openProgressBar, type ProgressBar } from './progress-bar.ts'
import type { EvaluationSet } from './read-evaluation-set.ts'

/** All that `zencho eval` tells of one set; its JSON is this. */
export interface EvaluatedSet {
  readonly name: string
  readonly folder: string
  readonly entries: number
  readonly queries: number
  readonly summary: EvaluationSummary
  readonly intervals: SummaryIntervals
  /** Null without questions. */
  readonly calibration: Calibration | null
  readonly byKind: Readonly<Record<string, EvaluationSummary>>
  readonly baselines: readonly EvaluatedBaseline[]
  /** With the stored run, where one was given. */
  readonly comparison?: Comparison
}

export interface EvaluatedBaseline {
  readonly name: BaselineName
  readonly summary: EvaluationSummary
  /** From the baseline to the product: positive where the product is better. */
  readonly differences: RankingDifferences
}

/** Ranks kept per query: enough for every measure and for a reader of the run file. */
const DEPTH = 20

export interface EvaluateOptions {
  readonly baselines: readonly BaselineName[]
  readonly before: readonly EvaluationRun[] | undefined
}

/** Throws `missing_package` for a baseline whose library is not installed. */
export async function evaluateSet(
  set: EvaluationSet,
  { baselines, before }: EvaluateOptions,
  deps: CliDeps,
): Promise<{ readonly result: EvaluatedSet; readonly runs: readonly EvaluationRun[] }> {
  const { runs, rivals } = await runAll(set, baselines, deps)
  const kinds = Map.groupBy(set.queries, ({ kind }) => kind)
  const named = [...kinds].flatMap(([kind, queries]) => (kind === undefined ? [] : [{ kind, queries }]))
  const result: EvaluatedSet = {
    name: set.name,
    folder: set.folder,
    entries: set.entries.length,
    queries: set.queries.length,
    summary: summarise(set.queries, runs),
    intervals: summaryIntervals(set.queries, runs),
    calibration: calibrate(set.queries, runs),
    byKind: Object.fromEntries(named.map(({ kind, queries }) => [kind, summarise(queries, runs)])),
    baselines: rivals.map(rival => ({
      name: rival.name,
      summary: summarise(set.queries, rival.runs),
      differences: compareRankings(set.queries, rival.runs, runs),
    })),
    ...(before && { comparison: compareRuns(set.queries, before, runs) }),
  }
  return { result, runs }
}

interface Rival {
  readonly name: BaselineName
  readonly runs: readonly EvaluationRun[]
}

async function runAll(set: EvaluationSet, baselines: readonly BaselineName[], deps: CliDeps) {
  const bar = openProgressBar()
  const throwAwayIn = await mkdtemp(join(tmpdir(), 'zencho-eval-'))
  const product = await deps.openProduct({ throwAwayIn, onProgress: bar.reportIndexing })
  try {
    // First, because a library that is missing should be told before the long part.
    const rivals: Rival[] = []
    for (const name of baselines) rivals.push({ name, runs: await runBaseline(set, name, { product, bar }) })
    const onProgress = (done: number, total: number) => bar.report(cli.saving, done, total)
    await product.registry.save(set.entries, { actor: 'zencho eval', onProgress })
    await product.settleIndex()
    const runs = await askAll(set, product, bar)
    const { degraded } = await product.indexState()
    if (degraded !== null) deps.err(cli.degraded(degraded)) // figures by words alone must not pass for those of a model
    return { runs, rivals }
  } finally {
    bar.stop()
    await product.close()
    await rm(throwAwayIn, { recursive: true, force: true })
  }
}

async function askAll(set: EvaluationSet, product: Product, bar: ProgressBar): Promise<readonly EvaluationRun[]> {
  const runs: EvaluationRun[] = []
  for (const { id, text } of set.queries) {
    const { outcome, confidence, ranked } = await product.rank(text, DEPTH)
    const [ids, scores] = [ranked.map(({ entryId }) => entryId), ranked.map(({ score }) => score)]
    runs.push({ id, outcome, confidence, ranked: ids, scores })
    bar.report(ja.asking, runs.length, set.queries.length)
  }
  return runs
}

interface Tools {
  readonly product: Product
  readonly bar: ProgressBar
}

async function runBaseline(set: EvaluationSet, name: BaselineName, { product, bar }: Tools) {
  const report = (done: number) => bar.report(ja.askingBaseline(name), done, set.queries.length)
  report(0)
  const published = set.entries.filter(({ status }) => status === 'published')
  const entries = published.map(({ id, question, phrasings, answer }): BaselineEntry => {
    return { id, question, phrasings, answer }
  })
  const baseline = await openBaseline(name, entries, product.termsOf)
  try {
    const runs: EvaluationRun[] = []
    for (const { id, text } of set.queries) {
      const found = await baseline.rank(text, DEPTH)
      // A plain ranking makes no judgement: it always offers what it found.
      const outcome = found.length === 0 ? 'unanswered' : 'candidates'
      runs.push({ id, outcome, confidence: 0, ranked: found.map(one => one.id), scores: found.map(one => one.score) })
      report(runs.length)
    }
    return runs
  } finally {
    await baseline.close()
  }
}
