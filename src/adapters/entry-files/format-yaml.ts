// Entries → YAML in the manner of faq-data: `sections`, each with its entries; answers as blocks of lines.
import { Document, isSeq, type Scalar, visit } from 'yaml'
import type { Entry } from '../../core/entry.ts'
import { cleanText, toRecord, withoutEmpty } from './entry-record.ts'

/** Only what reads back from a block as it was written: no white space at the ends, no break or mark but LF. */
const BLOCK_SAFE = /^[^\s\p{C}](?:[^\r\p{Cc}\p{Zl}\p{Zp}\ufeff]|\n)*[^\s\p{C}]$/u
const BARE_WORD = /^[A-Za-z0-9._-]+$/u

/** Lists of short words, kept on one line. */
const FLOW_KEYS = new Set(['tags', 'basis'])

export function formatYaml(entries: readonly Entry[]): string {
  const document = new Document({ sections: groupBySection(entries) }, { aliasDuplicateObjects: false })
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isSeq(value) && FLOW_KEYS.has(String(key))) value.flow = true
    },
    Scalar: (key, scalar) => {
      if (key !== 'key' && typeof scalar.value === 'string') scalar.type = chooseStyle(scalar.value)
    },
  })
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
}

/** Sections in the order in which they come first. */
function groupBySection(entries: readonly Entry[]): readonly object[] {
  const groups = Map.groupBy(entries, ({ section }) => JSON.stringify([section.code, cleanText(section.name)]))
  return [...groups.values()].map(group => ({
    section: { code: group[0]?.section.code, name: cleanText(group[0]?.section.name ?? '') },
    entries: group.map(entry => withoutEmpty(toRecord(entry))),
  }))
}

function chooseStyle(text: string): Scalar.Type {
  if (BARE_WORD.test(text)) return 'PLAIN' // the library still quotes what would read back as a number or null
  return text.includes('\n') && BLOCK_SAFE.test(text) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE'
}
