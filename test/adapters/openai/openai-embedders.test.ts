import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type EmbeddingsEndpoint,
  openEmbeddingsClient,
  splitIntoRequests,
} from '../../../src/adapters/openai/embeddings-client.ts'
import { openOpenaiEmbedders } from '../../../src/adapters/openai/openai-embedders.ts'
import { type EmbeddingsEndpointStandIn, openEmbeddingsEndpoint } from '../../fakes/embeddings-endpoint.ts'

let server: EmbeddingsEndpointStandIn
let endpoint: EmbeddingsEndpoint
beforeEach(async () => {
  server = await openEmbeddingsEndpoint()
  endpoint = {
    baseUrl: server.baseUrl,
    apiKey: 'sk-test',
    model: 'tiny',
    dimensions: null,
    timeoutMs: 5_000,
    retries: 2,
  }
})
afterEach(() => server[Symbol.asyncDispose]())

const embed = (texts: readonly string[], some: Partial<EmbeddingsEndpoint> = {}, signal?: AbortSignal) =>
  openEmbeddingsClient({ ...endpoint, ...some }).embed(texts, signal)
const failure = (problem: string, detail: RegExp) => ({
  code: 'embedding_service',
  data: { endpoint: server.baseUrl, problem, detail: expect.stringMatching(detail) as string },
})

describe('an embeddings endpoint', () => {
  test.each(['float', 'base64', 'shuffled'] as const)('that answers in %s gives unit vectors in order', async mode => {
    server.behave(mode)
    const vectors = await embed(['休暇', '旅費申請', '会議会議'])
    const [first, second, third] = vectors.map(vector => [...vector])
    expect([first, third]).toEqual([
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ])
    expect(second).toEqual([0, Math.fround(Math.SQRT1_2), 0, Math.fround(Math.SQRT1_2)])
    expect(server.requests[0]?.body).toEqual({
      model: 'tiny',
      input: ['休暇', '旅費申請', '会議会議'],
      encoding_format: 'float',
    })
    expect(server.requests[0]?.authorization).toBe('Bearer sk-test')
  })

  test('is asked for shorter vectors where that is wanted, and sent no key where there is none', async () => {
    expect((await embed(['休暇'], { dimensions: 2, apiKey: '' }))[0]).toHaveLength(2)
    expect(server.requests[0]?.body.dimensions).toBe(2)
    expect(server.requests[0]?.authorization).toBeUndefined()
  })

  test('gets many texts in requests of a size it takes', async () => {
    const texts = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? '休暇' : '旅費'))
    const vectors = await embed(texts)
    expect(vectors.map(vector => vector[0])).toEqual(texts.map(text => (text === '休暇' ? 1 : 0)))
    expect(server.requests.map(({ body }) => body.input.length)).toEqual([64, 64, 64, 64, 44])
  })

  test('has two requests open at a time, no more', async () => {
    server.behave('hang')
    const texts = Array.from({ length: 300 }, () => '休暇')
    const hanging = embed(texts, { timeoutMs: 300, retries: 0 })
    await expect(hanging).rejects.toMatchObject(failure('unreachable', /timed out/u))
    expect(server.requests).toHaveLength(2)
  })

  test('that fails twice and then answers is waited for', async () => {
    server.behave({ status: 500 }, { status: 503 }, 'float')
    expect(await embed(['休暇'])).toHaveLength(1)
    expect(server.requests).toHaveLength(3)
  })

  test('that asks for patience gets as much as it asked for', async () => {
    server.behave({ status: 429, retryAfterMs: 300 }, 'float')
    expect(await embed(['休暇'])).toHaveLength(1)
    expect(server.requests[1]?.sinceLastMs).toBeGreaterThanOrEqual(295)
  })

  test.each([
    [{ status: 401 }, 'refused', /HTTP 401/u],
    [{ status: 403 }, 'refused', /HTTP 403/u],
    [{ status: 404 }, 'unknown_model', /HTTP 404/u],
    [{ status: 400 }, 'bad_reply', /HTTP 400/u],
    [{ status: 429, retryAfterMs: 1 }, 'too_many', /HTTP 429/u],
    [{ status: 502, retryAfterMs: 1 }, 'unreachable', /HTTP 502/u],
    ['garbage', 'bad_reply', /expected/u],
    ['no json', 'bad_reply', /JSON/u],
    ['one too few', 'bad_reply', /expected 2 embeddings, got 1/u],
    ['no number', 'bad_reply', /finite/u],
  ] as const)('that answers with %o is told as %s', async (mode, problem, detail) => {
    server.behave(mode)
    await expect(embed(['休暇', '旅費'])).rejects.toMatchObject(failure(problem, detail))
  })

  test('that gives vectors of another length than was asked for is told', async () => {
    server.behave('other dimensions')
    await expect(embed(['休暇'], { dimensions: 4 })).rejects.toMatchObject(
      failure('bad_reply', /expected 4 dimensions, got 5/u),
    )
  })

  test('that hangs is left after the time limit', async () => {
    server.behave('hang')
    await expect(embed(['休暇'], { timeoutMs: 100, retries: 0 })).rejects.toMatchObject(
      failure('unreachable', /timed out/u),
    )
  })

  test('that is not there is told with what the system said', async () => {
    await server[Symbol.asyncDispose]()
    await expect(embed(['休暇'], { retries: 0 })).rejects.toMatchObject(failure('unreachable', /ECONNREFUSED/u))
  })

  test('is asked once only for a question, and left when nobody waits any more', async () => {
    server.behave({ status: 500 })
    await expect(embed(['休暇'], {}, new AbortController().signal)).rejects.toMatchObject(
      failure('unreachable', /500/u),
    )
    expect(server.requests).toHaveLength(1)
    server.behave('hang')
    const ended = new AbortController()
    const hanging = embed(['休暇'], {}, ended.signal)
    ended.abort(new Error('nobody waits'))
    await expect(hanging).rejects.toThrow()
  })
})

describe('requests', () => {
  test('hold every text once and in order, within their limits', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20_000 }), { maxLength: 200 }), texts => {
        const requests = splitIntoRequests(texts)
        expect(requests.flat()).toEqual(texts.map(text => (text === '' ? ' ' : text)))
        for (const request of requests) {
          expect(request.length).toBeLessThanOrEqual(64)
          if (request.length > 1) expect(request.join('').length).toBeLessThanOrEqual(32_000)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('embedders of an endpoint', () => {
  const input = (text: string) => ({ text, terms: [] })

  test('are fitted with one look at the endpoint, and opened without any', async () => {
    const model = await openOpenaiEmbedders(endpoint).fit([])
    expect([server.requests.length, model.fittedUnits]).toEqual([1, 0])
    await server[Symbol.asyncDispose]()
    const embedder = await openOpenaiEmbedders(endpoint).open(model)
    expect(embedder).toMatchObject({ modelId: model.id, dimensions: 4 })
    expect(model.id).toMatch(/^tiny@127\.0\.0\.1:\d+\+[0-9a-f]{12}$/u)
  })

  test('do not open a model of another endpoint, name or length', async () => {
    const model = await openOpenaiEmbedders(endpoint).fit([])
    for (const other of [{ model: 'other' }, { dimensions: 2 }, { baseUrl: 'http://127.0.0.1:1/v1' }]) {
      expect(await openOpenaiEmbedders({ ...endpoint, ...other }).open(model)).toBeNull()
    }
  })

  test('put the prefixes of the family before the texts, told by the name of the model', async () => {
    const source = openOpenaiEmbedders({ ...endpoint, model: 'intfloat/multilingual-e5-large' })
    const embedder = await source.open(await source.fit([]))
    await embedder?.embed([input('休暇')], 'question')
    await embedder?.embed([input('休暇')], 'passage')
    expect(server.requests.slice(1).map(({ body }) => body.input)).toEqual([['query: 休暇'], ['passage: 休暇']])
  })

  test('refuse vectors of another length than the model had', async () => {
    const source = openOpenaiEmbedders(endpoint)
    const embedder = await source.open(await source.fit([]))
    server.behave('other dimensions')
    await expect(embedder?.embed([input('休暇')], 'passage')).rejects.toMatchObject(
      failure('bad_reply', /expected 4 dimensions, got 5/u),
    )
  })
})
