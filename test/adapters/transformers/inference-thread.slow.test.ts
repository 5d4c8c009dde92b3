import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openInferenceThread } from '../../../src/adapters/transformers/inference-thread.ts'
import { readModelFolder } from '../../../src/adapters/transformers/model-folder.ts'
import { loadSentenceModel } from '../../../src/adapters/transformers/sentence-model.ts'
import { openTransformersReranker } from '../../../src/adapters/transformers/transformers-reranker.ts'
import { writeTinyCrossEncoder, writeTinySentenceModel } from '../../fakes/tiny-models/tiny-models.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const openThread = (folder: string) => {
  const { files, recipe } = readModelFolder(folder)
  const model = { files, recipe, threads: 1 }
  const thread = openInferenceThread<'embed'>({ kind: 'embed', model })
  closing.push(thread.close)
  return { thread, model }
}
const ask = (text: string) => ({ texts: [text], role: 'question' as const })

describe('a model in a thread of its own', () => {
  test('gives what it gives in this one, however many ask at once', async () => {
    const { thread, model } = openThread(writeTinySentenceModel())
    const here = await loadSentenceModel(model)
    const texts = ['休暇', '旅費申請', '会議', '宇宙', '出張', '年休']
    const there = await Promise.all(texts.map(text => thread.run(ask(text))))
    expect(there.flat()).toEqual(await here.embed(texts, 'question'))
    await here.close()
  })

  test('leaves this thread free while it loads and runs', async () => {
    const { thread } = openThread(writeTinySentenceModel())
    let turns = 0
    const counter = setInterval(() => (turns += 1), 1)
    await thread.load()
    clearInterval(counter)
    expect(turns).toBeGreaterThan(10) // loading the library alone takes hundreds of milliseconds
  })

  test('never begins what nobody waits for any more', async () => {
    const { thread } = openThread(writeTinySentenceModel())
    const ended = new AbortController()
    const first = thread.run(ask('休暇'))
    const second = thread.run(ask('旅費'), ended.signal)
    const third = thread.run(ask('会議'))
    ended.abort(new Error('nobody waits'))
    await expect(second).rejects.toThrow('nobody waits')
    expect((await first)[0]?.[0]).toBe(1)
    expect((await third)[0]?.[2]).toBe(1)
  })

  test('says why it cannot load a model, and loads it when it is there', async () => {
    const folder = writeTinySentenceModel()
    const { thread } = openThread(folder)
    rmSync(join(folder, 'tokenizer.json'))
    await expect(thread.load()).rejects.toMatchObject({ code: 'model_unusable', data: { path: folder } })
    await expect(thread.run(ask('休暇'))).rejects.toMatchObject({ code: 'model_unusable' })
    writeTinySentenceModel({ folder })
    expect((await thread.run(ask('休暇')))[0]?.[0]).toBe(1)
  })

  test.each(['exit', 'throw', 'hang'])('is started again after its thread came to an end by %s', async fault => {
    const { model } = openThread(writeTinySentenceModel())
    const script = new URL('./faulty-worker.ts', import.meta.url)
    const thread = openInferenceThread<'embed'>({ kind: 'embed', model }, { script, stuckAfterMs: 5_000 })
    closing.push(thread.close)
    for (let i = 0; i < 3; i += 1) {
      expect(await thread.run(ask('休暇'))).toEqual([Float32Array.of(1)])
      const failed = thread.run(ask(fault))
      const next = thread.run(ask('会議')) // waits in line behind the one that kills
      await expect(failed).rejects.toMatchObject({ code: 'model_unusable' })
      expect(await next).toEqual([Float32Array.of(1)])
    }
  })

  test('answers nothing after it was closed', async () => {
    const { thread } = openThread(writeTinySentenceModel())
    await thread.load()
    await thread.close()
    await expect(thread.run(ask('休暇'))).rejects.toThrow('closed')
  })
})

describe('a cross-encoder', () => {
  const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit))

  test('gives the probability of each passage, in order, whatever its companions', async () => {
    const reranker = openTransformersReranker(writeTinyCrossEncoder())
    closing.push(reranker.close)
    const { signal } = new AbortController()
    const scores = await reranker.rerank('休暇', ['年休申請', '会議', '休暇旅費会議申請', '宇宙'], signal)
    // ten times the dot product of the sums, less five
    for (const [i, logit] of [3, -5, 5, -5].entries()) expect(scores[i]).toBeCloseTo(sigmoid(logit), 5)
    expect(await reranker.rerank('休暇', [], signal)).toEqual([])
  })

  test('that is not there says so with each question, and is used when it comes', async () => {
    const folder = writeTinyCrossEncoder()
    const config = join(folder, 'config.json')
    rmSync(config)
    const reranker = openTransformersReranker(folder)
    closing.push(reranker.close)
    const { signal } = new AbortController()
    await expect(reranker.prepare()).rejects.toMatchObject({ code: 'model_unusable' })
    await expect(reranker.rerank('休暇', ['年休'], signal)).rejects.toMatchObject({ code: 'model_unusable' })
    writeTinyCrossEncoder({ folder })
    await expect(reranker.prepare()).resolves.toBeUndefined()
  })

  test('is refused where it is a sentence model', async () => {
    const reranker = openTransformersReranker(writeTinySentenceModel())
    closing.push(reranker.close)
    await expect(reranker.prepare()).rejects.toMatchObject({ code: 'model_unusable' })
  })
})
