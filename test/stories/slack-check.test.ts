// `zencho slack check` before a stand-in of Slack: each fault by itself, with what to do, and never a token in the output.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openBotToken } from '../../bot/slack/transport/bot-token.ts'
import { systemClock } from '../../bot/slack/transport/clock.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteKeptValues } from '../../src/adapters/sqlite/sqlite-kept-values.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSectionContacts } from '../../src/adapters/sqlite/sqlite-section-contacts.ts'
import { manifestScopes } from '../bot/slack/manifest-scopes.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { openSlackSocket } from '../fakes/slack-socket.ts'
import { openSlackWebApi, type SlackCall, type Trouble } from '../fakes/slack-web-api.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { runHere } from './run-here.ts'

const BOT = 'xoxb-1-bot-private'
const APP = 'xapp-1-app-private'
const SECRET = '0123456789abcdef0123456789abcdef'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

interface Office {
  readonly scopes?: readonly string[]
  readonly trouble?: (call: SlackCall) => Trouble
}

async function openOffice({ scopes = manifestScopes(), trouble = () => null }: Office = {}) {
  const api = await openSlackWebApi(scopes)
  closers.push(api.close)
  const socket = await openSlackSocket(api)
  closers.push(socket.close)
  api.trouble(trouble)
  const good = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: api.url }
  const check = async (some: Readonly<Record<string, string>> = {}, args: readonly string[] = []) => {
    const finished = await runHere(['slack', 'check', ...args], { DATA_DIR: makeTempFolder(), ...good, ...some })
    expect(finished.stdout + finished.stderr).not.toMatch(/private|0123456789abcdef/u)
    return finished
  }
  return { api, socket, check }
}

test('all is well: it says so, leaves with 0, and has posted nothing', async () => {
  const { api, check } = await openOffice()
  const { code, stdout } = await check()
  expect(code).toBe(0)
  expect(stdout).toMatch(/受け付けられました（ワークスペース「汐見県」/u)
  expect(stdout).toMatch(/必要な権限がそろっています/u)
  expect(stdout).toMatch(/Slack のあいさつを受け取りました/u)
  expect(stdout).toMatch(/Slack との接続に問題はありません。$/u)
  expect(new Set(api.calls.map(({ method }) => method))).toEqual(new Set(['auth.test', 'apps.connections.open']))
})

test('a token that rotates: told of where nothing renews it, and checked as it is in use where the product does', async () => {
  const { api, check } = await openOffice()
  const rotated = 'xoxe.xoxb-1-given'
  expect((await check({ SLACK_BOT_TOKEN: rotated })).stdout).toMatch(
    /12時間で使えなくなります[\s\S]*SLACK_REFRESH_TOKEN/u,
  )
  const folder = makeTempFolder()
  const database = openDatabase(join(folder, 'zencho.sqlite'))
  const kept = openSqliteKeptValues(database.query)
  api.answer('oauth.v2.access', () => {
    return { ok: true, access_token: 'xoxe.xoxb-1-now', refresh_token: 'xoxe-1-next', expires_in: 43_200 }
  })
  const rotation = { refreshToken: 'xoxe-1-first', clientId: '1.2', clientSecret: 'x' }
  const settings = { botToken: rotated, apiUrl: api.url, rotation }
  await openBotToken(settings, { kept, clock: systemClock, log: () => {} })()
  await database.close()
  const all = { SLACK_REFRESH_TOKEN: 'xoxe-1-first', SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x' }
  const { code, stdout } = await check({ SLACK_BOT_TOKEN: rotated, ...all, DATA_DIR: folder })
  expect([code, stdout.includes('12時間')]).toEqual([0, false])
  expect(api.callsOf('auth.test').at(-1)?.token).toBe('xoxe.xoxb-1-now')
  expect(api.callsOf('oauth.v2.access')).toHaveLength(1) // the check spends no refresh token
})

describe('a fault of the settings is named with what to do, without a call', () => {
  test.each([
    [
      'nothing set',
      { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
      /SLACK_BOT_TOKEN）: 設定されていません[\s\S]*質問を受け取る方法がありません/u,
    ],
    [
      'tokens swapped',
      { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT },
      /xoxb- で始まる値が必要ですが、xapp-[\s\S]*xapp- で始まる値が必要ですが、xoxb-/u,
    ],
    [
      "a person's token",
      { SLACK_BOT_TOKEN: 'xoxp-1-private', SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET },
      /xoxp- で始まる値です/u,
    ],
    [
      'a blank in the token',
      { SLACK_BOT_TOKEN: `${BOT} `, SLACK_APP_TOKEN: `"${APP}"` },
      /空白か引用符[\s\S]*空白か引用符/u,
    ],
  ])('%s', async (_name, settings, sentence) => {
    const { api, check } = await openOffice()
    const { code, stdout } = await check(settings)
    expect(code).toBe(1)
    expect(stdout).toMatch(sentence)
    expect(stdout).toMatch(/→ /u)
    expect(api.calls).toEqual([])
  })

  test('a signing secret of the wrong form', async () => {
    const { check } = await openOffice()
    const { code, stdout } = await check({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'secret' })
    expect([code, /32文字/u.test(stdout), /Signing Secret/u.test(stdout)]).toEqual([1, true, true])
  })
})

test('with a good signing secret the request URL is told', async () => {
  const { check } = await openOffice()
  const { code, stdout } = await check({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET })
  expect(code).toBe(0)
  expect(stdout).toMatch(/https:\/\/…\/slack\/events/u)
})

describe('a fault that Slack finds is named with what to do', () => {
  const refuse = (method: string, error: string) => (call: SlackCall) => (call.method === method ? { error } : null)
  test.each<readonly [string, Office, RegExp]>([
    [
      'a wrong bot token',
      { trouble: refuse('auth.test', 'invalid_auth') },
      /SLACK_BOT_TOKEN）: Slack が受け付けません（invalid_auth）。\n.*写し間違い/u,
    ],
    [
      'a revoked bot token',
      { trouble: refuse('auth.test', 'token_revoked') },
      /token_revoked）。\n.*インストールし直し/u,
    ],
    [
      'a wrong app token',
      { trouble: refuse('apps.connections.open', 'invalid_auth') },
      /SLACK_APP_TOKEN）: Slack が受け付けません/u,
    ],
    [
      'Socket Mode off',
      { trouble: refuse('apps.connections.open', 'forbidden') },
      /ソケットモードが使えません[\s\S]*connections:write/u,
    ],
    ['scopes missing', { scopes: ['chat:write'] }, /権限が足りません: app_mentions:read、[\s\S]*Reinstall/u],
    ['a limit', { trouble: () => ({ status: 429, headers: { 'Retry-After': '30' } }) }, /一時的に要求を制限/u],
    [
      'a proxy in between',
      { trouble: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }) },
      /Slack のものではありません（HTTP 200）/u,
    ],
  ])('%s', async (_name, office, sentence) => {
    const { check } = await openOffice(office)
    const { code, stdout } = await check()
    expect(code).toBe(1)
    expect(stdout).toMatch(sentence)
  })

  test('nobody at the address, told once', async () => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise(resolve => server.close(resolve))
    const { check } = await openOffice()
    const { code, stdout } = await check({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` })
    expect(code).toBe(1)
    expect(stdout.match(/に接続できません（ECONNREFUSED）/gu)).toHaveLength(1)
    expect((await check({ SLACK_API_URL: 'slack' })).stdout).toMatch(/「slack」はアドレスではありません/u)
  })

  test('a network that lets no web socket through', async () => {
    const { api, socket, check } = await openOffice()
    await socket.close()
    const { code, stdout } = await check()
    expect(code).toBe(1)
    expect(stdout).toMatch(/ウェブソケット（wss）で接続できません/u)
    expect(api.callsOf('apps.connections.open')).toHaveLength(1)
  })

  test('channels without the bot', async () => {
    const { check } = await openOffice({
      trouble: ({ method, args }) => {
        if (method !== 'conversations.history' || args['channel'] === 'C1') return null
        return { error: args['channel'] === 'C2' ? 'not_in_channel' : 'channel_not_found' }
      },
    })
    const { code, stdout } = await check({}, ['--channel', 'C1', 'C2', 'C3'])
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /\[良好\] チャンネル C1[\s\S]*\[誤り\] チャンネル C2[\s\S]*\/invite[\s\S]*\[誤り\] チャンネル C3/u,
    )
  })
})

test('the channels of the settings and of the sections are looked at by themselves', async () => {
  const folder = makeTempFolder()
  const database = openDatabase(join(folder, 'zencho.sqlite'))
  const now = () => new Date('2026-11-30T03:00:00Z')
  await openSqliteRegistry(database.query, now).save([makeInput('a')], { actor: 'tester' })
  const [section] = await openSqliteRegistry(database.query, now).sections()
  await openSqliteSectionContacts(database.query, now).setContact(section?.code ?? '', 'slack', 'C2', 'tester')
  await database.close()
  const { check } = await openOffice({
    trouble: ({ method, args }) => {
      return method === 'conversations.history' && args['channel'] === 'C2' ? { error: 'not_in_channel' } : null
    },
  })
  const { code, stdout } = await check({ DATA_DIR: folder, SLACK_TICKET_CHANNEL: 'C1' })
  expect(code).toBe(1)
  expect(stdout).toMatch(/\[良好\] チャンネル C1[\s\S]*\[誤り\] チャンネル C2/u)
})

test('more scopes than needed are a note, not a fault', async () => {
  const { check } = await openOffice({ scopes: [...manifestScopes(), 'admin'] })
  const { code, stdout } = await check()
  expect([code, /\[注意\].*使わない権限があります: admin/u.test(stdout)]).toEqual([0, true])
})

test('as JSON it tells the same', async () => {
  const { check } = await openOffice({ scopes: ['chat:write'] })
  const { code, stdout } = await check({}, ['--json'])
  const report = JSON.parse(stdout) as { ok: boolean; findings: readonly { status: string; action: string | null }[] }
  expect([code, report.ok]).toEqual([1, false])
  expect(report.findings.filter(({ status }) => status === 'fault').every(({ action }) => action !== null)).toBe(true)
})
