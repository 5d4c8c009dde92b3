// Reads what a request brings by its schema; what is wrong is told without repeating it.
import type { z } from 'zod'
import { FaqError } from '../core/errors.ts'

/** The value in the schema's shape, or `bad_input` for the first thing that is not. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, place: string): z.infer<S> {
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue === undefined || issue.path.length === 0 ? place : issue.path.join('.')
  throw new FaqError('bad_input', {
    field,
    expected: issue?.message ?? '',
    got: describeInput(value, issue?.path ?? []),
  })
}

/** What came, short enough for a message: its type, and its length where it is a text. */
function describeInput(value: unknown, path: readonly PropertyKey[]): string {
  let found: unknown = value
  for (const key of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined
  if (found === undefined) return '(none)'
  if (typeof found === 'string') return `string (${[...found].length})`
  return typeof found === 'number' ? String(found) : Array.isArray(found) ? 'array' : typeof found
}
