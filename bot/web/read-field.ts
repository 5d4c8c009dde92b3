// One field of a form or an address. Nothing here is trusted: fields may be missing, doubled or made up.

/** Undefined where it is missing, empty, or sent twice. */
export function readField(fields: unknown, name: string): string | undefined {
  if (typeof fields !== 'object' || fields === null) return undefined
  const value: unknown = Object.entries(fields).find(([key]) => key === name)?.[1]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A text as it was typed, with one kind of line break: forms send two characters for each. */
export function readText(fields: unknown, name: string): string {
  return (readField(fields, name) ?? '').replace(/\r\n?/gu, '\n').toWellFormed()
}
