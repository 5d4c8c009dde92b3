// Every address of the product, for every kind of person, by every method: the routes come from the running application, what
// they need from a table that was written by hand. A route that the table does not know fails here.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Account, Grant } from '../../src/core/access/account.ts'
import { hashToken } from '../../src/server/sessions/session-store.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { makeModelDraft } from '../fakes/model-drafts.ts'
import { openStory, type Story } from './open-story.ts'
import {
  MATRIX_PEOPLE,
  MATRIX_ROUTES,
  type MatrixPerson,
  NEEDS,
  type Need,
  NOT_THERE,
  SIGNED_OUT,
  subjectsOf,
} from './role-matrix-table.ts'
import { type AppRoute, routesOfApp } from './routes-of-app.ts'
import { newSession, signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'

const GRANTS: Readonly<Partial<Record<MatrixPerson, readonly Grant[]>>> = {
  staff: [{ role: 'staff', sectionCode: null }],
  'editor of A': [{ role: 'editor', sectionCode: 'jinji' }],
  'editor of B': [{ role: 'editor', sectionCode: 'ryohi' }],
  'approver of A': [{ role: 'approver', sectionCode: 'jinji' }],
  manager: [{ role: 'manager', sectionCode: null }],
  administrator: [{ role: 'administrator', sectionCode: null }],
  disabled: [{ role: 'administrator', sectionCode: null }],
  'expired session': [{ role: 'administrator', sectionCode: null }],
  'idle session': [{ role: 'administrator', sectionCode: null }],
}

let story: Story
let routes: readonly AppRoute[]
let personId = ''
let subjects: ReturnType<typeof subjectsOf> = []
const accounts = new Map<MatrixPerson, Account>()

beforeAll(async () => {
  story = await openStory()
  routes = routesOfApp(buildServer(story.product, story.config, () => {}))
  for (const [person, grants] of Object.entries(GRANTS)) {
    const { account } = await signInAs(story, { grants })
    accounts.set(person as MatrixPerson, account)
  }
  const disabled = accounts.get('disabled')
  if (disabled === undefined) throw new Error('expected somebody to disable')
  const input = { ...disabled, sectionCode: null, disabled: true }
  await story.product.people.accounts.change(disabled.id, input, { actor: 'story', seen: disabled.version })
  personId = (await signInAs(story, { login: 'subject', sectionCode: 'jinji', grants: [] })).account.id
})
beforeEach(async () => {
  subjects = subjectsOf({ personId, ...(await newSubjects()) })
})
afterAll(() => story[Symbol.asyncDispose]())

/** Of every test its own: what one person brought about, the next does not find. */
async function newSubjects() {
  const { registry, desk, kpi, writing } = story.product
  const draftOfA = `jinji-${randomUUID().slice(0, 8)}`
  const content = { question: '新しい休暇の制度を教えてください。', answer: '検討しています。' }
  const section = { code: 'jinji', name: '人事課' }
  const draft = entryInput(draftOfA, section, { ...content, status: 'draft', registeredOn: null })
  await registry.save([draft], { actor: 'story' })
  const asked = {
    question: '制服は借りられますか。',
    questionId: null,
    sectionCode: 'jinji',
    asker: null,
    askerName: null,
  }
  const { id } = await desk.tickets.open({ ...asked, replyTo: { door: 'web' } }, 'story')
  const indicator = {
    name: '研修受講者数',
    unit: '人',
    sectionName: '人事課',
    sectionCode: 'jinji',
    live: null,
    note: '',
  }
  const { id: indicatorOfA } = await kpi.plan.create({ ...indicator, goal: 'at_least' }, 'story')
  const modelDraftOfA = randomUUID()
  await writing.modelDrafts.keep(makeModelDraft({ id: modelDraftOfA, sectionCode: 'jinji' }))
  return { draftOfA, ticketOfA: id, modelDraftOfA, indicatorOfA }
}

const HOUR_MS = 60 * 60 * 1000
/** When the session of the cell began, and when it was last used. */
const AGES: Readonly<Partial<Record<MatrixPerson, readonly [number, number]>>> = {
  'expired session': [12 * HOUR_MS + 1_000, 0],
  'idle session': [HOUR_MS + 1_000, HOUR_MS + 1_000],
}

/** A session of its own for every cell: what one cell ends, no other one misses. */
async function cookieOf(person: MatrixPerson): Promise<string> {
  const account = accounts.get(person)
  if (account === undefined) return ''
  const cookie = await newSession(story, account)
  const [createdAgo, seenAgo] = AGES[person] ?? [0, 0]
  if (createdAgo === 0) return cookie
  const { sessions } = story.product.people
  const token = /s:([^.]+)\./u.exec(decodeURIComponent(cookie))?.[1] ?? ''
  const stored = await sessions.read(hashToken(token))
  await sessions.end(hashToken(token))
  const at = (ago: number) => ({ accountId: account.id, now: new Date(Date.now() - ago) })
  await sessions.write(hashToken(token), stored?.data ?? '', at(createdAgo))
  await sessions.write(hashToken(token), stored?.data ?? '', at(seenAgo))
  return cookie
}

function addressOf(path: string): string {
  const values = subjects.find(([beginning]) => path.startsWith(beginning))?.[1] ?? {}
  return path.replace(/\{(\w+)\}/gu, (_all, name: string) => values[name] ?? '1')
}

async function ask(method: string, path: string, cookie: string): Promise<Response> {
  const body = method === 'GET' || method === 'HEAD' ? null : new URLSearchParams()
  const headers = { Origin: story.url, Cookie: cookie }
  return fetch(`${story.url}${addressOf(path)}`, { method, redirect: 'manual', headers, body })
}

/** Reads it to its end, so that the connection is used again; a stream of events has none. */
async function finish(response: Response): Promise<void> {
  const endless = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  await (endless ? response.body?.cancel() : response.arrayBuffer())
}

/** What an answer means. */
function meaningOf(response: Response): string {
  const { status } = response
  if (status === 401 || (response.headers.get('location') ?? '').startsWith('/admin/sign-in?to='))
    return 'sign in first'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not there'
  return status >= 500 ? `fault ${status}` : 'done'
}

function expectedOf(name: string, need: Need, person: MatrixPerson): string {
  if (need.may.includes(person)) return NOT_THERE.includes(name) ? 'not there' : 'done'
  if (SIGNED_OUT.includes(person)) return 'sign in first'
  return need.hidden?.includes(person) === true ? 'not there' : 'forbidden'
}

const isAdmin = ({ path }: AppRoute) => path.startsWith('/admin')
const nameOf = ({ method, path }: AppRoute) => `${method.toUpperCase()} ${path}`

/** Addresses for other systems: a session opens none of them. */
const NEEDS_TOKEN = /^\/(?:metrics$|api\/v1\/(?:figures\/|plan$))/u

/** Files that are the same for everybody. */
const isFile = ({ path }: AppRoute) => path.endsWith('/assets/{name}')

describe('the matrix of roles', () => {
  test('knows every address of the admin pages, and none that is not there', () => {
    const names = routes.filter(route => isAdmin(route) && !isFile(route)).map(nameOf)
    expect(names.toSorted()).toEqual(Object.keys(MATRIX_ROUTES).toSorted())
  })

  test.for(MATRIX_PEOPLE)('holds for %s at every address', async person => {
    const cells: [string, string][] = []
    const expected: [string, string][] = []
    for (const route of routes.filter(each => isAdmin(each) && !isFile(each))) {
      const name = nameOf(route)
      const need: Need = NEEDS[MATRIX_ROUTES[name] ?? 'anybody']
      const response = await ask(route.method.toUpperCase(), route.path, await cookieOf(person))
      expectProtected(response)
      cells.push([name, meaningOf(response)])
      expected.push([name, expectedOf(name, need, person)])
      await finish(response)
    }
    expect(cells).toEqual(expected)
  })

  test('holds for the addresses outside the admin pages: they are open to everybody, signed in or not; those for programs to no session', async () => {
    const wrong: unknown[] = []
    for (const person of ['anonymous', 'editor of B', 'administrator', 'disabled'] as const) {
      for (const route of routes.filter(each => !isAdmin(each) && !isFile(each))) {
        const response = await ask(route.method.toUpperCase(), route.path, await cookieOf(person))
        const meaning = meaningOf(response)
        const expected = NEEDS_TOKEN.test(route.path) ? ['sign in first'] : ['done', 'not there']
        if (!expected.includes(meaning)) wrong.push([person, nameOf(route), meaning])
        await finish(response)
      }
    }
    expect(wrong).toEqual([])
  })

  test('other methods than those of an address are refused to everybody', async () => {
    const cookie = await cookieOf('administrator')
    for (const [path, group] of Map.groupBy(routes.filter(isAdmin), ({ path: each }) => each)) {
      if (path.endsWith('/assets/{name}')) continue
      const methods = new Set(group.map(({ method }) => method.toUpperCase()))
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(each => !methods.has(each))) {
        // GET /notices/read is a notice by the name of `read`: another address of the table.
        if (routes.some(route => nameOf(route).startsWith(method) && fits(route.path, path))) continue
        const response = await ask(method, path, cookie)
        expect([method, path, response.status]).toEqual([method, path, 405])
        await finish(response)
        expectProtected(response)
      }
    }
  })

  test('no write is taken that does not come from a page of ours', async () => {
    const posts = routes.filter(route => isAdmin(route) && route.method === 'post')
    for (const headers of [
      {},
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: story.url, 'Sec-Fetch-Site': 'cross-site' },
      { 'Content-Type': 'text/plain' },
      { Origin: 'https://evil.example', 'Content-Type': 'text/plain' },
    ]) {
      const cookie = await cookieOf('administrator')
      for (const { path } of posts) {
        const options = { method: 'POST', body: 'login=a', headers: { ...headers, Cookie: cookie } }
        const response = await fetch(`${story.url}${addressOf(path)}`, options)
        expect([path, response.status]).toEqual([path, 403])
        await finish(response)
      }
      expect((await ask('GET', '/admin/account', cookie)).status).toBe(200)
    }
  })
})

/** Whether an address of this pattern may stand for one of the other, too. */
function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/\{\w+\}/gu, '[^/]+')}$`, 'u').test(path)
}

/** What every answer carries, whoever asks and whatever comes of it (TESTLIST D2). */
function expectProtected(response: Response): void {
  const { headers } = response
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("object-src 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-inline')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
  expect(headers.get('cache-control')).toMatch(/^no-store\b/u)
  expect(headers.get('x-powered-by')).toBeNull()
}
