import { describe, expect, test } from 'vitest'
import { openBuiltinEmbedders } from '../../../src/adapters/embedders/builtin-embedder.ts'
import { decodeFit, encodeFit, fitBuiltin } from '../../../src/adapters/embedders/builtin-fit.ts'
import { fitPooling, poolTerms } from '../../../src/adapters/embedders/builtin-pooling.ts'
import { readWordTable } from '../../../src/adapters/embedders/word-table.ts'
import type { FittingUnit } from '../../../src/core/ports/embedder-source.ts'
import { dot } from '../../../src/core/search/vector.ts'
import { writeTinyWordTable } from '../../fakes/tiny-word-table.ts'

const FOLDER = writeTinyWordTable()
const table = readWordTable(FOLDER)
const embedders = openBuiltinEmbedders(FOLDER)
const TEXTS = [['休暇', '申請'], ['年休', '申請'], ['旅費', '請求'], ['会議'], ['宇宙']]

const toUnits = (texts: readonly (readonly string[])[]) =>
  texts.map((terms, i): FittingUnit => ({ entryId: `e${i}`, kind: 'question', terms }))
const embed = async (terms: readonly string[], texts: readonly (readonly string[])[] = TEXTS) => {
  const embedder = await embedders.open(await embedders.fit(toUnits(texts)))
  const [vector] = (await embedder?.embed([{ text: '', terms }], 'question')) ?? []
  return vector ?? new Float32Array(0)
}
const UNITS = toUnits(TEXTS)

describe('pooling', () => {
  test('weighs words by how few texts have them', () => {
    const { weights } = fitPooling(table, TEXTS)
    const weightOf = (word: string) => weights[table.rowOf(word) ?? 0]
    expect(weightOf('申請')).toBeCloseTo(Math.log(6 / 3) + 1e-3, 5) // two texts of five
    expect(weightOf('会議')).toBeCloseTo(Math.log(6 / 2) + 1e-3, 5)
    expect(weightOf('出張')).toBeCloseTo(Math.log(6 / 1) + 1e-3, 5) // none
  })

  test('counts a word once for a text that repeats it', () => {
    expect(fitPooling(table, [['休暇', '休暇'], ['旅費']]).weights).toEqual(
      fitPooling(table, [['休暇'], ['旅費']]).weights,
    )
  })

  test('keeps a word that every text has, if barely', () => {
    const { weights } = fitPooling(table, [['休暇'], ['休暇']])
    expect(weights[table.rowOf('休暇') ?? 0]).toBeGreaterThan(0)
  })

  test('finds the direction that all texts share, and takes it out of each', () => {
    const pooling = fitPooling(table, [['休暇'], ['年休'], ['有休']])
    // The words stand at 0, 20 and 30 degrees. The second moments of unit vectors have their main axis at half the angle of the
    // sum of doubled ones: atan2(sin 40° + sin 60°, 1 + cos 40° + cos 60°) / 2.
    const radians = (degrees: number) => (degrees * Math.PI) / 180
    const axis =
      Math.atan2(Math.sin(radians(40)) + Math.sin(radians(60)), 1 + Math.cos(radians(40)) + Math.cos(radians(60))) / 2
    const [x = 0, y = 0] = pooling.commonDirection
    expect(Math.abs(x * Math.cos(axis) + y * Math.sin(axis))).toBeCloseTo(1, 3)
    expect(dot(poolTerms(table, pooling, ['休暇', '旅費']), pooling.commonDirection)).toBeCloseTo(0, 5)
  })

  test('has no shared direction to take out before there are texts', async () => {
    expect([...fitPooling(table, []).commonDirection]).toEqual([0, 0])
    const [x, y] = await embed(['旅費'], [])
    expect(x).toBeCloseTo(0, 5)
    expect(y).toBeCloseTo(1, 5)
  })

  test('gives unit vectors, and zero where it knows no word', async () => {
    for (const terms of [['休暇'], ['休暇', '宇宙'], ['旅費', '旅費', '申請']]) {
      expect(Math.hypot(...(await embed(terms)))).toBeCloseTo(1, 5)
    }
    for (const terms of [[], ['宇宙'], ['宇宙', '<pad>']]) expect([...(await embed(terms))]).toEqual([0, 0])
  })

  test('does not mind the order of words', async () => {
    const [a, b] = [await embed(['休暇', '申請', '旅費']), await embed(['旅費', '休暇', '申請'])]
    expect(dot(a, b)).toBeCloseTo(1, 5)
  })
})

describe('a fit', () => {
  /** Enough entries that words are moved. */
  const many = Array.from({ length: 60 }, (_, i): readonly FittingUnit[] => {
    const [ask = '', answer = ''] =
      [
        ['休暇', '申請'],
        ['旅費', '請求'],
        ['会議', '出張'],
      ][i % 3] ?? []
    return [
      { entryId: `e${i}`, kind: 'question', terms: [ask] },
      { entryId: `e${i}`, kind: 'answer', terms: [answer, '宇宙'] },
    ]
  }).flat()

  test.each([
    ['with moved words', many],
    ['without', UNITS],
  ])('is stored and read back to the last bit, %s', (_, units) => {
    const fit = fitBuiltin(table, units)
    expect(fit.adapted.rows).toHaveLength(units === many ? 6 : 0)
    expect(decodeFit(table, encodeFit(fit))).toEqual(fit)
  })

  test('is not read from bytes of another length, nor with rows that are none of the table’s', () => {
    const bytes = encodeFit(fitBuiltin(table, many))
    const alien = new Uint8Array(bytes)
    new Uint32Array(alien.buffer)[1] = 99
    const wrongs = [
      new Uint8Array(0),
      new Uint8Array(3),
      bytes.slice(0, -1),
      bytes.slice(0, -4),
      Uint8Array.of(...bytes, 0),
    ]
    for (const wrong of [...wrongs, alien]) expect(decodeFit(table, wrong)).toBeNull()
  })

  // Many small buffers share one pool.
  test('is read back from a buffer out of the pool', () => {
    const fit = fitBuiltin(table, UNITS)
    expect(decodeFit(table, Buffer.from(encodeFit(fit)))).toEqual(fit)
  })
})

describe('the built-in embedders', () => {
  test('fit the same model to the same texts, and another to others', async () => {
    const model = await embedders.fit(UNITS)
    expect(await embedders.fit(UNITS)).toEqual(model)
    expect(await openBuiltinEmbedders(FOLDER).fit(UNITS)).toEqual(model)
    expect((await embedders.fit(toUnits([...TEXTS, ['休暇']]))).id).not.toBe(model.id)
    expect(model.fittedUnits).toBe(TEXTS.length)
  })

  test('fit the same model to the same texts in any order, to the last bit', async () => {
    const many = Array.from({ length: 120 }, (_, i): FittingUnit[] => [
      { entryId: `e${i}`, kind: 'question', terms: TEXTS[i % 5] ?? [] },
      { entryId: `e${i}`, kind: 'phrasing', terms: TEXTS[(i * 3 + 1) % 5] ?? [] },
      { entryId: `e${i}`, kind: 'answer', terms: TEXTS[(i * 7 + 2) % 5] ?? [] },
    ]).flat()
    const shuffled = many.map((unit, i) => ({ unit, place: (i * 151) % 360 })).sort((a, b) => a.place - b.place)
    const { id } = await embedders.fit(many)
    expect((await embedders.fit(shuffled.map(({ unit }) => unit))).id).toBe(id)
    expect((await embedders.fit(many.toReversed())).id).toBe(id)
  })

  test('open a model as it was stored: the same id, the same vectors', async () => {
    const model = await embedders.fit(UNITS)
    const first = await embedders.open(model)
    const again = await openBuiltinEmbedders(FOLDER).open({ ...model, parameters: model.parameters.slice() })
    expect([again?.modelId, again?.dimensions]).toEqual([model.id, 2])
    const inputs = TEXTS.map(terms => ({ text: '', terms }))
    expect(await again?.embed(inputs, 'passage')).toEqual(await first?.embed(inputs, 'passage'))
  })

  test('do not open a model of another table, nor one whose parameters were altered', async () => {
    const model = await embedders.fit(UNITS)
    const parameters = model.parameters.slice()
    parameters[0] = (parameters[0] ?? 0) ^ 1
    expect(await embedders.open({ ...model, parameters })).toBeNull()
    expect(await embedders.open({ ...model, id: 'other' })).toBeNull()
    const otherTable = openBuiltinEmbedders(writeTinyWordTable({ 休暇: 0, 旅費: 90 }))
    expect(await otherTable.open(model)).toBeNull()
  })

  test('embed in the order of the inputs', async () => {
    const embedder = await embedders.open(await embedders.fit(UNITS))
    const inputs = [['休暇'], ['宇宙'], ['旅費']].map(terms => ({ text: '', terms }))
    const vectors = await embedder?.embed(inputs, 'passage')
    expect(vectors).toHaveLength(3)
    for (const [i, { terms }] of inputs.entries()) expect(vectors?.[i]).toEqual(await embed(terms))
    expect(await embedder?.embed([], 'passage')).toEqual([])
  })
})
