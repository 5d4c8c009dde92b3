// The page on the use of a chat model through the real application: what it shows, what it never shows, the switch that stops
// everything in every process, and the file of what was sent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aiPage } from '../../admin/ai/ai-page.ts'
import { readSentForm } from '../../admin/ai/sent-form.ts'
import { loadConfig } from '../../src/config.ts'
import { modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import { summaryMessages } from '../../src/core/messages/ja/summary.ts'
import { homeDeps } from '../../src/wiring/admin-home.ts'
import { adminDeps } from '../../src/wiring/open-admin.ts'
import { type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { openProductIn, openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'

const GOOD = '庶務事務システムの「休暇申請」から申請してください。[1]'
const KEY = 'sk-shiomi-geheim'

let endpoint: ChatEndpointStandIn
let story: Story
let kanri: SignedIn
beforeAll(async () => {
  endpoint = await openChatEndpoint()
  story = await openStory(undefined, {
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_API_KEY: KEY,
    OPENAI_MODEL: 'tiny',
    OPENAI_TOKENS_PER_ASKER: '20000',
  })
  kanri = await signInAs(story, { login: 'kanri', grants: [{ role: 'administrator', sectionCode: null }] })
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(story.url + path, { headers: { Cookie: kanri.cookie, ...headers } })
const page = async (path = '/admin/ai') => (await get(path)).text()
const moveTo = (to: 'on' | 'off') => postForm(`${story.url}/admin/ai/switch`, { cookie: kanri.cookie, fields: { to } })

/** Asks, and has it summed up on the page without a script. */
async function sumUp(question: string) {
  const { questionId } = await story.product.conversation.ask({ text: question, channel: 'web' })
  const response = await get(`/questions/${questionId}/summary`)
  return { questionId, status: response.status, text: await response.text() }
}

describe('the page on the use of AI', () => {
  test('tells where things go, what is sent and what not, and never the key', async () => {
    const text = await page()
    for (const part of [new URL(endpoint.baseUrl).host, 'tiny', texts.states.on, ...texts.sent, ...texts.notSent]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain(KEY)
  })

  test('lists what was sent: when, for what, of which question and entries, what was masked; not by whom, and no texts', async () => {
    endpoint.behave({ answer: GOOD })
    const { questionId, text } = await sumUp('休みを取りたい 090-1234-5678')
    expect(text).toContain('庶務事務システムの「休暇申請」から申請してください。')
    const shown = await page()
    expect(shown).toContain(`href="/questions/${questionId}"`)
    expect(shown).toContain('href="/entries/jinji-001"')
    expect(shown).toMatch(/<td>AIによるまとめ<\/td>[^\n]*<td>電話番号<\/td>/u)
    expect(shown).not.toMatch(/090-1234|休みを取りたい/u)
    expect(shown).toContain(texts.people('few')) // who took tokens is one person
    expect(shown).not.toContain(story.product.desk.askerKeys('summary', kanri.account.id))
    expect(shown).not.toContain(story.product.desk.askerKeys('account', kanri.account.id))
  })

  test('is filtered by day and purpose, says where a day cannot be read, and is exported', async () => {
    expect(await page('/admin/ai?until=2020-01-01')).toContain(texts.none)
    expect(await page('/admin/ai?purpose=rewrite')).toContain(texts.none)
    expect(await page('/admin/ai?purpose=compose')).not.toContain(texts.none)
    const refused = await get('/admin/ai?from=2026-02-30')
    expect([refused.status, (await refused.text()).includes(texts.badDate('2026-02-30'))]).toEqual([400, true])
    expect((await get('/admin/ai/export?from=nanika')).status).toBe(400)
    const csv = await get('/admin/ai/export')
    expect(csv.headers.get('content-disposition')).toContain(texts.fileName)
    const lines = (await csv.text()).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('"AIによるまとめ"')
    expect(lines.join()).not.toContain(KEY)
  })

  test('shows since when an endpoint in trouble is left alone, and health tells', async () => {
    expect(await (await fetch(`${story.url}/readyz`)).json()).toMatchObject({ status: 'ready' })
    endpoint.behave({ status: 401 })
    for (let i = 0; i < 4; i += 1) await sumUp('休みを取りたい')
    expect(await page()).toMatch(
      /AIによるまとめ<\/th><td><span class="badge badge-good">正常<\/span><\/td><td>－<\/td><td class="number">4</u,
    )
    await sumUp('休みを取りたい')
    const asked = endpoint.requests.length
    await sumUp('休みを取りたい')
    expect(endpoint.requests.length).toBe(asked)
    expect(await page()).toMatch(/休止中<\/span><\/td><td><time datetime="/u)
    expect(await (await fetch(`${story.url}/readyz`)).json()).toMatchObject({ status: 'degraded' })
    expect(homeDeps(story.product, null).troubles()).toEqual(['chat'])
  })

  test('is for administrators alone', async () => {
    for (const role of ['editor', 'approver', 'manager', 'staff'] as const) {
      const { cookie } = await signInAs(story, { grants: [{ role, sectionCode: null }] })
      for (const path of ['/admin/ai', '/admin/ai/export']) {
        expect((await fetch(story.url + path, { headers: { Cookie: cookie } })).status).toBe(403)
      }
      expect((await postForm(`${story.url}/admin/ai/switch`, { cookie, fields: { to: 'off' } })).status).toBe(403)
    }
  })
})

describe('the switch', () => {
  test('stops everything at once, in every process, is audited, and is moved back', async () => {
    await using other = await openProductIn(story.folder, {
      OPENAI_BASE_URL: endpoint.baseUrl,
      OPENAI_MODEL: 'tiny',
    })
    endpoint.behave({ answer: GOOD })
    const moved = await moveTo('off')
    expect(moved.headers.get('location')).toBe('/admin/ai?done=off')
    const asked = endpoint.requests.length
    const { questionId, text } = await sumUp('休みを取りたい')
    expect(text).toContain(summaryMessages.switchedOff)
    expect(await other.product.composing?.access.isOn()).toBe(false)
    expect(endpoint.requests.length).toBe(asked)
    expect(await page(`/questions/${questionId}`)).not.toContain('/summary"') // nothing is offered
    expect(await page('/admin/ai?done=off')).toContain('user:kanri が停止しました')
    const events = await story.product.auditLog.page({ action: 'model.switched_off' }, { limit: 5 })
    expect(events.map(({ actor }) => actor)).toEqual(['user:kanri'])
    await moveTo('on')
    expect(await other.product.composing?.access.isOn()).toBe(true)
    expect(await page(`/questions/${questionId}`)).toContain('/summary"')
  })
})

test('over the allowance of a person or of a day there is a sentence, and programs get 429', async () => {
  await using own = await openStory(undefined, {
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_MODEL: 'tiny',
    OPENAI_TOKENS_PER_ASKER: '1000',
  })
  await using all = await openStory(undefined, {
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_MODEL: 'tiny',
    OPENAI_TOKENS_PER_DAY: '1000',
  })
  const asked = endpoint.requests.length
  for (const [opened, sentence] of [
    [own, summaryMessages.overOwn],
    [all, summaryMessages.over],
  ] as const) {
    const { questionId } = await opened.product.conversation.ask({ text: '休みを取りたい', channel: 'web' })
    const whole = await fetch(`${opened.url}/questions/${questionId}/summary`)
    expect([whole.status, (await whole.text()).includes(sentence)]).toEqual([429, true])
    const streamed = await fetch(`${opened.url}/questions/${questionId}/summary`, {
      headers: { Accept: 'text/event-stream' },
    })
    expect(await streamed.text()).toContain(sentence)
  }
  expect(endpoint.requests.length).toBe(asked)
})

test('without a model the page says so, and there is nothing to stop', async () => {
  await using plain = await openStory()
  const { cookie } = await signInAs(plain, { grants: [{ role: 'administrator', sectionCode: null }] })
  const text = await (await fetch(`${plain.url}/admin/ai`, { headers: { Cookie: cookie } })).text()
  expect(text).toContain(texts.stateText.none)
  expect(text).not.toContain(texts.stop)
})

describe('an endpoint that makes vectors', () => {
  test('is named with what it gets, for it is asked whether AI help is on or off', async () => {
    const vectors = { EMBEDDER: 'openai', OPENAI_EMBEDDING_MODEL: 'tiny', OPENAI_BASE_URL: 'http://vectors.example/v1' }
    const { ai } = adminDeps(story.product, loadConfig({ ...vectors, SAMPLE_DATA: 'off' }), () => {})
    expect(ai.vectorsHost).toBe('vectors.example')
    const sentence = texts.vectorsText('vectors.example')
    expect(await page()).not.toContain(sentence)
    const shown = aiPage({
      state: await ai.modelSwitch.read(),
      access: null,
      vectorsHost: ai.vectorsHost,
      now: new Date(),
      used: await ai.usage.tokensOn('2026-04-01'),
      form: readSentForm({}),
      days: [],
      records: [],
      next: null,
      paged: false,
      done: null,
    })
    expect(String(await shown.main)).toContain(sentence)
  })
})
