import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChatEndpoint, openChatModel } from '../../../src/adapters/openai/chat-model.ts'
import { systemClock } from '../../../src/adapters/system-clock.ts'
import type { CallLimits } from '../../../src/core/compose/ask-model.ts'
import { openCircuits } from '../../../src/core/compose/circuit.ts'
import { COMPOSE_LIMITS, type ComposedEvent, composeAnswer } from '../../../src/core/compose/compose-answer.ts'
import type { ChatPiece } from '../../../src/core/ports/chat-model.ts'
import { analyser, LEAVE } from '../../core/compose/japanese.ts'
import { type ChatEndpointMode, type ChatEndpointStandIn, openChatEndpoint } from '../../fakes/chat-endpoint.ts'
import { collect, openScriptedAccess } from '../../fakes/scripted-model.ts'

let server: ChatEndpointStandIn
let endpoint: ChatEndpoint
beforeEach(async () => {
  server = await openChatEndpoint()
  endpoint = { baseUrl: server.baseUrl, apiKey: 'sk-test', model: 'tiny' }
})
afterEach(() => server[Symbol.asyncDispose]())

const REQUEST = { system: 'S', user: 'U', tokensMax: 100 }
const write = (
  some: Partial<ChatEndpoint> = {},
  signal = new AbortController().signal,
): Promise<readonly ChatPiece[]> => collect(openChatModel({ ...endpoint, ...some }).write(REQUEST, signal))

describe('a chat endpoint', () => {
  test('gets one request with two messages and a cap, and no tools', async () => {
    server.behave({ answer: '年休です。' })
    expect(await write()).toEqual([
      { kind: 'text', text: '年休です。' },
      { kind: 'end', isCut: false },
    ])
    expect(server.requests).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: 'Bearer sk-test',
        body: {
          model: 'tiny',
          messages: [
            { role: 'system', content: 'S' },
            { role: 'user', content: 'U' },
          ],
          stream: true,
          max_tokens: 100,
          temperature: 0,
        },
      },
    ])
  })

  test('is sent no key where there is none', async () => {
    server.behave({ answer: 'a' })
    await write({ apiKey: '' })
    expect(server.requests[0]?.authorization).toBeUndefined()
  })

  test.each([
    [{ status: 401 }, 'refused', /HTTP 401/u],
    [{ status: 403 }, 'refused', /HTTP 403/u],
    [{ status: 404 }, 'unknown_model', /HTTP 404/u],
    [{ status: 400 }, 'bad_reply', /HTTP 400/u],
    [{ status: 429 }, 'too_many', /HTTP 429/u],
    [{ status: 500 }, 'unreachable', /HTTP 500/u],
    [{ status: 503, bodyBytes: 100_000_000 }, 'unreachable', /HTTP 503/u],
    [{ status: 302, location: 'http://127.0.0.1:1/' }, 'unreachable', /redirect/u],
    [{ status: 307, location: '/v1/elsewhere' }, 'unreachable', /redirect/u],
    ['html', 'bad_reply', /text\/html/u],
    ['invalid json', 'bad_reply', /JSON/iu],
    ['other shape', 'bad_reply', /finish reason/u],
    ['no body', 'bad_reply', /finish reason/u],
    ['truncated', 'bad_reply', /finish reason|JSON/iu],
    ['cut off', 'unreachable', /.+/u],
    ['error event', 'unreachable', /out of memory/u],
    ['huge json', 'bad_reply', /application\/json/u],
    ['huge line', 'bad_reply', /bytes/u],
    ['huge stream', 'bad_reply', /bytes/u],
  ] as const)('that answers with %o is told as %s', async (mode, problem, detail) => {
    server.behave(mode)
    const last = (await write()).at(-1)
    expect(last).toMatchObject({ kind: 'trouble', problem, detail: expect.stringMatching(detail) as string })
    expect(server.requests).toHaveLength(1)
    expect(JSON.stringify(last)).not.toContain('sk-test')
  })

  test('that writes as much as a rendering takes, each token in wrapping of its own, is read to the end', async () => {
    server.behave('wordy')
    const asked = openChatModel(endpoint).write({ ...REQUEST, tokensMax: 6_000 }, new AbortController().signal)
    expect((await collect(asked)).at(-1)).toMatchObject({ kind: 'end' })
    expect(server.bytesTaken()).toBeGreaterThan(2_500_000)
    expect((await write()).at(-1)).toMatchObject({ kind: 'trouble' }) // far more than a hundred tokens take
  })

  test('that pours a hundred megabytes is left early', async () => {
    for (const mode of ['huge json', 'huge line', 'huge stream', { status: 500, bodyBytes: 100_000_000 }] as const) {
      server.behave(mode)
      await write()
      expect(server.bytesTaken()).toBeLessThan(20_000_000)
    }
  })

  test('that asks for patience is heard', async () => {
    server.behave({ status: 429, retryAfter: '7' })
    expect((await write())[0]).toMatchObject({ retryAfterMs: 7_000 })
    server.behave({ status: 503, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' })
    expect((await write())[0]).toMatchObject({ retryAfterMs: null })
  })

  test('that is not there, by address or by name, is told with what the system said', async () => {
    await server[Symbol.asyncDispose]()
    expect((await write())[0]).toMatchObject({
      problem: 'unreachable',
      detail: expect.stringMatching(/ECONNREFUSED/u) as string,
    })
    const nowhere = await write({ baseUrl: 'http://no-such-host.invalid/v1' })
    expect(nowhere[0]).toMatchObject({
      problem: 'unreachable',
      detail: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/u) as string,
    })
    server = await openChatEndpoint()
  })

  test('that hangs is left when nobody waits any more', async () => {
    for (const mode of ['hang', 'hang after headers', 'drip'] as const) {
      server.behave(mode)
      const leaving = new AbortController()
      const arrived = server.arrived()
      const writing = write({}, leaving.signal)
      await arrived
      leaving.abort()
      expect((await writing).at(-1)?.kind).toBe('trouble')
    }
  })
})

describe('an answer of one shape', () => {
  const schema = { name: 'shape', shape: { type: 'object' } }

  test('is asked for by schema, and without one from a server that refuses it', async () => {
    server.behave({ answer: '{}' }, { status: 400 }, { answer: '{}' })
    const model = openChatModel(endpoint)
    const ask = () => collect(model.write({ ...REQUEST, schema }, new AbortController().signal))
    expect(await ask()).toMatchObject([{ text: '{}' }, { kind: 'end' }])
    expect(server.requests[0]?.body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'shape', schema: { type: 'object' }, strict: true },
    })
    expect(await ask()).toMatchObject([{ kind: 'trouble', problem: 'bad_reply' }])
    expect(await ask()).toMatchObject([{ text: '{}' }, { kind: 'end' }])
    expect(server.requests.map(({ body }) => 'response_format' in body)).toEqual([true, true, false])
  })
})

/** For endpoints that would hang: the limits of the product, twenty times as short. */
const SHORT: CallLimits = { firstTextMs: 150, pauseMs: 100, usefulMs: 225, totalMs: 750, retries: 2 }
/** What A18 of the test list grants, with the product's own limits. */
const FALLBACK_MAX_MS = 5_000

function openCompose(baseUrl: string, limits = COMPOSE_LIMITS) {
  const { access, troubles } = openScriptedAccess(openChatModel({ ...endpoint, baseUrl }), {
    clock: systemClock,
    circuits: openCircuits(systemClock.now),
    random: () => 0,
  })
  const deps = { access, analyser, employeeNumberForms: [], limits }
  const request = { questionId: 'q', text: '有休の手続は？', sources: [LEAVE] }
  const compose = () => collect(composeAnswer(request, deps, new AbortController().signal))
  return { access, troubles, compose }
}

describe('the twelve ways of a dead or mad endpoint', () => {
  const NOBODY = 'http://127.0.0.1:1/v1' // no server listens on port 1
  const WAYS: readonly (readonly [string, ChatEndpointMode | null, string, string | null])[] = [
    ['refused', null, 'unreachable', NOBODY],
    ['unknown to DNS', null, 'unreachable', 'http://no-such-host.invalid/v1'],
    ['hanging', 'hang', 'slow', null],
    ['dripping byte by byte', 'drip', 'slow', null],
    ['200 with HTML', 'html', 'bad_reply', null],
    ['a truncated stream', 'truncated', 'bad_reply', null],
    ['429', { status: 429 }, 'too_many', null],
    ['500', { status: 500 }, 'unreachable', null],
    ['a body of 100 MB', 'huge json', 'bad_reply', null],
    ['a stream of 100 MB', 'huge line', 'bad_reply', null],
    ['invalid JSON', 'invalid json', 'bad_reply', null],
    ['a wrong model', { status: 404 }, 'unknown_model', null],
    ['an empty answer', 'empty', 'empty', null],
    ['hanging after its headers', 'hang after headers', 'slow', null],
    ['a connection cut off', 'cut off', 'unreachable', null],
    ['a redirect', { status: 302, location: 'http://127.0.0.1:1/' }, 'unreachable', null],
  ]

  test.each(WAYS)('%s: nothing, in time, and the circuit counts', async (_, mode, why, baseUrl) => {
    if (mode !== null) server.behave(mode)
    const { access, compose } = openCompose(baseUrl ?? server.baseUrl, why === 'slow' ? SHORT : COMPOSE_LIMITS)
    const startedAt = performance.now()
    const events: readonly ComposedEvent[] = await compose()
    expect(events).toEqual([{ kind: 'nothing', why }])
    expect(performance.now() - startedAt).toBeLessThan(FALLBACK_MAX_MS)
    expect(access.circuits.compose.state()).toEqual({ kind: 'closed', failures: 1 })
  })

  test('five of them open the circuit, and then nobody is asked', async () => {
    server.behave('html')
    const { compose } = openCompose(server.baseUrl)
    for (let i = 0; i < 5; i += 1) await compose()
    expect(await compose()).toEqual([{ kind: 'nothing', why: 'resting' }])
    expect(server.requests).toHaveLength(5)
  })

  test('one that fails twice before its first word is asked again', async () => {
    server.behave({ status: 503 }, { status: 429 }, { answer: '半日や1時間の単位でも取得できます。[1]' })
    const events = await openCompose(server.baseUrl).compose()
    expect(events.map(({ kind }) => kind)).toEqual(['sentence', 'done'])
    expect(server.requests).toHaveLength(3)
  })
})
