// Lines over time: what is, what is expected with its band, and what is to be reached.
import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { CHART, nameAxis, PLOT, round, valueAxis } from './axis.ts'

export interface LinePoint {
  /** Any even measure of time, e.g. months since the first. */
  readonly at: number
  readonly value: number
}

export interface Band {
  readonly at: number
  readonly low: number
  readonly high: number
}

export interface LineDrawing {
  readonly points: readonly LinePoint[]
  /** Goals at their time, joined and marked. */
  readonly goals: readonly LinePoint[]
  /** Begins at the last point. */
  readonly expected: readonly LinePoint[]
  readonly band: readonly Band[]
  readonly names: readonly { readonly at: number; readonly name: string }[]
}

export function linesHtml({ points, goals, expected, band, names }: LineDrawing): Html {
  const all = [...points, ...goals, ...expected, ...band, ...names].map(({ at }) => at)
  const x = scaleLinear()
    .domain([Math.min(...all), Math.max(...all, Math.min(...all) + 1)])
    .range([CHART.left + 8, PLOT.right - 24])
  const values = [...points, ...goals, ...expected].map(({ value }) => value)
  const axis = valueAxis([...values, ...band.map(({ high }) => high)])
  const path = line<LinePoint>(
    point => round(x(point.at)),
    point => round(axis.y(point.value)),
  )
  const range = area<Band>()
    .x(point => round(x(point.at)))
    .y0(point => round(axis.y(point.low)))
    .y1(point => round(axis.y(point.high)))
  const marks = goals.map(
    goal => html`<circle class="chart-goal-mark" cx="${round(x(goal.at))}" cy="${round(axis.y(goal.value))}" r="5" />`,
  )
  return html`${axis.html}
${band.length > 1 && html`<path class="chart-band" d="${range([...band]) ?? ''}" />`}
<path class="chart-line" d="${path([...points]) ?? ''}" />
${expected.length > 1 && html`<path class="chart-expected" d="${path([...expected]) ?? ''}" />`}
${goals.length > 1 && html`<path class="chart-goal" d="${path([...goals]) ?? ''}" />`}${marks}
${nameAxis(names.map(({ at, name }) => ({ name, x: x(at) })))}`
}
