// A comparison with a stored run as Markdown: the figures, then the questions that moved.
import type { Comparison, Difference, QueryChange } from '../core/evaluation/compare.ts'
import { RANKING_MEASURES } from '../core/evaluation/measures.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import { MEASURE_NAMES, NONE, pValue, share, signed, signedRange } from './format-figures.ts'
import { formatTable } from './markdown-table.ts'

/** So many are read; the rest is in the JSON. */
const CHANGES_SHOWN = 20

export function formatComparison(comparison: Comparison, against: string): string {
  const { better, worse, same, changes } = comparison
  const shown = changes.slice(0, CHANGES_SHOWN)
  const parts = [
    `### ${ja.table.against(against)}`,
    formatFigures(comparison),
    ja.table.counts(better, worse, same),
    ...(shown.length === 0 ? [] : [ja.table.largest(shown.length, changes.length), formatChanges(shown)]),
  ]
  return parts.join('\n\n')
}

function formatFigures({ ranking, brier }: Comparison): string {
  const right = [ja.table.before, ja.table.after, ja.table.difference, ja.table.interval, ja.table.p]
  const rows = [
    ...RANKING_MEASURES.map(measure => figureRow(MEASURE_NAMES[measure], ranking[measure])),
    figureRow('Brier', brier),
  ]
  return formatTable(
    [{ title: ja.table.measure, side: 'left' }, ...right.map(title => ({ title, side: 'right' as const }))],
    rows,
  )
}

function figureRow(name: string, { before, after, difference, interval, p }: Difference): readonly string[] {
  return [name, share(before), share(after), signed(difference), signedRange(interval), pValue(p)]
}

function formatChanges(changes: readonly QueryChange[]): string {
  const columns = [
    { title: 'id', side: 'left' },
    { title: ja.table.rank, side: 'right' },
    { title: 'nDCG@10', side: 'right' },
    { title: ja.table.outcome, side: 'left' },
    { title: ja.table.question, side: 'left' },
  ] as const
  const rows = changes.map(({ id, text, rank, ndcg10, outcome }) => [
    id,
    `${rank.before ?? NONE} → ${rank.after ?? NONE}`,
    `${share(ndcg10.before)} → ${share(ndcg10.after)}`,
    outcomeCell(outcome),
    text,
  ])
  return formatTable(columns, rows)
}

function outcomeCell({ before, after }: QueryChange['outcome']): string {
  const names = ja.table.outcomeNames
  return before === after ? names[after] : `${names[before]} → ${names[after]}`
}
