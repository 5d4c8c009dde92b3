// `zencho eval`: how good the answers are, measured through the very path that answers staff, on a throw-away index.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replaceFile } from '../adapters/entry-files/replace-file.ts'
import { type EvaluationRun, summarise } from '../core/evaluation.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { openBm25Baseline } from '../core/search/bm25-baseline.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { type EvaluatedSet, formatEvaluation } from './format-evaluation.ts'
import { openProgressBar, type ProgressBar } from './progress-bar.ts'
import { type EvaluationSet, readEvaluationSet } from './read-evaluation-set.ts'

export const BASELINES = ['bm25'] as const

export interface EvalOptions {
  readonly json?: boolean
  readonly run?: string
  readonly baseline?: (typeof BASELINES)[number]
}

/** Ranks kept per query: enough for every measure and for a reader of the run file. */
const DEPTH = 20

export async function runEval(folders: readonly string[], options: EvalOptions, deps: CliDeps): Promise<void> {
  const results: EvaluatedSet[] = []
  const lines: string[] = []
  for (const folder of folders) {
    const { result, runs } = await evaluateFolder(folder, options, deps)
    results.push(result)
    lines.push(...runs.map(run => JSON.stringify(run)))
  }
  if (options.run !== undefined) await replaceFile(options.run, Buffer.from(`${lines.join('\n')}\n`))
  deps.out(
    options.json === true
      ? JSON.stringify(results.length === 1 ? results[0] : results, null, 2)
      : formatEvaluation(results),
  )
  if (options.run !== undefined) deps.err(cli.eval.written(options.run))
}

async function evaluateFolder(folder: string, options: EvalOptions, deps: CliDeps) {
  const set = await readEvaluationSet(folder)
  const bar = openProgressBar()
  const throwAwayIn = await mkdtemp(join(tmpdir(), 'zencho-eval-'))
  const product = await deps.openProduct({ throwAwayIn, onProgress: bar.reportIndexing })
  try {
    const onProgress = (done: number, total: number) => bar.report(cli.saving, done, total)
    await product.registry.save(set.entries, { actor: 'zencho eval', onProgress })
    await product.settleIndex()
    const runs = await askAll(set, product, bar)
    const { degraded } = await product.indexState()
    if (degraded !== null) deps.err(cli.degraded(degraded)) // figures by words alone must not pass for those of a model
    return { result: summariseSet(set, runs, product, options), runs }
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
    runs.push({
      id,
      outcome,
      confidence,
      ranked: ranked.map(entry => entry.entryId),
      scores: ranked.map(entry => entry.score),
    })
    bar.report(cli.asking, runs.length, set.queries.length)
  }
  return runs
}

function summariseSet(
  set: EvaluationSet,
  runs: readonly EvaluationRun[],
  product: Product,
  options: EvalOptions,
): EvaluatedSet {
  const kinds = Map.groupBy(
    set.queries.filter(query => query.kind !== undefined),
    query => query.kind as string,
  )
  return {
    folder: set.folder,
    entries: set.entries.length,
    queries: set.queries.length,
    summary: summarise(set.queries, runs),
    byKind: Object.fromEntries([...kinds].map(([kind, queries]) => [kind, summarise(queries, runs)])),
    ...(options.baseline && {
      baseline: { name: options.baseline, summary: summarise(set.queries, runBaseline(set, product)) },
    }),
  }
}

function runBaseline(set: EvaluationSet, product: Product): readonly EvaluationRun[] {
  const documents = set.entries.map(({ id, question, answer }) => {
    return { id, questionTerms: product.termsOf(question), answerTerms: product.termsOf(answer) }
  })
  const rank = openBm25Baseline(documents)
  return set.queries.map(({ id, text }) => {
    const ranked = rank(product.termsOf(text), DEPTH)
    // A plain ranking makes no judgement: it always offers what it found.
    const outcome = ranked.length === 0 ? ('unanswered' as const) : ('candidates' as const)
    return {
      id,
      outcome,
      confidence: 0,
      ranked: ranked.map(found => found.id),
      scores: ranked.map(found => found.score),
    }
  })
}
