// A graph with a link that leads nowhere would answer wrongly or not at all: nothing damaged may ever be read.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { HnswVectorIndex } from '../../../src/adapters/hnsw/hnsw-vector-index.ts'
import { readIndexFacts, readIndexFile, writeIndexFile } from '../../../src/adapters/hnsw/index-file.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const MODEL = 'toy-1'
const DIMENSIONS = 8
const COUNT = 300
/** The first ids. */
const HEADER_BYTES = 96

const vectorOf = (id: number, turn = 0) => {
  const vector = Float32Array.from({ length: DIMENSIONS }, (_, i) => Math.sin(id * (i + 1) + turn))
  const length = Math.hypot(...vector)
  return vector.map(value => value / length)
}

const WANTED = { modelId: MODEL, dimensions: DIMENSIONS }
const LINEAGE = '3:abc:7'

async function writeWhole(folder: string, turn = 0, modelId = MODEL): Promise<string> {
  const index = HnswVectorIndex.create(DIMENSIONS, COUNT)
  for (let id = 1; id <= COUNT; id += 1) index.add(id, vectorOf(id, turn))
  const path = join(folder, 'index', 'vectors.hnsw')
  await writeIndexFile(path, index, { modelId, lineage: LINEAGE })
  return path
}

let whole: string
let other: string
beforeAll(async () => {
  whole = await writeWhole(makeTempFolder())
  other = await writeWhole(makeTempFolder(), 1)
})

/** A copy of the whole pair to do harm to. */
function copyOfWhole(): { readonly path: string; readonly manifest: string } {
  const folder = join(makeTempFolder(), 'index')
  cpSync(join(whole, '..'), folder, { recursive: true })
  return { path: join(folder, 'vectors.hnsw'), manifest: join(folder, 'vectors.hnsw.manifest.json') }
}

type Damage = readonly [name: string, harm: (bytes: Buffer) => Buffer]

const flipped = (bytes: Buffer, at: number, count = 1): Buffer => {
  const copy = Buffer.from(bytes)
  for (let i = at; i < at + count; i += 1) copy[i] = (copy[i] ?? 0) ^ 0xff
  return copy
}

const FILE_DAMAGES: readonly Damage[] = [
  ['empty', () => Buffer.alloc(0)],
  ['one byte', bytes => bytes.subarray(0, 1)],
  ['cut within the header', bytes => bytes.subarray(0, HEADER_BYTES / 2)],
  ['cut after the header', bytes => bytes.subarray(0, HEADER_BYTES)],
  ['cut in half', bytes => bytes.subarray(0, bytes.length / 2)],
  ['cut by one byte', bytes => bytes.subarray(0, -1)],
  ['one byte too long', bytes => Buffer.concat([bytes, Buffer.of(0)])],
  ['twice itself', bytes => Buffer.concat([bytes, bytes])],
  ['zeroed', bytes => Buffer.alloc(bytes.length)],
  ['zeroed header', bytes => Buffer.concat([Buffer.alloc(HEADER_BYTES), bytes.subarray(HEADER_BYTES)])],
  ['text', () => Buffer.from('これはグラフではありません。\n'.repeat(500))],
  ['text of the same length', bytes => Buffer.alloc(bytes.length, 'あ')],
  ['the index of other vectors', () => readFileSync(other)],
  ...Array.from({ length: 24 }, (_, i): Damage => [`header byte ${i * 4} flipped`, bytes => flipped(bytes, i * 4)]),
  ...Array.from({ length: 12 }, (_, i): Damage => {
    return [
      `16 body bytes at ${i + 1} thirteenths flipped`,
      bytes => flipped(bytes, Math.floor((bytes.length * (i + 1)) / 13), 16),
    ]
  }),
  [
    'the lowest bit of the last byte flipped',
    bytes => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]),
  ],
]

const MANIFEST_DAMAGES: readonly Damage[] = [
  ['empty', () => Buffer.alloc(0)],
  ['cut in half', bytes => bytes.subarray(0, bytes.length / 2)],
  ['zeroed', bytes => Buffer.alloc(bytes.length)],
  ['no JSON', () => Buffer.from('index ok')],
  ['JSON null', () => Buffer.from('null')],
  ['a list', () => Buffer.from('[]')],
  ['an empty object', () => Buffer.from('{}')],
  ...(
    [
      ['format', 1],
      ['facts', null],
      ['facts', { modelId: MODEL }],
      ['facts', { modelId: null, lineage: LINEAGE, dimensions: DIMENSIONS, count: COUNT }],
      ['facts', { modelId: MODEL, lineage: LINEAGE, dimensions: '8', count: COUNT }],
      ['arrays', []],
      ['arrays', [{ name: 'ids', type: 'Uint8Array', length: -1 }]],
      ['arrays', [{ name: 'ids', type: 'Uint8Array', length: 1.5 }]],
      ['arrays', [{ name: 'ids', type: 'String', length: 1 }]],
      ['arrays', [{ name: 'ids', type: 'Float64Array', length: 2 ** 50 }]],
      ['sha256', '0'.repeat(64)],
      ['sha256', '0'.repeat(63)],
      ['sha256', undefined],
    ] as const
  ).map(([field, value], i): Damage => {
    const change = (bytes: Buffer) => JSON.stringify({ ...(JSON.parse(bytes.toString()) as object), [field]: value })
    return [`${field} is another, ${i}`, bytes => Buffer.from(change(bytes))]
  }),
]

describe('an index file', () => {
  test('is read back whole, and finds what was put in', async () => {
    const { index, facts } = (await readIndexFile(copyOfWhole().path, WANTED)) ?? {}
    expect([index?.size, facts?.lineage]).toEqual([COUNT, LINEAGE])
    for (const id of [1, 150, COUNT]) expect(index?.search(vectorOf(id), 1)[0]?.id).toBe(id)
  })

  test.each(FILE_DAMAGES)('that is damaged (%s) is not loaded', async (_, harm) => {
    const { path } = copyOfWhole()
    writeFileSync(path, harm(readFileSync(path)))
    expect(await readIndexFile(path, WANTED)).toBeNull()
  })

  test.each(MANIFEST_DAMAGES)('beside a damaged manifest (%s) is not loaded', async (_, harm) => {
    const { path, manifest } = copyOfWhole()
    writeFileSync(manifest, harm(readFileSync(manifest)))
    expect(await readIndexFile(path, WANTED)).toBeNull()
  })

  test('is not loaded for another model, nor for a model of other dimensions', async () => {
    const { path } = copyOfWhole()
    expect(await readIndexFile(path, { ...WANTED, modelId: 'toy-2' })).toBeNull()
    expect(await readIndexFile(path, { ...WANTED, dimensions: DIMENSIONS + 1 })).toBeNull()
  })

  test.each(['file', 'manifest', 'both'])('is not loaded with its %s missing', async missing => {
    const { path, manifest } = copyOfWhole()
    if (missing !== 'manifest') rmSync(path)
    if (missing !== 'file') rmSync(manifest)
    expect(await readIndexFile(path, WANTED)).toBeNull()
  })

  test.each(['file', 'manifest'])('is not loaded with a folder in the place of its %s', async replaced => {
    const { path, manifest } = copyOfWhole()
    const place = replaced === 'file' ? path : manifest
    rmSync(place)
    mkdirSync(place)
    expect(await readIndexFile(path, WANTED)).toBeNull()
  })

  test('is not loaded when a crash left the new graph beside the old manifest', async () => {
    const { path } = copyOfWhole()
    cpSync(other, path)
    expect(await readIndexFile(path, WANTED)).toBeNull()
  })

  test('tells of itself in its manifest', async () => {
    const facts = { modelId: MODEL, lineage: LINEAGE, dimensions: DIMENSIONS, count: COUNT }
    expect(await readIndexFacts(whole)).toEqual(facts)
  })

  test('replaces an older one, and leaves nothing else in the folder', async () => {
    const folder = makeTempFolder()
    await writeWhole(folder, 1, 'toy-0')
    const leftover = join(folder, 'index', 'vectors.hnsw.4711.new') // of a program that was killed yesterday
    writeFileSync(leftover, '')
    utimesSync(leftover, 0, 0)
    const path = await writeWhole(folder)
    expect(readdirSync(join(path, '..')).toSorted()).toEqual(['vectors.hnsw', 'vectors.hnsw.manifest.json'])
    expect(await readIndexFile(path, WANTED)).not.toBeNull()
  })
})
