import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { EmbeddingRecipe } from '../../../src/adapters/embedders/model-families.ts'
import { embedHere } from '../../../src/adapters/transformers/embed-here.ts'
import { readModelFolder } from '../../../src/adapters/transformers/model-folder.ts'
import { batchByLength, loadSentenceModel } from '../../../src/adapters/transformers/sentence-model.ts'
import { writeTinySentenceModel } from '../../fakes/tiny-models/tiny-models.ts'

const FOLDER = writeTinySentenceModel()

const settingsOf = (folder: string, recipe: Partial<EmbeddingRecipe> = {}) => {
  const model = readModelFolder(folder)
  return { files: model.files, recipe: { ...model.recipe, ...recipe }, threads: 1 }
}
const model = await loadSentenceModel(settingsOf(FOLDER))
afterAll(() => model.close())

const unit = (...values: number[]) => values.map(value => value / Math.hypot(...values))
const expectVector = (vector: Float32Array | undefined, values: readonly number[]) => {
  expect(vector).toHaveLength(values.length)
  for (const [i, value] of values.entries()) expect(vector?.[i]).toBeCloseTo(value, 5)
}

describe('a sentence model', () => {
  test('gives the mean of its tokens at unit length, in the order of the texts', async () => {
    const vectors = await model.embed(['休暇申請', '会議', '休暇'], 'passage')
    expectVector(vectors[0], unit(1, 0, 0.1, 1))
    expectVector(vectors[1], [0, 0, 1, 0])
    expectVector(vectors[2], [1, 0, 0, 0])
  })

  test('says nothing of a text of which it knows no word', async () => {
    const vectors = await model.embed(['宇宙', '', '休暇'], 'question')
    expectVector(vectors[0], [0, 0, 0, 0])
    expectVector(vectors[1], [0, 0, 0, 0])
    expectVector(vectors[2], [1, 0, 0, 0])
  })

  test('gives the same vector whatever stands beside a text in its batch', async () => {
    const words = ['休暇', '休み', '旅費', '出張', '会議', '申請']
    const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map(some => some.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 80 }), async texts => {
        const together = await model.embed(texts, 'passage')
        const [alone] = await model.embed(texts.slice(0, 1), 'passage')
        expect(together).toHaveLength(texts.length)
        expectVector(together[0], [...(alone ?? [])])
      }),
      { numRuns: 20 },
    )
  })

  test('cuts what is longer than it can read', async () => {
    const [long] = await model.embed([`${'旅費'.repeat(40)}${'会議'.repeat(400)}`], 'passage')
    expectVector(long, [0, 1, 0, 0]) // 32 tokens: all of them 旅費
  })

  test.each([
    ['cls', [1, 0, 0, 0]],
    ['last', [0, 1, 0, 0]],
  ] as const)('takes the %s token where its recipe says so, never the padding', async (pooling, expected) => {
    const words = { 休暇: [1, 0, 0, 0], 旅費: [0, 1, 0, 0], 会議: [0, 0, 1, 0] }
    const folder = writeTinySentenceModel({ words, special: false })
    const other = await loadSentenceModel(settingsOf(folder, { pooling }))
    const vectors = await other.embed(['休暇会議旅費', '休暇会議会議会議会議旅費'], 'passage')
    for (const vector of vectors) expectVector(vector, expected)
    await other.close()
  })

  test('puts the prefix of the role before a text', async () => {
    const words = { 'query: ': [1, 0, 0, 0], 'passage: ': [0, 1, 0, 0], 会議: [0, 0, 1, 0] }
    const folder = writeTinySentenceModel({
      words,
      folder: join(FOLDER, '..', 'multilingual-e5-tiny'),
      config: { _name_or_path: 'intfloat/multilingual-e5-small' },
    })
    const other = await loadSentenceModel(settingsOf(folder))
    expectVector((await other.embed(['会議'], 'question'))[0], unit(1, 0, 1, 0))
    expectVector((await other.embed(['会議'], 'passage'))[0], unit(0, 1, 1, 0))
    await other.close()
  })

  test.each([
    ['weights that are no model', 'onnx/model_quantized.onnx', 'not a model'],
    ['a tokenizer that is no JSON', 'tokenizer.json', '{'],
  ])('refuses %s', async (_, file, content) => {
    const folder = writeTinySentenceModel()
    writeFileSync(join(folder, file), content)
    await expect(loadSentenceModel(settingsOf(folder))).rejects.toMatchObject({ code: 'model_unusable' })
  })

  test('refuses a model that gives what is no number', async () => {
    const folder = writeTinySentenceModel({ words: { 休暇: [Number.NaN, 0, 0, 0] } })
    const broken = await loadSentenceModel(settingsOf(folder))
    await expect(broken.embed(['休暇'], 'question')).rejects.toMatchObject({ code: 'model_unusable' })
    await broken.close()
  })

  test('never asks the network for a file that is missing', async () => {
    const folder = writeTinySentenceModel()
    const settings = settingsOf(folder)
    rmSync(join(folder, 'onnx'), { recursive: true })
    mkdirSync(join(folder, 'onnx'))
    await expect(loadSentenceModel(settings)).rejects.toThrow(/not found locally/u)
  })
})

describe('batches', () => {
  test('hold every text once, like lengths together, and never too much', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3_000 }), { maxLength: 100 }), texts => {
        const batches = batchByLength(texts)
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(texts.map((_, i) => i))
        const lengths = batches.map(batch => batch.map(i => (texts[i] ?? '').length))
        expect(lengths.flat()).toEqual(lengths.flat().toSorted((a, b) => a - b))
        for (const batch of lengths) {
          expect(batch.length).toBeLessThanOrEqual(32)
          if (batch.length > 1) expect(batch.length * (batch.at(-1) ?? 0)).toBeLessThanOrEqual(4_096)
        }
      }),
    )
  })
})

describe('a model in the thread that asks', () => {
  test('is loaded again after it was given up, and gives the same', async () => {
    const runner = embedHere(settingsOf(FOLDER))
    const before = await runner.embed(['休み'], 'question')
    await runner.close()
    expect(await runner.embed(['休み'], 'question')).toEqual(before)
    await runner.close()
  })

  test('that could not be loaded is tried again the next time', async () => {
    const folder = writeTinySentenceModel()
    const settings = settingsOf(folder)
    rmSync(join(folder, 'tokenizer.json'))
    const runner = embedHere(settings)
    await expect(runner.load()).rejects.toMatchObject({ code: 'model_unusable' })
    writeTinySentenceModel({ folder })
    await expect(runner.load()).resolves.toBeUndefined()
    await runner.close()
  })
})
