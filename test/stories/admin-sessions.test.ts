// Sessions and limits on guessing through the real application, as far as no password has to be computed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SIGN_IN_LIMITS } from '../../src/core/access/sign-in-limits.ts'
import { ADMINISTRATOR } from '../fakes/account-builders.ts'
import { openProductIn, openStory, type Story } from './open-story.ts'
import { newSession, postForm, signInAs } from './sign-in.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story[Symbol.asyncDispose]())

const people = () => story.product.people
const post = (path: string, fields: Readonly<Record<string, string>>, cookie = '') =>
  postForm(`${story.url}/admin${path}`, { fields, cookie })
const status = async (cookie: string) =>
  (await fetch(`${story.url}/admin/account`, { redirect: 'manual', headers: { Cookie: cookie } })).status

/** So many wrong guesses, without the second that each takes. */
async function fail(times: number, login: string, address: string): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await people().failures.begin({ login, address }, SIGN_IN_LIMITS, new Date())
  }
}

describe('signing in', () => {
  test('with a field left empty names it, and guesses nothing', async () => {
    const refused = await post('/sign-in', { login: '', password: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toMatch(/<a href="#login">.*<a href="#password">/su)
  })

  test('sends back to where the person was going, and to no other site', async () => {
    const asked = await fetch(`${story.url}/admin/account?done=changed`, { redirect: 'manual' })
    expect(asked.headers.get('location')).toBe('/admin/sign-in?to=%2Fadmin%2Faccount%3Fdone%3Dchanged')
    const page = await (await fetch(`${story.url}/admin/sign-in?to=//evil.example`)).text()
    expect(page).toContain('name="to" value="/admin"')
  })
})

describe('sessions', () => {
  test('are listed for their owner, who ends the others', async () => {
    const { account, cookie } = await signInAs(story, { grants: [] })
    const [one, two] = [await newSession(story, account), await newSession(story, account)]
    const stranger = await signInAs(story, { grants: [] })
    const page = await (await fetch(`${story.url}/admin/account`, { headers: { Cookie: cookie } })).text()
    const ids = [...page.matchAll(/sessions\/([0-9a-f]{64})\/end"/gu)].map(match => match[1] ?? '')
    expect(ids).toHaveLength(2)
    expect((await post(`/account/sessions/${ids[0]}/end`, {}, stranger.cookie)).status).toBe(303)
    expect([await status(one), await status(two)]).toEqual([200, 200])
    await post(`/account/sessions/${ids[0]}/end`, {}, cookie)
    expect(new Set([await status(one), await status(two)])).toEqual(new Set([200, 303]))
    await post('/account/sessions/end-others', {}, cookie)
    expect([await status(one), await status(two), await status(cookie)]).toEqual([303, 303, 200])
  })

  test('know who looks at the chat page too, whose answers are then kept by nobody', async () => {
    const { cookie } = await signInAs(story, { grants: ADMINISTRATOR })
    const cached = async (headers: Readonly<Record<string, string>>) =>
      (await fetch(`${story.url}/`, { headers })).headers.get('cache-control')
    expect(await cached({ Cookie: cookie })).toBe('no-store')
    expect(await cached({})).not.toBe('no-store')
  })
})

describe('guessing', () => {
  test('is counted in the database: another process knows it too', async () => {
    await fail(10, 'restarted', '192.0.2.1')
    await using other = await openProductIn(story.folder)
    const attempt = { login: 'restarted', address: '192.0.2.2' }
    expect(await other.product.people.failures.begin(attempt, SIGN_IN_LIMITS, new Date())).toMatchObject({
      kind: 'limited',
    })
  })

  test('the present password on the own page counts the same', async () => {
    const { account } = await signInAs(story, { login: 'own-page', grants: [] })
    await fail(10, 'own-page', '192.0.2.1')
    const fields = { current: 'a guess', 'new-password': 'correct horse battery', again: 'correct horse battery' }
    expect((await post('/account/password', fields, await newSession(story, account))).status).toBe(429)
  })

  test('from one address stops after fifty, and a forged X-Forwarded-For is no way around it', async () => {
    for (let n = 0; n < 50; n += 1) await fail(1, `somebody-${n}`, '127.0.0.1')
    for (const forged of ['', '203.0.113.5', '203.0.113.5, 198.51.100.7']) {
      const response = await fetch(`${story.url}/admin/sign-in`, {
        method: 'POST',
        headers: { Origin: story.url, 'X-Forwarded-For': forged },
        body: new URLSearchParams({ login: 'fresh', password: 'guess' }),
      })
      expect(response.status).toBe(429)
    }
  })
})
