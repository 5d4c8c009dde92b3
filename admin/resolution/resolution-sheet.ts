// 解決率 of entries as a table that leaves as a file. Of a few voices it says no more than the page does.
import type { FigureSheet } from '../../src/core/kpi/figure-sheets.ts'
import { isTold, rateOf } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import type { EntryVoices } from '../../src/core/ports/resolution.ts'

const { columns } = texts

/** `questions` of the entries, by id. */
export function resolutionSheet(entries: readonly EntryVoices[], questions: ReadonlyMap<string, string>): FigureSheet {
  const text = (name: string, width: number) => ({ name, kind: 'text', width }) as const
  const value = (name: string) => ({ name, kind: 'value', width: 14 }) as const
  return {
    name: texts.sheet,
    columns: [
      text(columns.section, 16),
      text(columns.id, 16),
      text(columns.entry, 60),
      ...[columns.resolved, columns.unresolved, columns.rate, columns.low, columns.high].map(value),
    ],
    rows: entries.map(({ entryId, section, ...count }) => {
      const rate = rateOf(count)
      const named = [section.name, entryId, questions.get(entryId) ?? '']
      if (!isTold(rate)) return [...named, null, null, texts.rate(rate), null, null]
      const shares = [rate.rate, rate.low, rate.high].map(thousandths)
      return [...named, count.resolved, count.unresolved, ...shares]
    }),
  }
}

/** More digits would promise more than the voices know. */
function thousandths(share: number): number {
  return Math.round(share * 1_000) / 1_000
}
