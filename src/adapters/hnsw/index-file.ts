// The vector index on disk: a cache of the stored vectors, with the links that were so long in the making.

import { VectorSlab } from '../../core/search/vector-slab.ts'
import { type ArrayManifest, readArrayFile, readArrayManifest, writeArrayFile } from '../array-file/array-file.ts'
import { HnswVectorIndex } from './hnsw-vector-index.ts'

/** What the file was made of. */
export interface IndexOrigin {
  readonly modelId: string
  /** The state of the registry that the units' ids are of: a restored registry may give them out again. */
  readonly lineage: string
}

/** What its manifest tells of a file. */
export interface IndexFacts extends IndexOrigin {
  readonly dimensions: number
  /** Number of vectors. */
  readonly count: number
}

export async function writeIndexFile(path: string, index: HnswVectorIndex, origin: IndexOrigin): Promise<void> {
  const { ids, scales, values, levels, lowest, upperStarts, upper } = index.arrays
  const { modelId, lineage } = origin
  await writeArrayFile(
    path,
    { modelId, lineage, dimensions: index.dimensions, count: index.size },
    {
      ids: [ids],
      scales: [scales],
      lowest: [lowest],
      upperStarts: [upperStarts],
      upper: [upper],
      values: [values],
      levels: [levels],
    },
  )
}

/** Null when there is no manifest of an index that can be read. */
export async function readIndexFacts(path: string): Promise<IndexFacts | null> {
  const manifest = await readArrayManifest(path)
  return manifest && factsOf(manifest)
}

/** The verified index of this model as it was written; null when file and manifest are not a whole pair. */
export async function readIndexFile(
  path: string,
  wanted: Pick<IndexFacts, 'modelId' | 'dimensions'>,
): Promise<{ readonly index: HnswVectorIndex; readonly facts: IndexFacts } | null> {
  const manifest = await readArrayManifest(path)
  const facts = manifest && factsOf(manifest)
  if (manifest === null || facts === null) return null
  if (facts.modelId !== wanted.modelId || facts.dimensions !== wanted.dimensions) return null
  const vectors = new VectorSlab(facts.dimensions, facts.count)
  const arrays = await readArrayFile(path, manifest, { ...vectors.room(facts.count) })
  if (arrays === null) return null
  const ids = arrays.take('ids', 'Float64Array')
  vectors.adopt(ids)
  const links = {
    lowest: arrays.take('lowest', 'Uint32Array'),
    upperStarts: arrays.take('upperStarts', 'Uint32Array'),
    upper: arrays.take('upper', 'Uint32Array'),
    levels: arrays.take('levels', 'Uint8Array'),
  }
  return { index: HnswVectorIndex.of(vectors, links, ids), facts }
}

function factsOf({ facts }: ArrayManifest): IndexFacts | null {
  const { modelId, lineage, dimensions, count } = facts
  if (typeof modelId !== 'string' || typeof lineage !== 'string') return null
  if (typeof dimensions !== 'number' || typeof count !== 'number') return null
  return { modelId, lineage, dimensions, count }
}
