// Whatever comes in, nothing breaks: no response of 500 or more, every refusal well-formed, and the next colleague is answered.
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askResponseSchema, entryListSchema } from '../../src/server/api-schemas.ts'
import { explanationSchema } from '../../src/server/explain-schemas.ts'
import { expectNoInsides, expectProblem, expectSecurityHeaders } from './expectations.ts'
import {
  HOSTILE_TEXTS,
  hostileTextRequests,
  hostileTicketRequests,
  misshapenRequests,
  noiseRequests,
} from './hostile-requests.ts'
import { openStory, type Story } from './open-story.ts'
import { openRawClient, type RawRequest, type RawResponse, sendBytes } from './raw-request.ts'

const NOISE = 250
const AT_ONCE = 8

let story: Story
let questionId = ''
beforeAll(async () => {
  story = await openStory()
  questionId = (await story.product.ask({ text: '出張のこと', channel: 'web' })).questionId
})
afterAll(() => story[Symbol.asyncDispose]())

/** Sends them all, and judges each response; a failure names the request that led to it. */
async function expectAllWell(requests: readonly RawRequest[]): Promise<readonly RawResponse[]> {
  await using client = openRawClient(story.port)
  const responses: RawResponse[] = []
  for (let from = 0; from < requests.length; from += AT_ONCE) {
    const some = requests.slice(from, from + AT_ONCE)
    const received = await Promise.all(some.map(request => client.send(request)))
    for (const [i, response] of received.entries()) expectWell(some[i] as RawRequest, response)
    responses.push(...received)
  }
  return responses
}

function expectWell(request: RawRequest, response: RawResponse): void {
  try {
    expect(response.status).toBeLessThan(500)
    expectSecurityHeaders(response)
    if (response.status >= 400) expectRefusal(request, response)
    else if (request.method === 'POST' && request.path === '/api/v1/ask') {
      askResponseSchema.parse(JSON.parse(response.text))
    } else if (request.method === 'POST' && request.path === '/api/v1/explain') {
      explanationSchema.parse(JSON.parse(response.text))
    }
  } catch (error) {
    const { method = 'GET', path, body = '' } = request
    const shown = `${method} ${path.slice(0, 200)} ${Buffer.from(body).toString('latin1').slice(0, 200)}`
    throw new Error(`${shown} → ${response.status} ${response.text.slice(0, 500)}`, { cause: error })
  }
}

function expectRefusal({ method, path }: RawRequest, { status, headers, text }: RawResponse): void {
  const isPage = headers.get('content-type')?.startsWith('text/html') === true
  expect(isPage && path.startsWith('/api/')).toBe(false)
  if (method === 'HEAD') return expect(text).toBe('')
  if (!isPage) return expectProblem({ status, headers }, text)
  expect(text).toMatch(/^<(!doctype html|form class="composer")/iu)
  if (text.startsWith('<!')) expect(text).toMatch(/<h1[^>]*>[^<]+<\/h1>/u)
  expectNoInsides(text)
}

/** The server, its database and the next question are as if nothing had happened. */
async function expectUnharmed(): Promise<void> {
  const body = JSON.stringify({ question: '休みを取りたい' })
  const headers = { 'Content-Type': 'application/json' }
  const answer: unknown = await (await fetch(`${story.url}/api/v1/ask`, { method: 'POST', body, headers })).json()
  expect(answer).toMatchObject({ outcome: 'answered', answer: { entryId: 'jinji-001' } })
  expect(await (await fetch(`${story.url}/readyz`)).json()).toMatchObject({ status: 'ready' })
  expect(story.events).toEqual([])
  const database = new BetterSqlite3(story.product.databasePath, { readonly: true })
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
}

describe('a thousand bad requests', () => {
  test('hostile texts in every place that takes a text', async () => {
    const requests = hostileTextRequests(questionId)
    expect(requests.length).toBeGreaterThanOrEqual(900)
    await expectAllWell(requests)
    await expectUnharmed()
  })

  test('hostile texts in every place of conversations and tickets', async () => {
    const requests = hostileTicketRequests(questionId)
    expect(requests.length).toBeGreaterThanOrEqual(600)
    const statuses = new Set((await expectAllWell(requests)).map(({ status }) => status))
    expect([...statuses]).toEqual(expect.arrayContaining([303, 404, 409, 422]))
    await expectUnharmed()
  })

  test('bodies, types, encodings, methods and addresses that are wrong in form', async () => {
    const requests = misshapenRequests(questionId)
    expect(requests.length).toBeGreaterThanOrEqual(400)
    await expectAllWell(requests)
    await expectUnharmed()
  })

  test('noise', async () => {
    const requests = noiseRequests(NOISE)
    const statuses = new Set((await expectAllWell(requests)).map(({ status }) => status))
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]))
    await expectUnharmed()
  })
})

describe('what is refused and what is merely odd', () => {
  const statusOf = async (request: RawRequest) => {
    await using client = openRawClient(story.port)
    return (await client.send(request)).status
  }
  const askWith = (body: string | Uint8Array, type = 'application/json') => {
    return statusOf({ method: 'POST', path: '/api/v1/ask', body, headers: { 'Content-Type': type } })
  }

  test.for([
    ['blank', ' \u3000\n'],
    ['empty', ''],
    ['of 10,000 characters', 'あ'.repeat(10_000)],
  ] as const)('refuses a question that is %s', async ([_what, question]) => {
    expect(await askWith(JSON.stringify({ question }))).toBe(400)
  })

  test.for(['😀', '\u200b\u200b', '\u202e費旅\u202c', "' OR 1=1 --", '"NEAR" * ^ (', '<script>', '\ud800', 'a\0b'])(
    'takes %j as a question like any other',
    async question => {
      expect(await askWith(JSON.stringify({ question }))).toBe(200)
    },
  )

  test('reads UTF-16 where it is declared, and nothing but Unicode', async () => {
    const utf16 = Buffer.from('{"question":"旅費"}', 'utf16le')
    expect(await askWith(utf16, 'application/json; charset=utf-16le')).toBe(200)
    expect(await askWith(utf16)).toBe(400)
    expect(await askWith('{"question":"a"}', 'application/json; charset=shift_jis')).toBe(415)
  })

  test('takes no key of an object for one of its own', async () => {
    expect(await askWith('{"__proto__":{"question":"旅費"}}')).toBe(400)
    expect(await askWith('{"question":"旅費","__proto__":{"limit":99}}')).toBe(200)
    expect(Object.prototype).not.toHaveProperty('limit')
    expect(await statusOf({ path: '/api/v1/entries?__proto__=a' })).toBe(200)
  })

  test('finds nothing by a wildcard, whatever SQL would make of it', async () => {
    await using client = openRawClient(story.port)
    for (const text of ['*', '_', '%_%', "' OR '1'='1", '") UNION SELECT 1 --']) {
      const { text: body } = await client.send({ path: `/api/v1/entries?q=${encodeURIComponent(text)}` })
      expect([text, entryListSchema.parse(JSON.parse(body)).total]).toEqual([text, 0])
    }
  })

  test('shows a hostile question as text on its page', async () => {
    await using client = openRawClient(story.port)
    for (const text of HOSTILE_TEXTS.filter(hostile => hostile.includes('<'))) {
      const body = `question=${encodeURIComponent(text)}`
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const asked = await client.send({ method: 'POST', path: '/ask', body, headers })
      expect(asked.status).toBe(303)
      const page = await client.send({ path: asked.headers.get('location') ?? '' })
      expect(page.status).toBe(200)
      expect(page.text).not.toMatch(/<script>alert|<img src=x/u)
    }
  })
})

describe('what is hardly HTTP', () => {
  const BAD: readonly (readonly [what: string, bytes: string, answer: RegExp])[] = [
    [
      'an address of 20,000 characters',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      /^HTTP\/1\.1 (414|431) /u,
    ],
    [
      'a header of 20,000 characters',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /u,
    ],
    ['no HTTP at all', '旅費はいつ出ますか\r\n\r\n', /^HTTP\/1\.1 400 /u],
    ['TLS', '\u0016\u0003\u0001\u0002\0\u0001', /^HTTP\/1\.1 400 /u],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n', /^HTTP\/1\.1 400 /u],
    [
      'two lengths',
      'POST /ask HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      /^HTTP\/1\.1 400 /u,
    ],
    [
      'a length and chunks',
      'POST /ask HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400 /u,
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /u],
    [
      'a raw Japanese address',
      'GET /entries/旅費 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (400|404) /u,
    ],
    [
      'a raw NUL in the address',
      'GET /entries/\0 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (400|404) /u,
    ],
    [
      'the address of another host',
      'GET http://example.test/api/v1/ask HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 4\d\d /u,
    ],
    ['a star for an address', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 4\d\d /u],
    [
      'a star to the API',
      'POST * HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 4\d\d /u,
    ],
    [
      'an old protocol',
      'POST /ask HTTP/1.0\r\nOrigin: http://a\r\nContent-Length: 0\r\n\r\n',
      /^HTTP\/1\.[01] 4\d\d /u,
    ],
    [
      'an upgrade',
      'GET /none HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 404 /u,
    ],
    [
      'an expectation',
      'GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: x\r\n\r\n',
      /^HTTP\/1\.1 4(04|17) /u,
    ],
    ['a tunnel', 'CONNECT example.test:443 HTTP/1.1\r\nHost: a\r\n\r\n', /^$/u],
  ]

  test.for(BAD)('%s', async ([_what, bytes, answer]) => {
    const received = await sendBytes(story.port, bytes)
    expect(received).toMatch(answer)
    expectNoInsides(received)
    await expectUnharmed()
  })

  test('refuses even an address of 20,000 characters with a problem document', async () => {
    const received = await sendBytes(story.port, `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(received).toContain('application/problem+json')
  })
})

describe('what a refusal says', () => {
  test('speaks of the address where the address is wrong', async () => {
    const { detail } = (await (await fetch(`${story.url}/api/v1/entries/%ff`)).json()) as { readonly detail: string }
    expect(detail).not.toContain('JSON')
  })
})
