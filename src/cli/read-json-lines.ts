// Files of one JSON object a line, for evaluations: every line checked, and what is wrong told with its number.
import type { z } from 'zod'
import { decodeText } from '../adapters/entry-files/decode-text.ts'
import { describeValue, excerpt } from '../adapters/entry-files/problems-of-issues.ts'
import { readFileBytes } from '../adapters/entry-files/read-file-bytes.ts'
import { FaqError } from '../core/errors.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'

export interface JsonLine<T> {
  /** From 1. */
  readonly line: number
  readonly value: T
}

/** `shape` tells people what a line looks like. Throws `bad_evaluation` at the first wrong line, or `too_large`. */
export async function readJsonLines<T>(
  path: string,
  schema: z.ZodType<T>,
  shape: string,
): Promise<readonly JsonLine<T>[]> {
  const lines = (await readText(path)).split(/\r?\n/u)
  return lines.flatMap((source, i) => {
    if (source.trim() === '') return []
    return [{ line: i + 1, value: parseJson(source, schema, { file: path, line: i + 1, shape }) }]
  })
}

/** The text of a file that is there and holds something. Throws as `readJsonLines` does. */
export async function readText(path: string): Promise<string> {
  const file = await readFileBytes(path)
  if ('problem' in file) throw new FaqError('bad_evaluation', { file: path, ...file.problem })
  if (file.bytes.toString().trim() === '') {
    throw new FaqError('bad_evaluation', { file: path, line: 1, reason: ja.files.empty })
  }
  const decoded = decodeText(file.bytes, 'utf8')
  if ('problem' in decoded) throw new FaqError('bad_evaluation', { file: path, ...decoded.problem })
  return decoded.text
}

interface Place {
  readonly file: string
  readonly line: number
  readonly shape: string
}

/** One JSON text that the schema takes. Throws `bad_evaluation`. */
export function parseJson<T>(source: string, schema: z.ZodType<T>, { file, line, shape }: Place): T {
  const json = tryJson(source)
  if (json === null) {
    throw new FaqError('bad_evaluation', { file, line, reason: ja.files.badJson(excerpt(source.trim())) })
  }
  const checked = schema.safeParse(json.value)
  if (checked.success) return checked.data
  const path = checked.error.issues[0]?.path ?? []
  const got = describeValue(valueAt(json.value, path))
  const reason = path.length === 0 ? ja.files.wrongLine(got, shape) : ja.files.wrongValue(path.join('.'), got, shape)
  throw new FaqError('bad_evaluation', { file, line, reason }, { cause: checked.error })
}

function tryJson(source: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(source) }
  } catch {
    return null
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined
  }, value)
}
