// Bars: side by side over time, each of one or more parts; and lying, one a name.
import { scaleBand, scaleLinear } from 'd3-scale'
import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { CHART, nameAxis, PLOT, round, valueAxis } from './axis.ts'

export interface Bar {
  readonly name: string
  /** From the foot up. */
  readonly parts: readonly number[]
}

const PADDING = 0.25

/** Standing bars; part i has the class `series-i`. A line across stands for what each bar should reach. */
export function barsHtml(bars: readonly Bar[], { goal = null }: { readonly goal?: number | null } = {}): Html {
  const totals = bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0))
  const axis = valueAxis(goal === null ? totals : [...totals, goal])
  const x = scaleBand()
    .domain(bars.map(({ name }) => name))
    .range([CHART.left, PLOT.right])
    .padding(PADDING)
  const drawn = bars.map(({ name, parts }) => stack(parts, { axis, x: x(name) ?? 0, width: x.bandwidth() }))
  const names = bars.map(({ name }) => ({ name, x: (x(name) ?? 0) + x.bandwidth() / 2 }))
  return html`${axis.html}${drawn}${goal !== null && goalLine(axis.y(goal))}${nameAxis(names)}`
}

interface Place {
  readonly axis: { readonly y: (value: number) => number }
  readonly x: number
  readonly width: number
}

function stack(parts: readonly number[], { axis, x, width }: Place): Html {
  let below = 0
  return html`${parts.map((part, index) => {
    const [top, foot] = [axis.y(below + part), axis.y(below)]
    below += part
    return (
      part > 0 &&
      html`<rect class="series-${index + 1}" x="${round(x)}" y="${round(top)}" width="${round(width)}" height="${round(foot - top)}" />
`
    )
  })}`
}

function goalLine(y: number): Html {
  return html`<line class="chart-goal" x1="${CHART.left}" x2="${PLOT.right}" y1="${round(y)}" y2="${round(y)}" />`
}

export interface LyingBar {
  readonly name: string
  readonly value: number
}

const ROW = 32
const NAMES_WIDTH = 200
const VALUES_WIDTH = 72
/** Letters of a name that fit beside the bars. */
const NAME_LENGTH_MAX = 12

export function lyingBarsHeight(count: number): number {
  return CHART.top + count * ROW
}

/** Lying bars with their values at the end. */
export function lyingBarsHtml(bars: readonly LyingBar[]): Html {
  const x = scaleLinear()
    .domain([0, Math.max(1, ...bars.map(({ value }) => value))])
    .range([0, PLOT.right - NAMES_WIDTH - VALUES_WIDTH])
  return html`${bars.map(({ name, value }, index) => {
    const y = CHART.top / 2 + index * ROW
    return html`<g><text x="${NAMES_WIDTH - 8}" y="${y + 20}" text-anchor="end">${shortName(name)}</text><rect class="series-1" x="${NAMES_WIDTH}" y="${y + 4}" width="${round(x(value))}" height="${ROW - 10}" /><text x="${round(NAMES_WIDTH + x(value) + 8)}" y="${y + 20}">${value.toLocaleString('ja-JP')}</text></g>
`
  })}`
}

function shortName(name: string): string {
  const letters = [...name]
  return letters.length <= NAME_LENGTH_MAX ? name : `${letters.slice(0, NAME_LENGTH_MAX - 1).join('')}…`
}
