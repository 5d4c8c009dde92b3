// Every address of the product, for every kind of person, by every method: the routes come from the running application, what
// they need from a table that was written by hand. A route that the table does not know fails here.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account, Grant } from '../../src/core/access/account.ts'
import { hashToken } from '../../src/server/sessions/session-store.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
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
let subjects: ReturnType<typeof subjectsOf>
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
  const subject = await signInAs(story, { login: 'subject', sectionCode: 'jinji', grants: [] })
  const question = { question: '休暇の相談', questionId: null, sectionCode: 'jinji', asker: null, askerName: null }
  const ticket = await story.product.desk.tickets.open({ ...question, replyTo: { door: 'web' } }, 'story')
  subjects = subjectsOf({ personId: subject.account.id, draftOfA: 'jinji-901', ticketOfA: ticket.id })
})
afterAll(() => story[Symbol.asyncDispose]())

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
      await response.body?.cancel()
    }
    expect(cells).toEqual(expected)
  })

  test('holds for the addresses outside the admin pages: they are open to everybody, signed in or not', async () => {
    const wrong: unknown[] = []
    for (const person of ['anonymous', 'editor of B', 'administrator', 'disabled'] as const) {
      for (const route of routes.filter(each => !isAdmin(each) && !isFile(each))) {
        const response = await ask(route.method.toUpperCase(), route.path, await cookieOf(person))
        const meaning = meaningOf(response)
        if (!['done', 'not there'].includes(meaning)) wrong.push([person, nameOf(route), meaning])
        await response.body?.cancel()
      }
    }
    expect(wrong).toEqual([])
  })

  test('other methods than those of an address are refused to everybody', async () => {
    const cookie = await cookieOf('administrator')
    for (const [path, group] of Map.groupBy(routes.filter(isAdmin), ({ path: each }) => each)) {
      if (path.endsWith('/assets/{name}')) continue
      const methods = group.map(({ method }) => method.toUpperCase())
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(each => !methods.includes(each))) {
        const response = await ask(method, path, cookie)
        // Where a value of another address could stand: POST /people/new is a person that is not there (404), and GET
        // /notices/read a notice that is not there, which leads to the list (303).
        expect([303, 404, 405], `${method} ${path}`).toContain(response.status)
        await response.body?.cancel()
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
        await response.body?.cancel()
      }
      expect((await ask('GET', '/admin/account', cookie)).status).toBe(200)
    }
  })
})

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
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-powered-by')).toBeNull()
}
