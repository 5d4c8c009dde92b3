// Axes of charts: round numbers up the side, names along the foot.
import { scaleLinear } from 'd3-scale'
import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** In units of the drawing, which is as wide as a column of text. */
export const CHART = { width: 720, height: 300, left: 64, right: 16, top: 16, bottom: 40 } as const

export const PLOT = {
  right: CHART.width - CHART.right,
  bottom: CHART.height - CHART.bottom,
} as const

const TICKS = 5

export interface ValueAxis {
  /** From a value to its height in the drawing. */
  readonly y: (value: number) => number
  readonly html: Html
}

const number = new Intl.NumberFormat('ja-JP')

/** From zero, so that heights may be compared, to the next round number. */
export function valueAxis(values: readonly number[]): ValueAxis {
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...values)])
    .nice(TICKS)
    .range([PLOT.bottom, CHART.top])
  const ticks = scale.ticks(TICKS).filter(Number.isInteger)
  const lines = ticks.map(
    tick => html`<g class="chart-tick"><line x1="${CHART.left}" x2="${PLOT.right}" y1="${round(scale(tick))}" y2="${round(scale(tick))}" /><text x="${CHART.left - 8}" y="${round(scale(tick) + 5)}" text-anchor="end">${number.format(tick)}</text></g>
`,
  )
  return { y: value => scale(value), html: html`${lines}` }
}

/** Names below the plot; where there are too many, as many as there is room for. */
export function nameAxis(names: readonly { readonly name: string; readonly x: number }[]): Html {
  const step = Math.ceil((names.length * NAME_WIDTH) / (PLOT.right - CHART.left))
  const shown = names.filter((_, index) => (names.length - 1 - index) % step === 0)
  return html`<g class="chart-names">${shown.map(
    ({ name, x }) => html`<text x="${round(x)}" y="${PLOT.bottom + 24}" text-anchor="middle">${name}</text>
`,
  )}</g>`
}

const NAME_WIDTH = 48

/** Tenths are finer than any screen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
