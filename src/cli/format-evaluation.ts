// The evaluation as Markdown: readable in a terminal, and as it goes into the documents.
import { RANKING_MEASURES, type RankingMeasure } from '../core/evaluation/measures.ts'
import type { EvaluationSummary, OutcomeCounts } from '../core/evaluation/summarise.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import type { EvaluatedSet } from './evaluate-set.ts'
import { formatCalibration } from './format-calibration.ts'
import { formatComparison } from './format-comparison.ts'
import { MEASURE_NAMES, NONE, pValue, range, share, signed, signedRange } from './format-figures.ts'
import { type Column, formatTable } from './markdown-table.ts'

/** `against` names the stored run, where there is one. */
export function formatEvaluation(sets: readonly EvaluatedSet[], against: string | undefined): string {
  return sets.map(set => formatSet(set, against)).join('\n\n')
}

function formatSet(set: EvaluatedSet, against: string | undefined): string {
  const parts = [
    `## ${ja.table.header(set.folder, set.entries, set.queries)}`,
    formatTable(SUMMARY_COLUMNS, summaryRows(set)),
    ...(set.baselines.length > 0 ? [`### ${ja.table.baselines}`, formatDifferences(set)] : []),
    ...(set.comparison && against !== undefined ? [formatComparison(set.comparison, against)] : []),
    ...(set.calibration === null ? [] : [formatCalibration(set.calibration)]),
  ]
  return parts.join('\n\n')
}

const left = (title: string): Column => ({ title, side: 'left' })
const right = (title: string): Column => ({ title, side: 'right' })

const SUMMARY_COLUMNS = [
  left(''),
  right('n'),
  ...RANKING_MEASURES.map(measure => right(MEASURE_NAMES[measure])),
  left(ja.table.outcomes),
  right(ja.table.answeredRight),
]

function summaryRows(set: EvaluatedSet): readonly (readonly string[])[] {
  return [
    summaryRow(ja.table.product, set.summary),
    intervalRow(set),
    ...set.baselines.map(({ name, summary }) => summaryRow(name, summary)),
    ...Object.entries(set.byKind).map(([kind, summary]) => summaryRow(`· ${kind}`, summary)),
  ]
}

function summaryRow(name: string, summary: EvaluationSummary): readonly string[] {
  const { answerable, unanswerable, ofAnswerable, ofUnanswerable } = summary
  const outcomes = [
    ...(answerable > 0 ? [triple(ofAnswerable)] : []),
    ...(unanswerable > 0 ? [`${ja.table.ofUnanswerable} ${triple(ofUnanswerable)}`] : []),
  ]
  return [
    name,
    unanswerable > 0 ? `${answerable} + ${unanswerable}` : String(answerable),
    ...RANKING_MEASURES.map(measure => (answerable === 0 ? NONE : share(summary[measure]))),
    outcomes.join(' '),
    share(summary.answeredRight),
  ]
}

function intervalRow({ intervals }: EvaluatedSet): readonly string[] {
  const ofMeasures = RANKING_MEASURES.map(measure => range(intervals[measure]))
  return [`· ${ja.table.interval}`, '', ...ofMeasures, '', range(intervals.answeredRight)]
}

function triple({ answered, candidates, unanswered }: OutcomeCounts): string {
  return `${answered}・${candidates}・${unanswered}`
}

/** The two measures that decide between rankings; the others are in the JSON. */
const DECIDING: readonly RankingMeasure[] = ['ndcg10', 'mrr']

function formatDifferences({ baselines }: EvaluatedSet): string {
  const columns = DECIDING.flatMap(measure => {
    return [right(ja.table.differenceOf(MEASURE_NAMES[measure])), right(ja.table.interval), right(ja.table.p)]
  })
  const rows = baselines.map(({ name, differences }) => [
    name,
    ...DECIDING.flatMap(measure => {
      const { difference, interval, p } = differences[measure]
      return [signed(difference), signedRange(interval), pValue(p)]
    }),
  ])
  return formatTable([left(ja.table.baseline), ...columns], rows)
}
