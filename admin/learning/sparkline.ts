// A few weeks as small bars, drawn here, with the same told in words.
import { html } from 'hono/html'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { Html } from '../../src/pages/html.ts'

/** Weeks that are compared: the last four with the four before. */
export const TREND_WEEKS = 8
const BAR = 10
const HEIGHT = 24

export function trendHtml(counts: readonly number[]): Html {
  const half = counts.length / 2
  const sum = (part: readonly number[]) => part.reduce((all, count) => all + count, 0)
  const words = texts.trend(sum(counts.slice(half)), sum(counts.slice(0, half)))
  return html`<span class="trend">${sparkline(counts)} <span>${words}</span></span>`
}

function sparkline(counts: readonly number[]): Html {
  const most = Math.max(1, ...counts)
  const width = counts.length * BAR
  const bars = counts.map((count, i) => {
    const height = count === 0 ? 1 : Math.max(3, Math.round((count / most) * HEIGHT))
    return html`<rect x="${i * BAR + 1}" y="${HEIGHT - height}" width="${BAR - 2}" height="${height}" />`
  })
  return html`<svg class="sparkline" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="${texts.weeks(counts)}" focusable="false">${bars}</svg>`
}
