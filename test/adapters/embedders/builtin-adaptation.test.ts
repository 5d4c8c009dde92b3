import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeTable } from '../../../indexer/model/train/write-table.ts'
import { adaptRows, NO_ROWS, withRows } from '../../../src/adapters/embedders/builtin-adaptation.ts'
import { readWordTable, type WordTable } from '../../../src/adapters/embedders/word-table.ts'
import type { FittingUnit } from '../../../src/core/ports/embedder-source.ts'
import { dot, normaliseLength } from '../../../src/core/search/vector.ts'
import { seededDraw } from '../../../src/core/seeded-draw.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const DIMENSIONS = 16
const MATTERS = 20

/** Words of questions q0–q19 and of answers a0–a19 in random directions, and some that no text uses. */
const WORDS = ['q', 'a', 'unused'].flatMap(kind => Array.from({ length: MATTERS }, (_, i) => `${kind}${i}`))

function openTable(): WordTable {
  const folder = join(makeTempFolder(), 'table')
  const draw = seededDraw(5)
  writeTable(folder, {
    name: 'random',
    words: WORDS,
    vectors: Float32Array.from({ length: WORDS.length * DIMENSIONS }, () => draw() - 0.5),
  })
  return readWordTable(folder)
}

const table = openTable()
const rowOf = (word: string) => table.rowOf(word) ?? -1

/** Entries that ask with q and answer with a of their matter; several entries share one. */
function unitsOf(entryCount: number): readonly FittingUnit[] {
  return Array.from({ length: entryCount }, (_, i): readonly FittingUnit[] => [
    { entryId: `e${i}`, kind: 'question', terms: [`q${i % MATTERS}`] },
    { entryId: `e${i}`, kind: 'answer', terms: [`a${i % MATTERS}`, '宇宙'] },
  ]).flat()
}

const UNITS = unitsOf(60)

function vectorOf(word: string, of: WordTable): Float32Array {
  const sum = new Float32Array(DIMENSIONS)
  of.addRow(rowOf(word), 1, sum)
  return sum
}

const cosine = (a: string, b: string, of: WordTable) =>
  dot(normaliseLength(vectorOf(a, of)), normaliseLength(vectorOf(b, of)))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean cosine of each matter's question word with the answer word so many matters on. */
const meanCosine = (of: WordTable, shift: number) =>
  mean(Array.from({ length: MATTERS }, (_, i) => cosine(`q${i}`, `a${(i + shift) % MATTERS}`, of)))

describe('words fitted to a registry', () => {
  test('have a question and its answer nearer than before, and no nearer to the answers of others', () => {
    const adapted = withRows(table, adaptRows(table, UNITS))
    const nearer = Array.from({ length: MATTERS }, (_, i) => {
      return cosine(`q${i}`, `a${i}`, adapted) - cosine(`q${i}`, `a${i}`, table)
    })
    expect(Math.min(...nearer)).toBeGreaterThan(0)
    expect(mean(nearer)).toBeGreaterThan(0.2)
    for (const shift of [1, 2, 3]) expect(meanCosine(adapted, shift)).toBeLessThan(meanCosine(table, shift) + 0.1)
  })

  test('have two phrasings of one entry nearer, where it has no answer', () => {
    const units = UNITS.map((unit): FittingUnit => (unit.kind === 'answer' ? { ...unit, kind: 'phrasing' } : unit))
    expect(meanCosine(withRows(table, adaptRows(table, units)), 0)).toBeGreaterThan(meanCosine(table, 0) + 0.2)
  })

  test('are the same to the last bit for the same units, and others for others', () => {
    const adapted = adaptRows(table, UNITS)
    expect(adaptRows(openTable(), unitsOf(60))).toEqual(adapted)
    expect(adaptRows(table, unitsOf(61)).values).not.toEqual(adapted.values)
  })

  test('are the words of questions, phrasings and answers, ascending by row, and no others', () => {
    const negative: FittingUnit = { entryId: 'e0', kind: 'negative', terms: ['unused0'] }
    const phrasing: FittingUnit = { entryId: 'e0', kind: 'phrasing', terms: ['unused5'] }
    const { rows, values, scales } = adaptRows(table, [negative, phrasing, ...UNITS.toReversed()])
    const used = WORDS.filter(word => !word.startsWith('unused') || word === 'unused5').map(rowOf)
    expect([...rows]).toEqual(used.toSorted((a, b) => a - b))
    expect([values.length, scales.length]).toEqual([rows.length * DIMENSIONS, rows.length])
  })

  test('are none below fifty entries that have two texts with known words', () => {
    expect(adaptRows(table, unitsOf(49))).toEqual(NO_ROWS)
    expect(adaptRows(table, unitsOf(50)).rows).toHaveLength(2 * MATTERS)
    expect(adaptRows(table, [])).toEqual(NO_ROWS)
    const poor: readonly FittingUnit[] = [
      { entryId: 'alone', kind: 'question', terms: ['q0'] },
      { entryId: 'unknown', kind: 'question', terms: ['宇宙'] },
      { entryId: 'unknown', kind: 'answer', terms: ['a0'] },
      { entryId: 'barred', kind: 'question', terms: ['q0'] },
      { entryId: 'barred', kind: 'negative', terms: ['q1'] },
    ]
    expect(adaptRows(table, [...unitsOf(49), ...poor])).toEqual(NO_ROWS)
  })

  test('are of the first eighty words of a text only', () => {
    const long = [...Array.from({ length: 80 }, () => 'a0'), 'unused0']
    const { rows } = adaptRows(table, [...UNITS, { entryId: 'e0', kind: 'answer', terms: long }])
    expect(rows).not.toContain(rowOf('unused0'))
  })
})

describe('a table with other rows', () => {
  const rows = Uint32Array.of(rowOf('q3'), rowOf('a7')).toSorted()
  const values = Int8Array.from({ length: 2 * DIMENSIONS }, (_, k) => k - DIMENSIONS)
  const changed = withRows(table, { rows, values, scales: Float32Array.of(0.5, 2) })

  test('gives those, times scale and weight, on top of what is there', () => {
    const sum = new Float32Array(DIMENSIONS).fill(1)
    changed.addRow(rows[0] as number, 3, sum)
    expect([...sum]).toEqual(Array.from({ length: DIMENSIONS }, (_, k) => 1 + 3 * 0.5 * (k - DIMENSIONS)))
    sum.fill(0)
    changed.addRow(rows[1] as number, 0.25, sum)
    expect([...sum]).toEqual(Array.from({ length: DIMENSIONS }, (_, k) => 0.25 * 2 * k))
  })

  test('leaves every other row alone, and its words and shape', () => {
    const { addRow: _before, ...shape } = table
    const { addRow: _after, ...same } = changed
    expect(same).toEqual(shape)
    for (const word of WORDS.filter(own => own !== 'q3' && own !== 'a7')) {
      expect(vectorOf(word, changed)).toEqual(vectorOf(word, table))
    }
  })

  test('does not change the table it was made from, nor without rows the vectors', () => {
    const before = openTable()
    for (const word of WORDS) {
      expect(vectorOf(word, table)).toEqual(vectorOf(word, before))
      expect(vectorOf(word, withRows(table, NO_ROWS))).toEqual(vectorOf(word, before))
    }
  })
})
