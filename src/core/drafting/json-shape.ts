// Shapes of JSON that a model is asked for: of each the schema that the model is told, and the reader that checks what came.
// One source for both, so that they cannot part.
import { countCodePoints } from '../normalise.ts'

export type Read<T> =
  | { readonly kind: 'good'; readonly value: T }
  /** What was expected, for the model that is asked once more. */
  | { readonly kind: 'bad'; readonly problem: ShapeProblem }

export interface ShapeProblem {
  /** 「phrasings[2]」; '' for the whole. */
  readonly path: string
  readonly expected: string
}

export interface Shape<T> {
  readonly schema: Readonly<Record<string, unknown>>
  readonly read: (value: unknown, path?: string) => Read<T>
}

/** Well-formed and trimmed; longer than so many code points is refused. */
export function textShape(lengthMax: number, { mayBeEmpty = false } = {}): Shape<string> {
  const expected = `text of ${mayBeEmpty ? 0 : 1} to ${lengthMax} characters`
  return {
    schema: { type: 'string' },
    read: (value, path = '') => {
      const text = typeof value === 'string' ? value.toWellFormed().trim() : null
      const fits = text !== null && (mayBeEmpty || text !== '') && countCodePoints(text) <= lengthMax
      return fits ? { kind: 'good', value: text } : bad(path, expected)
    },
  }
}

/** More items than so many are left out, not refused: models seldom count. */
export function listShape<T>(item: Shape<T>, countMax: number): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema },
    read: (value, path = '') => {
      if (!Array.isArray(value)) return bad(path, 'an array')
      const items: T[] = []
      for (const [i, each] of value.slice(0, countMax).entries()) {
        const read = item.read(each, `${path}[${i}]`)
        if (read.kind === 'bad') return read
        items.push(read.value)
      }
      return { kind: 'good', value: items }
    },
  }
}

/** Fields that nobody asked for are left out. */
export function objectShape<T extends Readonly<Record<string, unknown>>>(
  fields: {
    readonly [K in keyof T]: Shape<T[K]>
  },
): Shape<T> {
  const names = Object.keys(fields)
  const properties = Object.fromEntries(names.map(name => [name, fields[name]?.schema]))
  return {
    schema: { type: 'object', properties, required: names, additionalProperties: false },
    read: (value, path = '') => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(path, 'an object')
      const made: Record<string, unknown> = {}
      for (const name of names) {
        const given = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
        const read = (fields[name] as Shape<unknown>).read(given, path === '' ? name : `${path}.${name}`)
        if (read.kind === 'bad') return read
        made[name] = read.value
      }
      return { kind: 'good', value: made as T }
    },
  }
}

function bad(path: string, expected: string): { readonly kind: 'bad'; readonly problem: ShapeProblem } {
  return { kind: 'bad', problem: { path, expected } }
}
