// Writes word vectors as the product reads them: int8 rows, a half-precision scale each, the words, and the manifest.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const INT8_MAX = 127
const PADDING = '<pad>'

/** `vectors` holds one row a word, row-major; row 0 of the table becomes padding. */
export function writeTable(
  folder: string,
  { name, words, vectors }: { readonly name: string; readonly words: readonly string[]; readonly vectors: Float32Array },
): void {
  const dimensions = vectors.length / words.length
  const values = new Int8Array((words.length + 1) * dimensions)
  const scales = new Float16Array(words.length + 1)
  for (let row = 0; row < words.length; row += 1) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions)
    // Rounded first: dividing by the scale that is stored keeps the error below half a step.
    scales[row + 1] = vector.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1e-6) / INT8_MAX
    const scale = scales[row + 1] as number
    for (const [k, value] of vector.entries()) {
      values[(row + 1) * dimensions + k] = Math.max(-INT8_MAX, Math.min(INT8_MAX, Math.round(value / scale)))
    }
  }
  const files = {
    'table_int8.bin': Buffer.from(values.buffer),
    'scale_f16.bin': Buffer.from(scales.buffer),
    'vocab.txt': Buffer.from([PADDING, ...words].join('\n')),
  }
  mkdirSync(folder, { recursive: true })
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes)
  const sha256 = Object.fromEntries(
    Object.entries(files).map(([file, bytes]) => [file, createHash('sha256').update(bytes).digest('hex')]),
  )
  const manifest = { name, dimensions, rows: words.length + 1, sha256 }
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
