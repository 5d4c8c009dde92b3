import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readWordTable } from '../../../src/adapters/embedders/word-table.ts'
import { dot, normaliseLength } from '../../../src/core/search/vector.ts'
import { TINY_WORDS, tinyRow, writeTinyWordTable } from '../../fakes/tiny-word-table.ts'

const FILES = ['table_int8.bin', 'scale_f16.bin', 'vocab.txt'] as const

function changeFile(folder: string, name: string, change: (bytes: Buffer) => Buffer): void {
  const path = join(folder, name)
  writeFileSync(path, change(readFileSync(path)))
}

const flipLastBit = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)])

/** The fault of reading the table, as data. */
function faultOf(folder: string): unknown {
  try {
    readWordTable(folder)
  } catch (error) {
    const { name, code, data } = error as { name: string; code: string; data: unknown }
    return { name, code, data }
  }
  return null
}

const damaged = (path: string) => {
  return { name: 'FaqError', code: 'model_damaged', data: { path, reason: expect.stringMatching(/./u) as string } }
}

describe('the word table', () => {
  test('gives the row of each word, and none for others nor for the padding', () => {
    const table = readWordTable(writeTinyWordTable())
    expect([table.id, table.dimensions, table.size]).toEqual(['tiny', 2, 1 + Object.keys(TINY_WORDS).length])
    expect(Object.keys(TINY_WORDS).map(word => table.rowOf(word))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const word of ['宇宙', '', '<pad>', 'constructor'])
      expect([word, table.rowOf(word)]).toEqual([word, undefined])
  })

  test('adds a row, times its scale, times a weight, to what is there', () => {
    const table = readWordTable(writeTinyWordTable())
    const sum = Float32Array.of(1, 1)
    table.addRow(table.rowOf('年休') ?? 0, 0.5, sum) // second row: scale 1
    const [x = 0, y = 0] = tinyRow(TINY_WORDS['年休'] ?? 0)
    expect([...sum]).toEqual([1 + 0.5 * x, 1 + 0.5 * y])
    table.addRow(table.rowOf('旅費') ?? 0, 0.25, sum) // fifth row: scale 2
    expect([...sum]).toEqual([1 + 0.5 * x, 1 + 0.5 * y + 0.25 * 2 * 100])
  })

  test('reads half-precision scales of every size', () => {
    const folder = writeTinyWordTable({ 一: 0, 二: 0, 三: 0, 四: 0 })
    // One, 1 + 1/1024, the largest, the smallest normal, the smallest subnormal.
    const halves = Uint16Array.of(0x3c00, 0x3c01, 0x7bff, 0x0400, 0x0001)
    rewrite(folder, 'scale_f16.bin', Buffer.from(halves.buffer))
    const table = readWordTable(folder)
    const scales = ['一', '二', '三', '四'].map(word => {
      const sum = new Float32Array(2)
      table.addRow(table.rowOf(word) ?? 0, 1 / 100, sum)
      return sum[0]
    })
    expect(scales).toEqual([1 + 1 / 1024, 65_504, 2 ** -14, 2 ** -24].map(Math.fround))
  })

  test.each(['manifest.json', ...FILES])('without its file %s is damaged', name => {
    const folder = writeTinyWordTable()
    rmSync(join(folder, name))
    expect(faultOf(folder)).toEqual(damaged(join(folder, name)))
  })

  test.each(
    FILES.flatMap(
      name =>
        [
          [name, 'one bit flipped', flipLastBit],
          [name, 'cut', (bytes: Buffer) => bytes.subarray(0, -1)],
          [name, 'empty', () => Buffer.alloc(0)],
          [name, 'longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)])],
        ] as const,
    ),
  )('with its file %s %s is damaged', (name, _, harm) => {
    const folder = writeTinyWordTable()
    changeFile(folder, name, harm)
    expect(faultOf(folder)).toEqual(damaged(join(folder, name)))
  })

  test('that is not there is damaged, and says where it was looked for', () => {
    expect(faultOf('/nowhere/at/all')).toEqual(damaged('/nowhere/at/all/manifest.json'))
  })

  test.each([
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['a list', () => Buffer.from('[]')],
    ['without checksums', () => Buffer.from('{"name":"tiny","dimensions":2}')],
    ['of other rows', (bytes: Buffer) => Buffer.from(bytes.toString().replace('"rows":9', '"rows":8'))],
    [
      'of other dimensions',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('"dimensions":2', '"dimensions":3')),
    ],
  ])('with a manifest that is %s is damaged', (_, harm) => {
    const folder = writeTinyWordTable()
    changeFile(folder, 'manifest.json', harm)
    expect(faultOf(folder)).toEqual(damaged(join(folder, 'manifest.json')))
  })
})

describe('the word table of the product', () => {
  const table = readWordTable(join(import.meta.dirname, '../../../indexer/model/builtin'))
  const vectorOf = (word: string) => {
    const sum = new Float32Array(table.dimensions)
    const row = table.rowOf(word)
    if (row !== undefined) table.addRow(row, 1, sum)
    return normaliseLength(sum)
  }

  test('is whole: 60,000 words in 128 dimensions', () => {
    expect([table.id, table.dimensions, table.size]).toEqual(['builtin-ja-2', 128, 60_000])
  })

  test.each([
    ['有休', '休暇', '旅費'],
    ['印鑑', 'ハンコ', '休暇'],
    ['携帯', 'スマホ', '契約'],
  ])('has 「%s」 nearer to 「%s」 than to 「%s」', (word, near, far) => {
    expect(dot(vectorOf(word), vectorOf(near))).toBeGreaterThan(0.3 + dot(vectorOf(word), vectorOf(far)))
  })
})

/** Puts a file in the place of one of the table's, and its checksum into the manifest: another table, not a damaged one. */
function rewrite(folder: string, name: string, bytes: Buffer): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { sha256: Record<string, string> }
  manifest.sha256[name] = createHash('sha256').update(bytes).digest('hex')
  writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
}
