// What an audit event changed, field by field, as texts for people.

export interface FieldChange {
  /** Dotted where it is part of a group, e.g. `section.name`. */
  readonly field: string
  /** Empty where there was nothing. */
  readonly before: string
  readonly after: string
}

/** Fields that differ, in the order in which they stand. */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const [old, now] = [flatten(before), flatten(after)]
  return [...new Set([...now.keys(), ...old.keys()])]
    .map(field => ({ field, before: old.get(field) ?? '', after: now.get(field) ?? '' }))
    .filter(change => change.before !== change.after)
}

function flatten(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map()
  if (!isGroup(value)) return new Map([[path, toText(value)]])
  return new Map(
    Object.entries(value).flatMap(([key, part]) => [...flatten(part, path === '' ? key : `${path}.${key}`)]),
  )
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join('\n')
  if (isGroup(value)) {
    const parts = Object.values(value).filter(part => part !== null && part !== undefined)
    return parts.map(toText).join(' ')
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
