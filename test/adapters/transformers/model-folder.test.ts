import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { familyOf } from '../../../src/adapters/embedders/model-families.ts'
import { identifyModel, readModelFolder } from '../../../src/adapters/transformers/model-folder.ts'
import { MODEL_MANIFEST } from '../../../src/adapters/transformers/model-manifest.ts'
import { writeTinySentenceModel } from '../../fakes/tiny-models/tiny-models.ts'

const named = (name: string) => writeTinySentenceModel({ config: { _name_or_path: name } })
const identify = (folder: string) => identifyModel(readModelFolder(folder))

describe('the family of a model', () => {
  test.each([
    ['intfloat/multilingual-e5-small', 'e5', 'query: ', 'mean'],
    ['Xenova/multilingual-e5-base', 'e5', 'query: ', 'mean'],
    ['cl-nagoya/ruri-v3-310m', 'ruri-v3', '検索クエリ: ', 'mean'],
    ['ruri-v3-310m-onnx', 'ruri-v3', '検索クエリ: ', 'mean'],
    ['cl-nagoya/ruri-small-v2', 'ruri', 'クエリ: ', 'mean'],
    ['pkshatech/GLuCoSE-base-ja-v2', 'glucose-v2', 'query: ', 'mean'],
    ['pkshatech/GLuCoSE-base-ja', 'glucose', '', 'mean'],
    ['BAAI/bge-m3', 'bge-m3', '', 'cls'],
    ['text-embedding-3-large', 'text-embedding-3', '', 'mean'],
    ['cl-tohoku/bert-base-japanese-v3', 'unknown', '', 'mean'],
    ['something-else5-small', 'unknown', '', 'mean'],
    ['intfloat/multilingual-e5-large-instruct', 'unknown', '', 'mean'],
  ])('of %s is %s', (name, family, queryPrefix, pooling) => {
    expect(familyOf([name])).toMatchObject({ name: family, recipe: { queryPrefix, pooling } })
  })

  test('is told by the name in config.json before that of the folder', () => {
    expect(readModelFolder(named('BAAI/bge-m3')).family).toBe('bge-m3')
    const folder = writeTinySentenceModel()
    const renamed = join(folder, '..', 'ruri-v3-30m')
    renameSync(folder, renamed)
    expect(readModelFolder(renamed)).toMatchObject({ family: 'ruri-v3', name: 'ruri-v3-30m' })
  })
})

describe('a folder with a model', () => {
  test('of no known family is read as sentence-transformers wrote it', () => {
    const folder = writeTinySentenceModel()
    mkdirSync(join(folder, '1_Pooling'))
    writeFileSync(join(folder, '1_Pooling/config.json'), '{"pooling_mode_cls_token": true}')
    writeFileSync(join(folder, 'config_sentence_transformers.json'), '{"prompts": {"query": "q: ", "document": "d: "}}')
    expect(readModelFolder(folder).recipe).toMatchObject({ pooling: 'cls', queryPrefix: 'q: ', passagePrefix: 'd: ' })
  })

  test('has its own word in zencho-model.json, zero and the empty text included', () => {
    const folder = named('intfloat/multilingual-e5-small')
    writeFileSync(
      join(folder, MODEL_MANIFEST),
      '{"pooling": "last", "queryPrefix": "", "denseWeight": 0, "maxTokens": 16}',
    )
    const { recipe, files } = readModelFolder(folder)
    expect(recipe).toEqual({ pooling: 'last', queryPrefix: '', passagePrefix: 'passage: ', denseWeight: 0 })
    expect(files.maxTokens).toBe(16)
  })

  test('gives its quantised weights before the others, and those that are asked for before them', () => {
    const folder = writeTinySentenceModel({ file: 'model.onnx' })
    expect(readModelFolder(folder).files).toMatchObject({ dtype: 'fp32', subfolder: 'onnx' })
    writeTinySentenceModel({ folder, file: 'model_quantized.onnx' })
    expect(readModelFolder(folder).files.dtype).toBe('q8')
    writeFileSync(join(folder, MODEL_MANIFEST), '{"dtype": "fp32"}')
    expect(readModelFolder(folder).files.dtype).toBe('fp32')
  })

  test('may have its weights beside its other files', () => {
    const folder = writeTinySentenceModel()
    renameSync(join(folder, 'onnx/model_quantized.onnx'), join(folder, 'model_quantized.onnx'))
    expect(readModelFolder(folder).files).toMatchObject({ dtype: 'q8', subfolder: '' })
  })

  test('leaves room for the positions that its kind of model keeps for itself', () => {
    expect(readModelFolder(writeTinySentenceModel()).files.maxTokens).toBe(32) // xlm-roberta: 34 − 2
    expect(
      readModelFolder(writeTinySentenceModel({ config: { max_position_embeddings: 8_192 } })).files.maxTokens,
    ).toBe(512)
  })

  test.each(['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'])('without %s is refused', file => {
    const folder = writeTinySentenceModel()
    rmSync(join(folder, file))
    expect(() => readModelFolder(folder)).toThrow(/model_unusable/u)
  })

  test.each([
    ['config.json', '{"max_position_embeddings": "many"}'],
    ['config.json', '{'],
    [MODEL_MANIFEST, '{"pooling": "max"}'],
    [MODEL_MANIFEST, '['],
  ])('with a %s of %s is refused', (file, text) => {
    const folder = writeTinySentenceModel()
    writeFileSync(join(folder, file), text)
    expect(() => readModelFolder(folder)).toThrow(/model_unusable/u)
  })
})

describe('the id of a model', () => {
  test('is the same for the same files, wherever they lie', async () => {
    const a = await identify(named('intfloat/multilingual-e5-small'))
    expect(a).toBe(await identify(named('intfloat/multilingual-e5-small')))
    expect(a).toMatch(/^multilingual-e5-small\/q8@[0-9a-f]{12}$/u)
  })

  test('is another for other weights, another tokenizer, another prefix, another pooling', async () => {
    const base = writeTinySentenceModel()
    const weights = writeTinySentenceModel({ words: { 休暇: [1, 0, 0, 0] } })
    const tokenizer = writeTinySentenceModel({ special: false })
    const prefix = writeTinySentenceModel()
    writeFileSync(join(prefix, MODEL_MANIFEST), '{"queryPrefix": "q: "}')
    const pooling = writeTinySentenceModel()
    writeFileSync(join(pooling, MODEL_MANIFEST), '{"pooling": "cls"}')
    const ids = await Promise.all([base, weights, tokenizer, prefix, pooling].map(identify))
    expect(new Set(ids).size).toBe(5)
    const weight = writeTinySentenceModel()
    writeFileSync(join(weight, MODEL_MANIFEST), '{"denseWeight": 3}')
    expect(await identify(weight)).toBe(ids[0]) // ranks otherwise, with the same vectors
  })
})
