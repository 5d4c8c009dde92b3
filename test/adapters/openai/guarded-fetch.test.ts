// TESTLIST G2: where a request may go, by the address that was written down, by what a name leads to, and by what a server says.
import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openChatModel } from '../../../src/adapters/openai/chat-model.ts'
import { openEmbeddingsClient } from '../../../src/adapters/openai/embeddings-client.ts'
import type { LookUp } from '../../../src/adapters/openai/guarded-fetch.ts'
import { isLoopback, isReserved } from '../../../src/adapters/openai/reserved-addresses.ts'
import { type ChatEndpointStandIn, openChatEndpoint } from '../../fakes/chat-endpoint.ts'
import { collect } from '../../fakes/scripted-model.ts'

let server: ChatEndpointStandIn
beforeEach(async () => {
  server = await openChatEndpoint()
  server.behave({ answer: 'a' })
})
afterEach(() => server[Symbol.asyncDispose]())

/** A resolver that says what the test wrote, one answer a look-up; the last again and again. */
function resolver(...answers: readonly (readonly string[])[]): LookUp & { readonly asked: () => number } {
  let asked = 0
  const lookUp: LookUp = (_host, _options, tell) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    tell(
      null,
      addresses.map((address): LookupAddress => ({ address, family: isIP(address) })),
    )
  }
  return Object.assign(lookUp, { asked: () => asked })
}

const portOf = ({ baseUrl }: ChatEndpointStandIn) => new URL(baseUrl).port
const REQUEST = { system: 'S', user: 'U', tokensMax: 10 }
const write = async (host: string, lookUp: LookUp) => {
  const endpoint = { baseUrl: `http://${host}:${portOf(server)}/v1`, apiKey: 'sk-geheim', model: 'tiny', lookUp }
  return (await collect(openChatModel(endpoint).write(REQUEST, new AbortController().signal))).at(-1)
}

describe('an address', () => {
  test.each([
    ['169.254.169.254', true, false],
    ['169.254.0.1', true, false],
    ['100.100.100.200', true, false],
    ['192.0.0.192', true, false],
    ['0.0.0.0', true, false],
    ['224.0.0.1', true, false],
    ['255.255.255.255', true, false],
    ['::', true, false],
    ['fe80::1', true, false],
    ['fe80::1%eth0', true, false],
    ['ff02::1', true, false],
    ['fd00:ec2::254', true, false],
    ['::ffff:169.254.169.254', true, false],
    ['::ffff:a9fe:a9fe', true, false],
    ['64:ff9b::a9fe:a9fe', true, false],
    ['2002:a9fe:a9fe::1', true, false],
    ['no address', true, false],
    ['127.0.0.1', false, true],
    ['127.9.9.9', false, true],
    ['::1', false, true],
    ['::ffff:127.0.0.1', false, true],
    ['10.1.2.3', false, false],
    ['172.16.0.1', false, false],
    ['192.168.0.1', false, false],
    ['fd12:3456::1', false, false],
    ['203.0.113.7', false, false],
  ])('%s: reserved %s, this machine %s', (address, reserved, loopback) => {
    expect(isReserved(address)).toBe(reserved)
    if (isIP(address) !== 0) expect(isLoopback(address)).toBe(loopback)
  })
})

describe('a name', () => {
  test.each([
    [['169.254.169.254']],
    [['::ffff:169.254.169.254']],
    [['fe80::1']],
    [['0.0.0.0']],
    [['203.0.113.7', '169.254.169.254']], // one bad one among good ones
    [['127.0.0.1']], // turned around to this machine
    [['::1']],
    [[]],
  ])('that leads to %j is refused before anything is sent', async addresses => {
    const told = await write('llm.pref.shiomi.example', resolver(addresses))
    expect(told).toMatchObject({ kind: 'trouble', problem: 'refused' })
    expect(JSON.stringify(told)).not.toContain('sk-geheim')
    expect(server.requests).toEqual([])
  })

  test('that says that it is this machine may be this machine', async () => {
    for (const host of ['localhost', 'llm.localhost']) {
      expect(await write(host, resolver(['127.0.0.1']))).toEqual({ kind: 'end', isCut: false })
    }
  })

  test('is looked at again at each new connection: it cannot be turned around between two', async () => {
    const lookUp = resolver(['127.0.0.1'], ['169.254.169.254'])
    expect(await write('llm.localhost', lookUp)).toEqual({ kind: 'end', isCut: false })
    expect(await write('llm.localhost', lookUp)).toMatchObject({ problem: 'refused' })
    expect([lookUp.asked(), server.requests.length]).toEqual([2, 1])
  })

  test('of an embeddings endpoint is looked at just so', async () => {
    const client = openEmbeddingsClient({
      baseUrl: `http://llm.pref.shiomi.example:${portOf(server)}/v1`,
      apiKey: 'sk-geheim',
      model: 'tiny',
      dimensions: null,
      timeoutMs: 1_000,
      retries: 0,
      lookUp: resolver(['169.254.169.254']),
    })
    await expect(client.embed(['年休'])).rejects.toMatchObject({
      code: 'embedding_service',
      data: { problem: 'refused' },
    })
    expect(server.requests).toEqual([])
  })
})

test.each([301, 302, 303, 307, 308])('a redirect by %i is not followed, wherever it leads', async status => {
  await using elsewhere = await openChatEndpoint()
  elsewhere.behave({ answer: 'elsewhere' })
  for (const location of [`${elsewhere.baseUrl}/chat/completions`, 'http://169.254.169.254/latest', '/v1/other']) {
    server.behave({ status, location })
    expect(await write('localhost', resolver(['127.0.0.1']))).toMatchObject({ kind: 'trouble', problem: 'unreachable' })
  }
  expect(elsewhere.requests).toEqual([])
})

test('an error that repeats the key or our words is told without the key, and briefly', async () => {
  server.behave({ errorEvent: `Incorrect key sk-geheim ${'年休'.repeat(500)}` })
  const told = await write('localhost', resolver(['127.0.0.1']))
  expect(told).toMatchObject({ kind: 'trouble' })
  expect(JSON.stringify(told)).not.toContain('sk-geheim')
  expect(JSON.stringify(told).length).toBeLessThan(400)
})
