// Secrets stay where they were put, and lines of the log are lines (TESTLIST G5, H2): a product with every secret that there is, in
// the company of services that write into their errors whatever they are sent, at the level of the log that tells most.
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environmentSchema } from '../../src/config/environment.ts'
import { cli } from '../../src/core/messages/ja/cli.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { runZencho } from '../stories/zencho-process.ts'
import { openTarget, SETTINGS, type Target } from './open-target.ts'
import { LOG_BREAKERS, openRudeServices, type RudeServices } from './rude-services.ts'
import { send } from './send.ts'

/** The part of each that nothing else has. */
const core = (name: string) => `geheim${name.toLowerCase().replaceAll('_', '')}7391`
const SECRETS: Readonly<Record<string, string>> = {
  OPENAI_API_KEY: `sk-${core('OPENAI_API_KEY')}`,
  SLACK_BOT_TOKEN: `xoxb-${core('SLACK_BOT_TOKEN')}`,
  SLACK_SIGNING_SECRET: core('SLACK_SIGNING_SECRET'),
  SLACK_REFRESH_TOKEN: `xoxe-${core('SLACK_REFRESH_TOKEN')}`,
  SLACK_CLIENT_SECRET: core('SLACK_CLIENT_SECRET'),
  OIDC_CLIENT_SECRET: core('OIDC_CLIENT_SECRET'),
}
const SOCKET_TOKEN = { SLACK_APP_TOKEN: `xapp-${core('SLACK_APP_TOKEN')}` }
const SMTP_PASSWORD = core('SMTP_URL')
const PASSWORD = core('PASSWORD')
const CORES = [...Object.keys(SECRETS), 'SLACK_APP_TOKEN', 'SMTP_URL', 'PASSWORD'].map(core)
/** As they stand, and as Basic and AUTH PLAIN carry them. */
const FORMS: readonly string[] = [
  ...CORES,
  ...CORES.flatMap(each =>
    [0, 1, 2].map(shift =>
      Buffer.from('x'.repeat(shift) + each)
        .toString('base64')
        .slice(4, -4),
    ),
  ),
]
const secretsIn = (text: string): readonly string[] => FORMS.filter(form => text.includes(form))

let rude: RudeServices
let target: Target
let settings: Readonly<Record<string, string>>
const bodies: string[] = []

beforeAll(async () => {
  rude = await openRudeServices()
  settings = {
    ...SECRETS,
    OPENAI_BASE_URL: `${rude.httpUrl}/openai/v1`,
    OPENAI_MODEL: 'rude',
    EMBEDDER: 'openai',
    SLACK_CLIENT_ID: 'client',
    SLACK_API_URL: `${rude.httpUrl}/slack/`,
    SLACK_TICKET_CHANNEL: 'C1',
    SMTP_URL: `smtp://faq:${SMTP_PASSWORD}@127.0.0.1:${rude.smtpPort}`,
    MAIL_FROM: 'faq@pref.shiomi.invalid',
    OIDC_ISSUER: `${rude.httpUrl}/oidc`,
    OIDC_CLIENT_ID: 'zencho',
    REPORT_DIR: makeTempFolder(),
    REPORT_SLACK_CHANNEL: 'C1',
    REPORT_MAIL_TO: 'kanri@pref.shiomi.invalid',
    BACKUP_FOLDER: makeTempFolder(),
  }
  target = await openTarget(settings)
}, 120_000)
afterAll(async () => {
  await target[Symbol.asyncDispose]()
  await rude[Symbol.asyncDispose]()
})

type Fields = Readonly<Record<string, string>>

async function visit(path: string, fields: Fields | null = null, headers: Fields = {}) {
  const attacker = { url: target.url, role: 'administrator' as const, cookie: target.cookies.administrator }
  const seen = await send(attacker, {
    path,
    headers,
    ...(fields !== null && { method: 'POST' as const, body: new URLSearchParams(fields) }),
  })
  bodies.push(`${[...seen.headers].join('\n')}\n${seen.text}`)
  return seen
}

function slackEvent(secret: string) {
  const event = {
    type: 'message',
    channel: 'D1',
    channel_type: 'im',
    user: 'U1',
    text: '旅費',
    ts: `${Date.now() / 1000}`,
  }
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    api_app_id: 'A1',
    event_id: `Ev${secret.length}`,
    event,
  })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const headers = { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': signature }
  return fetch(`${target.url}/slack/events`, {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'application/json' },
  })
}

/** Everything that uses a secret, and every place from where a text of others might reach the log. */
async function exerciseEveryDoor(): Promise<void> {
  for (const path of ['/', '/admin/', '/readyz', '/metrics', '/admin/ai', '/admin/tokens', '/admin/sign-in/provider']) {
    await visit(path)
  }
  await visit('/admin/sign-in/callback?code=x&state=y')
  await visit('/admin/sign-in/password', { login: 'administrator', password: PASSWORD })
  await visit('/metrics', null, { Authorization: `Bearer ${PASSWORD}` })
  for (const text of ['休みを取りたい', ...LOG_BREAKERS]) {
    const asked = await visit('/ask', { question: `旅費 ${text}` })
    const location = asked.headers.get('location')?.split('#')[0] ?? '/'
    const conversation = await visit(location)
    const question = /\/questions\/[0-9a-f-]{36}/u.exec(conversation.text)?.[0]
    if (question === undefined) continue
    await visit(`${question}/summary`)
    const ticket = { question: text, section: 'jinji', name: text, address: 'someone@pref.shiomi.invalid' }
    await visit(`${question}/ticket`, ticket)
  }
  for (const text of LOG_BREAKERS) {
    const inAddress = encodeURIComponent(text)
    await visit(`/entries/${inAddress}?q=${inAddress}`)
    await visit(`/admin/entries?q=${inAddress}`)
    const inHeader = text.replace(/[^\u0020-\u007e\u0080-\u00ff]/gu, ' ').trim()
    await visit('/none', null, { 'User-Agent': inHeader, 'X-Forwarded-For': inHeader, 'X-Request-Id': inHeader })
    await visit('/ask', { question: 'x' }, { Origin: inHeader, Referer: inHeader })
    await visit('/api/v1/ask', {}, { 'Content-Type': `application/json; charset=${inAddress}` })
  }
  // A guess is slow on purpose: two are enough, from addresses that are none.
  for (const from of ['\u009b31mplanted', '","level":60,"msg":"planted']) {
    await visit('/admin/sign-in', { login: `x${LOG_BREAKERS[0]}`, password: PASSWORD }, { 'X-Forwarded-For': from })
  }
  const person = { login: 'shinjin', name: '新人', mail: 'shinjin@pref.shiomi.invalid', grants: 'staff' }
  await visit('/admin/people', person)
  await visit(`/admin/people/${target.ids.personId}/invite`, { mail: 'shinjin@pref.shiomi.invalid' })
  await slackEvent(SECRETS['SLACK_SIGNING_SECRET'] ?? '')
  await slackEvent('wrong')
}

describe('with every secret set, among services that write them into their errors', () => {
  test('no secret is in an answer, nor in a line of the log, and each line is one', { timeout: 240_000 }, async () => {
    await exerciseEveryDoor()
    await until(() => ['openai', 'slack', 'oidc', 'AUTH'].every(door => rude.heard.has(door)))
    expect(bodies.length).toBeGreaterThan(100)
    expect(bodies.flatMap(secretsIn)).toEqual([])
    const said = target.server.stdout() + target.server.stderr()
    expect(secretsIn(said)).toEqual([])
    expectPlainLines(target.server.stderr())
  })

  test('nor in a command that goes wrong, or tells of the state of things', { timeout: 240_000 }, async () => {
    const environment = { ...SETTINGS, ...settings, ...SOCKET_TOKEN, DATA_DIR: target.dataDir }
    const commands: readonly (readonly [string[], Record<string, string>])[] = [
      [['doctor'], environment],
      [['status'], environment],
      [['slack', 'check'], environment],
      [['backup'], environment],
      [['serve'], { ...environment, PORT: 'abc' }],
      [['serve'], { ...environment, SLACK_BOT_TOKEN: `xapp-${core('SLACK_BOT_TOKEN')}` }],
      [['serve'], { ...environment, OIDC_ISSUER: `http://faq:${SMTP_PASSWORD}@idp.shiomi.invalid` }],
      [['serve'], { ...environment, SMTP_URL: `http://faq:${SMTP_PASSWORD}@mail.shiomi.invalid` }],
      [['serve'], { ...environment, OPENAI_BASE_URL: `http://faq:${SMTP_PASSWORD}@llm.shiomi.invalid/v1` }],
    ]
    for (const [args, env] of commands) {
      const { stdout, stderr } = await runZencho(args, env)
      expect([args, secretsIn(stdout + stderr)]).toEqual([args, []])
      expect([args, (stdout + stderr).length > 0]).toEqual([args, true])
    }
  })

  test('nor in the data folder, nor in a backup', () => {
    const folder = settings['BACKUP_FOLDER'] ?? ''
    const files = [...filesIn(target.dataDir), ...filesIn(folder)]
    expect(filesIn(folder).length).toBeGreaterThan(0)
    expect(files.flatMap(file => secretsIn(readFileSync(file, 'latin1')).map(secret => [file, secret]))).toEqual([])
  })

  test('and no setting that holds a secret is left out here', () => {
    const names = Object.keys(environmentSchema.shape).filter(name => /_(?:KEY|TOKEN|SECRET|PASSWORD)$/u.test(name))
    expect(names.toSorted()).toEqual([...Object.keys(SECRETS), ...Object.keys(SOCKET_TOKEN)].toSorted())
  })
})

/** Every line is one JSON object, of ours, and holds no sign that a terminal or another reader would act on. */
function expectPlainLines(log: string): void {
  // The command tells its operator in one sentence when something is not there; everything else is an event.
  const degraded = cli.degraded('')[0] ?? ''
  const lines = log
    .trimEnd()
    .split('\n')
    .filter(line => !line.startsWith(degraded))
  expect(lines.length).toBeGreaterThan(100)
  for (const line of lines) {
    const value = JSON.parse(line) as { readonly level: number; readonly msg: string }
    expect(value.level).toBeLessThan(60)
    expect(value.msg).toMatch(/^[a-z_]+$/u)
  }
  expect(lines.filter(line => /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(line))).toEqual([])
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name))
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!isSo()) {
    if (performance.now() > deadline)
      throw new Error(`expected every service to be called, got: ${[...rude.heard].join()}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
