// A table of an official answer as text. Slack's own table block stands once a message and not among other words, so
// columns are set with spaces; a table too wide for a telephone becomes a list of its rows.
import { eastAsianWidth } from 'get-east-asian-width'

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** In half-width letters. */
const TABLE_WIDTH_MAX = 60

const GAP = '  '

/** Lines with aligned columns; null where they would be too wide. */
export function alignedLines({ head, rows }: Table): readonly string[] | null {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => widthOf(row[column] ?? ''))))
  const total = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length)
  if (total > TABLE_WIDTH_MAX) return null
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => padTo(cells[column] ?? '', width))
      .join(GAP)
      .trimEnd()
  return [line(head), '─'.repeat(Math.ceil(total / 2)), ...rows.map(line)]
}

/** Each row in one line: 「区分：年休、期限：前日」. */
export function rowLines({ head, rows }: Table): readonly string[] {
  return rows.map(row =>
    head
      .map((name, column) => (name === '' ? (row[column] ?? '') : `${name}：${row[column] ?? ''}`))
      .filter(cell => cell !== '')
      .join('、'),
  )
}

function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - widthOf(text), 0))
}

function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += eastAsianWidth(letter.codePointAt(0) ?? 0)
  return width
}
