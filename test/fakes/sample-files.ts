// Small files of every kind that may be attached, and of some that may not.

/** Bytes by their code points up to 255. */
export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, char => char.charCodeAt(0))
}

/** One transparent point. */
export const PNG_1X1 = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** A ZIP archive of empty parts, as far as its directory is concerned. */
export function officeFile(...parts: readonly string[]): Uint8Array {
  const names = ['[Content_Types].xml', ...parts]
  const locals = names.map(name => Buffer.concat([header(0x04034b50, 30, [[26, name.length]]), Buffer.from(name)]))
  const entries = names.map(name => Buffer.concat([header(0x02014b50, 46, [[28, name.length]]), Buffer.from(name)]))
  const at = Buffer.concat(locals).length
  const size = Buffer.concat(entries).length
  const end = header(0x06054b50, 22, [
    [8, names.length],
    [10, names.length],
    [12, size],
    [16, at],
  ])
  return Buffer.concat([...locals, ...entries, end])
}

function header(signature: number, length: number, fields: readonly (readonly [at: number, value: number])[]): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32LE(signature)
  for (const [at, value] of fields) bytes.writeUInt16LE(value, at)
  return bytes
}
