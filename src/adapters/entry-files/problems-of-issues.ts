// Turns what the schema found into problems with a line and a Japanese reason.
import type * as z from 'zod'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { labelOf } from './fields.ts'
import type { LineOf, RowProblem } from './raw-row.ts'

const EXCERPT_LENGTH = 40 // code points: enough to find the place, short enough for one line

/** `root` leads to the value that was checked: labels are told with it, lines come from `lineOf` without it. */
export function problemsOfIssues(
  issues: readonly z.core.$ZodIssue[],
  lineOf: LineOf,
  options: { readonly root?: readonly PropertyKey[]; readonly known: readonly string[] },
): readonly RowProblem[] {
  return issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') {
      const known = options.known.join(', ')
      return issue.keys.map(key => ({ line: lineOf([...issue.path, key]), reason: ja.unknownKey(excerpt(key), known) }))
    }
    const label = labelOf([...(options.root ?? []), ...issue.path])
    return { line: lineOf(issue.path), reason: ja.about(label, issue.message) }
  })
}

/** What came, as a person would call it. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return ja.kindNothing()
  if (Array.isArray(value)) return ja.kindList()
  if (typeof value === 'string') return ja.kindText(excerpt(value))
  if (typeof value === 'boolean') return ja.kindTruth(String(value))
  return typeof value === 'number' ? ja.kindNumber(String(value)) : ja.kindGroup()
}

/** The beginning of a text on one line. */
export function excerpt(text: string): string {
  const codePoints = [
    ...text
      .slice(0, EXCERPT_LENGTH * 2)
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' '),
  ]
  const short = codePoints.slice(0, EXCERPT_LENGTH).join('')
  return codePoints.length > EXCERPT_LENGTH ? `${short}…` : short
}
