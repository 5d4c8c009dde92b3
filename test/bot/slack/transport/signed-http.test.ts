// Signed HTTP, with requests exactly as Slack sends them, against a real Bolt `App` behind real Express.
import { describe, expect, test } from 'vitest'
import { openManualClock } from '../../../fakes/slack-clock.ts'
import {
  blockAction,
  commandRequest,
  directMessage,
  eventRequest,
  interactionRequest,
  retry,
  type SlackRequest,
  signedHeaders,
  viewSubmission,
} from '../../../fakes/slack-requests.ts'
import { openSlackWebApi } from '../../../fakes/slack-web-api.ts'
import { answerMessages, closeAfterwards, openTransport, type Transport } from './open-transport.ts'

async function open() {
  const api = await openSlackWebApi()
  closeAfterwards(api.close)
  const clock = openManualClock()
  const transport = await openTransport({ apiUrl: api.url, clock })
  return { api, clock, ...transport }
}

/** No event was kept, nothing was asked of Slack, nothing was said. */
async function expectNoEffect({ inbox }: Pick<Transport, 'inbox'>, api: { readonly calls: readonly unknown[] }) {
  expect(await inbox.waiting('slack', new Date(0))).toEqual([])
  expect(api.calls).toEqual([])
}

describe('a request that is not surely of Slack', () => {
  const without = (name: string) => (request: SlackRequest) => {
    const { [name]: _, ...rest } = signedHeaders(request)
    return rest
  }
  const withHeader = (name: string, value: (request: SlackRequest) => string) => (request: SlackRequest) => ({
    ...signedHeaders(request),
    [name]: value(request),
  })
  const forged: readonly (readonly [string, (request: SlackRequest) => Record<string, string>])[] = [
    ['without a signature', without('X-Slack-Signature')],
    ['without a timestamp', without('X-Slack-Request-Timestamp')],
    ['signed with another secret', request => signedHeaders(request, 'another-secret')],
    ['with the signature of another body', request => signedHeaders({ ...request, body: `${request.body} ` })],
    [
      'with a signature of another version',
      withHeader('X-Slack-Signature', r => (signedHeaders(r)['X-Slack-Signature'] ?? '').replace('v0', 'v1')),
    ],
    [
      'with a shortened signature',
      withHeader('X-Slack-Signature', r => (signedHeaders(r)['X-Slack-Signature'] ?? '').slice(0, -1)),
    ],
    ['with an empty signature', withHeader('X-Slack-Signature', () => '')],
    ['with a signature that is no number', withHeader('X-Slack-Signature', () => `v0=${'z'.repeat(64)}`)],
    ['with a timestamp that is no number', withHeader('X-Slack-Request-Timestamp', () => 'now')],
    [
      'with another timestamp than was signed',
      withHeader('X-Slack-Request-Timestamp', r => String(Math.floor(r.at.getTime() / 1000) + 1)),
    ],
  ]

  test.each(forged)('%s gets 401 and has no effect', async (_name, headersOf) => {
    const { send, clock, api, inbox, app } = await open()
    answerMessages(app)
    const request = eventRequest(directMessage('1'), clock.now())
    const reply = await send(request, headersOf(request))
    expect([reply.status, reply.body]).toEqual([401, ''])
    await expectNoEffect({ inbox }, api)
  })

  test.each([
    ['301 s ago', -301, 401],
    ['300 s ago', -300, 200],
    ['300 s ahead', 300, 200],
    ['301 s ahead', 301, 401],
    ['a year ago', -31_536_000, 401],
  ])('made %s (%i s) gets %i', async (_name, seconds, status) => {
    const { send, clock } = await open()
    const request = eventRequest(
      { type: 'url_verification', challenge: 'c' },
      new Date(clock.now().getTime() + seconds * 1000),
    )
    expect((await send(request)).status).toBe(status)
  })

  test('sent again within 300 s gets 401, whatever it holds, and has no second effect', async () => {
    const { send, clock, api, app } = await open()
    answerMessages(app)
    const request = eventRequest(directMessage('1'), clock.now())
    expect((await send(request)).status).toBe(200)
    await api.postedCount(1)
    const calls = api.calls.length
    expect((await send(request)).status).toBe(401)
    expect((await send(request, { ...signedHeaders(request), ...retry(1) })).status).toBe(401)
    clock.advance(299_000)
    expect((await send(request)).status).toBe(401)
    expect(api.calls).toHaveLength(calls)
  })

  test('sent twenty times at once is taken once', async () => {
    const { send, clock, api, app } = await open()
    answerMessages(app)
    const request = eventRequest(directMessage('1'), clock.now())
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await send(request)).status))
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 401)).toHaveLength(19)
    await api.postedCount(1)
    expect(api.posted).toHaveLength(1)
  })

  test('is told in the log a line a minute, however often it comes', async () => {
    const { send, clock, events } = await open()
    const knock = () => {
      const request = eventRequest(directMessage('1'), clock.now())
      return send(request, signedHeaders(request, 'another-secret'))
    }
    await Promise.all(Array.from({ length: 30 }, knock))
    clock.advance(60_000)
    await knock()
    expect(events('slack_request_refused').map(({ data }) => data)).toEqual([
      { reason: 'forged', count: 1 },
      { reason: 'forged', count: 30 },
    ])
  })

  test('too large, encoded, of another method or malformed is refused in silence', async () => {
    const { send, clock, url, api, inbox } = await open()
    const large = eventRequest({ type: 'event_callback', text: 'あ'.repeat(1024 * 1024) }, clock.now())
    expect(await send(large)).toMatchObject({ status: 413, body: '' })
    const encoded = eventRequest(directMessage('1'), clock.now())
    expect(await send(encoded, { ...signedHeaders(encoded), 'Content-Encoding': 'gzip' })).toMatchObject({
      status: 415,
      body: '',
    })
    expect((await fetch(url)).status).toBe(405)
    for (const body of ['', '{', 'null', '[]', '"text"']) {
      const request = { body, contentType: 'application/json', at: clock.now() }
      expect(await send(request)).toMatchObject({ status: 400, body: '' })
    }
    const payload = { body: 'payload=%7B', contentType: 'application/x-www-form-urlencoded', at: clock.now() }
    expect(await send(payload)).toMatchObject({ status: 400, body: '' })
    await expectNoEffect({ inbox }, api)
  })
})

describe('what Slack asks of the address', () => {
  test('the challenge is answered', async () => {
    const { send, clock } = await open()
    const reply = await send(
      eventRequest({ type: 'url_verification', token: 'x', challenge: '3eZbrw1aB' }, clock.now()),
    )
    expect([reply.status, JSON.parse(reply.body)]).toEqual([200, { challenge: '3eZbrw1aB' }])
  })

  test('the check of the certificate is answered and is no command', async () => {
    const { send, clock, inbox, api } = await open()
    const request = { body: 'ssl_check=1&token=x', contentType: 'application/x-www-form-urlencoded', at: clock.now() }
    expect(await send(request)).toMatchObject({ status: 200, body: '' })
    await expectNoEffect({ inbox }, api)
  })
})

describe('an acknowledgement', () => {
  test('of an event goes out while the work takes for ever', async () => {
    const { send, clock, app, slack } = await open()
    const started = Promise.withResolvers<void>()
    const work = Promise.withResolvers<void>()
    app.event('message', async () => {
      started.resolve()
      await work.promise
    })
    expect(await send(eventRequest(directMessage('1'), clock.now()))).toMatchObject({ status: 200, body: '' })
    await started.promise
    expect(clock.pending()).toEqual([]) // not even the guard of the acknowledgement is needed
    work.resolve()
    expect(slack.trouble()).toBeNull()
  })

  test('of an event goes out while Slack itself hangs', async () => {
    const { send, clock, api } = await open()
    api.trouble(() => 'hang')
    expect((await send(eventRequest(directMessage('1'), clock.now()))).status).toBe(200)
  })

  test('of a button goes out at once, though the listener never gives one', async () => {
    const { send, clock, app } = await open()
    const clicked = Promise.withResolvers<string>()
    app.action('choose', async ({ action }) => clicked.resolve('value' in action ? (action.value ?? '') : ''))
    expect((await send(interactionRequest(blockAction('1'), clock.now()))).status).toBe(200)
    expect(await clicked.promise).toBe('nenkyu')
  })

  test('of a command carries what its listener says', async () => {
    const { send, clock, app } = await open()
    app.command('/faq', async ({ ack, command }) =>
      ack({ response_type: 'ephemeral', text: `探しています: ${command.text}` }),
    )
    const reply = await send(commandRequest({ trigger_id: 't1' }, clock.now()))
    expect(JSON.parse(reply.body)).toEqual({ response_type: 'ephemeral', text: '探しています: 年休の申請方法' })
    app.command('/plain', async ({ ack }) => ack('文字だけ'))
    const plain = await send(commandRequest({ trigger_id: 't2', command: '/plain' }, clock.now()))
    expect([plain.headers.get('content-type'), plain.body]).toEqual(['text/plain; charset=utf-8', '文字だけ'])
  })

  test('of a form carries its errors, and its second sending gets its own', async () => {
    const { send, clock, app } = await open()
    app.view('comment', async ({ ack, body }) => {
      const second = 'trigger_id' in body && body.trigger_id === 't2'
      await (second ? ack() : ack({ response_action: 'errors', errors: { comment: '入力してください。' } }))
    })
    const first = await send(interactionRequest(viewSubmission('t1'), clock.now()))
    expect(JSON.parse(first.body)).toMatchObject({ response_action: 'errors' })
    expect(await send(interactionRequest(viewSubmission('t2'), clock.now()))).toMatchObject({ status: 200, body: '' })
  })

  test('that a listener owes goes out empty after 2.5 s, and its own comes too late without harm', async () => {
    const { send, clock, app, events } = await open()
    const work = Promise.withResolvers<void>()
    const finished = Promise.withResolvers<void>()
    app.command('/faq', async ({ ack }) => {
      await work.promise
      await ack('遅い')
      finished.resolve()
    })
    const reply = send(commandRequest({ trigger_id: 't1' }, clock.now()))
    await clock.waitingFor(2_500)
    clock.advance(2_500)
    expect(await reply).toMatchObject({ status: 200, body: '' })
    work.resolve()
    await finished.promise
    expect(events('slack_ack_without_listener')).toHaveLength(1)
    expect(events('slack_ack_too_late')).toHaveLength(1)
  })

  test('of a menu carries its options, and leaves no trace', async () => {
    const { send, clock, app, inbox } = await open()
    const option = { text: { type: 'plain_text' as const, text: '人事課' }, value: 'jinji' }
    app.options('section', async ({ ack }) => ack({ options: [option] }))
    const payload = {
      ...blockAction('t1'),
      type: 'block_suggestion',
      action_id: 'section',
      block_id: 'b',
      value: '人',
      actions: undefined,
    }
    expect(JSON.parse((await send(interactionRequest(payload, clock.now()))).body)).toEqual({ options: [option] })
    expect(await inbox.receive({ source: 'slack', id: 'block_suggestion:t1', payload: null, at: clock.now() })).toBe(
      'new',
    )
  })

  test('is not given for what could not be kept: Slack sends it again', async () => {
    const api = await openSlackWebApi()
    closeAfterwards(api.close)
    const clock = openManualClock()
    let full = true
    const { send, app, events } = await openTransport({
      apiUrl: api.url,
      clock,
      inbox: inbox => ({
        ...inbox,
        receive: event => {
          return full && event.source === 'slack'
            ? Promise.reject(new Error('database or disk is full'))
            : inbox.receive(event)
        },
      }),
    })
    answerMessages(app)
    expect(await send(eventRequest(directMessage('1'), clock.now()))).toMatchObject({ status: 503, body: '' })
    expect(events('slack_event_not_kept')).toHaveLength(1)
    full = false
    clock.advance(60_000)
    expect((await send(eventRequest(directMessage('1'), clock.now(), retry(1, 'http_error')))).status).toBe(200)
    await api.postedCount(1)
  })
})

describe('a transport that stops', () => {
  test('lets running work finish, and takes nothing more', async () => {
    const { send, clock, api, app, slack, inbox } = await open()
    const work = Promise.withResolvers<void>()
    answerMessages(app, () => work.promise)
    await send(eventRequest(directMessage('1'), clock.now()))
    const stopped = slack.stop(10_000)
    expect((await send(eventRequest(directMessage('2'), clock.now()))).status).toBe(503)
    work.resolve()
    await stopped
    expect(api.posted).toHaveLength(1)
    expect(await inbox.waiting('slack', new Date(0))).toEqual([])
  })

  test('leaves what takes longer to the next start', async () => {
    const { send, clock, app, slack, inbox } = await open()
    answerMessages(app, () => new Promise(() => {}))
    await send(eventRequest(directMessage('1'), clock.now()))
    const stopped = slack.stop(10_000)
    clock.advance(10_000)
    await stopped
    expect(await inbox.waiting('slack', new Date(0))).toHaveLength(1)
  })
})

test('a request whose signature cannot be noted is put off, not believed', async () => {
  const api = await openSlackWebApi()
  closeAfterwards(api.close)
  const clock = openManualClock()
  const { send, inbox } = await openTransport({
    apiUrl: api.url,
    clock,
    inbox: kept => ({ ...kept, receive: () => Promise.reject(new Error('database is locked')) }),
  })
  expect(await send(eventRequest(directMessage('1'), clock.now()))).toMatchObject({ status: 503, body: '' })
  await expectNoEffect({ inbox }, api)
})

describe('an event that Slack sends again', () => {
  test('is answered once, though it comes three times while the work takes for ever', async () => {
    const { send, clock, api, app, inbox } = await open()
    const work = Promise.withResolvers<void>()
    let starts = 0
    answerMessages(app, async () => {
      starts += 1
      await work.promise
    })
    expect((await send(eventRequest(directMessage('1'), clock.now()))).status).toBe(200)
    for (const [number, afterMs] of [
      [1, 1_000],
      [2, 60_000],
      [3, 300_000],
    ] as const) {
      clock.advance(afterMs)
      expect((await send(eventRequest(directMessage('1'), clock.now(), retry(number)))).status).toBe(200)
    }
    work.resolve()
    await api.postedCount(1)
    clock.advance(300_000)
    expect((await send(eventRequest(directMessage('1'), clock.now(), retry(3)))).status).toBe(200)
    expect([starts, api.posted.length]).toEqual([1, 1])
    expect(await inbox.receive({ source: 'slack', id: 'event:Ev1', payload: '', at: clock.now() })).toBe('seen')
  })

  test('and that a listener acknowledges hears the same again', async () => {
    const { send, clock, app } = await open()
    let calls = 0
    app.view('comment', async ({ ack }) => {
      calls += 1
      await ack({ response_action: 'errors', errors: { comment: '入力してください。' } })
    })
    const first = await send(interactionRequest(viewSubmission('t1'), clock.now()))
    clock.advance(1_000)
    const second = await send(interactionRequest(viewSubmission('t1'), clock.now()))
    expect([second.body, calls]).toEqual([first.body, 1])
  })
})

describe('nobody answers', () => {
  test.each([
    ['a bot', { bot_id: 'B1' }],
    ['a bot of the old kind', { subtype: 'bot_message', bot_id: 'B1' }],
    ['itself', { bot_id: 'BBOT', user: 'UBOT' }],
    ['Slackbot', { user: 'USLACKBOT' }],
    ['an edited message', { subtype: 'message_changed', message: { text: '質問', user: 'U1' } }],
    ['a deleted message', { subtype: 'message_deleted' }],
    ['somebody who joins', { subtype: 'channel_join' }],
  ])('%s', async (_name, some) => {
    const { send, clock, api, inbox, app } = await open()
    answerMessages(app)
    expect((await send(eventRequest(directMessage('1', some), clock.now()))).status).toBe(200)
    await expectNoEffect({ inbox }, api)
  })

  test('a message with a file is a question all the same', async () => {
    const { send, clock, api, app } = await open()
    answerMessages(app)
    await send(eventRequest(directMessage('1', { subtype: 'file_share' }), clock.now()))
    await api.postedCount(1)
  })
})

test('fifty questions at once are all answered, each once, though Slack sends each twice', async () => {
  const { send, clock, api, app } = await open()
  answerMessages(app)
  const ids = Array.from({ length: 50 }, (_, index) => String(index))
  const sendAll = (headers: Readonly<Record<string, string>> = {}) =>
    Promise.all(
      ids.map(id =>
        send(eventRequest(directMessage(id, { ts: `1796007600.${id.padStart(6, '0')}` }), clock.now(), headers)),
      ),
    )
  const first = sendAll()
  clock.advance(1_000)
  const replies = [...(await first), ...(await sendAll(retry(1)))]
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  await api.postedCount(50)
  expect(api.posted.map(({ text }) => text).toSorted()).toEqual(ids.map(id => `回答: 質問${id}`).toSorted())
  expect(api.callsOf('auth.test')).toHaveLength(1)
})
