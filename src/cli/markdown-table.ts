// A Markdown table whose columns stand under each other in a terminal too, where a kana is as wide as two letters.

/** The first cell of a column decides its side: names to the left, figures (`right`) to the right. */
export interface Column {
  readonly title: string
  readonly side: 'left' | 'right'
}

/** Every row has one cell for each column. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map(row => row.map(escapeCell))
  const widths = columns.map(({ title }, i) => Math.max(3, ...[title, ...cells.map(row => row[i] ?? '')].map(widthOf)))
  const line = (row: readonly string[]) => {
    const padded = columns.map(({ side }, i) => pad(row[i] ?? '', widths[i] ?? 0, side))
    return `| ${padded.join(' | ')} |`
  }
  const rule = columns.map(({ side }, i) => {
    const dashes = '-'.repeat((widths[i] ?? 0) - 1)
    return side === 'left' ? `${dashes}-` : `${dashes}:`
  })
  return [line(columns.map(({ title }) => title)), `| ${rule.join(' | ')} |`, ...cells.map(line)].join('\n')
}

/** A question may hold anything; a cell holds one line and no bar of its own. */
function escapeCell(text: string): string {
  return text.replace(/\s+/gu, ' ').replaceAll('|', '\\|')
}

function pad(text: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return side === 'left' ? text + space : space + text
}

/** Two columns for each full-width character. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)
}
