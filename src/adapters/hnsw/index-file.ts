// The vector index on disk: a cache beside a manifest. hnswlib crashes on some damaged files and reads others as if they
// were whole, so nothing reaches it whose SHA-256 the manifest does not confirm.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { VectorSlab } from '../../core/search/vector-slab.ts'
import { HnswVectorIndex } from './hnsw-vector-index.ts'

const FORMAT = 1

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  modelId: z.string(),
  dimensions: z.int().positive(),
  count: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string().length(64),
})

export type IndexManifest = z.infer<typeof manifestSchema>

/** Writes graph, then manifest, each aside and renamed: a crash leaves the old pair or one that does not verify. */
export async function writeIndexFile(path: string, index: HnswVectorIndex, modelId: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}.new` // two processes may build at once; the last rename wins whole
  await index.write(aside)
  await syncToDisk(aside)
  const { sha256, bytes } = await digest(aside)
  const manifest: IndexManifest = {
    format: FORMAT,
    modelId,
    dimensions: index.dimensions,
    count: index.size,
    bytes,
    sha256,
  }
  await rm(manifestPath(path), { force: true })
  await rename(aside, path)
  await writeFile(`${aside}.json`, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(`${aside}.json`, manifestPath(path))
}

/** The manifest, or null when there is none that can be read. */
export async function readIndexManifest(path: string): Promise<IndexManifest | null> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(manifestPath(path), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // missing or torn: both mean "rebuild", and the rebuild is recorded by its caller
  }
}

/** The verified index of this model, brought to the vectors in force; null when file and manifest are not a whole pair. */
export async function readIndexFile(
  path: string,
  modelId: string,
  vectors: VectorSlab,
): Promise<HnswVectorIndex | null> {
  const manifest = await readIndexManifest(path)
  if (manifest === null || manifest.modelId !== modelId || manifest.dimensions !== vectors.dimensions) return null
  try {
    const { sha256, bytes } = await digest(path)
    if (sha256 !== manifest.sha256 || bytes !== manifest.bytes) return null
  } catch {
    return null // a manifest without its file
  }
  return HnswVectorIndex.read(path, vectors)
}

function manifestPath(path: string): string {
  return `${path}.manifest.json`
}

async function digest(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async chunks => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  })
  return { sha256: hash.digest('hex'), bytes }
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
