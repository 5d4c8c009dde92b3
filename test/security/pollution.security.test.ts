// Names that every object has, sent as names of fields through every way in: none of them becomes a part of all objects.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEntryFile } from '../../src/adapters/entry-files/read-entry-file.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { openStory, type Story } from '../stories/open-story.ts'
import { type AppRoute, routesOfApp } from '../stories/routes-of-app.ts'
import { newSession, signInAs } from '../stories/sign-in.ts'
import { applyImport, importUpToCheck } from '../stories/upload-file.ts'
import { ENDS_A_SCAN } from './open-proxy.ts'

const MARK = 'zqpolluted'

const JSON_BODIES: readonly string[] = [
  `{"__proto__":{"${MARK}":1}}`,
  `{"question":"旅費","__proto__":{"${MARK}":1,"limit":5}}`,
  `{"question":"旅費","constructor":{"prototype":{"${MARK}":1}}}`,
  `{"question":{"__proto__":{"${MARK}":1}},"fields":{"__proto__":{"${MARK}":1}},"seen":1}`,
  `[{"__proto__":{"${MARK}":1}}]`,
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":{"question":"a","__proto__":{"${MARK}":1}},"__proto__":{"${MARK}":1}}}`,
]

const PAIRS: readonly (readonly [string, string])[] = [
  ['__proto__', MARK],
  [`__proto__[${MARK}]`, '1'],
  [`__proto__.${MARK}`, '1'],
  [`constructor[prototype][${MARK}]`, '1'],
  [`constructor.prototype.${MARK}`, '1'],
  ['constructor', '1'],
  ['prototype', '1'],
  ['hasOwnProperty', '1'],
  ['toString', '1'],
]

/** Own names of what everything inherits from, and what a bare object has. */
const inherited = () => ({
  object: Reflect.ownKeys(Object.prototype).map(String).toSorted(),
  array: Reflect.ownKeys(Array.prototype).map(String).toSorted(),
  function: Reflect.ownKeys(Function.prototype).map(String).toSorted(),
  string: Reflect.ownKeys(String.prototype).map(String).toSorted(),
  bare: Object.entries(Object.getOwnPropertyDescriptors({})),
  mark: ({} as Readonly<Record<string, unknown>>)[MARK],
})

let story: Story
let routes: readonly AppRoute[]
let cookie = ''
const before = inherited()
beforeAll(async () => {
  story = await openStory(undefined, { MCP: 'on', PUBLIC_FIGURES: 'on' })
  routes = routesOfApp(buildServer(story.product, story.config, () => {}))
  const { account } = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
  cookie = await newSession(story, account)
})
afterAll(() => story[Symbol.asyncDispose]())

const addressOf = ({ path }: AppRoute) =>
  path.replace(/\{(\w+)\}/gu, (_all, name: string) => (name === 'code' ? 'jinji' : name === 'id' ? 'jinji-001' : '1'))

async function expectHarmless(path: string, init: RequestInit): Promise<void> {
  const headers = { Origin: story.url, Cookie: cookie, ...(init.headers as Readonly<Record<string, string>>) }
  const response = await fetch(`${story.url}${path}`, { redirect: 'manual', ...init, headers })
  const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  await (isEndless ? response.body?.cancel() : response.arrayBuffer())
  expect([path, response.status >= 500]).toEqual([path, false])
  expect([path, inherited()]).toEqual([path, before])
}

describe('names that every object has', () => {
  test('change nothing as parameters of any address', async () => {
    const query = new URLSearchParams(Object.fromEntries(PAIRS)).toString()
    const gets = routes.filter(({ method }) => method === 'get')
    expect(gets.length).toBeGreaterThan(80)
    for (const route of gets) await expectHarmless(`${addressOf(route)}?${query}`, {})
  })

  test('change nothing as fields of any form, nor in any JSON', { timeout: 240_000 }, async () => {
    const posts = routes.filter(route => route.method === 'post' && !ENDS_A_SCAN.test(`POST ${addressOf(route)}`))
    expect(posts.length).toBeGreaterThan(60)
    for (const route of posts) {
      const path = addressOf(route)
      const fields = new URLSearchParams(Object.fromEntries(PAIRS))
      await expectHarmless(path, { method: 'POST', body: fields })
      const parts = new FormData()
      for (const [name, value] of PAIRS) parts.append(name, value)
      await expectHarmless(path, { method: 'POST', body: parts })
      const bodies = /autosave$|^\/api|^\/mcp/u.test(path) ? JSON_BODIES : JSON_BODIES.slice(0, 1)
      for (const body of bodies) {
        const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
        await expectHarmless(path, { method: 'POST', body, headers })
      }
    }
  })

  test('change nothing as columns of a file that is imported', async () => {
    const header = `質問,回答,担当課コード,__proto__,constructor,prototype,__proto__.${MARK},toString`
    const bytes = new TextEncoder().encode(`${header}\n定期券の払戻しの手続きは？,窓口へ。,jinji,1,2,3,4,5\n`)
    const job = await importUpToCheck(story, { cookie, name: '__proto__.csv', bytes })
    await applyImport(story, job, { cookie })
    expect(inherited()).toEqual(before)
  })

  test.each([
    [
      'yaml',
      `section: {code: jinji, name: 人事課}\nentries:\n  - {id: a-1, question: 問, answer: 答, __proto__: {${MARK}: 1}}\n`,
    ],
    [
      'yaml',
      `x: &x {__proto__: {${MARK}: 1}}\nsection: {code: jinji, name: 人事課}\nentries:\n  - {<<: *x, id: a-1, question: 問, answer: 答}\n`,
    ],
    [
      'yaml',
      `__proto__: {${MARK}: 1}\nconstructor: {prototype: {${MARK}: 1}}\nsection: {code: jinji, name: 人事課}\nentries: []\n`,
    ],
    [
      'jsonl',
      `{"id":"a-1","question":"問","answer":"答","section":{"code":"jinji","name":"人事課","__proto__":{"${MARK}":1}},"__proto__":{"${MARK}":1}}\n`,
    ],
    ['csv', `id,question,answer,section.code,section.name,__proto__,constructor\na-1,問,答,jinji,人事課,1,2\n`],
  ])('change nothing in a file of entries as the command reads it (%s)', async (format, text) => {
    const path = join(makeTempFolder(), `entries.${format}`)
    writeFileSync(path, text)
    // Read or refused in words: either is well.
    await Promise.resolve(readEntryFile(path)).catch((error: unknown) => expect(error).toHaveProperty('code'))
    expect(inherited()).toEqual(before)
  })
})
