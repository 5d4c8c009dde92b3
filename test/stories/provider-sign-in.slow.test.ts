// Signing in at an identity provider: the real product and a real provider, over HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT, type FakeIdentityProvider, followTo, openIdentityProvider } from '../fakes/open-identity-provider.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

const PUBLIC_URL = 'http://faq.shiomi.test'
const CALLBACK = `${PUBLIC_URL}/admin/sign-in/callback`
const ROLES = 'faq-admins=administrator; faq-editors=editor@own; cn=approvers,ou=joho=approver@joho; gone=editor@gone'

let provider: FakeIdentityProvider
let story: Story

function settings(issuer: string) {
  return {
    PUBLIC_URL,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_SCOPES: 'openid profile email office',
    OIDC_SECTION_CLAIM: 'section',
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_ROLES: ROLES,
  }
}

beforeAll(async () => {
  provider = await openIdentityProvider(CALLBACK)
  story = await openStory(undefined, settings(provider.issuer))
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

interface Answer {
  readonly status: number
  readonly location: string | null
  readonly text: string
  readonly cookie: string
}

async function get(path: string, cookie = ''): Promise<Answer> {
  const response = await fetch(`${story.url}${path}`, { redirect: 'manual', headers: { Cookie: cookie } })
  const set = response.headers.getSetCookie()[0]?.split(';')[0]
  const text = await response.text()
  return { status: response.status, location: response.headers.get('location'), text, cookie: set ?? cookie }
}

/** Leaves for the provider; what it sends the browser back with, and the cookie of the browser. */
async function comeBackFrom(subject: string | null, change: (url: URL) => void = () => {}) {
  provider.signInNextAs(subject)
  const left = await get('/admin/sign-in/provider?to=/admin/account')
  expect(left.status).toBe(303)
  const url = new URL(left.location ?? '')
  change(url)
  const back = await followTo(url.href, CALLBACK)
  return { path: back.slice(PUBLIC_URL.length), cookie: left.cookie }
}

async function signIn(subject: string | null): Promise<Answer> {
  const { path, cookie } = await comeBackFrom(subject)
  return get(path, cookie)
}

const accounts = () => story.product.people.accounts

describe('signing in at the identity provider', () => {
  test('creates the account from the claims, with section and roles, and leads on to the page that was asked for', async () => {
    provider.directory.set('s-1', {
      preferred_username: 'Jinji-Hanako',
      name: '人事 花子',
      email: 'hanako@pref.example.jp',
      section: '人事課',
      groups: ['faq-editors', 'cn=approvers,ou=joho', 'gone', 'others'],
    })
    const signedIn = await signIn('s-1')
    expect([signedIn.status, signedIn.location]).toEqual([303, '/admin/account'])
    const page = await get('/admin/account', signedIn.cookie)
    expect(page.text).toContain('人事 花子')
    expect(page.text).toContain('職員認証でサインインしています')
    expect(await accounts().findByLogin('jinji-hanako')).toMatchObject({
      mail: 'hanako@pref.example.jp',
      section: { code: 'jinji' },
      grants: [
        { role: 'approver', sectionCode: 'joho' },
        { role: 'editor', sectionCode: 'jinji' },
      ],
    })
  })

  test('a second time finds the same account, and ends nothing while nothing changed', async () => {
    const first = await signIn('s-1')
    const second = await signIn('s-1')
    for (const { cookie } of [first, second]) expect((await get('/admin/account', cookie)).status).toBe(200)
    expect((await accounts().findByLogin('jinji-hanako'))?.version).toBe(1)
  })

  test('with other groups than before ends the sessions that had the old roles', async () => {
    const before = await signIn('s-1')
    provider.directory.set('s-1', { ...provider.directory.get('s-1'), groups: ['faq-editors'], name: '人事 はなこ' })
    const after = await signIn('s-1')
    expect((await get('/admin/account', before.cookie)).status).toBe(303)
    expect((await get('/admin/account', after.cookie)).text).toContain('人事 はなこ')
    expect((await accounts().findByLogin('jinji-hanako'))?.grants).toEqual([{ role: 'editor', sectionCode: 'jinji' }])
  })

  test('is refused to an account that was disabled here, whatever the provider says', async () => {
    const account = await accounts().findByLogin('jinji-hanako')
    if (account === null) throw new Error('expected the account of the tests before')
    const { section, ...stated } = account
    const input = { ...stated, sectionCode: section?.code ?? null }
    const options = { actor: 'story', seen: account.version }
    const { version } = await accounts().change(account.id, { ...input, disabled: true }, options)
    const refused = await signIn('s-1')
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('この利用者は使えません')])
    await accounts().change(account.id, { ...input, disabled: false }, { actor: 'story', seen: version })
    expect((await signIn('s-1')).status).toBe(303)
  })

  test('takes over no account of the same login, until an administrator lets it; then the password is gone', async () => {
    const { account } = await signInAs(story, {
      login: 'local-taro',
      name: '総務 太郎',
      grants: [{ role: 'administrator', sectionCode: null }],
    })
    await accounts().setPassword(account.id, 'scrypt$AA$AA', 'story')
    provider.directory.set('s-2', { preferred_username: 'LOCAL-TARO', name: '別の 太郎', groups: [] })
    const refused = await signIn('s-2')
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('同じユーザーIDの利用者')])
    expect(await accounts().find(account.id)).toMatchObject({ name: '総務 太郎' })

    const admin = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
    const allowed = await postForm(`${story.url}/admin/people/${account.id}/link`, { cookie: admin.cookie, fields: {} })
    expect(allowed.status).toBe(303)
    expect((await signIn('s-2')).status).toBe(303)
    expect(await accounts().find(account.id)).toMatchObject({ name: '別の 太郎', grants: [{ role: 'staff' }] })
    expect(await accounts().passwordHash(account.id)).toBeNull()
    const invited = await postForm(`${story.url}/admin/people/${account.id}/invite`, {
      cookie: admin.cookie,
      fields: {},
    })
    expect(invited.status).toBe(409)
  })

  test('is not done without the state, or with the state of somebody else', async () => {
    const { path, cookie } = await comeBackFrom('s-1')
    const other = path.replace(/state=[^&]+/u, 'state=planted')
    const refused = await get(other, cookie)
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('結果を確認できませんでした')])
    expect((await get('/admin/account', refused.cookie)).status).toBe(303)
    const { path: good } = await comeBackFrom('s-1')
    expect((await get(good)).status).toBe(400) // another browser
  })

  test('is not done with a token for another nonce', async () => {
    const { path, cookie } = await comeBackFrom('s-1', url => url.searchParams.set('nonce', 'planted'))
    const refused = await get(path, cookie)
    expect(refused.status).toBe(400)
    expect(story.events.at(-1)).toMatchObject({ data: { reason: expect.stringContaining('JWT_CLAIM_COMPARISON') } })
  })

  test('is done once with a code: again, or in another flow, it is worth nothing', async () => {
    const { path, cookie } = await comeBackFrom('s-1')
    const signedIn = await get(path, cookie)
    expect(signedIn.status).toBe(303)
    expect((await get(path, cookie)).status).toBe(400)
    expect((await get(path, signedIn.cookie)).status).toBe(400)
    const fresh = await comeBackFrom('s-1')
    const used = new URL(path, PUBLIC_URL).searchParams.get('code') ?? ''
    const mixed = fresh.path.replace(/code=[^&]+/u, `code=${encodeURIComponent(used)}`)
    expect((await get(mixed, fresh.cookie)).status).toBe(400)
  })

  test('that the person or the provider refused says so', async () => {
    const refused = await signIn(null)
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('許可されませんでした')])
  })

  test('leads to no other site afterwards, whatever the address says', async () => {
    provider.signInNextAs('s-1')
    for (const to of ['https://evil.example', '//evil.example', '/admin//evil.example', '/admin/sign-in/callback']) {
      const left = await get(`/admin/sign-in/provider?to=${encodeURIComponent(to)}`)
      const back = await followTo(left.location ?? '', CALLBACK)
      expect((await get(back.slice(PUBLIC_URL.length), left.cookie)).location).toBe('/admin')
    }
  })

  test('while the provider is down is a page that says so, before and after leaving', async () => {
    const { path, cookie } = await comeBackFrom('s-1')
    await provider.stop()
    const after = await fetch(`${story.url}${path}`, { headers: { Cookie: cookie } })
    expect([after.status, after.headers.get('retry-after')]).toEqual([503, '30'])
    expect(await after.text()).toContain('職員認証に接続できません')
    await using silent = await openStory([], { ...settings(provider.issuer), LOCAL_SIGN_IN: 'off' })
    const before = await fetch(`${silent.url}/admin/sign-in/provider`)
    expect([before.status, await before.text()]).toEqual([503, expect.stringContaining('職員認証に接続できません')])
  })
})

test('where the provider is the only way in, no password opens anything', async () => {
  await using only = await openStory([], { ...settings('https://login.shiomi.test'), LOCAL_SIGN_IN: 'off' })
  const page = await (await fetch(`${only.url}/admin/sign-in`)).text()
  expect(page).toContain('職員認証でサインインする')
  expect(page).not.toContain('type="password"')
  const secret = await only.product.people.invitations.offerFirst(new Date(Date.now() + 60_000))
  for (const [path, fields] of [
    ['sign-in', { login: 'a', password: 'b' }],
    ['sign-in/password', { secret: 'x' }],
    ['first', { secret: secret ?? '', login: 'admin', name: 'x', 'new-password': 'y', again: 'y' }],
  ] as const) {
    expect((await postForm(`${only.url}/admin/${path}`, { fields })).status).toBe(404)
  }
  expect(await only.product.people.accounts.count()).toBe(0)
})
