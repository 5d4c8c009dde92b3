// `npm start` with Slack set up: the web server starts whatever Slack does, and says what is wrong.
import { afterEach, describe, expect, test } from 'vitest'
import { directMessage, eventRequest, SIGNING_SECRET, signedHeaders } from '../fakes/slack-requests.ts'
import { openSlackSocket } from '../fakes/slack-socket.ts'
import { openSlackWebApi } from '../fakes/slack-web-api.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { runZencho, startServer } from './zencho-process.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function openApi() {
  const api = await openSlackWebApi()
  closers.push(api.close)
  return api
}

const office = () => ({ DATA_DIR: makeTempFolder(), SAMPLE_DATA: 'off', SLACK_BOT_TOKEN: 'xoxb-1-private' })

describe('with a signing secret', () => {
  test('the address for Slack takes what Slack has signed, and nothing else', async () => {
    const api = await openApi()
    await using server = await startServer({
      ...office(),
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: api.url,
    })
    const send = (headers: Readonly<Record<string, string>>, body: string) =>
      fetch(`${server.url}/slack/events`, { method: 'POST', headers, body })
    const request = eventRequest(directMessage('1'), new Date())
    expect((await send(signedHeaders(request), request.body)).status).toBe(200)
    expect((await send(signedHeaders(request), request.body)).status).toBe(401)
    expect((await send({ 'Content-Type': 'application/json' }, request.body)).status).toBe(401)
    expect((await fetch(`${server.url}/`)).status).toBe(200)
    await api.postedCount(1)
    expect(api.posted).toMatchObject([{ channel: 'D1' }])
  })
})

describe('with an app token', () => {
  test('the socket is opened, and closed when the server ends', async () => {
    const api = await openApi()
    const socket = await openSlackSocket(api)
    closers.push(socket.close)
    await using server = await startServer({ ...office(), SLACK_APP_TOKEN: 'xapp-1-private', SLACK_API_URL: api.url })
    await socket.opened(1)
    const id = socket.deliver('events_api', directMessage('1'))
    await socket.acknowledged(id)
    server.child.kill('SIGTERM')
    expect((await server.finished).code).toBe(0)
    await socket.allClosed()
    expect(server.stdout() + server.stderr()).not.toMatch(/private/u)
  })

  test('a Slack that is not there stops nothing', async () => {
    const api = await openApi()
    await api.close()
    closers.length = 0
    await using server = await startServer({ ...office(), SLACK_APP_TOKEN: 'xapp-1-private', SLACK_API_URL: api.url })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/`)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect((await server.finished).code).toBe(0)
    expect(server.stdout() + server.stderr()).not.toMatch(/private/u)
  })
})

test('settings that do not belong together stop the start, and say what is missing', async () => {
  const { code, stderr } = await runZencho(['serve'], office())
  expect(code).toBe(1)
  expect(stderr).toMatch(/SLACK_APP_TOKEN: .*SLACK_SIGNING_SECRET/u)
  expect(stderr).not.toMatch(/private/u)
})
