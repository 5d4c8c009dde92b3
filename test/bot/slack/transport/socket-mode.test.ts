// Socket Mode, with a real Bolt `App` and a real web socket to a stand-in of Slack.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openManualClock } from '../../../fakes/slack-clock.ts'
import { appMention, blockAction, directMessage, viewSubmission } from '../../../fakes/slack-requests.ts'
import { openSlackSocket } from '../../../fakes/slack-socket.ts'
import { openSlackWebApi } from '../../../fakes/slack-web-api.ts'
import { makeTempFolder } from '../../../fakes/temp-folder.ts'
import type { TransportOptions } from './open-transport.ts'
import { answerMessages, closeAfterwards, openTransport } from './open-transport.ts'

const APP_TOKEN = 'xapp-1-A1-test'

async function openStandIns() {
  const api = await openSlackWebApi()
  closeAfterwards(api.close)
  const socket = await openSlackSocket(api)
  closeAfterwards(socket.close)
  return { api, socket, clock: openManualClock() }
}

async function open(some: Partial<TransportOptions> = {}) {
  const standIns = await openStandIns()
  const { api, clock } = standIns
  const transport = await openTransport({
    apiUrl: api.url,
    clock,
    settings: { appToken: APP_TOKEN, signingSecret: null },
    ...some,
  })
  return { ...standIns, ...transport }
}

async function openConnected(some: Partial<TransportOptions> = {}) {
  const opened = await open(some)
  opened.slack.start()
  await opened.socket.opened(1)
  // Nobody answers a bot, but the envelope comes back once the socket is in use.
  const probe = opened.socket.deliver('events_api', directMessage('probe', { bot_id: 'B1' }))
  await opened.socket.acknowledged(probe)
  opened.socket.forget(probe)
  return opened
}

describe('a socket', () => {
  test('is opened with the app token, needs no way in, and everything else is done with the bot token', async () => {
    const { api, socket, app, slack } = await openConnected()
    answerMessages(app)
    socket.deliver('events_api', directMessage('1'))
    await api.postedCount(1)
    expect(slack.router).toBeNull()
    expect(slack.trouble()).toBeNull()
    const tokens = new Map(api.calls.map(({ method, token }) => [method, token]))
    expect(Object.fromEntries(tokens)).toEqual({
      'apps.connections.open': APP_TOKEN,
      'auth.test': 'xoxb-1-test',
      'chat.postMessage': 'xoxb-1-test',
    })
  })

  test.each(['refresh_requested', 'warning'])(
    'that Slack renews (%s) is replaced, and what came meanwhile is answered',
    async reason => {
      const { api, socket, app, slack, clock, events } = await openConnected()
      answerMessages(app)
      clock.advance(60_000) // it lasted: nothing to wait for
      socket.refresh(reason)
      socket.deliver('events_api', directMessage('1'))
      await clock.waitingFor(0)
      clock.advance(0)
      await socket.opened(2)
      await api.postedCount(1)
      expect(slack.trouble()).toBeNull()
      expect(events('slack_socket_down')).toEqual([])
    },
  )

  test('that breaks is replaced, and no question is lost or answered twice', async () => {
    const { api, socket, app, clock } = await openConnected()
    answerMessages(app)
    socket.deafen(true) // what is acknowledged from now on does not arrive
    const id = socket.deliver('events_api', directMessage('1'))
    await api.postedCount(1)
    socket.drop()
    socket.deliver('events_api', directMessage('2'))
    socket.deafen(false)
    await clock.waitingFor(1_000)
    clock.advance(1_000)
    await socket.opened(2) // and the first question comes once more
    expect(await socket.acknowledged(id)).toMatchObject({ payload: {} })
    await api.postedCount(2)
    expect(api.posted.map(({ text }) => text)).toEqual(['回答: 質問1', '回答: 質問2'])
  })

  test('that breaks while the answer is worked on does not break the answer', async () => {
    const { api, socket, app, clock } = await openConnected()
    const started = Promise.withResolvers<void>()
    const work = Promise.withResolvers<void>()
    answerMessages(app, () => {
      started.resolve()
      return work.promise
    })
    socket.deliver('events_api', directMessage('1'))
    await started.promise
    socket.drop()
    await clock.waitingFor(1_000)
    work.resolve()
    await api.postedCount(1)
  })

  test('that cannot be opened is tried again, ever more slowly, and health tells until it is open', async () => {
    const { api, socket, app, slack, clock, events } = await open()
    answerMessages(app)
    api.trouble(({ method }) => (method === 'apps.connections.open' ? { error: 'internal_error' } : null))
    socket.deliver('events_api', directMessage('1'))
    slack.start()
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      await clock.waitingFor(wait)
      expect(slack.trouble()).toMatch(/Slack に接続できていません/u)
      clock.advance(wait)
    }
    await clock.waitingFor(60_000)
    expect(api.callsOf('apps.connections.open')).toHaveLength(9)
    expect(events('slack_socket_down')).toHaveLength(1)
    api.trouble(() => null)
    clock.advance(60_000)
    await api.postedCount(1)
    expect(slack.trouble()).toBeNull()
    expect(events('slack_socket_up')).toHaveLength(1)
  })

  test('for which the app token is refused is asked for every five minutes, and one line of the log says so', async () => {
    const { api, slack, clock, events } = await open()
    api.trouble(({ method }) => (method === 'apps.connections.open' ? { error: 'token_revoked' } : null))
    slack.start()
    for (let times = 0; times < 3; times += 1) {
      await clock.waitingFor(300_000)
      clock.advance(300_000)
    }
    await clock.waitingFor(300_000)
    expect(api.callsOf('apps.connections.open')).toHaveLength(4)
    expect(events('slack_token_refused')).toEqual([
      { event: 'slack_token_refused', data: { token: 'app', error: 'token_revoked' } },
    ])
    expect(slack.trouble()).toMatch(/SLACK_APP_TOKEN/u)
  })

  test('is closed when the transport stops, and not opened again', async () => {
    const { slack, socket, api } = await openConnected()
    await slack.stop(10_000)
    await socket.allClosed()
    expect(api.callsOf('apps.connections.open')).toHaveLength(1)
  })

  test('is closed also when the transport stops while it is being opened', async () => {
    const { slack, socket } = await open()
    slack.start()
    await slack.stop(10_000)
    await socket.opened(1)
    await socket.allClosed()
  })
})

describe('an envelope', () => {
  test('of an event is acknowledged while the work takes for ever', async () => {
    const { socket, app } = await openConnected()
    const never = new Promise<void>(() => {})
    app.event('message', () => never)
    const id = socket.deliver('events_api', directMessage('1'))
    expect(await socket.acknowledged(id)).toEqual({ envelopeId: id, payload: {} })
  })

  test('of a form is acknowledged with what its listener says, and hears the same when it is sent again', async () => {
    const { socket, app } = await openConnected()
    let calls = 0
    const errors = { response_action: 'errors' as const, errors: { comment: '入力してください。' } }
    app.view('comment', async ({ ack }) => {
      calls += 1
      await ack(errors)
    })
    const id = socket.deliver('interactive', viewSubmission('t1'))
    await socket.acknowledged(id)
    socket.deliverAgain(id)
    const again = socket.deliver('interactive', viewSubmission('t1'))
    await socket.acknowledged(again)
    expect(socket.acknowledgements.map(({ payload }) => payload)).toEqual([errors, errors, errors])
    expect(calls).toBe(1)
  })

  test('of a command and of a button reach their listeners', async () => {
    const { socket, app } = await openConnected()
    app.command('/faq', async ({ ack, command }) => ack({ text: `探しています: ${command.text}` }))
    const clicked = Promise.withResolvers<void>()
    app.action('choose', async () => clicked.resolve())
    const id = socket.deliver('slash_commands', {
      command: '/faq',
      text: '年休',
      trigger_id: 't1',
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
    })
    expect(await socket.acknowledged(id)).toMatchObject({ payload: { text: '探しています: 年休' } })
    socket.deliver('interactive', blockAction('t2'))
    await clicked.promise
  })

  test('sent three times is answered once', async () => {
    const { socket, app, api } = await openConnected()
    answerMessages(app)
    const id = socket.deliver('events_api', appMention('1'))
    await socket.acknowledged(id)
    socket.deliverAgain(id)
    const other = socket.deliver('events_api', appMention('1')) // the same event in an envelope of its own
    await socket.acknowledged(other)
    await api.postedCount(1)
    expect(api.posted).toHaveLength(1)
  })

  test('that nobody can read harms nothing', async () => {
    const { socket, app, api, events } = await openConnected()
    answerMessages(app)
    for (const frame of ['null', '5', '{', '{"type":"events_api"}', '{"type":"events_api","payload":{}}', '{}']) {
      socket.sendRaw(frame)
    }
    socket.sendRaw(Buffer.from([0, 1, 2]))
    socket.deliver('events_api', directMessage('1'))
    await api.postedCount(1)
    expect(events('slack_frame_unreadable').length).toBeGreaterThan(0)
  })

  test('that could not be kept is not acknowledged, and comes again', async () => {
    let full = true
    const tried = Promise.withResolvers<void>()
    const { socket, app, api, events, clock } = await openConnected({
      inbox: inbox => ({
        ...inbox,
        receive: event => {
          tried.resolve()
          return full ? Promise.reject(new Error('disk is full')) : inbox.receive(event)
        },
      }),
    })
    answerMessages(app)
    const refused = socket.deliver('events_api', directMessage('1'))
    await tried.promise
    full = false
    const kept = socket.deliver('events_api', directMessage('2'))
    await socket.acknowledged(kept)
    expect(socket.acknowledgements.map(({ envelopeId }) => envelopeId)).not.toContain(refused)
    expect(events('slack_library').length).toBeLessThanOrEqual(1)
    socket.drop()
    await clock.waitingFor(1_000)
    clock.advance(1_000)
    await socket.acknowledged(refused)
    await api.postedCount(2)
  })
})

test('fifty questions over a socket that breaks twice are all answered, each once', async () => {
  const { socket, app, api, clock } = await openConnected()
  answerMessages(app)
  const ids = Array.from({ length: 50 }, (_, index) => String(index))
  for (const id of ids.slice(0, 20))
    socket.deliver('events_api', directMessage(id, { ts: `1796007600.${id.padStart(6, '0')}` }))
  socket.drop()
  for (const id of ids.slice(20))
    socket.deliver('events_api', directMessage(id, { ts: `1796007600.${id.padStart(6, '0')}` }))
  await clock.waitingFor(1_000)
  clock.advance(1_000)
  await socket.opened(2)
  socket.drop()
  await clock.waitingFor(2_000)
  clock.advance(2_000)
  await socket.opened(3)
  await api.postedCount(50)
  expect(api.posted.map(({ text }) => text).toSorted()).toEqual(ids.map(id => `回答: 質問${id}`).toSorted())
})

test('a question acknowledged before a crash is answered after it, over the new socket of the new process', async () => {
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const first = await openConnected({ path })
  answerMessages(first.app, () => new Promise(() => {}))
  const id = first.socket.deliver('events_api', directMessage('1'))
  await first.socket.acknowledged(id)
  const second = await open({ path })
  answerMessages(second.app)
  second.slack.start()
  await second.api.postedCount(1)
  expect(second.api.posted).toMatchObject([{ text: '回答: 質問1' }])
  expect(first.api.posted).toEqual([])
})
