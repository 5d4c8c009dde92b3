// The summary by a model: streamed to the script, whole on a page without it, and never in the way of the official answer.
import { describe, expect, test } from 'vitest'
import type { Compose, ComposeEvent } from '../../bot/web/compose.ts'
import { fakeWebChat, openWebChat } from '../fakes/fake-web-chat.ts'

const STREAM = { Accept: 'text/event-stream' }

const SENTENCES: readonly ComposeEvent[] = [
  { kind: 'sentence', text: '帰着の翌日から14日以内に請求します。', entryIds: ['ryohi-002'] },
  { kind: 'sentence', text: '出典のない文です。', entryIds: ['none', 'jinji-901', 'jinji-900'] },
  {
    kind: 'sentence',
    text: '<img src=x onerror=alert(1)>[a](https://evil.example/)',
    entryIds: ['ryohi-003', 'kaikei-010'],
  },
  { kind: 'done' },
]

const writing = (events: readonly ComposeEvent[]): Compose =>
  async function* () {
    yield* events
  }

async function askedChat(question: string, compose: Compose | null) {
  const fake = fakeWebChat({ compose })
  const client = await openWebChat(fake.deps)
  await client.post('/ask', { question })
  return { fake, ...client }
}

/** The events of a stream that ended: their names, and the HTML they brought. */
async function eventsOf(response: Response) {
  return [...(await response.text()).matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, name = '', data = '']) => {
    return [name, JSON.parse(data) as string] as const
  })
}

describe('the offer of a summary', () => {
  test('stands below the answer and below candidates, marked as not official, where a model is set up', async () => {
    await using chat = await askedChat('旅費', writing(SENTENCES))
    const answered = await (await chat.get('/questions/q1')).text()
    expect(answered).toMatch(/帰着した日の翌日[\s\S]*公式の回答ではありません[\s\S]*href="\/questions\/q1\/summary"/)
    await chat.post('/ask', { question: '手当' })
    expect(await (await chat.get('/questions/q2')).text()).toContain('href="/questions/q2/summary"')
    await chat.post('/ask', { question: '駐輪場' })
    expect(await (await chat.get('/questions/q3')).text()).not.toContain('AI')
    expect((await chat.get('/questions/q3/summary')).status).toBe(404)
  })

  test('is not made, and its address unknown, without a model', async () => {
    await using chat = await askedChat('旅費', null)
    expect(await (await chat.get('/questions/q1')).text()).not.toContain('AI')
    expect((await chat.get('/questions/q1/summary', STREAM)).status).toBe(404)
  })
})

describe('the stream', () => {
  test('brings each sentence with its sources, as text, and leaves out what no published entry carries', async () => {
    await using chat = await askedChat('旅費', writing(SENTENCES))
    const response = await chat.get('/questions/q1/summary', STREAM)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('content-encoding')).toBeNull()
    const events = await eventsOf(response)
    expect(events.map(([name]) => name)).toEqual(['sentence', 'sentence', 'done'])
    expect(events[0]?.[1]).toMatch(
      /^<p>帰着の翌日から14日以内に請求します。 <a href="\/entries\/ryohi-002">［出典：出張が終わった後の/,
    )
    expect(events[1]?.[1]).toContain('&lt;img src=x onerror=alert(1)&gt;[a](https://evil.example/)')
    expect(events[1]?.[1].match(/<a /g)).toHaveLength(2)
    expect(events[1]?.[1]).not.toContain('<img')
  })

  test.each<[string, readonly ComposeEvent[]]>([
    ['says nothing', [{ kind: 'nothing' }]],
    ['has only sentences without a source', [{ kind: 'sentence', text: '出典なし', entryIds: [] }, { kind: 'done' }]],
    ['ends without a word', []],
  ])('says that there is none where the model %s', async (_what, events) => {
    await using chat = await askedChat('旅費', writing(events))
    const [event, ...more] = await eventsOf(await chat.get('/questions/q1/summary', STREAM))
    expect(event?.[0]).toBe('nothing')
    expect(event?.[1]).toContain('まとめは作成できませんでした')
    expect(more).toEqual([])
  })

  test('ends well where the model fails on the way, and tells the operator', async () => {
    await using chat = await askedChat('旅費', async function* () {
      yield* SENTENCES.slice(0, 1)
      throw new Error('the model is gone')
    })
    expect((await eventsOf(await chat.get('/questions/q1/summary', STREAM))).map(([name]) => name)).toEqual([
      'sentence',
      'done',
    ])
    expect(chat.fake.events).toEqual([{ event: 'summary_failed', data: { error: 'Error: the model is gone' } }])
  })

  test('sends each sentence when it is written, and stops the model when the reader leaves', async () => {
    const stopped = Promise.withResolvers<void>()
    await using chat = await askedChat('旅費', async function* (_questionId, signal) {
      yield* SENTENCES.slice(0, 1)
      const aborted = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
      await aborted
      stopped.resolve()
    })
    const leaving = new AbortController()
    const response = await fetch(`${chat.url}/questions/q1/summary`, { headers: STREAM, signal: leaving.signal })
    const first = await response.body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toContain('帰着の翌日')
    leaving.abort()
    await stopped.promise
    expect(chat.fake.events).toEqual([])
  })

  test('sets no model to work for who only looks', async () => {
    let composed = 0
    await using chat = await askedChat('旅費', async function* () {
      composed += 1
      yield* SENTENCES
    })
    const looked = await fetch(`${chat.url}/questions/q1/summary`, { method: 'HEAD', headers: STREAM })
    expect([looked.status, composed]).toEqual([200, 0])
  })
})

describe('without a script', () => {
  test('the same address is a page with the whole text and the way back', async () => {
    await using chat = await askedChat('旅費', writing(SENTENCES))
    const response = await chat.get('/questions/q1/summary', { Accept: 'text/html' })
    const page = await response.text()
    expect(response.headers.get('vary')).toContain('Accept')
    expect(page).toContain('<h1>AIによるまとめ（公式の回答ではありません）</h1>')
    expect(page).toContain('帰着の翌日から14日以内に請求します。')
    expect(page).toContain('&lt;img src=x')
    expect(page).toContain('href="/questions/q1">質問と回答の画面に戻る</a>')
  })

  test('says so where there is none', async () => {
    await using chat = await askedChat('旅費', writing([{ kind: 'nothing' }]))
    const page = await (await chat.get('/questions/q1/summary', { Accept: 'text/html' })).text()
    expect(page).toContain('まとめは作成できませんでした')
  })
})
