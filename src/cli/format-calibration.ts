// The judgement's calibration as Markdown: its figures, and the diagram of reliability as a table with bars.
import type { Calibration, ReliabilityBin } from '../core/evaluation/calibration.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import { range, share } from './format-figures.ts'
import { formatTable } from './markdown-table.ts'

export function formatCalibration(calibration: Calibration): string {
  const { answerableShown, unanswerableNotAnswered } = calibration
  const facts = [
    ja.table.brier({
      brier: share(calibration.brier),
      interval: range(calibration.brierInterval),
      sum: ja.table.brierSum({
        reliability: share(calibration.reliability),
        resolution: share(calibration.resolution),
        uncertainty: share(calibration.uncertainty),
        withinBins: share(calibration.withinBins),
      }),
    }),
    ja.table.ece(share(calibration.ece), share(calibration.eceAdaptive)),
    ja.table.aurc(share(calibration.riskCoverage.aurc), share(calibration.riskCoverage.aurcLeast)),
    ...calibration.riskCoverage.coverageAt.map(({ right, coverage, confidence }) => {
      return ja.table.coverageAt(right, coverage, confidence === null ? null : share(confidence))
    }),
    ...(answerableShown === null ? [] : [ja.table.answerable(answerableShown)]),
    ...(unanswerableNotAnswered === null ? [] : [ja.table.unanswerable(unanswerableNotAnswered)]),
  ]
  return [
    `### ${ja.table.judgement}`,
    facts.map(fact => `- ${fact}`).join('\n'),
    formatBins(ja.table.equalWidth, calibration.bins),
    formatBins(ja.table.equalMass, calibration.adaptiveBins),
  ].join('\n\n')
}

function formatBins(kind: string, bins: readonly ReliabilityBin[]): string {
  const columns = [
    { title: `${ja.table.confidence}（${kind}）`, side: 'left' },
    { title: ja.table.count, side: 'right' },
    { title: ja.table.mean, side: 'right' },
    { title: ja.table.right, side: 'right' },
    { title: ja.table.diagram, side: 'left' },
  ] as const
  const rows = bins.map(bin => [
    range({ low: bin.from, high: bin.to }),
    String(bin.count),
    share(bin.confidence),
    share(bin.right),
    barOf(bin),
  ])
  return formatTable(columns, rows)
}

const BAR_LENGTH = 20

/** The share right as a bar, the mean confidence as a mark on it: together where the confidence can be trusted. */
function barOf({ confidence, right }: ReliabilityBin): string {
  if (confidence === null || right === null) return ''
  const mark = Math.min(BAR_LENGTH - 1, Math.floor(confidence * BAR_LENGTH))
  const filled = Math.round(right * BAR_LENGTH)
  return Array.from({ length: BAR_LENGTH }, (_, i) => (i === mark ? '┃' : i < filled ? '█' : '·')).join('')
}
