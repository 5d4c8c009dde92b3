// What the parsers hand on: the values of one entry as the file has them, each with its line, and what was wrong.

/** The line of a value, or of the nearest thing around it that the file does have. */
export type LineOf = (path: readonly PropertyKey[]) => number

export interface Located {
  readonly value: unknown
  readonly lineOf: LineOf
}

/** One entry before any check. The section stands apart because formats keep it in different places. */
export interface RawRow {
  readonly values: Located
  readonly section: Located
}

/** A fault at a line (from 1) of a file, told in Japanese. */
export interface RowProblem {
  readonly line: number
  readonly reason: string
}

export interface ParsedRows {
  readonly rows: readonly RawRow[]
  readonly problems: readonly RowProblem[]
}

export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
