// Entries → JSON Lines: one object a line.
import type { Entry } from '../../core/entry.ts'
import { cleanText, toRecord, withoutEmpty } from './entry-record.ts'

export function formatJsonl(entries: readonly Entry[]): string {
  return entries.map(entry => `${JSON.stringify(toLine(entry))}\n`).join('')
}

function toLine(entry: Entry): object {
  const { id, question, answer, ...rest } = withoutEmpty(toRecord(entry))
  const section = { code: entry.section.code, name: cleanText(entry.section.name) }
  return { id, section, question, answer, ...rest }
}
