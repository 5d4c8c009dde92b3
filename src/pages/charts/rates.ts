// Shares over time, each with the range in which the true one lies: a mark, a line up and down, and gaps where nothing is told.
import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { CHART, nameAxis, PLOT, round, valueAxis } from './axis.ts'

export interface RateMark {
  readonly name: string
  /** Shares from 0 to 1; null where nothing is told. */
  readonly rate: { readonly rate: number; readonly low: number; readonly high: number } | null
}

const PERCENT = 100

/** The scale is of percent, from 0 to 100 always: the same height means the same share on every chart. */
export function ratesHtml(marks: readonly RateMark[]): Html {
  const axis = valueAxis([PERCENT])
  const step = (PLOT.right - CHART.left) / Math.max(1, marks.length)
  const placed = marks.map(({ name, rate }, i) => ({ name, rate, x: CHART.left + step * (i + 0.5) }))
  const height = (share: number) => round(axis.y(share * PERCENT))
  const links = placed.slice(1).flatMap(({ rate, x }, i) => {
    const before = placed[i]
    if (rate === null || before === undefined || before.rate === null) return []
    const from = html`x1="${round(before.x)}" y1="${height(before.rate.rate)}"`
    return [html`<line class="chart-line" ${from} x2="${round(x)}" y2="${height(rate.rate)}" />`]
  })
  const drawn = placed.flatMap(({ rate, x }) => {
    if (rate === null) return []
    const range = html`<line class="chart-range" x1="${round(x)}" x2="${round(x)}" y1="${height(rate.high)}" y2="${height(rate.low)}" />`
    return [html`${range}<circle class="chart-rate-mark" cx="${round(x)}" cy="${height(rate.rate)}" r="5" />`]
  })
  return html`${axis.html}${links}${drawn}${nameAxis(placed)}`
}
