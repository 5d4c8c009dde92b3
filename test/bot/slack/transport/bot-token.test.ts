// Rotated tokens: renewed in time, once, and kept before they are used; a renewal that fails costs nothing while the token lasts.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEPT_TOKENS, keptBotToken, openBotToken } from '../../../../bot/slack/transport/bot-token.ts'
import { openDatabase } from '../../../../src/adapters/sqlite/open-database.ts'
import { openSqliteKeptValues } from '../../../../src/adapters/sqlite/sqlite-kept-values.ts'
import { openManualClock } from '../../../fakes/slack-clock.ts'
import { directMessage, eventRequest } from '../../../fakes/slack-requests.ts'
import { openSlackWebApi } from '../../../fakes/slack-web-api.ts'
import { makeTempFolder } from '../../../fakes/temp-folder.ts'
import { answerMessages, closeAfterwards, openTransport } from './open-transport.ts'

const HOUR_MS = 60 * 60_000
const ROTATION = { refreshToken: 'xoxe-1-first', clientId: '11.22', clientSecret: 'client-secret' }

/** A Slack whose refresh tokens are good once. */
async function openRotatingSlack() {
  const api = await openSlackWebApi()
  closeAfterwards(api.close)
  let turn = 0
  let good = ROTATION.refreshToken
  api.answer('oauth.v2.access', ({ args }) => {
    const isRight = args['client_secret'] === ROTATION.clientSecret && args['grant_type'] === 'refresh_token'
    if (!isRight || args['refresh_token'] !== good) return { ok: false, error: 'invalid_refresh_token' }
    turn += 1
    good = `xoxe-1-next-${turn}`
    return {
      ok: true,
      access_token: `xoxe.xoxb-1-turn-${turn}`,
      refresh_token: good,
      expires_in: 43_200,
      token_type: 'bot',
    }
  })
  return { api, renewals: () => api.callsOf('oauth.v2.access').length }
}

async function open({ path = ':memory:', rotation = ROTATION } = {}) {
  const slack = await openRotatingSlack()
  const clock = openManualClock()
  const log: string[] = []
  const openToken = (file = path) => {
    const database = openDatabase(file)
    closeAfterwards(() => database.close())
    const kept = openSqliteKeptValues(database.query)
    const settings = { botToken: 'xoxe.xoxb-1-given', apiUrl: slack.api.url, rotation }
    const deps = {
      kept,
      clock,
      log: (event: string, data: unknown) => void log.push(`${event} ${JSON.stringify(data)}`),
    }
    return { token: openBotToken(settings, deps), kept, settings }
  }
  return { ...slack, clock, log, openToken }
}

test('a token that does not rotate is given as it is, and Slack is not asked', async () => {
  const { clock } = await open()
  const kept = { read: async () => null, write: async () => {} }
  const token = openBotToken({ botToken: 'xoxb-1', apiUrl: null, rotation: null }, { kept, clock, log: () => {} })
  expect(await token()).toBe('xoxb-1')
})

test('is renewed at first use, then half an hour before its end, each time once for all who wait', async () => {
  const { openToken, clock, renewals } = await open()
  const { token } = openToken()
  expect(await Promise.all([token(), token(), token()])).toEqual(Array(3).fill('xoxe.xoxb-1-turn-1'))
  clock.advance(11.5 * HOUR_MS - 1)
  expect([await token(), renewals()]).toEqual(['xoxe.xoxb-1-turn-1', 1])
  clock.advance(1)
  expect([await token(), renewals()]).toEqual(['xoxe.xoxb-1-turn-2', 2])
})

test('is kept over a restart with its refresh token, which is good once; the check sees the one in use', async () => {
  const { openToken, clock, renewals } = await open({ path: join(makeTempFolder(), 'zencho.sqlite') })
  await openToken().token()
  const again = openToken()
  expect([await again.token(), renewals()]).toEqual(['xoxe.xoxb-1-turn-1', 1])
  expect(await keptBotToken(ROTATION.refreshToken, again.kept)).toBe('xoxe.xoxb-1-turn-1')
  clock.advance(12 * HOUR_MS)
  expect(await again.token()).toBe('xoxe.xoxb-1-turn-2')
})

test('begins anew where the settings bring another refresh token, or what was kept cannot be read', async () => {
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const { openToken } = await open({ path })
  const first = openToken()
  await first.token()
  expect(await keptBotToken('xoxe-1-other', first.kept)).toBeNull()
  await first.kept.write(KEPT_TOKENS, '{"begunWith":')
  expect(await keptBotToken(ROTATION.refreshToken, first.kept)).toBeNull()
})

test('stays in use while it cannot be renewed, is tried again a minute later, and no secret is logged', async () => {
  const { api, openToken, clock, renewals, log } = await open()
  api.trouble(({ method }) => (method === 'oauth.v2.access' ? { status: 503, body: '<html>' } : null))
  const { token } = openToken()
  expect(await token()).toBe('xoxe.xoxb-1-given')
  expect([await token(), renewals()]).toEqual(['xoxe.xoxb-1-given', 1])
  clock.advance(60_000)
  api.trouble(() => null)
  expect([await token(), renewals()]).toEqual(['xoxe.xoxb-1-turn-1', 2])
  expect(log.map(line => line.split(' ')[0])).toEqual(['slack_token_not_renewed', 'slack_token_renewed'])
  expect(log.join()).not.toMatch(/xoxe-1|xoxb-1|client-secret/u)
})

test('every call of the bot bears the token of its moment, over half a day of questions', async () => {
  const { api } = await openRotatingSlack()
  const clock = openManualClock()
  const settings = { botToken: 'xoxe.xoxb-1-given', rotation: ROTATION }
  const { app, send } = await openTransport({ apiUrl: api.url, clock, settings })
  answerMessages(app)
  await send(eventRequest(directMessage('1', { ts: '1796007600.000001' }), clock.now()))
  await api.postedCount(1)
  clock.advance(12 * HOUR_MS)
  await send(eventRequest(directMessage('2', { ts: '1796007600.000002' }), clock.now()))
  await api.postedCount(2)
  expect(api.callsOf('chat.postMessage').map(({ token }) => token)).toEqual([
    'xoxe.xoxb-1-turn-1',
    'xoxe.xoxb-1-turn-2',
  ])
  expect(api.callsOf('auth.test')[0]?.token).toBe('xoxe.xoxb-1-turn-1')
})
