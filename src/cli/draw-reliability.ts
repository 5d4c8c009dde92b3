// The reliability diagram: what share was right, by how sure the judgement was.
import type { Calibration, ReliabilityBin } from '../core/evaluation/calibration.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import { ACCENT, drawPlot, INK, plotX, plotY, SECOND } from './draw-plot.ts'
import { share } from './format-figures.ts'

/** The area of a circle is its share of the questions; a bin that holds all of them has this radius. */
const RADIUS_MAX = 28
const RADIUS_MIN = 2

export function drawReliability(set: string, { bins, adaptiveBins }: Calibration): string {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const [points, adaptive] = [bins.flatMap(pointOf), adaptiveBins.flatMap(pointOf)]
  const circles = points.map(({ confidence, right, count }) => {
    const radius = Math.max(RADIUS_MIN, RADIUS_MAX * Math.sqrt(count / total))
    return circle(plotX(confidence), plotY(right), Math.round(radius * 10) / 10)
  })
  const corners = adaptive.map(({ confidence, right }) => `${plotX(confidence)},${plotY(right)}`)
  return drawPlot({
    title: ja.plots.reliability(set),
    about: ja.plots.reliabilityAbout(
      points.map(({ confidence, right, count }) => ja.plots.bin(share(confidence), share(right), count)).join(''),
    ),
    xLabel: ja.plots.confidence,
    yLabel: ja.plots.right,
    data: [
      `<path d="M${plotX(0)} ${plotY(0)}L${plotX(1)} ${plotY(1)}" stroke="${INK}" stroke-dasharray="4 4"/>`,
      ...circles,
      `<polyline points="${corners.join(' ')}" fill="none" stroke="${SECOND}" stroke-width="2"/>`,
      ...adaptive.map(({ confidence, right }) => square(plotX(confidence), plotY(right))),
    ],
    legend: [
      { sample: (x, y) => circle(x, y, 7), name: ja.plots.equalWidth },
      { sample: square, name: ja.plots.equalMass },
      {
        sample: (x, y) => `<path d="M${x - 12} ${y}H${x + 12}" stroke="${INK}" stroke-dasharray="4 4"/>`,
        name: ja.plots.perfect,
      },
    ],
  })
}

function pointOf({ confidence, right, count }: ReliabilityBin) {
  return confidence === null || right === null ? [] : [{ confidence, right, count }]
}

function circle(x: number, y: number, radius: number): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${ACCENT}" fill-opacity="0.35" stroke="${ACCENT}"/>`
}

function square(x: number, y: number): string {
  return `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" fill="${SECOND}"/>`
}
