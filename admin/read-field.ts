// Reads fields of forms and addresses, whatever was sent in their place.

/** The first value of a field as text; '' for anything else. */
export function readField(fields: unknown, name: string): string {
  return readFields(fields, name)[0] ?? ''
}

/** All values of a field that may be repeated. */
export function readFields(fields: unknown, name: string): readonly string[] {
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, name)) return []
  const value = (fields as Readonly<Record<string, unknown>>)[name]
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter(item => typeof item === 'string').map(text => text.toWellFormed())
}

/** Lines of a field, without those that are blank. */
export function readLines(fields: unknown, name: string): readonly string[] {
  return readField(fields, name)
    .split(/\r?\n/u)
    .map(line => line.trim())
    .filter(line => line !== '')
}

/** How many rows of a list come before the page that is wanted; 0 for anything that is no such number. */
export function readOffset(fields: unknown): number {
  return Math.max(0, Math.trunc(Number(readField(fields, 'offset'))) || 0)
}
