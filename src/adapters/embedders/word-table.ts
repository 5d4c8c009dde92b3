// The Japanese word table that ships with the product: 60,000 base forms × 128 int8 values with one scale a row.
// How it was made, and what it can do: indexer/model/builtin/README.md.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'

export interface WordTable {
  /** Names the table by its content. */
  readonly id: string
  readonly dimensions: number
  readonly size: number
  /** Every word it knows, by row. */
  readonly words: readonly string[]
  /** Row of a term; undefined for a word it does not know. */
  readonly rowOf: (term: string) => number | undefined
  /** Adds `weight` × the row's vector to `sum`. */
  readonly addRow: (row: number, weight: number, sum: Float32Array) => void
}

const manifestSchema = z.object({
  name: z.string().min(1),
  dimensions: z.int().positive(),
  rows: z.int().positive(),
  sha256: z.record(z.string(), z.string()),
})

type Manifest = z.infer<typeof manifestSchema>

/** Reads and verifies the table; `model_damaged` when a file is missing or altered. */
export function readWordTable(folder: string): WordTable {
  const manifest = readManifest(folder)
  const part = (name: string) => verifiedPart(folder, name, manifest)
  const rows = new Int8Array(part('table_int8.bin'))
  const scales = decodeHalfFloats(part('scale_f16.bin'))
  const words = new TextDecoder().decode(part('vocab.txt')).split('\n')
  const { dimensions } = manifest
  checkShape(folder, manifest, { rows: scales.length, values: rows.length })
  const rowOfTerm = new Map(words.slice(0, scales.length).map((word, row) => [word, row]))
  rowOfTerm.delete(words[0] as string) // row 0 is padding
  return {
    id: manifest.name,
    dimensions,
    size: scales.length,
    words: [...rowOfTerm.keys()],
    rowOf: term => rowOfTerm.get(term),
    addRow: (row, weight, sum) => {
      const factor = weight * (scales[row] as number)
      const from = row * dimensions
      for (let i = 0; i < dimensions; i += 1) sum[i] = (sum[i] as number) + factor * (rows[from + i] as number)
    },
  }
}

/** Another file beside the table, verified against the same manifest. */
export function readModelPart(folder: string, name: string): ArrayBuffer {
  return verifiedPart(folder, name, readManifest(folder))
}

function readManifest(folder: string): Manifest {
  const text = readPart(folder, 'manifest.json').toString('utf8')
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new FaqError(
      'model_damaged',
      { path: join(folder, 'manifest.json'), reason: (cause as Error).message },
      { cause },
    )
  }
}

/** The manifest has no checksum of its own: what it says must fit the files. */
function checkShape(
  folder: string,
  manifest: Manifest,
  found: { readonly rows: number; readonly values: number },
): void {
  if (found.rows === manifest.rows && found.values === manifest.rows * manifest.dimensions) return
  const reason = `expected ${manifest.rows} rows of ${manifest.dimensions}, got ${found.rows} with ${found.values} values`
  throw new FaqError('model_damaged', { path: join(folder, 'manifest.json'), reason })
}

function verifiedPart(folder: string, name: string, manifest: Manifest): ArrayBuffer {
  const bytes = readPart(folder, name)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== manifest.sha256[name]) {
    const reason = `SHA-256 is ${found}, expected ${manifest.sha256[name]}`
    throw new FaqError('model_damaged', { path: join(folder, name), reason })
  }
  return new Uint8Array(bytes).buffer
}

function readPart(folder: string, name: string): Buffer {
  const path = join(folder, name)
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new FaqError('model_damaged', { path, reason: (cause as Error).message }, { cause })
  }
}

/** IEEE 754 half precision to numbers. Scales are positive and normal or subnormal; no infinities. */
function decodeHalfFloats(buffer: ArrayBuffer): Float32Array {
  const halves = new Uint16Array(buffer)
  return Float32Array.from(halves, half => {
    const sign = half & 0x8000 ? -1 : 1
    const exponent = (half >> 10) & 0x1f
    const fraction = half & 0x3ff
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  })
}
