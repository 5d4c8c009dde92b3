// The curve of risk against coverage: what share is right, the more questions are answered.
import type { Calibration } from '../core/evaluation/calibration.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import { ACCENT, drawPlot, plotX, plotY, SECOND, text } from './draw-plot.ts'

export function drawRiskCoverage(set: string, { riskCoverage }: Calibration): string {
  const { points, coverageAt } = riskCoverage
  const corners = points.map(({ coverage, right }) => `${plotX(coverage)},${plotY(right)}`)
  return drawPlot({
    title: ja.plots.riskCoverage(set),
    about: ja.plots.riskCoverageAbout(
      coverageAt.map(({ right, coverage }) => ja.plots.coverageAt(right, coverage)).join(''),
    ),
    xLabel: ja.plots.coverage,
    yLabel: ja.plots.right,
    data: [
      `<polyline points="${corners.join(' ')}" fill="none" stroke="${ACCENT}" stroke-width="2"/>`,
      ...coverageAt.flatMap(({ right, coverage }, i) => [
        `<path d="M${plotX(0)} ${plotY(right)}H${plotX(1)}" stroke="${SECOND}" stroke-dasharray="4 4"/>`,
        // The lines are near each other: one name goes above its line, the other below.
        text(plotX(1), plotY(right) + (i % 2 === 0 ? 16 : -6), ja.plots.target(right), 'text-anchor="end"'),
        `<circle cx="${plotX(coverage)}" cy="${plotY(right)}" r="4" fill="${SECOND}"/>`,
      ]),
    ],
    legend: [],
  })
}
