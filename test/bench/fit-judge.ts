// Fits the judge's weights on evaluation sets, and says how well weights fitted on all but one set do on that one.
//   node test/bench/fit-judge.ts faq-data/evaluation PATH/kosodate PATH/alchemy_ja
import { type EvaluationSet, readEvaluationSet } from '../../src/cli/read-evaluation-set.ts'
import { bootstrapInterval } from '../../src/core/evaluation/bootstrap.ts'
import { DEFAULT_THRESHOLDS } from '../../src/core/search/judge.ts'
import { RELATEDNESS_FEATURES } from '../../src/core/search/relatedness.ts'
import { fitLogistic, type LogisticModel, probabilityOf } from './fit-logistic.ts'
import { FEATURES_FITTED, type JudgeSample, relatednessSamples, sampleSet } from './judge-samples.ts'

const COLUMNS = [
  'set',
  'AUC',
  'Brier',
  'answered',
  'right of those',
  'unanswerable answered',
  'answerable shown',
  'far shown',
  'foreign shown',
]

interface Models {
  readonly confidence: LogisticModel
  readonly relatedness: LogisticModel
}

async function main(folders: readonly string[]): Promise<void> {
  const sets = await Promise.all(folders.map(readEvaluationSet))
  const samples = new Map<string, readonly JudgeSample[]>()
  for (const set of sets)
    samples.set(
      set.name,
      await sampleSet(
        set,
        sets.filter(other => other !== set),
      ),
    )
  const all = [...samples.values()].flat()
  const models = fitModels(all)
  print('Fitted on all sets', sets, samples, () => models)
  print('Each set judged by weights fitted on the others', sets, samples, name =>
    fitModels([...samples].flatMap(([other, some]) => (other === name ? [] : some))),
  )
  tell('judge.ts', FEATURES_FITTED, models.confidence)
  tell('relatedness.ts', RELATEDNESS_FEATURES, models.relatedness)
}

function fitModels(samples: readonly JudgeSample[]): Models {
  return {
    confidence: fitLogistic(samples, FEATURES_FITTED.length),
    relatedness: fitLogistic(relatednessSamples(samples), RELATEDNESS_FEATURES.length),
  }
}

function tell(file: string, features: readonly string[], { bias, weights }: LogisticModel): void {
  const lines = features.map((feature, i) => `  ${feature}: ${(weights[i] ?? 0).toFixed(3)},`)
  console.log([`${file}:`, `  bias: ${bias.toFixed(3)},`, ...lines].join('\n'))
}

function print(
  title: string,
  sets: readonly EvaluationSet[],
  samples: ReadonlyMap<string, readonly JudgeSample[]>,
  modelsFor: (name: string) => Models,
): void {
  const rows = sets.map(({ name }) => [name, ...figuresOf(samples.get(name) ?? [], modelsFor(name))])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  console.log([`## ${title}`, line(COLUMNS), line(COLUMNS.map(() => '---')), ...rows.map(line), ''].join('\n'))
}

interface Judged {
  readonly sample: JudgeSample
  readonly confidence: number
  readonly relatedness: number
}

/** All but the last of questions as they were asked; the last of questions of other sets. */
function figuresOf(samples: readonly JudgeSample[], models: Models): readonly string[] {
  const judged = samples.map((sample): Judged => {
    const relatedness = probabilityOf(models.relatedness, sample.shown)
    return { sample, relatedness, confidence: probabilityOf(models.confidence, sample.values) }
  })
  const asked = judged.filter(({ sample }) => sample.kind === 'asked')
  const foreign = judged.filter(({ sample }) => sample.kind === 'foreign')
  const isAnswered = ({ confidence }: Judged) => confidence >= DEFAULT_THRESHOLDS.answered
  const answered = asked.filter(isAnswered)
  const interval = bootstrapInterval(asked, drawn => shareRight(drawn.filter(isAnswered)))
  const unanswerable = asked.filter(({ sample }) => !sample.answerable)
  const answerable = asked.filter(({ sample }) => sample.answerable)
  const far = asked.filter(({ sample }) => sample.far)
  const isShown = (one: Judged) => isAnswered(one) || one.relatedness >= DEFAULT_THRESHOLDS.candidates
  const bounds = interval === null ? '' : ` (${share(interval.low)}–${share(interval.high)})`
  return [
    share(areaUnderCurve(asked)),
    share(
      asked.reduce((sum, { sample, confidence }) => sum + (confidence - Number(sample.right)) ** 2, 0) / asked.length,
    ),
    String(answered.length),
    `${share(shareRight(answered))}${bounds}`,
    `${unanswerable.filter(isAnswered).length} of ${unanswerable.length}`,
    share(answerable.filter(isShown).length / answerable.length),
    share(far.filter(isShown).length / far.length),
    share(foreign.filter(isShown).length / foreign.length),
  ]
}

function shareRight(judged: readonly Judged[]): number | null {
  return judged.length === 0 ? null : judged.filter(({ sample }) => sample.right).length / judged.length
}

/** Chance that a right one is surer than a wrong one; ties count half. */
function areaUnderCurve(judged: readonly Judged[]): number {
  const [right, wrong] = [true, false].map(side => judged.filter(({ sample }) => sample.right === side))
  let wins = 0
  for (const one of right ?? []) {
    for (const other of wrong ?? []) wins += Math.sign(one.confidence - other.confidence) / 2 + 0.5
  }
  return wins / ((right?.length ?? 0) * (wrong?.length ?? 0))
}

function share(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(3).replace(/^0/u, '')
}

await main(process.argv.slice(2))
