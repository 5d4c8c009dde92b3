// A conversation on the page: its address, its follow-ups, what it remembers, and who may see it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeWebChat, openWebChat } from '../fakes/fake-web-chat.ts'
import { openStory, type Story } from './open-story.ts'

const FRAGMENT = { 'X-Fragment': 'turn' }

async function open(fake = fakeWebChat()) {
  const client = await openWebChat(fake.deps)
  const begin = async (question: string) => {
    const location = (await client.post('/ask', { question })).headers.get('location') ?? ''
    return /^\/conversations\/([\w-]{22})#turn-/.exec(location)?.[1] ?? `no conversation in ${location}`
  }
  return { fake, ...client, begin }
}

describe('a conversation', () => {
  test('begins with the first question and goes on where the form says so', async () => {
    await using chat = await open()
    const id = await chat.begin('旅費')
    const page = await (await chat.get(`/conversations/${id}`)).text()
    expect(page).toContain(`<input type="hidden" name="conversation" value="${id}">`)
    const next = await chat.post('/ask', { question: '手当', conversation: id })
    expect(next.headers.get('location')).toBe(`/conversations/${id}#turn-q2`)
    expect(chat.fake.asked.map(({ conversationId }) => conversationId)).toEqual([`web-${id}`, `web-${id}`])
    const both = await (await chat.get(`/conversations/${id}`)).text()
    expect(both.match(/<article class="turn"/g)).toHaveLength(2)
    expect(both).toMatch(/id="turn-q1"[\s\S]*id="turn-q2"[\s\S]*id="composer"[\s\S]*新しい会話を始める/)
    expect(both).toContain('<title>旅費｜')
  })

  test('has an id of its own each time, 128 random bits', async () => {
    await using chat = await open()
    const ids = await Promise.all(Array.from({ length: 20 }, () => chat.begin('旅費')))
    expect(new Set(ids).size).toBe(20)
    for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(16)
  })

  test('tells the script its id beside the first answer', async () => {
    await using chat = await open()
    const first = await chat.post('/ask', { question: '旅費', conversation: '' }, FRAGMENT)
    const id = first.headers.get('x-conversation') ?? ''
    expect(id).toMatch(/^[\w-]{22}$/)
    expect(await first.text()).toContain(`name="conversation" value="${id}"`)
    const second = await chat.post('/ask', { question: '手当', conversation: id }, FRAGMENT)
    expect(second.headers.get('x-conversation')).toBe(id)
  })

  test('remembers the chosen candidate and what was said of each answer', async () => {
    await using chat = await open()
    const id = await chat.begin('手当')
    const within = { conversation: id }
    const chosen = await chat.post('/questions/q1/choose', { entry: 'kyuyo-003', ...within })
    expect(chosen.headers.get('location')).toBe(`/conversations/${id}#turn-q1`)
    const said = await chat.post('/questions/q1/feedback', { kind: 'unresolved', entry: 'kyuyo-003', ...within })
    expect(said.headers.get('location')).toBe(`/conversations/${id}#feedback-q1`)
    await chat.post('/ask', { question: '旅費', ...within })
    await chat.post('/questions/q2/feedback', { kind: 'resolved', entry: 'ryohi-002', ...within })
    const page = await (await chat.get(`/conversations/${id}`)).text()
    expect(page).toMatch(
      /引っ越した日から15日以内に[\s\S]*お役に立てず[\s\S]*帰着した日の翌日[\s\S]*ありがとうございます/,
    )
    expect(page).not.toContain('value="resolved"')
  })

  test('keeps its turns and the typed text when a question is refused', async () => {
    await using chat = await open()
    const id = await chat.begin('旅費')
    const refused = await chat.post('/ask', { question: ' ', conversation: id, section: 'ryohi' })
    const page = await refused.text()
    expect(refused.status).toBe(422)
    expect(page).toMatch(/id="turn-q1"[\s\S]*質問を入力してください。/)
    expect(page).toContain(`name="conversation" value="${id}"`)
  })

  test.each(['x', 'C01:123.456', `${'a'.repeat(22)}=`, '../../etc/passwd', ''])(
    'is not opened, and not gone on with, by what is no id of ours: %j',
    async conversation => {
      await using chat = await open()
      await chat.post('/ask', { question: '旅費', conversation })
      expect(chat.fake.asked[0]?.conversationId).toMatch(/^web-[\w-]{22}$/)
      expect(chat.fake.asked[0]?.conversationId).not.toBe(`web-${conversation}`)
      expect((await chat.get(`/conversations/${encodeURIComponent(conversation)}`)).status).toBe(404)
    },
  )

  test('is unknown to who makes up an id', async () => {
    await using chat = await open()
    await chat.begin('旅費')
    const response = await chat.get(`/conversations/${'A'.repeat(22)}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('ページが見つかりません')
  })
})

describe('addresses that are the right to see', () => {
  test('stay out of search engines, caches and other sites', async () => {
    await using chat = await open()
    const id = await chat.begin('旅費')
    for (const path of [`/conversations/${id}`, '/questions/q1', '/conversations/none', '/tickets/none']) {
      const { headers } = await chat.get(path)
      expect([path, headers.get('x-robots-tag')]).toEqual([path, 'noindex, nofollow'])
      expect(headers.get('cache-control')).toBe('no-store')
    }
    expect((await chat.get('/questions/q1')).headers.get('referrer-policy')).toBe('same-origin')
    expect((await chat.get('/entries/ryohi-002')).headers.get('x-robots-tag')).toBeNull()
  })

  test('the page of one turn, which may be passed on, leads to no conversation', async () => {
    await using chat = await open()
    const id = await chat.begin('旅費')
    const page = await (await chat.get('/questions/q1')).text()
    expect(page).not.toContain(id)
    expect(page).toContain('name="conversation" value=""')
  })
})

describe('in the whole product', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory()
  })
  afterAll(() => story[Symbol.asyncDispose]())

  test('a follow-up is understood with the words before it, and the page says so', async () => {
    const ask = (fields: Record<string, string>) => {
      return fetch(`${story.url}/ask`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
    }
    const location = (await ask({ question: '休みを取りたい' })).headers.get('location') ?? ''
    const conversation = /conversations\/([\w-]{22})#/.exec(location)?.[1] ?? ''
    await ask({ question: 'その手続きは？', conversation })
    const page = await (await fetch(`${story.url}/conversations/${conversation}`)).text()
    expect(page.match(/<article class="turn"/g)).toHaveLength(2)
    expect(page.match(/前の質問に続くものとして調べました/g)).toHaveLength(1)
  })
})
