// Cells of a CSV file, both ways: formulas made harmless, several values in one cell.

/** Beginnings that Excel and its kin may run as a formula (OWASP "CSV Injection"), also behind our own quote mark. */
const RISKY_START = /^'*[=+\-@\t\r\0＝＋－＠]/u

/** Puts ' in front of what a spreadsheet might run. */
export function guardCell(text: string): string {
  return RISKY_START.test(text) ? `'${text}` : text
}

/**
 * The same for a cell of a workbook, where a text is no formula whatever it begins with: only what would lose a ' of its own
 * when it is read gets one more. So a CSV export that Excel saved as a workbook reads as what it was, too.
 */
export function guardWorkbookCell(text: string): string {
  return text.startsWith("'") ? guardCell(text) : text
}

/** Takes away the ' that was put there, and no other. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && RISKY_START.test(cell) ? cell.slice(1) : cell
}

/** One value a line; as a JSON list where a value has lines itself. */
export function joinListCell(values: readonly string[]): string {
  const lines = values.join('\n')
  const again = splitListCell(lines)
  const same = again.length === values.length && again.every((value, index) => value === values[index])
  return same ? lines : JSON.stringify(values)
}

export function splitListCell(cell: string): readonly string[] {
  const lines = cell.split(/\r\n|[\r\n]/u).map(line => line.trim())
  return parseJsonTexts(cell) ?? lines.filter(line => line !== '')
}

function parseJsonTexts(cell: string): readonly string[] | null {
  if (!cell.trim().startsWith('[')) return null
  try {
    const value: unknown = JSON.parse(cell)
    return Array.isArray(value) && value.every(item => typeof item === 'string') ? value : null
  } catch {
    return null // 「[重要] …」 is a line of text like any other
  }
}
