// Arrays of numbers in one file, beside a manifest that says what they are and what they must hash to: the form of every
// cache. A file that is not exactly as its manifest says is no file at all.
import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

const FORMAT = 2
/** Read and written at once: a millisecond of hashing. */
const PIECE_BYTES = 1 << 20

const ARRAY_TYPES = { Uint8Array, Uint16Array, Int16Array, Uint32Array, Float64Array } as const
type ArrayType = keyof typeof ARRAY_TYPES
export type NumberArray = Uint8Array | Uint16Array | Int16Array | Uint32Array | Float64Array

/** By name; several parts are one array to whoever reads it. All parts of one array are of one type. */
export type ArrayParts = Readonly<Record<string, readonly NumberArray[]>>

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  arrays: z.array(
    z.object({
      name: z.string(),
      type: z.enum(Object.keys(ARRAY_TYPES) as [ArrayType, ...ArrayType[]]),
      length: z.int().nonnegative(),
    }),
  ),
  sha256: z.string().length(64),
})

export type ArrayManifest = z.infer<typeof manifestSchema>
/** What a cache was made of and for: whoever reads it compares. */
export type Facts = ArrayManifest['facts']

/** Writes arrays, then manifest, each aside and renamed: a crash leaves the old pair or one that does not verify. */
export async function writeArrayFile(path: string, facts: Facts, arrays: ArrayParts): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await removeLeftovers(path)
  const aside = `${path}.${process.pid}.new` // two processes may write at once; the last rename wins whole
  try {
    const sha256 = await withFile(aside, 'w', async file => {
      const writer = new PieceWriter(file)
      for (const part of Object.values(arrays).flat()) await writer.write(bytesOf(part))
      await writer.flush()
      await file.sync()
      return writer.hash.digest('hex')
    })
    const manifest: ArrayManifest = { format: FORMAT, facts, arrays: describe(arrays), sha256 }
    await rm(manifestPath(path), { force: true })
    await rename(aside, path)
    await writeFile(`${aside}.json`, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
    await rename(`${aside}.json`, manifestPath(path))
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

/** What a program that was killed while it wrote has left aside: hundreds of megabytes each time. */
async function removeLeftovers(path: string): Promise<void> {
  const begin = `${basename(path)}.`
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(begin) || !LEFTOVER_END.test(name)) continue
    const leftover = join(dirname(path), name)
    if (Date.now() - (await stat(leftover)).mtimeMs > LEFTOVER_AGE_MS) await rm(leftover, { force: true })
  }
}

const LEFTOVER_END = /\.\d+\.new(?:\.json)?$/u
/** Whoever still writes has touched his file since. */
const LEFTOVER_AGE_MS = 3_600_000

/** The manifest, or null when there is none that can be read. */
export async function readArrayManifest(path: string): Promise<ArrayManifest | null> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(manifestPath(path), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // missing or torn: both mean "make it again"
  }
}

/**
 * The arrays that a manifest promises; null unless the file holds these and nothing else. `rooms` by name are arrays to read
 * into: what is promised under their names must be of their type and length.
 */
export async function readArrayFile(
  path: string,
  manifest: ArrayManifest,
  rooms: Readonly<Record<string, NumberArray>> = {},
): Promise<ReadArrays | null> {
  try {
    return await withFile(path, 'r', async file => {
      const promised = manifest.arrays.reduce((sum, { type, length }) => sum + length * bytesPer(type), 0)
      if ((await file.stat()).size !== promised) return null // before so much memory is asked for
      const hash = createHash('sha256')
      const arrays = new Map<string, NumberArray>()
      for (const { name, type, length } of manifest.arrays) {
        const array = rooms[name] ?? new ARRAY_TYPES[type](length)
        if (!(array instanceof ARRAY_TYPES[type]) || array.length !== length) return null
        if (!(await readPart(file, bytesOf(array), hash))) return null
        arrays.set(name, array)
      }
      return hash.digest('hex') === manifest.sha256 ? new ReadArrays(arrays) : null
    })
  } catch {
    return null // a manifest without its file, or with a folder in its place
  }
}

/** Arrays by name, each of the type that the reader asks for. */
export class ReadArrays {
  readonly #arrays: ReadonlyMap<string, NumberArray>

  constructor(arrays: ReadonlyMap<string, NumberArray>) {
    this.#arrays = arrays
  }

  take<T extends ArrayType>(name: string, type: T): InstanceType<(typeof ARRAY_TYPES)[T]> {
    const array = this.#arrays.get(name)
    if (!(array instanceof ARRAY_TYPES[type])) throw new Error(`expected an array ${name} of type ${type}`)
    return array as InstanceType<(typeof ARRAY_TYPES)[T]>
  }
}

function describe(arrays: ArrayParts): ArrayManifest['arrays'] {
  return Object.entries(arrays).map(([name, parts]) => ({
    name,
    type: (parts[0]?.constructor.name ?? 'Uint8Array') as ArrayType,
    length: parts.reduce((sum, part) => sum + part.length, 0),
  }))
}

/** Gathers what is written into pieces: an index has a hundred thousand lists of a few numbers each. */
class PieceWriter {
  readonly hash = createHash('sha256')
  readonly #file: FileHandle
  readonly #piece = new Uint8Array(PIECE_BYTES)
  #used = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const some = bytes.subarray(from, from + PIECE_BYTES - this.#used)
      this.#piece.set(some, this.#used)
      this.#used += some.length
      from += some.length
      if (this.#used === PIECE_BYTES) await this.flush()
    }
  }

  async flush(): Promise<void> {
    const piece = this.#piece.subarray(0, this.#used)
    this.hash.update(piece)
    for (let done = 0; done < piece.length; ) done += (await this.#file.write(piece, done)).bytesWritten
    this.#used = 0
  }
}

/** False where the file ends too soon. */
async function readPart(file: FileHandle, bytes: Uint8Array, hash: Hash): Promise<boolean> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, from, Math.min(PIECE_BYTES, bytes.length - from))
    if (bytesRead === 0) return false
    hash.update(bytes.subarray(from, from + bytesRead))
    from += bytesRead
  }
  return true
}

async function withFile<T>(path: string, flags: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags)
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: NumberArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function bytesPer(type: ArrayType): number {
  return ARRAY_TYPES[type].BYTES_PER_ELEMENT
}

function manifestPath(path: string): string {
  return `${path}.manifest.json`
}
