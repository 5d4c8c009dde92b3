// Killed at any moment, again and again, while Slack sends questions and sends again what was not acknowledged: every
// question is answered, and none twice.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { directMessage, eventRequest, signedHeaders } from '../fakes/slack-requests.ts'
import { openSlackWebApi } from '../fakes/slack-web-api.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { PROJECT } from './zencho-process.ts'

const ROUNDS = 20
const QUESTIONS_A_ROUND = 15

test(`every question of ${ROUNDS * QUESTIONS_A_ROUND} is answered once, over ${ROUNDS} kills`, {
  timeout: 240_000,
}, async () => {
  const api = await openSlackWebApi()
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const port = await freePort()
  const unacknowledged = new Set<string>()
  let acknowledged = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const bot = await startBot(path, api.url, port)
    for (let n = 0; n < QUESTIONS_A_ROUND; n += 1) unacknowledged.add(`${round}-${n}`)
    // Slack goes on sending what was not acknowledged; the process ends somewhere in between.
    const killAfter = (round * 7) % (QUESTIONS_A_ROUND + 1)
    let sent = 0
    await Promise.all(
      [...unacknowledged].map(async id => {
        if (await send(id, port)) {
          unacknowledged.delete(id)
          acknowledged += 1
        }
        sent += 1
        if (sent === killAfter) bot.kill('SIGKILL')
      }),
    )
    bot.kill('SIGKILL')
    if (bot.exitCode === null && bot.signalCode === null) await once(bot, 'exit')
  }
  const last = await startBot(path, api.url, port)
  for (const id of unacknowledged) if (await send(id, port)) acknowledged += 1
  const expected = ROUNDS * QUESTIONS_A_ROUND
  await api.postedCount(expected)
  last.kill('SIGKILL')
  await once(last, 'exit')
  const answers = api.posted.map(({ text }) => text)
  expect(acknowledged).toBe(expected)
  expect(new Set(answers).size).toBe(expected)
  expect(answers).toHaveLength(expected)
  // Some of the kills came between an answer and its note: then the next process looked before it answered.
  expect(api.callsOf('conversations.replies').length).toBeGreaterThan(0)
  await api.close()
})

/** True when it was acknowledged; false when the process ended before. */
async function send(id: string, port: number): Promise<boolean> {
  const ts = `1796007600.${id.replace('-', '').padStart(6, '0')}`
  // Made anew each time, as Slack does: another header, the same event.
  const request = {
    ...eventRequest(directMessage(id, { ts }), new Date()),
    body: JSON.stringify({ ...directMessage(id, { ts }), sent: Math.random() }),
  }
  try {
    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: signedHeaders(request),
      body: request.body,
    })
    return response.status === 200
  } catch {
    return false
  }
}

async function startBot(path: string, apiUrl: string, port: number) {
  const script = join(PROJECT, 'test/stories/children/slack-bot.ts')
  const bot = spawn(process.execPath, [script, path, apiUrl, String(port)], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(bot.stdout, 'data')
  return bot
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
