// 解決率 in tables and drawings: counts, the share and its range; of a few voices nothing but that they are few.
import { html } from 'hono/html'
import { isTold, rateOf, type VoiceCount } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import type { MonthVoices } from '../../src/core/ports/resolution.ts'
import { chartHtml } from '../../src/pages/charts/chart.ts'
import { ratesHtml } from '../../src/pages/charts/rates.ts'
import type { Html } from '../../src/pages/html.ts'

const { columns } = texts

const RATE_NAMES = [columns.resolved, columns.unresolved, columns.rate, columns.range]
export const RATE_HEADS = RATE_NAMES.map(number => ({ number }))

/** Texts of the four columns. */
export function rateTexts(count: VoiceCount): readonly string[] {
  const rate = rateOf(count)
  if (!isTold(rate)) return [texts.none, texts.none, texts.rate(rate), texts.none]
  return [texts.plain(count.resolved), texts.plain(count.unresolved), texts.rate(rate), texts.range(rate)]
}

export function rateCells(count: VoiceCount): Html {
  return html`${rateTexts(count).map(text => html`<td class="number">${text}</td>`)}`
}

export interface MonthsView {
  readonly id: string
  /** Of what: a section, an entry, everything. */
  readonly name: string
  /** Those to be shown, `2026-04`, in order. */
  readonly months: readonly string[]
  readonly voices: readonly MonthVoices[]
}

const NOTHING: VoiceCount = { resolved: 0, unresolved: 0 }

/** The drawing with its table beside it. */
export function monthsChart({ id, name, months, voices }: MonthsView): Html {
  const byMonth = new Map(voices.map(one => [one.month, one]))
  const marks = months.map(month => {
    const rate = rateOf(byMonth.get(month) ?? NOTHING)
    return { name: texts.monthShort(month), rate: isTold(rate) ? rate : null }
  })
  const rows = months.map(month => [texts.month(month), ...rateTexts(byMonth.get(month) ?? NOTHING)])
  const table = { head: [columns.month, ...RATE_NAMES], rows }
  return chartHtml({ id, title: texts.monthsTitle(name), description: texts.monthsText, table }, ratesHtml(marks))
}
