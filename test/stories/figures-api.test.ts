// What other systems fetch: by token, within its scopes and its time; and what anybody may see where that is switched on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TOKEN_SCOPES, type TokenScope } from '../../src/core/access/api-token.ts'
import { addDays, dateInJapan, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import {
  monthlySchema,
  planSchema,
  questionsSchema,
  registrationsSchema,
  sectionsSchema,
} from '../../src/server/api-schemas-figures.ts'
import { REQUESTS_PER_MINUTE } from '../../src/server/require-token.ts'
import { expectProblem, expectSecurityHeaders } from './expectations.ts'
import { openStory, type Story } from './open-story.ts'
import { type Operation, readOpenApi } from './openapi-document.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const TODAY = dateInJapan(new Date())
const YEAR = fiscalYearOf(TODAY)
const TOMORROW = new Date(Date.now() + 86_400_000)
const RESTRICTED = entryInput(
  'jinji-777',
  { code: 'jinji', name: '人事課' },
  { question: '機密の取扱いを教えてください。', answer: '所属限りです。', visibleTo: ['jinji'] },
)

let story: Story
let operations: readonly Operation[]
let secret = ''
beforeAll(async () => {
  story = await openStory([...STORY_ENTRIES, RESTRICTED])
  secret = await newToken(TOKEN_SCOPES)
  operations = readOpenApi((await (await fetch(`${story.url}/api/openapi.json`)).json()) as Record<string, unknown>)
  await story.product.ask({ text: '休みを取りたい', channel: 'web' })
})
afterAll(() => story[Symbol.asyncDispose]())

async function newToken(scopes: readonly TokenScope[], expiresAt = TOMORROW): Promise<string> {
  return (await story.product.kpi.tokens.create({ name: '行政評価', scopes, expiresAt }, 'tester')).secret
}

const get = (path: string, token: string | null = secret, init: RequestInit = {}) =>
  fetch(story.url + path, { ...init, headers: token === null ? {} : { Authorization: `Bearer ${token}` } })

/** The answer, after the published document has agreed to every field of it. */
async function fetchJson(path: string): Promise<unknown> {
  const response = await get(path)
  expect([path, response.status]).toEqual([path, 200])
  expectSecurityHeaders(response)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const body: unknown = await response.json()
  const operation = operations.find(known => known.path === path.split('?')[0] && known.method === 'get')
  expect(operation?.responses['200']?.['application/json']?.parse(body)).toEqual(body)
  return body
}

const PATHS = ['/figures/registrations', '/figures/monthly', '/figures/sections', '/figures/questions', '/plan'].map(
  path => `/api/v1${path}`,
)

describe('figures by token', () => {
  test('of a past day are those that the sums know', async () => {
    const { figures } = story.product.kpi
    for (const day of ['2026-03-31', '2026-04-01', addDays(TODAY, -1), TODAY]) {
      const body = registrationsSchema.parse(await fetchJson(`/api/v1/figures/registrations?as_of=${day}`))
      const { registered, opening, published, verified } = await figures.asOf(day)
      expect(body).toMatchObject({ asOf: day, registered, opening, published, verified, fiscalYear: fiscalYearOf(day) })
    }
    const now = registrationsSchema.parse(await fetchJson('/api/v1/figures/registrations'))
    expect(now).toMatchObject({ asOf: TODAY, registered: 12, published: 11, archived: 1 })
    expect(now.target).toEqual({ fiscalYear: 2024, value: 5_000 })
    expect(now.remaining).toBe(4_988)
  })

  test('come by month, by section and for questions, and add up', async () => {
    const monthly = monthlySchema.parse(await fetchJson(`/api/v1/figures/monthly?year=${YEAR}`))
    expect(monthly.months.at(-1)?.registeredTotal).toBe(12)
    const sections = sectionsSchema.parse(await fetchJson('/api/v1/figures/sections'))
    expect(sections.sections.reduce((sum, row) => sum + row.registeredTotal, 0)).toBe(12)
    const questions = questionsSchema.parse(await fetchJson('/api/v1/figures/questions'))
    expect(questions).toMatchObject({ asked: 1, answered: 1, answerRate: 1, resolvedRate: null })
    expect(monthly.months.reduce((sum, row) => sum + row.asked, 0)).toBe(1)
  })

  test('stand in the plan where nothing was typed', async () => {
    const { indicators } = planSchema.parse(await fetchJson('/api/v1/plan'))
    const count = indicators.find(({ live }) => live === 'registrations')
    expect(count?.values).toContainEqual({
      fiscalYear: 2022,
      side: 'actual',
      text: '5,523',
      number: 5_523,
      note: '',
      computed: false,
    })
    expect(count?.values.find(value => value.fiscalYear === YEAR)).toMatchObject({ computed: true, text: '12' })
  })

  test('never tell of an entry, a question or a person', async () => {
    const texts = await Promise.all(PATHS.map(async path => (await get(path)).text()))
    for (const text of texts) expect(text).not.toMatch(/機密|所属限り|jinji-777|休み/u)
  })

  test('cannot be asked of days and years to come, or of what is none', async () => {
    const refused = [
      `/api/v1/figures/registrations?as_of=${addDays(TODAY, 1)}`,
      '/api/v1/figures/registrations?as_of=2026-02-30',
      `/api/v1/figures/monthly?year=${YEAR + 1}`,
      '/api/v1/figures/sections?year=R6',
      '/api/v1/figures/questions?year=0',
    ]
    for (const path of refused) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 400])
      expectProblem(response, await response.text(), 'bad_input')
    }
    const wrongMethod = await get('/api/v1/plan', secret, { method: 'POST' })
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

describe('a token', () => {
  test('is asked for, and the answer says how to bring one', async () => {
    for (const path of PATHS) {
      const response = await get(path, null)
      expect([path, response.status]).toEqual([path, 401])
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="zencho-faq"')
      expectProblem(response, await response.text(), 'token_refused')
    }
  })

  test('that is wrong, expired or revoked opens nothing, and is told so', async () => {
    const expired = await newToken(TOKEN_SCOPES, new Date(Date.now() - 1))
    const { tokens } = story.product.kpi
    const made = await tokens.create({ name: '旧', scopes: TOKEN_SCOPES, expiresAt: TOMORROW }, 'tester')
    const revoked = made.secret
    expect((await get('/api/v1/plan', revoked)).status).toBe(200)
    await tokens.revoke(made.token.id, 'tester')
    const wrong = [
      `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
      'zft_',
      'abc',
      expired,
      revoked,
      `${secret}=`,
    ]
    for (const token of wrong) {
      const response = await get('/api/v1/plan', token)
      expect([token, response.status]).toEqual([token, 401])
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="zencho-faq", error="invalid_token"')
      expectProblem(response, await response.text(), 'token_refused')
    }
    const basic = await fetch(`${story.url}/api/v1/plan`, {
      headers: { Authorization: `Basic ${btoa(`x:${secret}`)}` },
    })
    expect(basic.status).toBe(401)
    const inAddress = await get(`/api/v1/plan?access_token=${secret}`, null)
    expect(inAddress.status).toBe(401)
  })

  test('opens what its scopes name, and nothing else', async () => {
    const figuresOnly = await newToken(['figures:read'])
    const planOnly = await newToken(['plan:read'])
    for (const path of PATHS) {
      const isPlan = path.endsWith('/plan')
      expect((await get(path, isPlan ? planOnly : figuresOnly)).status).toBe(200)
      const refused = await get(path, isPlan ? figuresOnly : planOnly)
      const scope = isPlan ? 'plan:read' : 'figures:read'
      expect(refused.headers.get('www-authenticate')).toContain(`error="insufficient_scope", scope="${scope}"`)
      expectProblem(refused, await refused.text(), 'scope_missing')
    }
  })

  test('is kept as a hash alone, and its use is noted', async () => {
    const token = await newToken(['plan:read'])
    await get('/api/v1/plan', token)
    const { databasePath, kpi } = story.product
    expect((await kpi.tokens.list()).filter(({ lastUsedAt }) => lastUsedAt !== null).length).toBeGreaterThan(0)
    const { readFile } = await import('node:fs/promises')
    for (const file of [databasePath, `${databasePath}-wal`]) {
      expect((await readFile(file)).includes(token.slice(4))).toBe(false)
    }
  })

  test('that asks without end is told to wait', async () => {
    const greedy = await newToken(['plan:read'])
    const statuses: number[] = []
    for (let asked = 0; asked <= REQUESTS_PER_MINUTE; asked += 1) {
      const response = await get('/api/v1/plan', greedy, { method: 'HEAD' })
      statuses.push(response.status)
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(REQUESTS_PER_MINUTE)
    expect((await get('/api/v1/plan')).status).toBe(200)
  })
})

describe('the public figures', () => {
  test('are not there unless switched on', async () => {
    for (const path of ['/figures.json', '/figures.svg']) expect((await get(path, null)).status).toBe(404)
  })

  test('are the count and its target, as JSON and as a picture that says it in words, for a minute', async () => {
    await using open = await openStory(STORY_ENTRIES, { PUBLIC_FIGURES: 'on' })
    await open.product.kpi.figures.addOpening({ onDate: '2024-03-31', count: 5_663, note: '旧' }, 'story')
    const json = await fetch(`${open.url}/figures.json`)
    expect(await json.json()).toEqual({ registered: 5_674, target: { fiscalYear: 2024, value: 5_000 }, asOf: TODAY })
    const svg = await fetch(`${open.url}/figures.svg`)
    for (const response of [json, svg]) {
      expect(response.headers.get('cache-control')).toBe('public, max-age=60')
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(response.headers.get('set-cookie')).toBeNull()
      expectSecurityHeaders(response)
    }
    const text = await svg.text()
    expect(svg.headers.get('content-type')).toContain('image/svg+xml')
    expect(text).toContain('role="img" aria-label="登録数 5,674件 / 目標 5,000件"')
    expect(text).toContain('<title>登録数 5,674件 / 目標 5,000件</title>')
    expect((await fetch(`${open.url}/api/v1/figures/registrations`)).status).toBe(401)
    expect((await fetch(`${open.url}/figures.json`, { method: 'POST' })).status).toBe(405)
  })
})
