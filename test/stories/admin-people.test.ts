// The pages about people, through the real application.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../../src/core/access/account.ts'
import { ADMINISTRATOR, makePerson } from '../fakes/account-builders.ts'
import { openSmtpCatcher } from '../fakes/smtp-catcher.ts'
import { openStory, type Story } from './open-story.ts'
import { newSession, postForm, signInAs } from './sign-in.ts'

let story: Story
let cookie = ''
beforeAll(async () => {
  story = await openStory()
  cookie = (await signInAs(story, { login: 'admin', grants: ADMINISTRATOR })).cookie
})
afterAll(() => story[Symbol.asyncDispose]())

type Fields = Parameters<typeof postForm>[1]['fields']

const accounts = () => story.product.people.accounts
const post = (path: string, fields: Fields, by = cookie) =>
  postForm(`${story.url}/admin/people${path}`, { fields, cookie: by })
const page = async (path: string) => {
  const response = await fetch(`${story.url}/admin/people${path}`, { headers: { Cookie: cookie } })
  return { status: response.status, text: await response.text() }
}
const person = (login: string, some: Readonly<Record<string, string>> = {}) => ({
  login,
  name: `${login}さん`,
  ...some,
})
const found = async (login: string): Promise<Account> => {
  const account = await accounts().findByLogin(login)
  if (account === null) throw new Error(`expected ${login}`)
  return account
}

describe('an administrator', () => {
  test('adds a person with roles in sections, and gets the link that lets them choose a password, once', async () => {
    const fields = [
      ['login', 'hanako'],
      ['name', '旅費 花子'],
      ['mail', 'hanako@pref.example.jp'],
      ['slack-user', 'U0123ABCD'],
      ['section', 'ryohi'],
      ['grant', 'editor@ryohi'],
      ['grant', 'approver@*'],
      ['grant', 'manager'],
      ['grant', 'editor@gone'], // no page of ours offers these
      ['grant', 'boss'],
    ] as const
    const added = await post('', fields)
    const text = await added.text()
    expect(added.status).toBe(200)
    const link = /http:\/\/localhost:3000\/admin\/sign-in\/password\?secret=[\w-]{43}/u.exec(text)?.[0] ?? ''
    expect(text).toContain('一度だけ使えます')
    expect(await found('hanako')).toMatchObject({
      name: '旅費 花子',
      section: { code: 'ryohi' },
      grants: [
        { role: 'approver', sectionCode: null },
        { role: 'editor', sectionCode: 'ryohi' },
        { role: 'manager', sectionCode: null },
      ],
    })
    const invited = await fetch(link.replace('http://localhost:3000', story.url))
    expect(await invited.text()).toContain('旅費 花子さん')
    const { id } = await found('hanako')
    expect((await page(`/${id}`)).text).not.toContain('secret=')
    const again = await (await post(`/${id}/invite`, {})).text()
    expect(again).toContain('secret=')
    expect((await fetch(link.replace('http://localhost:3000', story.url))).status).toBe(410)
  })

  test('is told what is wrong at its field, and loses nothing of what was typed', async () => {
    await post('', person('taken'))
    const wrong = await post('', person('taken', { name: '', mail: 'no mail', 'slack-user': '@taro', section: 'gone' }))
    const text = await wrong.text()
    expect(wrong.status).toBe(422)
    for (const field of ['name', 'login', 'mail', 'slack-user', 'section']) expect(text).toContain(`href="#${field}"`)
    for (const typed of ['value="taken"', 'value="no mail"', 'value="@taro"']) expect(text).toContain(typed)
    expect((await post('', person('<script>'))).status).toBe(422)
  })

  test('changes roles, which ends the sessions of that person at once', async () => {
    await post('', person('changed', { grant: 'editor@jinji' }))
    const account = await found('changed')
    const theirs = await newSession(story, account)
    const status = async () =>
      (await fetch(`${story.url}/admin/account`, { redirect: 'manual', headers: { Cookie: theirs } })).status
    const named = await post(
      `/${account.id}`,
      person('changed', { name: '新しい 名前', grant: 'editor@jinji', seen: '1' }),
    )
    expect([named.status, await status()]).toEqual([303, 200])
    const promoted = await post(`/${account.id}`, person('changed', { grant: 'approver@jinji', seen: '2' }))
    expect([promoted.headers.get('location'), await status()]).toEqual([`/admin/people/${account.id}?done=saved`, 303])
    expect((await page(`/${account.id}?done=saved`)).text).toContain('保存しました')
  })

  test('who saves from an old page is shown what somebody else changed, and may then decide', async () => {
    await post('', person('raced'))
    const { id } = await found('raced')
    await post(`/${id}`, person('raced', { name: '先の 人', section: 'jinji', seen: '1' }))
    const late = await post(`/${id}`, person('raced', { name: '後の 人', mail: 'a@b.example', seen: '1' }))
    const text = await late.text()
    expect(late.status).toBe(409)
    expect(text).toContain('ほかの人が先に変更しています')
    expect(text).toMatch(/氏名<\/th><td>先の 人<\/td><td>後の 人/u)
    expect(text).toMatch(/所属<\/th><td>人事課<\/td><td>所属なし/u)
    expect(text).not.toMatch(/ユーザーID<\/th>/u) // the same on both sides
    expect(text).toContain('name="seen" value="2"')
    expect((await found('raced')).name).toBe('先の 人')
    expect((await post(`/${id}`, person('raced', { name: '後の 人', seen: '2' }))).status).toBe(303)
  })

  test('stops a person, who is signed out at once, and lets them go on', async () => {
    await post('', person('stopped'))
    const account = await found('stopped')
    const theirs = await newSession(story, account)
    expect((await post(`/${account.id}/disable`, { seen: '1' })).status).toBe(303)
    const asked = await fetch(`${story.url}/admin/account`, { redirect: 'manual', headers: { Cookie: theirs } })
    expect(asked.status).toBe(303)
    expect((await page('?q=stopped')).text).not.toContain('stoppedさん')
    expect((await page('?q=stopped&state=disabled')).text).toContain('停止中')
    expect((await post(`/${account.id}/disable`, { seen: '1' })).status).toBe(409)
    await post(`/${account.id}/enable`, { seen: '2' })
    expect((await found('stopped')).disabled).toBe(false)
  })

  test('is not left without a colleague: the last administrator stays one', async () => {
    const admin = await found('admin')
    for (const [path, fields] of [
      [`/${admin.id}/disable`, { seen: String(admin.version) }],
      [`/${admin.id}`, person('admin', { seen: String(admin.version) })],
    ] as const) {
      const refused = await post(path, fields)
      expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('管理者がいなくなる')])
    }
    expect(await found('admin')).toEqual(admin)
  })

  test('finds people by words, a page at a time, and nobody who is not there', async () => {
    for (let n = 0; n < 60; n += 1) {
      await accounts().create(makePerson(`many-${String(n).padStart(2, '0')}`, { sectionCode: 'joho' }), 'story')
    }
    const first = await page('?q=情報政策課')
    expect(first.text).toContain('60人')
    expect(first.text.match(/<a href="\/admin\/people\/[0-9a-f-]{36}"/gu)).toHaveLength(50)
    expect(first.text).toContain('rel="next"')
    const second = await page(`?q=${encodeURIComponent('情報政策課')}&page=2`)
    expect(second.text).toContain('many-59')
    expect(second.text).not.toContain('rel="next"')
    for (const odd of ['?page=x', '?page=-1', '?page=99999999', '?state=x', '?q=%25', '?q[]=a']) {
      expect((await page(odd)).status).toBe(200)
    }
    expect((await page('/none')).status).toBe(404)
    expect((await post('/none/disable', {})).status).toBe(404)
  })

  test('sees names as text, whatever stands in them', async () => {
    const name = `<img src=x onerror="alert(1)">'"&`
    await accounts().create(makePerson('hostile', { name, mail: `"><script>@x` }), 'story')
    const { id } = await found('hostile')
    for (const path of ['?q=hostile', `/${id}`]) {
      const { text } = await page(path)
      expect(text).not.toMatch(/<img src=x|"><script>/u)
      expect(text).toContain('&lt;img')
    }
  })

  test('mails the link where a mail server is set up, and says so where it could not', async () => {
    await using catcher = await openSmtpCatcher()
    await using mailing = await openStory([], { SMTP_URL: catcher.url, MAIL_FROM: 'faq@pref.example.jp' })
    const admin = await signInAs(mailing, { grants: ADMINISTRATOR })
    const add = async (login: string) => {
      const fields = { login, name: '招待 太郎', mail: `${login}@pref.example.jp` }
      return (await postForm(`${mailing.url}/admin/people`, { fields, cookie: admin.cookie })).text()
    }
    const text = await add('mailed')
    expect(text).toContain('mailed@pref.example.jp にメールで送りました')
    const link = /http\S+secret=[\w-]{43}/u.exec(text)?.[0] ?? 'none'
    expect(catcher.caught[0]?.envelope.to).toEqual(['mailed@pref.example.jp'])
    expect(catcher.caught[0]?.parsed.text).toContain(link)
    expect(catcher.caught[0]?.parsed.html).toContain(`href="${link}"`)
    catcher.refuseWith(550)
    expect(await add('unreached')).toContain('へのメールは送れませんでした')
    expect(mailing.events.at(-1)).toMatchObject({ event: 'invitation_not_mailed' })
  })
})
