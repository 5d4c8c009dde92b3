// A Slack that limits, fails, refuses, hangs or breaks off: no question lost, none answered twice, no storm of calls.
import { describe, expect, test } from 'vitest'
import { openManualClock } from '../../../fakes/slack-clock.ts'
import { directMessage, eventRequest } from '../../../fakes/slack-requests.ts'
import { openSlackWebApi, type Trouble } from '../../../fakes/slack-web-api.ts'
import { answerMessages, closeAfterwards, openTransport } from './open-transport.ts'

async function open() {
  const api = await openSlackWebApi()
  closeAfterwards(api.close)
  const clock = openManualClock()
  const transport = await openTransport({ apiUrl: api.url, clock })
  answerMessages(transport.app)
  const ask = (id: string) =>
    transport.send(eventRequest(directMessage(id, { ts: `1796007600.${id.padStart(6, '0')}` }), clock.now()))
  const waiting = async () => (await transport.inbox.waiting('slack', new Date(0))).map(({ id }) => id)
  return { api, clock, ask, waiting, ...transport }
}

const limited = (seconds: number): Trouble => ({ status: 429, headers: { 'Retry-After': String(seconds) } })

describe('when Slack limits us (429)', () => {
  test('the call waits exactly as long as Slack says, and is then made once', async () => {
    const { api, clock, ask } = await open()
    api.trouble(({ method }, count) => (method === 'chat.postMessage' && count === 1 ? limited(7) : null))
    await ask('1')
    await clock.waitingFor(7_000)
    clock.advance(6_999)
    expect(api.callsOf('chat.postMessage')).toHaveLength(1)
    clock.advance(1)
    await api.postedCount(1)
    expect(api.callsOf('chat.postMessage')).toHaveLength(2)
  })

  test('twenty questions wait in a line instead of storming, and all are answered once', async () => {
    const { api, clock, ask } = await open()
    let free = 0
    // One message a second, as Slack allows in a channel.
    api.trouble(({ method }) => {
      if (method !== 'chat.postMessage') return null
      if (clock.now().getTime() < free) return limited(Math.ceil((free - clock.now().getTime()) / 1000))
      free = clock.now().getTime() + 1_000
      return null
    })
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(String(index))))
    for (let count = 1; count <= 20; count += 1) {
      await api.postedCount(count)
      if (count === 20) break
      await clock.waitingFor(1_000)
      clock.advance(1_000)
    }
    expect(new Set(api.posted.map(({ text }) => text)).size).toBe(20)
    // Twenty at first, and for each that was posted at most one that came too early.
    expect(api.callsOf('chat.postMessage').length).toBeLessThanOrEqual(60)
  })

  test('for longer than a listener should wait, the question is postponed and answered later', async () => {
    const { api, clock, ask, waiting, slack, events } = await open()
    api.trouble(({ method }, count) => (method === 'chat.postMessage' && count === 1 ? limited(600) : null))
    await ask('1')
    await until(() => events('slack_event_postponed').length === 1)
    expect(await waiting()).toEqual(['event:Ev1'])
    clock.advance(600_000)
    await slack.takeUp()
    expect(api.posted).toHaveLength(1)
    expect(await waiting()).toEqual([])
  })
})

describe('when Slack fails', () => {
  test('for a moment (5xx), the call is made again, a little later each time', async () => {
    const { api, clock, ask } = await open()
    api.trouble(({ method }, count) => (method === 'chat.postMessage' && count <= 3 ? { status: 503 } : null))
    await ask('1')
    for (const wait of [500, 1_000, 2_000]) {
      await clock.waitingFor(wait)
      clock.advance(wait)
    }
    await api.postedCount(1)
    expect(api.callsOf('chat.postMessage')).toHaveLength(4)
  })

  test.each<readonly [string, Trouble]>([
    ['5xx', { status: 500, body: 'error' }],
    ['the page of a proxy', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }],
    ['a refusal of a proxy', { status: 403, body: 'forbidden' }],
    ['an internal error', { error: 'internal_error' }],
  ])(
    'for long (%s), the question waits, few calls are made, and it is answered when Slack is back',
    async (name, trouble) => {
      const { api, clock, ask, waiting, slack, events } = await open()
      api.trouble(({ method }) => (method === 'chat.postMessage' ? trouble : null))
      await ask('1')
      const postponed = (count: number) => events('slack_event_postponed').length >= count
      await turnUntil(clock, () => postponed(1))
      if (name === '5xx') expect(slack.trouble()).toMatch(/接続できていません/u)
      expect(api.callsOf('chat.postMessage').length).toBeLessThanOrEqual(4)
      expect(await waiting()).toEqual(['event:Ev1'])
      api.trouble(() => null)
      clock.advance(15_000)
      await slack.takeUp()
      expect(api.posted).toHaveLength(1)
      expect(await waiting()).toEqual([])
      expect(slack.trouble()).toBeNull()
    },
  )

  test('before it can say who we are, what came waits and is answered', async () => {
    const { api, clock, ask, slack, events } = await open()
    api.trouble(() => ({ status: 502 }))
    await Promise.all(Array.from({ length: 10 }, (_, index) => ask(String(index))))
    await turnUntil(clock, () => events('slack_event_postponed').length === 10)
    expect(api.calls.length).toBe(4) // one question for all ten
    api.trouble(() => null)
    clock.advance(15_000)
    await slack.takeUp()
    expect(new Set(api.posted.map(({ text }) => text)).size).toBe(10)
  })

  test('and posts all the same, the answer is not posted again', async () => {
    const { api, clock, ask, waiting } = await open()
    api.trouble(({ method }, count) => (method === 'chat.postMessage' && count === 1 ? 'break after doing it' : null))
    await ask('1')
    await clock.waitingFor(500)
    clock.advance(500)
    await until(async () => (await waiting()).length === 0)
    expect([api.posted.length, api.callsOf('chat.postMessage').length]).toEqual([1, 1])
  })

  test('to answer at all, the call is broken off after ten seconds and made again', async () => {
    const { api, clock, ask } = await open()
    api.trouble(({ method }, count) => (method === 'chat.postMessage' && count === 1 ? 'hang' : null))
    await ask('1')
    await until(() => api.callsOf('chat.postMessage').length === 1)
    clock.advance(10_000)
    await clock.waitingFor(500)
    clock.advance(500)
    await api.postedCount(1)
  })
})

describe('when Slack refuses', () => {
  test('the token, one line of the log and health say so, hardly a call is made, and nothing is lost', async () => {
    const { api, clock, ask, waiting, slack, events } = await open()
    api.trouble(() => ({ error: 'token_revoked' }))
    await Promise.all(['1', '2', '3'].map(ask))
    await until(() => slack.trouble() !== null)
    expect(slack.trouble()).toMatch(/SLACK_BOT_TOKEN.*token_revoked/u)
    slack.start()
    for (let minute = 0; minute < 10; minute += 1) {
      await ask(`later-${minute}`)
      for (let round = 0; round < 4; round += 1) {
        await clock.waitingFor(15_000)
        clock.advance(15_000)
      }
    }
    expect(events('slack_token_refused')).toEqual([
      { event: 'slack_token_refused', data: { token: 'bot', error: 'token_revoked' } },
    ])
    expect(api.calls.length).toBeLessThanOrEqual(1 + 11) // the first, and one a minute
    expect(await waiting()).toHaveLength(13)
    api.trouble(() => null)
    clock.advance(60_000)
    await until(() => slack.trouble() === null)
    await slack.takeUp()
    await api.postedCount(13)
    expect(events('slack_token_accepted')).toHaveLength(1)
    expect(new Set(api.posted.map(({ text }) => text)).size).toBe(13)
  })

  test('the token, health knows it before the first question', async () => {
    const { api, slack } = await open()
    api.trouble(() => ({ error: 'invalid_auth' }))
    slack.start()
    await until(() => slack.trouble() !== null)
    expect(api.calls).toHaveLength(1)
  })

  test('what we ask, for good, the log says so once and it is not asked again', async () => {
    const { api, clock, ask, waiting, slack, events } = await open()
    api.trouble(({ method }) => (method === 'chat.postMessage' ? { error: 'is_archived' } : null))
    await ask('1')
    await until(() => events('slack_event_failed').length === 1)
    await until(async () => (await waiting()).length === 0)
    clock.advance(60_000)
    await slack.takeUp()
    expect(api.callsOf('chat.postMessage')).toHaveLength(1)
    expect(events('slack_event_failed')[0]?.data).toMatchObject({
      key: 'event:Ev1',
      error: expect.stringMatching(/is_archived/u),
    })
  })
})

test('a listener that throws ends its own event only, and the log tells which', async () => {
  const { app, ask, waiting, events, api } = await open()
  app.event('message', async ({ event }) => {
    if ('text' in event && event.text === '質問1') throw new TypeError('a mistake with xoxb-1-secret in it')
  })
  await Promise.all([ask('1'), ask('2')])
  await api.postedCount(2)
  await until(async () => (await waiting()).length === 0)
  expect(events('slack_event_failed')).toHaveLength(1)
  expect(JSON.stringify(events('slack_event_failed'))).not.toMatch(/xoxb/u)
})

/** Looks again after each turn of the event loop, never by the clock. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setImmediate(resolve))
}

/** Turns the clock by what is waited for, until it holds. */
async function turnUntil(clock: ReturnType<typeof openManualClock>, holds: () => boolean): Promise<void> {
  await until(() => {
    if (holds()) return true
    const waits = clock.pending().filter(ms => ms !== 10_000) // not the time limit of a call
    if (waits.length > 0) clock.advance(Math.min(...waits))
    return false
  })
}
