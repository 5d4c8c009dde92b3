// Other models than the word table, through the whole product: what a manager is promised when one is set up, changed,
// or in trouble.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeEntries } from '../../src/adapters/entry-files/write-entry-file.ts'
import type { Answer } from '../../src/core/answer-question.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { type EmbeddingsEndpointStandIn, openEmbeddingsEndpoint } from '../fakes/embeddings-endpoint.ts'
import { makeEntry, makeInput } from '../fakes/entry-builders.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { TINY_VECTORS, writeTinyCrossEncoder, writeTinySentenceModel } from '../fakes/tiny-models/tiny-models.ts'
import { until } from '../indexer/until.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'
import { runHere } from './run-here.ts'
import { runZencho } from './zencho-process.ts'

const DEADLINE_MS = 25_000

const ENTRIES: readonly EntryInput[] = [
  makeInput('kyuka', { question: '休暇の申請', answer: '前日までに。' }),
  makeInput('ryohi', { question: '旅費の申請', answer: '翌月までに。' }),
  makeInput('kaigi', { question: '会議の申請', answer: '前週までに。' }),
]
const transformers = (folder: string) => ({ EMBEDDER: 'transformers', MODEL_PATH: folder })
const openai = ({ baseUrl }: EmbeddingsEndpointStandIn, some: Readonly<Record<string, string>> = {}) => ({
  EMBEDDER: 'openai',
  OPENAI_BASE_URL: baseUrl,
  OPENAI_EMBEDDING_MODEL: 'tiny',
  ...some,
})

const toEntry = ({ id, question, answer }: EntryInput) => makeEntry(id, { question, answer })

/** Opens, saves the entries and has them indexed. */
async function open(folder: string, environment: Readonly<Record<string, string>>): Promise<OpenedProduct> {
  const opened = await openProductIn(folder, environment)
  await opened.product.registry.save(ENTRIES, { actor: 'story' })
  await opened.product.settleIndex()
  return opened
}

const ask = ({ product }: OpenedProduct, text: string) => product.ask({ text, channel: 'cli' })
const firstOf = (answer: Answer) =>
  answer.outcome === 'answered' ? answer.entry.id : (answer.candidates[0]?.entryId ?? null)
const modelOf = async ({ product }: OpenedProduct) => (await product.indexState()).modelId

describe('a sentence model in a folder', () => {
  test('finds by meaning what shares no word, across restarts', async () => {
    const folder = makeTempFolder()
    const model = transformers(writeTinySentenceModel({ words: { ...TINY_VECTORS, 宇宙食: [0, 0, 1, 0] } }))
    await using plain = await open(makeTempFolder(), {})
    expect(firstOf(await ask(plain, '宇宙食'))).not.toBe('kaigi')
    for (let start = 0; start < 2; start += 1) {
      await using opened = await open(folder, model)
      expect(await opened.product.indexState()).toMatchObject({ entries: 3, vectors: 6, degraded: null })
      expect(await modelOf(opened)).toMatch(/^tiny-sentence-model\/q8@/u)
      expect(firstOf(await ask(opened, '宇宙食'))).toBe('kaigi') // a word that this model puts beside 会議, and no other
    }
  })

  test('serves `zencho import` and `zencho ask`, each a process of its own', async () => {
    const folder = makeTempFolder()
    const words = { ...TINY_VECTORS, 宇宙食: [0, 0, 1, 0] }
    const environment = {
      DATA_DIR: join(folder, 'data'),
      SAMPLE_DATA: 'off',
      ...transformers(writeTinySentenceModel({ words })),
    }
    const file = join(folder, 'entries.jsonl')
    writeFileSync(file, encodeEntries(ENTRIES.map(toEntry), 'jsonl'))
    const imported = await runZencho(['import', file], environment)
    expect([imported.stderr, imported.code]).toEqual(['', 0])
    const asked = await runZencho(['ask', '宇宙食', '--json'], environment)
    expect([asked.stderr, asked.code]).toEqual(['', 0])
    expect(firstOf(JSON.parse(asked.stdout) as Answer)).toBe('kaigi')
  })

  test('comes and goes without anything being lost', async () => {
    const folder = makeTempFolder()
    const seen: (string | null)[] = []
    for (const environment of [{}, transformers(writeTinySentenceModel()), {}]) {
      await using opened = await open(folder, environment)
      seen.push(await modelOf(opened))
      expect(await opened.product.indexState()).toMatchObject({ entries: 3, vectors: 6, pending: 0, degraded: null })
      expect(firstOf(await ask(opened, '旅費'))).toBe('ryohi')
    }
    expect(seen[0]).toBe(seen[2])
    expect(seen[1]).toMatch(/^tiny-sentence-model/u)
  })

  test('that is not there leaves the answers to what was indexed before, and says so', async () => {
    const folder = makeTempFolder()
    const model = writeTinySentenceModel()
    const builtin = await open(folder, {})
    const before = await modelOf(builtin)
    await builtin[Symbol.asyncDispose]()
    rmSync(model, { recursive: true })
    await using opened = await open(folder, transformers(model))
    const state = await opened.product.indexState()
    expect(state).toMatchObject({ ready: true, entries: 3, vectors: 6, modelId: before })
    expect(state.degraded).toMatch(/model_unusable.*config\.json/u)
    expect(firstOf(await ask(opened, '会議'))).toBe('kaigi')
    writeTinySentenceModel({ folder: model }) // brought at last: taken up without a restart
    await until(async () => (await modelOf(opened)) !== before, DEADLINE_MS)
    expect(await opened.product.indexState()).toMatchObject({ vectors: 6, degraded: null })
  })
})

test('an evaluation by words alone does not pass for one of the model', async () => {
  const folder = makeTempFolder()
  writeFileSync(
    join(folder, 'corpus.jsonl'),
    ENTRIES.map(({ id, question, answer }) => JSON.stringify({ id, question, answer })).join('\n'),
  )
  writeFileSync(join(folder, 'queries.jsonl'), JSON.stringify({ id: 'q1', text: '旅費', relevant: { ryohi: 1 } }))
  const model = writeTinySentenceModel()
  const evaluate = (environment: Readonly<Record<string, string>>) => runHere(['eval', folder], environment)
  expect(await evaluate(transformers(model))).toMatchObject({ code: 0, stderr: '' })
  rmSync(join(model, 'tokenizer.json'))
  const { code, stderr } = await evaluate(transformers(model))
  expect([code, stderr.includes('tokenizer.json')]).toEqual([0, true])
})

describe('an endpoint', () => {
  test('gives vectors to entries and questions', async () => {
    await using server = await openEmbeddingsEndpoint()
    await using opened = await open(makeTempFolder(), openai(server))
    expect(await opened.product.indexState()).toMatchObject({ vectors: 6, degraded: null })
    expect(firstOf(await ask(opened, '旅費'))).toBe('ryohi')
    expect(server.requests.at(-1)?.body.input).toEqual(['旅費'])
  })

  test('that is dead leaves the old vectors in force until it comes back, and new entries to be found by words', async () => {
    const folder = makeTempFolder()
    const model = writeTinySentenceModel()
    const before = await open(folder, transformers(model))
    const oldModel = await modelOf(before)
    await before[Symbol.asyncDispose]()
    await using server = await openEmbeddingsEndpoint()
    server.behave({ status: 401 })
    await using opened = await open(folder, openai(server))
    const { product } = opened
    expect(await product.indexState()).toMatchObject({ ready: true, vectors: 6, modelId: oldModel })
    expect((await product.indexState()).degraded).toMatch(/refused/u)
    expect((await product.rank('休み', 1)).ranked[0]).toMatchObject({ entryId: 'kyuka' })
    expect((await product.rank('休み', 1)).ranked[0]?.cosine).toBeGreaterThan(0)
    await until(() => server.requests.length >= 4, DEADLINE_MS) // by now it is tried again after 3.2 s only
    await product.registry.save([makeInput('keihi', { question: '経費の精算' })], { actor: 'story' })
    await until(async () => firstOf(await ask(opened, '経費の精算')) === 'keihi', 2_000)
    server.behave('float')
    await until(async () => (await modelOf(opened)) !== oldModel, DEADLINE_MS)
    expect(await product.indexState()).toMatchObject({ vectors: 8, degraded: null, pending: 0 })
  })

  test('that is dead from the first start on leaves words, in time', async () => {
    await using server = await openEmbeddingsEndpoint()
    server.behave({ status: 404 })
    await using opened = await open(makeTempFolder(), openai(server))
    const state = await opened.product.indexState()
    expect(state).toMatchObject({ ready: true, entries: 3, vectors: 0, modelId: null })
    expect(state.degraded).toMatch(/unknown_model/u)
    expect(firstOf(await ask(opened, '旅費の申請'))).toBe('ryohi')
  })

  test('that hangs while entries are indexed keeps nobody from asking', async () => {
    await using server = await openEmbeddingsEndpoint()
    server.behave('hang')
    await using opened = await openProductIn(null, openai(server))
    const { product } = opened
    await product.registry.save(ENTRIES, { actor: 'story' })
    await until(async () => (await product.indexState()).ready, DEADLINE_MS)
    expect(await product.indexState()).toMatchObject({ entries: 3, pending: 0, vectors: 0 })
    expect(firstOf(await ask(opened, '旅費の申請'))).toBe('ryohi')
    await product.registry.save([makeInput('keihi', { question: '経費の精算' })], { actor: 'story' })
    await until(async () => firstOf(await ask(opened, '経費の精算')) === 'keihi', 5_000)
  })

  test('that hangs at a question costs it the time limit and no more, and the next ones nothing', async () => {
    await using server = await openEmbeddingsEndpoint()
    await using opened = await open(makeTempFolder(), openai(server, { EMBEDDING_TIMEOUT_MS: '100' }))
    server.behave('hang')
    const asked = server.requests.length
    for (let i = 0; i < 5; i += 1) expect(firstOf(await ask(opened, '旅費の申請'))).toBe('ryohi')
    expect(server.requests).toHaveLength(asked + 2) // then it is left alone for a while
    expect((await opened.product.indexState()).degraded).toMatch(/embedder: no answer within 100 ms/u)
    expect(opened.events.map(({ event }) => event)).toEqual(['model_failed'])
  })
})

describe('a cross-encoder', () => {
  const twins = [
    makeInput('kyuka', { question: '申請の期限', answer: '休暇' }),
    makeInput('kaigi', { question: '申請の期日', answer: '会議' }),
    makeInput('ryohi', { question: '申請の期間', answer: '旅費' }),
  ]

  test('looks at the best candidates once more', async () => {
    const words = { ...TINY_VECTORS, 年休: [0, 0, 1, 0] } // a cross-encoder with an opinion of its own
    const environment = { RERANKER_PATH: writeTinyCrossEncoder({ words }), RERANKER_BUDGET_MS: '5000' }
    const ranks = async (some: Readonly<Record<string, string>>) => {
      await using opened = await openProductIn(null, some)
      await opened.product.registry.save(twins, { actor: 'story' })
      await opened.product.settleIndex()
      const verdict = await opened.product.rank('年休', 3)
      return { ids: verdict.ranked.map(({ entryId }) => entryId), state: await opened.product.indexState() }
    }
    const plain = await ranks({})
    const reranked = await ranks(environment)
    expect([plain.ids[0], reranked.ids[0]]).toEqual(['kyuka', 'kaigi'])
    expect(reranked.ids.toSorted()).toEqual(plain.ids.toSorted())
    expect(reranked.state.degraded).toBeNull()
  })

  test('that is not there changes nothing but the health', async () => {
    const folder = writeTinyCrossEncoder()
    rmSync(folder, { recursive: true })
    await using opened = await open(makeTempFolder(), { RERANKER_PATH: folder })
    expect(firstOf(await ask(opened, '旅費'))).toBe('ryohi')
    expect((await opened.product.indexState()).degraded).toMatch(/reranker: model_unusable/u)
  })
})
