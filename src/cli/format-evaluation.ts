// The evaluation as a Markdown table: readable in a terminal, and as it goes into the documents.
import type { EvaluationSummary } from '../core/evaluation/summarise.ts'
import { cli } from '../core/messages/ja/cli.ts'

export interface EvaluatedSet {
  readonly folder: string
  readonly entries: number
  readonly queries: number
  readonly summary: EvaluationSummary
  readonly byKind: Readonly<Record<string, EvaluationSummary>>
  readonly baseline?: { readonly name: string; readonly summary: EvaluationSummary }
}

const HEADER = [
  '',
  'n',
  'S@1',
  'S@5',
  'MRR',
  'nDCG@10',
  'Recall@10',
  'answered / candidates / unanswered',
  'right of answered',
]

export function formatEvaluation(sets: readonly EvaluatedSet[]): string {
  return sets.map(formatSet).join('\n\n')
}

function formatSet(set: EvaluatedSet): string {
  const rows = [row(cli.eval.product, set.summary)]
  if (set.baseline !== undefined) rows.push(row(set.baseline.name, set.baseline.summary))
  for (const [kind, summary] of Object.entries(set.byKind)) rows.push(row(`· ${kind}`, summary))
  const table = [HEADER, HEADER.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)
  return [cli.eval.header(set.folder, set.entries, set.queries), '', ...table].join('\n')
}

function row(name: string, summary: EvaluationSummary): readonly string[] {
  const { answerable, unanswerable, ofAnswerable, ofUnanswerable } = summary
  const outcomes = [
    answerable > 0 ? triple(ofAnswerable) : null,
    unanswerable > 0 ? `(no answer exists: ${triple(ofUnanswerable)})` : null,
  ]
  const measures = [summary.s1, summary.s5, summary.mrr, summary.ndcg10, summary.recall10]
  return [
    name,
    unanswerable > 0 ? `${answerable} + ${unanswerable}` : String(answerable),
    ...measures.map(value => (answerable === 0 ? '–' : decimal(value))),
    outcomes.filter(text => text !== null).join(' '),
    summary.answeredRight === null ? '–' : decimal(summary.answeredRight),
  ]
}

function triple({ answered, candidates, unanswered }: EvaluationSummary['ofAnswerable']): string {
  return `${answered} / ${candidates} / ${unanswered}`
}

function decimal(value: number): string {
  return value.toFixed(3).replace(/^0/u, '')
}
