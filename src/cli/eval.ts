// `zencho eval`: how good the answers are, measured through the very path that answers staff, on a throw-away index.
import { mkdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { BaselineName } from '../adapters/baselines/open-baseline.ts'
import { replaceFile } from '../adapters/entry-files/replace-file.ts'
import { FaqError } from '../core/errors.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import type { CliDeps } from './cli-deps.ts'
import { drawReliability } from './draw-reliability.ts'
import { drawRiskCoverage } from './draw-risk-coverage.ts'
import { type EvaluatedSet, evaluateSet } from './evaluate-set.ts'
import { checkFloors, checkLoss } from './evaluation-gates.ts'
import { readFloors } from './floors-file.ts'
import { formatEvaluation } from './format-evaluation.ts'
import { type EvaluationSet, readEvaluationSet } from './read-evaluation-set.ts'
import { formatRun, readRunFile } from './run-file.ts'

export interface EvalOptions {
  readonly json?: boolean
  readonly run?: string
  readonly against?: string
  readonly failOnLoss?: boolean
  readonly baseline?: readonly BaselineName[]
  readonly floors?: string
  readonly raise?: boolean
  readonly out?: string
  readonly plots?: string
}

/** `failed` where a gate that was asked for does not let this pass; everything has been written and said then too. */
export type EvalVerdict = 'passed' | 'failed'

/** Reads everything first: what is wrong with a file is told before minutes of measuring. */
export async function runEval(folders: readonly string[], options: EvalOptions, deps: CliDeps): Promise<EvalVerdict> {
  const sets = await readSets(folders)
  const stored = options.against === undefined ? null : await readRunFile(options.against, sets)
  const floors = options.floors === undefined ? null : await readFloors(options.floors)
  const results: EvaluatedSet[] = []
  let runFile = ''
  for (const set of sets) {
    const baselines = options.baseline ?? []
    const { result, runs } = await evaluateSet(set, { baselines, before: stored?.get(set.name) }, deps)
    results.push(result)
    runFile += formatRun(set, runs)
  }
  await report(results, runFile, options, deps)
  const failures = [
    ...(options.failOnLoss === true ? checkLoss(results) : []),
    ...(options.floors !== undefined && floors !== null
      ? await checkFloors(results, floors, { path: options.floors, raise: options.raise === true, say: deps.err })
      : []),
  ]
  for (const failure of failures) deps.err(failure)
  return failures.length === 0 ? 'passed' : 'failed'
}

async function readSets(folders: readonly string[]): Promise<readonly EvaluationSet[]> {
  const sets: EvaluationSet[] = []
  for (const folder of folders) {
    const set = await readEvaluationSet(folder)
    const namesake = sets.find(({ name }) => name === set.name)
    if (namesake !== undefined) {
      const reason = ja.files.sameName(set.name, namesake.folder)
      throw new FaqError('bad_evaluation', { file: join(folder, 'queries.jsonl'), line: 1, reason })
    }
    sets.push(set)
  }
  return sets
}

async function report(
  results: readonly EvaluatedSet[],
  runFile: string,
  options: EvalOptions,
  deps: CliDeps,
): Promise<void> {
  const { run, out, plots, json, against } = options
  const markdown = () => formatEvaluation(results, against === undefined ? undefined : basename(against))
  const asJson = () => JSON.stringify(results.length === 1 ? results[0] : results, null, 2)
  deps.out(json === true ? asJson() : markdown())
  if (run !== undefined) {
    await replaceFile(run, Buffer.from(runFile))
    deps.err(ja.written(run))
  }
  if (out !== undefined) {
    await replaceFile(out, Buffer.from(`${extname(out) === '.json' ? asJson() : markdown()}\n`))
    deps.err(ja.reported(out))
  }
  if (plots !== undefined) {
    await writePlots(results, plots)
    deps.err(ja.plotted(plots))
  }
}

async function writePlots(results: readonly EvaluatedSet[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    throw new FaqError('cannot_write', { path: folder, reason: cause.message }, { cause })
  })
  for (const { name, calibration } of results) {
    if (calibration === null) continue
    await replaceFile(join(folder, `${name}-reliability.svg`), Buffer.from(drawReliability(name, calibration)))
    await replaceFile(join(folder, `${name}-risk-coverage.svg`), Buffer.from(drawRiskCoverage(name, calibration)))
  }
}
