// Signing in and out through the real application.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

describe('signing in', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory()
  })
  afterAll(() => story[Symbol.asyncDispose]())

  test('with the right password opens a session, and signing out ends it', async () => {
    const { people } = story.product
    const input = { name: '人事 太郎', mail: null, slackUser: null, sectionCode: 'jinji', disabled: false }
    const grants = [{ role: 'editor', sectionCode: 'jinji' }] as const
    const account = await people.accounts.create({ ...input, login: 'Jinji-Taro', grants }, 'story')
    await people.accounts.setPassword(account.id, await people.passwords.hash('correct horse battery'), 'story')
    const fields = { login: 'JINJI-taro', password: 'correct horse battery', to: '/admin' }
    const signedIn = await postForm(`${story.url}/admin/sign-in`, { fields })
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/admin'])
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const home = async () => (await fetch(`${story.url}/admin`, { headers: { Cookie: cookie } })).text()
    expect(await home()).toContain('人事 太郎')
    expect((await postForm(`${story.url}/admin/sign-out`, { cookie, fields: {} })).status).toBe(303)
    expect(await home()).not.toContain('人事 太郎')
  })

  test('with a wrong password, or as nobody, says the same', async () => {
    const texts = []
    for (const login of ['jinji-taro', 'nobody']) {
      const refused = await postForm(`${story.url}/admin/sign-in`, {
        fields: { login, password: 'wrong', to: '/admin' },
      })
      expect(refused.status).toBe(401)
      texts.push((await refused.text()).replaceAll(login, ''))
    }
    expect(texts[0]).toBe(texts[1])
  })

  test('is the only way to a session: writes from elsewhere are refused', async () => {
    const { cookie } = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
    for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }, {}]) {
      const response = await fetch(`${story.url}/admin/sign-out`, {
        method: 'POST',
        headers: { Cookie: cookie, ...headers },
      })
      expect(response.status).toBe(403)
    }
  })
})
