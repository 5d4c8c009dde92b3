// Builds a graph of many vectors at once: hnswlib links them five times quicker than our own graph does, one by one. Its
// links are taken over from the file that it writes; nothing but a file of its own making is ever read.
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import hnswlib from 'hnswlib-node'
import { VectorSlab } from '../../core/search/vector-slab.ts'
import { HnswVectorIndex } from './hnsw-vector-index.ts'
import { LINKS, LINKS_LOWEST, type LinkArrays } from './link-table.ts'
import { BREADTH_BUILDING, SEED } from './neighbour-graph.ts'

export class GraphBuilder {
  readonly #graph: InstanceType<typeof hnswlib.HierarchicalNSW>
  readonly #vectors: VectorSlab
  readonly #ids: number[] = []

  /** For at most so many vectors. */
  constructor(dimensions: number, capacity: number) {
    this.#graph = new hnswlib.HierarchicalNSW('ip', dimensions)
    this.#graph.initIndex({ maxElements: capacity, m: LINKS, efConstruction: BREADTH_BUILDING, randomSeed: SEED })
    this.#vectors = new VectorSlab(dimensions, capacity)
  }

  /** Adds the vector of an id that it does not have yet. */
  add(id: number, vector: Float32Array): void {
    if (this.#ids.length === this.#graph.getMaxElements())
      this.#graph.resizeIndex(Math.ceil(this.#ids.length * 1.5) + 1)
    this.#vectors.set(id, vector)
    this.#graph.addPoint(Array.from(vector), id)
    this.#ids.push(id)
  }

  /** The index of all that was added. `scratchPath` is written and removed again. */
  async finish(scratchPath: string): Promise<HnswVectorIndex> {
    await mkdir(dirname(scratchPath), { recursive: true })
    try {
      await this.#graph.writeIndex(scratchPath)
      const links = await readLinks(scratchPath, this.#ids.length)
      return HnswVectorIndex.of(this.#vectors, links, Float64Array.from(this.#ids))
    } finally {
      await rm(scratchPath, { force: true })
    }
  }
}

/** hnswlib's header: offsets, counts and sizes in eight bytes each, levels and entry point in four. */
const HEADER_BYTES = 96
/** Where it tells how many bytes a node takes on the lowest level: links, vector and id. */
const NODE_BYTES_AT = 24
/** A number of links, then the links, in four bytes each; the upper half of the number holds marks. */
const WORD_BYTES = 4
const COUNT_MASK = 0xffff
const UPPER_STRIDE = LINKS + 1
const LOWEST_STRIDE = LINKS_LOWEST + 1
const NODES_PER_STEP = 2_048

async function readLinks(path: string, count: number): Promise<LinkArrays> {
  const file = await open(path)
  try {
    const read = async (at: number, length: number) => (await file.read(Buffer.alloc(length), 0, length, at)).buffer
    const nodeBytes = Number((await read(0, HEADER_BYTES)).readBigUInt64LE(NODE_BYTES_AT))
    const lowest = new Uint32Array(count * LOWEST_STRIDE)
    for (let first = 0; first < count; first += NODES_PER_STEP) {
      const nodes = Math.min(NODES_PER_STEP, count - first)
      const bytes = await read(HEADER_BYTES + first * nodeBytes, nodes * nodeBytes)
      for (let i = 0; i < nodes; i += 1) copyLinks(bytes, i * nodeBytes, lowest, (first + i) * LOWEST_STRIDE)
    }
    const upperAt = HEADER_BYTES + count * nodeBytes
    return { lowest, ...upperLinks(await read(upperAt, (await file.stat()).size - upperAt), count) }
  } finally {
    await file.close()
  }
}

/** Node by node: how many bytes its links above the lowest level take, then these. */
function upperLinks(bytes: Buffer, count: number): Omit<LinkArrays, 'lowest'> {
  const [levels, upperStarts] = [new Uint8Array(count), new Uint32Array(count)]
  const upper = new Uint32Array(bytes.length / WORD_BYTES)
  let [at, used] = [0, 0]
  for (let node = 0; node < count; node += 1) {
    upperStarts[node] = used
    levels[node] = bytes.readUInt32LE(at) / (UPPER_STRIDE * WORD_BYTES)
    at += WORD_BYTES
    for (let level = 0; level < (levels[node] as number); level += 1) {
      copyLinks(bytes, at, upper, used)
      at += UPPER_STRIDE * WORD_BYTES
      used += UPPER_STRIDE
    }
  }
  return { levels, upperStarts, upper: upper.slice(0, used) }
}

function copyLinks(bytes: Buffer, from: number, links: Uint32Array, to: number): void {
  const count = bytes.readUInt32LE(from) & COUNT_MASK
  links[to] = count
  for (let i = 1; i <= count; i += 1) links[to + i] = bytes.readUInt32LE(from + i * WORD_BYTES)
}
