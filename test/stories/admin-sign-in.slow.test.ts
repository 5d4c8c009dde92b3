// Signing in and out by password, limits on guessing and one-time links, through the real application. Every password takes a
// second of a core: what needs none stands in admin-sessions.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../../src/core/access/account.ts'
import { SIGN_IN_LIMITS } from '../../src/core/access/sign-in-limits.ts'
import { makePerson } from '../fakes/account-builders.ts'
import { openStory, type Story } from './open-story.ts'
import { newSession, postForm, signInAs } from './sign-in.ts'

const PASSWORD = 'correct horse battery'
const NEW_PASSWORD = 'another horse of the battery'

let story: Story
let hash = ''
beforeAll(async () => {
  story = await openStory()
  hash = await story.product.people.passwords.hash(PASSWORD)
})
afterAll(() => story[Symbol.asyncDispose]())

const people = () => story.product.people

/** Somebody who has chosen the password; hashing it anew each time would take longer than all the rest. */
async function personWithPassword(login: string): Promise<Account> {
  const account = await people().accounts.create(makePerson(login, { name: `${login}さん` }), 'story')
  await people().accounts.setPassword(account.id, hash, 'story')
  return account
}

const post = (path: string, fields: Readonly<Record<string, string>>, cookie = '') =>
  postForm(`${story.url}/admin${path}`, { fields, cookie })
const status = async (cookie: string) =>
  (await fetch(`${story.url}/admin/account`, { redirect: 'manual', headers: { Cookie: cookie } })).status
const cookieOf = (response: Response) => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''

/** So many wrong guesses, without the second that each takes. */
async function fail(times: number, login: string, address: string): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await people().failures.begin({ login, address }, SIGN_IN_LIMITS, new Date())
  }
}

describe('signing in', () => {
  test('with the right password opens a session with a token of its own, and signing out ends it for good', async () => {
    await personWithPassword('jinji-taro')
    const planted = await newSession(story, (await signInAs(story, { grants: [] })).account)
    const fields = { login: 'JINJI-taro', password: PASSWORD, to: '/admin/account' }
    const signedIn = await post('/sign-in', fields, planted)
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/admin/account'])
    const set = signedIn.headers.getSetCookie()[0] ?? ''
    expect(set).toMatch(/^zencho=s%3A[\w-]{43}\.[^;]+; Path=\/; HttpOnly; SameSite=Lax$/u)
    const cookie = cookieOf(signedIn)
    expect([await status(planted), await status(cookie)]).toEqual([303, 200])
    const out = await post('/sign-out', {}, cookie)
    expect(out.headers.getSetCookie()[0]).toMatch(/^zencho=; Path=\/; Expires=Thu, 01 Jan 1970/u)
    expect(await status(cookie)).toBe(303)
    expect((await post('/account/sessions/end-others', {}, cookie)).status).toBe(401)
  })

  test('with a wrong password, as nobody, or as somebody who is disabled, says the same', async () => {
    const { id } = await personWithPassword('stopped')
    await people().accounts.change(id, makePerson('stopped', { disabled: true }), { actor: 'story', seen: 1 })
    const answers = []
    for (const [login, password] of [
      ['jinji-taro', 'wrong'],
      ['nobody', 'wrong'],
      ['stopped', PASSWORD],
    ] as const) {
      const refused = await post('/sign-in', { login, password, to: '/admin' })
      answers.push([refused.status, (await refused.text()).replaceAll(login, '')])
    }
    expect(answers[0]?.[0]).toBe(401)
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  })
})

describe('guessing', () => {
  test('of one password stops after ten, whatever the cookie; the right one too, until the wait is over', async () => {
    await personWithPassword('guessed')
    await fail(9, 'guessed', '192.0.2.1')
    expect((await post('/sign-in', { login: 'guessed', password: 'tenth' })).status).toBe(401)
    for (const cookie of ['', await newSession(story, (await signInAs(story, { grants: [] })).account)]) {
      const limited = await post('/sign-in', { login: 'Guessed', password: PASSWORD }, cookie)
      expect(limited.status).toBe(429)
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(800)
      expect(await limited.text()).toContain('約15分後に')
    }
    expect(story.events.at(-1)).toMatchObject({ event: 'sign_in_limited', data: { address: '127.0.0.1' } })
  })
})

describe('behind a proxy', () => {
  test('people come by https: the cookie is for this host and https alone, and the proxy says where they come from', async () => {
    await using proxied = await openStory([], { PUBLIC_URL: 'https://faq.shiomi.test', TRUST_PROXY: '1' })
    const { accounts, failures } = proxied.product.people
    const { id } = await accounts.create(makePerson('taro'), 'story')
    await accounts.setPassword(id, hash, 'story')
    const signIn = (from: string) =>
      fetch(`${proxied.url}/admin/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: proxied.url, 'X-Forwarded-For': from },
        body: new URLSearchParams({ login: 'taro', password: PASSWORD }),
      })
    const signedIn = await signIn('198.51.100.7')
    expect(signedIn.headers.getSetCookie()[0]).toMatch(
      /^__Host-zencho=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
    )
    const page = await fetch(`${proxied.url}/admin/account`, { headers: { Cookie: cookieOf(signedIn) } })
    expect(await page.text()).toContain('198.51.100.7')
    for (let n = 0; n < 50; n += 1) {
      await failures.begin({ login: `u${n}`, address: '203.0.113.9' }, SIGN_IN_LIMITS, new Date())
    }
    expect((await signIn('198.51.100.7, 203.0.113.9')).status).toBe(429) // the nearest proxy saw 203.0.113.9
    expect((await signIn('203.0.113.9, 198.51.100.7')).status).toBe(303)
  })
})

describe('one-time links', () => {
  test('let a person choose a password, once, by the rules', async () => {
    const { id } = await people().accounts.create(makePerson('invited', { name: '招待 花子' }), 'story')
    const until = new Date(Date.now() + 60_000)
    const secret = await people().invitations.invite(id, { until, actor: 'story' })
    const page = await (await fetch(`${story.url}/admin/sign-in/password?secret=${secret}`)).text()
    expect(page).toContain('招待 花子さん（ユーザーID: invited）')
    const choose = (first: string, again = first) => post('/sign-in/password', { secret, 'new-password': first, again })
    for (const [first, again, said] of [
      ['short', 'short', '短すぎます'],
      ['password1', 'password1', 'よく使われて'],
      ['invited-2026', 'invited-2026', '推測されます'],
      [NEW_PASSWORD, `${NEW_PASSWORD}!`, '一致しません'],
    ] as const) {
      const refused = await choose(first, again)
      expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(said)])
    }
    const chosen = await choose(NEW_PASSWORD)
    expect([chosen.status, await status(cookieOf(chosen))]).toEqual([303, 200])
    expect((await choose(NEW_PASSWORD)).status).toBe(410)
    expect((await fetch(`${story.url}/admin/sign-in/password?secret=${secret}`)).status).toBe(410)
    expect((await fetch(`${story.url}/admin/sign-in/password`)).status).toBe(410)
    expect(await people().passwords.verify(NEW_PASSWORD, await people().accounts.passwordHash(id))).toBe(true)
  })

  test('make the first administrator, once, and nobody without the secret', async () => {
    await using fresh = await openStory([])
    const { invitations, accounts } = fresh.product.people
    const secret = (await invitations.offerFirst(new Date(Date.now() + 60_000))) ?? ''
    expect((await fetch(`${fresh.url}/admin/first?secret=${secret}`)).status).toBe(200)
    expect((await fetch(`${fresh.url}/admin/first?secret=wrong`)).status).toBe(410)
    const become = (some: Readonly<Record<string, string>> = {}) => {
      const fields = { secret, login: 'admin', name: '管理 太郎', 'new-password': NEW_PASSWORD, again: NEW_PASSWORD }
      return postForm(`${fresh.url}/admin/first`, { fields: { ...fields, ...some } })
    }
    expect((await become({ secret: 'wrong' })).status).toBe(410)
    expect((await become({ login: 'ad min', name: '' })).status).toBe(422)
    expect((await become({ 'new-password': 'admin', again: 'admin' })).status).toBe(422)
    expect(await accounts.count()).toBe(0)
    const done = await become()
    const list = await fetch(`${fresh.url}/admin/people`, { headers: { Cookie: cookieOf(done) } })
    expect([done.status, list.status]).toEqual([303, 200])
    expect((await become({ login: 'second' })).status).toBe(410)
    expect(await accounts.count()).toBe(1)
  })
})

describe('sessions', () => {
  test('end with a change of the password, but for the one that changed it, which gets a new token', async () => {
    const account = await personWithPassword('changer')
    const [here, elsewhere] = [await newSession(story, account), await newSession(story, account)]
    const change = (current: string, password: string) =>
      post('/account/password', { current, 'new-password': password, again: password }, here)
    const wrong = await change('not this', NEW_PASSWORD)
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('現在のパスワードが違います')])
    expect((await change(PASSWORD, 'changer2026')).status).toBe(422)
    expect([await status(here), await status(elsewhere)]).toEqual([200, 200])
    const changed = await change(PASSWORD, NEW_PASSWORD)
    expect([changed.status, changed.headers.get('location')]).toEqual([303, '/admin/account?done=changed'])
    expect([await status(here), await status(elsewhere), await status(cookieOf(changed))]).toEqual([303, 303, 200])
  })
})
