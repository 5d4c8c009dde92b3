// The JSON API as its callers meet it: the real application over a real database, asked over HTTP.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { askRequestSchema, askResponseSchema, entryListSchema, entrySchema } from '../../src/server/api-schemas.ts'
import { explanationSchema } from '../../src/server/explain-schemas.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { expectNoInsides, expectProblem, expectSecurityHeaders } from './expectations.ts'
import { listenForTest, openProductIn, openStory, type Story } from './open-story.ts'
import { type Operation, readOpenApi } from './openapi-document.ts'
import { openRawClient } from './raw-request.ts'
import { routesOfApp } from './routes-of-app.ts'
import { entryInput, HIDDEN, makeFolder, PUBLISHED, STORY_ENTRIES } from './story-entries.ts'

/** No word of it, and no part of a word, is in any entry. */
const UNKNOWN = 'xyzzy plugh'
const BODY_LIMIT = 64 * 1024

const EVIL = entryInput(
  'evil-001',
  { code: 'evil', name: '<b>人事課</b>' },
  { question: `<script>alert(1)</script> "'); DROP TABLE entry; --`, answer: '<img src=x onerror=alert(1)>' },
)
const SHOWN = [...PUBLISHED, EVIL]
const SHOWN_IDS = SHOWN.map(({ id }) => id).toSorted()

let story: Story
let operations: readonly Operation[]
beforeAll(async () => {
  story = await openStory([...STORY_ENTRIES, EVIL])
  operations = readOpenApi((await (await fetch(`${story.url}/api/openapi.json`)).json()) as Record<string, unknown>)
})
afterAll(() => story[Symbol.asyncDispose]())

const get = (path: string, init: RequestInit = {}) => fetch(story.url + path, { redirect: 'manual', ...init })

const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = '/api/v1/ask') => {
  return get(path, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } })
}

/** The answer, after both the schema of the code and the published document have agreed to every field of it. */
async function ask(body: object) {
  const response = await send(JSON.stringify(body))
  const answer: unknown = await response.json()
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expectDocumented('post', '/api/v1/ask', 200, answer)
  return askResponseSchema.parse(answer)
}

async function explain(body: object) {
  const response = await send(JSON.stringify(body), {}, '/api/v1/explain')
  const explanation: unknown = await response.json()
  expect(response.status).toBe(200)
  expectDocumented('post', '/api/v1/explain', 200, explanation)
  return explanationSchema.parse(explanation)
}

async function list(query: string) {
  const response = await get(`/api/v1/entries${query}`)
  const body: unknown = await response.json()
  expect(response.status).toBe(200)
  expectDocumented('get', '/api/v1/entries', 200, body)
  return entryListSchema.parse(body)
}

function expectDocumented(method: string, path: string, status: number, body: unknown): void {
  const operation = operations.find(known => known.method === method && known.path === path)
  const type = status === 200 ? 'application/json' : 'application/problem+json'
  const schema = operation?.responses[status]?.[type]
  expect(schema, `${method} ${path} documents ${status}`).toBeDefined()
  expect(schema?.parse(body)).toEqual(body)
}

async function expectRefused(response: Response, status: number, code: string): Promise<string> {
  const text = await response.text()
  expect([response.status, text]).toEqual([status, expect.any(String)])
  expectProblem(response, text, code)
  return text
}

describe('asking', () => {
  test('gives the official answer verbatim, with section, date and basis', async () => {
    const answer = await ask({ question: '年次有給休暇を取得するときは、どのような手続きが必要ですか。' })
    expect(answer.outcome).toBe('answered')
    expect(answer.answer).toEqual({
      entryId: 'jinji-001',
      question: '年次有給休暇を取得するときは、どのような手続きが必要ですか。',
      answer:
        '前日までに、庶務事務システムの「休暇申請」から申請してください。\n1. 日付を選ぶ\n2. 所属長の承認を受ける',
      section: { code: 'jinji', name: '人事課' },
      revisedAt: '2026-04-01',
      reviewBy: '2099-03-31',
      reviewOverdue: false,
      basis: ['職員の勤務時間、休暇等に関する条例第12条'],
      url: '/entries/jinji-001',
    })
    expect(answer.candidates.map(({ entryId }) => entryId)).not.toContain('jinji-001')
    expect((await get(answer.answer?.url ?? '')).status).toBe(200)
  })

  test('leaves out a basis that the entry does not have', async () => {
    const { answer } = await ask({ question: '出張の旅費は、いつ支給されますか。' })
    expect(answer).not.toHaveProperty('basis')
  })

  test('offers candidates, best first, where nothing is sure', async () => {
    const answer = await ask({ question: '出張のこと' })
    expect(answer).toMatchObject({ outcome: 'candidates', answer: null })
    const ids = answer.candidates.map(({ entryId }) => entryId)
    expect(ids).toEqual(expect.arrayContaining(['ryohi-001', 'ryohi-002', 'ryohi-003']))
    expect(new Set(ids).size).toBe(ids.length)
    const confidences = answer.candidates.map(({ confidence }) => confidence)
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a))
    expect(answer.confidence).toBe(confidences[0])
  })

  test('says plainly that it does not know', async () => {
    const answer = await ask({ question: UNKNOWN })
    expect(answer).toMatchObject({ outcome: 'unanswered', answer: null, candidates: [] })
  })

  test('takes each question as a new one, and the web page of it exists', async () => {
    const [first, second] = [await ask({ question: '休みを取りたい' }), await ask({ question: '休みを取りたい' })]
    expect(first.questionId).not.toBe(second.questionId)
    expect({ ...first, questionId: '' }).toEqual({ ...second, questionId: '' })
    expect((await get(`/questions/${first.questionId}`)).status).toBe(200)
  })

  test('keeps to a section, and knows nothing in one that does not exist', async () => {
    const question = '休みを取りたい'
    expect((await ask({ question, section: 'jinji' })).answer?.entryId).toBe('jinji-001')
    const elsewhere = await ask({ question, section: 'ryohi', limit: 20 })
    expect(elsewhere.answer?.section.code ?? 'ryohi').toBe('ryohi')
    for (const { section } of elsewhere.candidates) expect(section).toEqual({ code: 'ryohi', name: '旅費センター' })
    expect(await ask({ question, section: 'no-such' })).toMatchObject({ outcome: 'unanswered', candidates: [] })
  })

  test.for([1, 2, 20])('shows at most %i candidates when told so', async limit => {
    const { candidates } = await ask({ question: '出張のこと', limit })
    expect(candidates.length).toBeLessThanOrEqual(limit)
    expect(candidates.length).toBeGreaterThanOrEqual(Math.min(limit, 3))
  })

  test.for(['0', '21', '-1', '1.5', '"5"', 'null', '[5]', 'true', '1e400'])('refuses a limit of %s', async limit => {
    const text = await expectRefused(await send(`{"question":"旅費","limit":${limit}}`), 400, 'bad_input')
    expect(JSON.parse(text)).toMatchObject({ detail: expect.stringContaining('件数') })
  })

  test('never shows what is not published, whatever is asked', async () => {
    for (const { id, question } of HIDDEN) {
      const answer = await ask({ question, limit: 20 })
      expect(answer.answer?.entryId).not.toBe(id)
      expect(answer.candidates.map(({ entryId }) => entryId)).not.toContain(id)
    }
  })

  test('counts a question in code points, up to 1,000 of them', async () => {
    expect((await send(JSON.stringify({ question: '𠮷'.repeat(1_000) }))).status).toBe(200)
    expect((await send(JSON.stringify({ question: `  ${'𠮷'.repeat(1_000)}  ` }))).status).toBe(200)
    await expectRefused(await send(JSON.stringify({ question: '𠮷'.repeat(1_001) })), 400, 'bad_input')
  })

  test('says the limit that the document says', async () => {
    const operation = operations.find(({ path }) => path === '/api/v1/ask')
    for (const body of [{ question: '休み' }, { question: '休み', section: 'jinji', limit: 20 }]) {
      expect(operation?.requestSchema?.safeParse(body).success).toBe(true)
      expect(askRequestSchema.safeParse(body).success).toBe(true)
    }
    for (const body of [
      {},
      { question: '' },
      { question: 5 },
      { question: 'a', limit: 21 },
      { question: 'a', section: 'Ａ' },
    ]) {
      expect(operation?.requestSchema?.safeParse(body).success, JSON.stringify(body)).toBe(false)
      expectDocumented(
        'post',
        '/api/v1/ask',
        400,
        JSON.parse(await expectRefused(await send(JSON.stringify(body)), 400, 'bad_input')),
      )
    }
  })
})

describe('explaining', () => {
  const question = '休みを取りたい'

  test('tells how the answer that is given came about, and logs no question', async () => {
    const before = await story.product.questionLog.count()
    const explanation = await explain({ question })
    expect(await story.product.questionLog.count()).toBe(before)
    const answer = await ask({ question })
    expect(explanation).toMatchObject({ question, outcome: answer.outcome, confidence: answer.confidence })
    const answered = [answer.answer?.entryId, ...answer.candidates.map(({ entryId }) => entryId)]
    expect(explanation.candidates.map(({ entryId }) => entryId)).toEqual(answered.slice(0, 5))
    const [first] = explanation.candidates
    expect(first).toMatchObject({ ground: 'exact', section: { code: 'jinji', name: '人事課' }, veto: null })
    expect(first?.dense?.ask).toMatchObject({ kind: 'phrasing', text: question })
    expect(explanation.morphemes.map(({ surface }) => surface).join('')).toBe(question)
    expect(explanation.modelId).not.toBeNull()
  })

  test('tells what vetoes an entry, and why nothing was found', async () => {
    const { candidates } = await explain({ question: '給与明細の暗証番号を忘れた', limit: 1 })
    const vetoed = candidates.filter(({ veto }) => veto !== null)
    expect(vetoed).toMatchObject([{ entryId: 'joho-002', veto: { verbatim: true }, confidence: 0 }])
    expect(candidates.at(-1)).toEqual(vetoed[0])
    expect(await explain({ question: UNKNOWN })).toMatchObject({
      outcome: 'unanswered',
      summary: expect.stringContaining('見つからなかった') as string,
      candidates: [],
    })
  })

  test('keeps to a section and a limit, and never shows what is not published', async () => {
    const some = await explain({ question, section: 'ryohi', limit: 2 })
    expect(some.candidates).toHaveLength(2)
    expect(new Set(some.candidates.map(({ section }) => section.code))).toEqual(new Set(['ryohi']))
    for (const { entryId } of some.nearestUnits) expect(entryId).toMatch(/^ryohi-/u)
    for (const hidden of HIDDEN) {
      const told = JSON.stringify(await explain({ question: hidden.question, limit: 20 }))
      expect(told).not.toContain(hidden.id)
      expect(told).not.toContain(hidden.answer)
    }
  })

  test('refuses what asking refuses', async () => {
    const refuse = async (body: string, status: number, code: string, headers = {}) => {
      const text = await expectRefused(await send(body, headers, '/api/v1/explain'), status, code)
      expectDocumented('post', '/api/v1/explain', status, JSON.parse(text))
    }
    for (const body of ['{}', '{"question":"　"}', '{"question":"a","limit":21}', '{']) {
      await refuse(body, 400, 'bad_input')
    }
    await refuse(JSON.stringify({ question: '𠮷'.repeat(1_001) }), 400, 'bad_input')
    await refuse('x'.repeat(BODY_LIMIT + 1), 413, 'too_large')
    await refuse('{}', 415, 'unsupported_media_type', { 'Content-Type': 'text/plain' })
    expect((await get('/api/v1/explain')).headers.get('allow')).toBe('POST')
  })
})

describe('the list of entries', () => {
  test('holds what is published, in the order of the ids, and nothing else', async () => {
    const { total, entries } = await list('')
    expect(total).toBe(SHOWN.length)
    expect(entries.map(({ id }) => id)).toEqual(SHOWN_IDS)
    expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['published']))
  })

  test('comes in pages that neither overlap nor leave a gap', async () => {
    const ids: string[] = []
    for (let offset = 0; offset < SHOWN.length; offset += 3) {
      const page = await list(`?limit=3&offset=${offset}`)
      expect(page.total).toBe(SHOWN.length)
      ids.push(...page.entries.map(({ id }) => id))
    }
    expect(ids).toEqual(SHOWN_IDS)
    expect(await list('?offset=1000000')).toEqual({ total: SHOWN.length, entries: [] })
  })

  test.for([
    ['a word of the question', '?q=結婚', ['jinji-002']],
    ['a word of the answer', '?q=営利企業', ['jinji-003']],
    ['several words, all of them', '?q=出張 自家用車', ['ryohi-002']],
    ['another width and case', '?q=vpn', ['joho-001']],
    ['an id', '?q=JOHO-003', ['joho-003']],
    ['a sign that SQL gives a meaning to', '?q=100%25', ['joho-001']],
    ['another such sign', '?q=_', []],
    ['a quotation mark', "?q='", ['evil-001']],
    ['a word of a draft', '?q=時差出勤', []],
    ['a word of an archived entry', '?q=永年勤続', []],
    ['a section', '?section=ryohi', ['ryohi-001', 'ryohi-002', 'ryohi-003']],
    ['a section and a word', '?section=ryohi&q=航空券', ['ryohi-003']],
    ['a section that does not exist', '?section=nowhere', []],
  ] as const)('finds by %s', async ([_what, query, expected]) => {
    const { total, entries } = await list(query)
    expect([total, entries.map(({ id }) => id)]).toEqual([expected.length, expected])
  })

  test.for([
    '?limit=0',
    '?limit=101',
    '?limit=x',
    '?offset=-1',
    '?offset=1000001',
    '?section=A B',
    `?q=${'あ'.repeat(201)}`,
    '?q=a&q=b',
  ])('refuses %s', async query => {
    const text = await expectRefused(await get(`/api/v1/entries${query}`), 400, 'bad_input')
    expectDocumented('get', '/api/v1/entries', 400, JSON.parse(text))
  })
})

describe('one entry', () => {
  test.for(PUBLISHED.map(({ id }) => id))('reads %s as the registry has it', async id => {
    const response = await get(`/api/v1/entries/${id}`)
    const body: unknown = await response.json()
    expectDocumented('get', '/api/v1/entries/{id}', 200, body)
    const entry = entrySchema.parse(body)
    const stored = STORY_ENTRIES.find(known => known.id === id)
    expect(entry).toMatchObject({
      id,
      question: stored?.question,
      answer: stored?.answer,
      section: stored?.section,
      phrasings: stored?.phrasings,
      registeredOn: '2026-04-01',
      revision: 1,
      status: 'published',
    })
  })

  test('tells an archived entry, a draft and one that never was apart by nothing', async () => {
    const answers = new Set<string>()
    for (const id of [...HIDDEN.map(entry => entry.id), 'jinji-999']) {
      const text = await expectRefused(await get(`/api/v1/entries/${id}`), 404, 'not_found')
      expectDocumented('get', '/api/v1/entries/{id}', 404, JSON.parse(text))
      answers.add(text.replaceAll(id, '<id>'))
    }
    expect(answers.size).toBe(1)
  })
})

describe('methods, types and sizes', () => {
  test.for(['/api/v1/entries', '/api/v1/entries/jinji-001', '/healthz', '/readyz', '/api/openapi.json', '/'])(
    'answers HEAD of %s like GET, without a body',
    async path => {
      const [whole, head] = [await get(path), await get(path, { method: 'HEAD' })]
      expect([head.status, await head.text()]).toEqual([200, ''])
      for (const name of ['content-type', 'content-length', 'cache-control']) {
        expect(head.headers.get(name)).toBe(whole.headers.get(name))
      }
    },
  )

  test.for([
    ['/api/v1/ask', 'POST', ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY']],
    ['/api/v1/explain', 'POST', ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY']],
    ['/api/v1/entries', 'GET, HEAD', ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']],
    ['/api/v1/entries/jinji-001', 'GET, HEAD', ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']],
    ['/api/openapi.json', 'GET, HEAD', ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']],
  ] as const)('takes no other method at %s than %s', async ([path, allowed, methods]) => {
    for (const method of methods) {
      const response = await get(path, { method })
      await expectRefused(response, 405, 'method_not_allowed')
      expect(response.headers.get('allow')).toBe(allowed)
    }
  })

  test.for([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    '',
  ])('takes JSON only, not "%s"', async type => {
    const text = await expectRefused(
      await send('{"question":"旅費"}', { 'Content-Type': type }),
      415,
      'unsupported_media_type',
    )
    expectDocumented('post', '/api/v1/ask', 415, JSON.parse(text))
  })

  test('takes a body of 64 KB, and not a byte more, compressed or not', async () => {
    const bodyOf = (bytes: number) => `{"question":"旅費"${' '.repeat(bytes - 21)}}`
    expect(Buffer.byteLength(bodyOf(BODY_LIMIT))).toBe(BODY_LIMIT)
    expect((await send(bodyOf(BODY_LIMIT))).status).toBe(200)
    const text = await expectRefused(await send(bodyOf(BODY_LIMIT + 1)), 413, 'too_large')
    expectDocumented('post', '/api/v1/ask', 413, JSON.parse(text))
    const gzip = { 'Content-Encoding': 'gzip' }
    expect((await send(new Uint8Array(gzipSync(bodyOf(BODY_LIMIT))), gzip)).status).toBe(200)
    await expectRefused(await send(new Uint8Array(gzipSync(bodyOf(20 * BODY_LIMIT))), gzip), 413, 'too_large')
  })

  test('knows no other address', async () => {
    for (const path of ['/api', '/api/', '/api/v1', '/api/v2/ask', '/api/v1/ask/x', '/api/v1/entries/a/b']) {
      await expectRefused(await get(path), 404, 'not_found')
    }
  })

  test('keeps answers of the API out of every cache', async () => {
    for (const path of ['/api/v1/entries', '/api/v1/entries/none', '/api/openapi.json', '/readyz', '/api/none']) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('the OpenAPI document', () => {
  test('names exactly the routes that answer with JSON', async () => {
    const routes = routesOfApp(buildServer(story.product, story.config, () => {}))
    const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`
    const documented = operations.map(nameOf)
    const ofApi = routes.filter(({ path }) => path.startsWith('/api/') && path !== '/api/openapi.json').map(nameOf)
    expect(ofApi.toSorted()).toEqual(documented.filter(name => name.includes(' /api/')).toSorted())
    expect(routes.map(nameOf)).toEqual(expect.arrayContaining(documented))
    const others = routes.filter(route => route.method === 'get' && !documented.includes(nameOf(route)))
    // What comes without a token is a problem document, which is JSON.
    const byToken = '/metrics'
    for (const { path } of others.filter(
      route => route.path !== byToken && !route.path.includes('{') && !route.path.startsWith('/api/'),
    )) {
      expect((await get(path)).headers.get('content-type') ?? '', path).not.toContain('json')
    }
  })

  test('tells what the requests may hold', () => {
    const parameters = operations.find(({ path }) => path === '/api/v1/entries')?.parameters ?? []
    expect(new Set(parameters.map(({ name }) => name))).toEqual(new Set(['limit', 'offset', 'q', 'section']))
    expect(parameters.find(({ name }) => name === 'limit')).toMatchObject({
      schema: { minimum: 1, maximum: 100, default: 20 },
    })
    expect(parameters.every(({ required }) => required === false)).toBe(true)
  })

  test('has an answer and a problem for every operation', () => {
    for (const { path, responses } of operations) {
      expect(Object.keys(responses['200'] ?? {}), path).toEqual(['application/json'])
      const problems = Object.entries(responses).filter(([status]) => status >= '400')
      expect(problems.length, path).toBeGreaterThan(0)
      for (const [, content] of problems) expect(Object.keys(content)).toEqual(['application/problem+json'])
    }
  })
})

describe('every response', () => {
  test('bears the security headers, and no error shows the inside', async () => {
    const json = { 'Content-Type': 'application/json' }
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const requests: readonly (readonly [status: number, path: string, init?: RequestInit])[] = [
      [200, '/'],
      [200, '/admin/'],
      [200, '/healthz'],
      [200, '/readyz'],
      [200, '/api/openapi.json'],
      [200, '/api/v1/entries'],
      [200, '/api/v1/ask', { method: 'POST', body: '{"question":"旅費"}', headers: json }],
      [200, '/api/v1/explain', { method: 'POST', body: '{"question":"旅費"}', headers: json }],
      [200, '/assets/chat.js'],
      [200, '/entries/jinji-001'],
      [303, '/ask', { method: 'POST', body: 'question=a', headers: form }],
      [400, '/api/v1/ask', { method: 'POST', body: '{', headers: json }],
      [400, '/api/v1/entries/%'],
      [400, '/entries/%E0%A4'],
      [403, '/ask', { method: 'POST', body: 'question=a', headers: { ...form, Origin: 'https://example.test' } }],
      [404, '/entries/jinji-900'],
      [404, '/nothing'],
      [404, '/api/v1/entries/none'],
      [405, '/api/v1/ask'],
      [413, '/api/v1/ask', { method: 'POST', body: 'x'.repeat(BODY_LIMIT + 1), headers: json }],
      [413, '/ask', { method: 'POST', body: `question=${'x'.repeat(300_000)}`, headers: form }],
      [415, '/api/v1/ask', { method: 'POST', body: 'x', headers: form }],
      [422, '/ask', { method: 'POST', body: 'question=', headers: form }],
    ]
    const ids = new Set<string | null>()
    for (const [status, path, init] of requests) {
      const response = await get(path, init)
      const text = await response.text()
      expect([path, response.status]).toEqual([path, status])
      expectSecurityHeaders(response)
      ids.add(response.headers.get('x-request-id'))
      if (status < 400) continue
      expectNoInsides(text)
      expect(text).not.toContain(story.folder)
      if (path.startsWith('/api')) expectProblem(response, text)
    }
    expect(ids.size).toBe(requests.length)
    expect(story.events).toEqual([])
  })

  test('that a browser has in its cache already is not sent twice', async () => {
    await using client = openRawClient(story.port)
    const first = await client.send({ path: '/assets/chat.js' })
    const tag = first.headers.get('etag') ?? ''
    const again = await client.send({ path: '/assets/chat.js', headers: { 'If-None-Match': tag } })
    expect([again.status, again.text]).toEqual([304, ''])
    expectSecurityHeaders(again)
  })
})

describe('health', () => {
  test('tells that the process lives, and that questions can be answered', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', entries: SHOWN.length })
  })

  test('is not ready while what was registered before the start cannot be found yet', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'data', 'zencho.sqlite')
    const database = openDatabase(path)
    await openSqliteRegistry(database.query, () => new Date()).save(PUBLISHED, { actor: 'story' })
    await database.close()
    // Another connection holds the database, so that the indexer cannot write: the wait is as long as we like.
    const holder = new BetterSqlite3(path)
    holder.exec('BEGIN IMMEDIATE')
    await using opened = await openProductIn(folder)
    await using listening = await listenForTest(buildServer(opened.product, opened.config, () => {}))
    const waiting = await fetch(`${listening.url}/readyz`)
    expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([503, '5'])
    expectProblem(waiting, await waiting.text(), 'not_ready')
    expectSecurityHeaders(waiting)
    expect((await fetch(`${listening.url}/healthz`)).status).toBe(200)
    holder.exec('COMMIT')
    holder.close()
    await opened.product.settleIndex()
    expect(await (await fetch(`${listening.url}/readyz`)).json()).toEqual({
      status: 'ready',
      entries: PUBLISHED.length,
    })
    await opened.product.close()
    await rm(folder, { recursive: true })
  })
})

describe('many at once', () => {
  test('are answered like one', async () => {
    const questions = PUBLISHED.flatMap(({ id, question }) => Array.from({ length: 5 }, () => ({ id, question })))
    const answers = await Promise.all(questions.map(({ question }) => ask({ question })))
    expect(answers.map(({ answer }) => answer?.entryId)).toEqual(questions.map(({ id }) => id))
  })
})

describe('an entry of somebody who means harm', () => {
  test('goes through the API as data, and through the page as text', async () => {
    const body: unknown = await (await get(`/api/v1/entries/${EVIL.id}`)).json()
    expect(body).toMatchObject({ question: EVIL.question, answer: EVIL.answer, section: EVIL.section })
    const page = await (await get(`/entries/${EVIL.id}`)).text()
    expect(page).not.toMatch(/<script>alert|<img src=x|<b>人事課/u)
    expect(page).toContain('&lt;script&gt;alert(1)')
  })
})
