import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeTable } from '../../../indexer/model/train/write-table.ts'
import { readWordTable, type WordTable } from '../../../src/adapters/embedders/word-table.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const FOLDER = join(makeTempFolder(), 'new/table')

function roundTrip(words: readonly string[], vectors: Float32Array): WordTable {
  writeTable(FOLDER, { name: 'written', words, vectors })
  return readWordTable(FOLDER)
}

function vectorOf(table: WordTable, word: string): Float32Array {
  const sum = new Float32Array(table.dimensions)
  table.addRow(table.rowOf(word) ?? 0, 1, sum)
  return sum
}

describe('a written table', () => {
  test('is read back with its name, its shape and its words after the padding', () => {
    const table = roundTrip(['年休', '旅費'], Float32Array.of(1, 0, 0, 0, -1, 0))
    expect([table.id, table.dimensions, table.size]).toEqual(['written', 3, 3])
    expect([table.words, table.rowOf('年休'), table.rowOf('旅費')]).toEqual([['年休', '旅費'], 1, 2])
    expect(table.rowOf('<pad>')).toBeUndefined()
    const padding = new Float32Array(3)
    table.addRow(0, 1, padding)
    expect([...padding]).toEqual([0, 0, 0])
  })

  test('is written to the same bytes each time', () => {
    const vectors = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i))
    const bytes = () => {
      roundTrip(['a', 'b', 'c'], vectors)
      return ['table_int8.bin', 'scale_f16.bin', 'vocab.txt', 'manifest.json'].map(name =>
        readFileSync(join(FOLDER, name)),
      )
    }
    expect(bytes()).toEqual(bytes())
  })

  test('has zeros for a word without a direction', () => {
    expect([...vectorOf(roundTrip(['a', 'b'], Float32Array.of(0, 0, 3, 4)), 'a')]).toEqual([0, 0])
  })

  test('holds every value to half a step, a step being the highest of the word by 127', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.fround)
    // Trained vectors are about a unit long; below some hundredths half precision itself grows coarse.
    const vector = fc
      .array(value, { minLength: 4, maxLength: 4 })
      .filter(some => Math.max(...some.map(Math.abs)) > 0.05)
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 6 }), vectors => {
        const words = vectors.map((_, i) => `w${i}`)
        const table = roundTrip(words, Float32Array.from(vectors.flat()))
        for (const [i, word] of words.entries()) {
          const [before = [], after] = [vectors[i], vectorOf(table, word)]
          // The stored scale is the half-precision number next to the true step: at most 2⁻¹¹ larger.
          const step = (Math.max(...before.map(Math.abs)) / 127) * (1 + 2 ** -11)
          for (const [k, own] of before.entries()) {
            expect(Math.abs(own - (after[k] as number))).toBeLessThanOrEqual(step * (0.5 + 1e-4))
          }
        }
      }),
    )
  })
})
