// The rows of one file together: each checked on its own, ids checked against each other.
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import type { EntryInput } from '../../core/ports/registry.ts'
import { checkEntryRow, type RowOptions } from './entry-row.ts'
import { isGroup, type ParsedRows, type RawRow, type RowProblem } from './raw-row.ts'

export interface LocatedEntry {
  readonly input: EntryInput
  /** Where the entry starts in its file, from 1. */
  readonly line: number
}

export interface CheckedRows {
  readonly entries: readonly LocatedEntry[]
  /** In the order of their lines, none told twice. */
  readonly problems: readonly RowProblem[]
}

export function checkRows({ rows, problems: found }: ParsedRows, options: RowOptions): CheckedRows {
  const entries: LocatedEntry[] = []
  const problems = [...found]
  const linesById = new Map<string, number>()
  for (const row of rows) {
    const { input, problems: wrong } = checkEntryRow(row, options)
    for (const problem of wrong) problems.push(problem)
    const duplicate = noteId(row, input, linesById)
    if (duplicate !== null) problems.push(duplicate)
    if (input !== null) entries.push({ input, line: row.values.lineOf([]) })
  }
  return { entries, problems: orderProblems(problems) }
}

/** Ids of rows with other problems count too, so that one round of corrections is enough. */
function noteId(row: RawRow, input: EntryInput | null, linesById: Map<string, number>): RowProblem | null {
  const { value, lineOf } = row.values
  const written = isGroup(value) && typeof value['id'] === 'string' ? value['id'].trim() : null
  const id = input?.id ?? written
  if (id === null) return null
  const line = lineOf(['id'])
  const earlier = linesById.get(id)
  if (earlier === undefined) {
    linesById.set(id, line)
    return null
  }
  return { line, reason: written === null ? ja.duplicateQuestion(earlier) : ja.duplicateId(id, earlier) }
}

/** The section of a YAML file is checked with each of its entries: what is wrong with it is told once. */
function orderProblems(problems: readonly RowProblem[]): readonly RowProblem[] {
  const unique = new Map(problems.map(problem => [`${problem.line} ${problem.reason}`, problem]))
  return [...unique.values()].toSorted((a, b) => a.line - b.line)
}
