// The transport before a Slack that others wrote: the emulator's Web API, which refuses what the manifest's scopes do not
// allow.
import { join } from 'node:path'
import { webApi } from '@slack/bolt'
import { createEmulator } from 'emulate'
import { expect, test } from 'vitest'
import { openManualClock } from '../../../fakes/slack-clock.ts'
import { appMention, eventRequest, retry } from '../../../fakes/slack-requests.ts'
import { makeTempFolder } from '../../../fakes/temp-folder.ts'
import { manifestScopes } from '../manifest-scopes.ts'
import { answerMessages, closeAfterwards, openTransport, type TransportOptions } from './open-transport.ts'

const BOT_TOKEN = 'xoxb-shiomi-test'
const CHANNEL = 'C000000001'

async function openEmulated() {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: '汐見県', domain: 'shiomi' },
        bots: [{ name: 'zencho-faq' }],
        tokens: [{ token: BOT_TOKEN, user_id: 'U000000001', bot_id: 'B000000001', scopes: [...manifestScopes()] }],
        strict_scopes: true,
      },
    },
  })
  closeAfterwards(() => emulator.close())
  const apiUrl = `${emulator.url}/api/`
  const clock = openManualClock(new Date())
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const openProcess = (some: Partial<TransportOptions> = {}) =>
    openTransport({ apiUrl, clock, path, settings: { botToken: BOT_TOKEN }, ...some })
  const client = new webApi.WebClient(BOT_TOKEN, { slackApiUrl: apiUrl })
  const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: '質問はここに' })
  const thread = ts ?? ''
  const answers = async () => {
    const { messages = [] } = await client.conversations.replies({ channel: CHANNEL, ts: thread })
    return messages.flatMap(({ text = '' }) => (text.startsWith('回答') ? [text] : []))
  }
  return { clock, openProcess, thread, answers }
}

test('a question is answered once with the scopes of the manifest, over three sendings and a restart', async () => {
  const { clock, openProcess, thread, answers } = await openEmulated()
  const question = appMention('1', { channel: CHANNEL, ts: thread })
  const first = await openProcess({ inbox: inbox => ({ ...inbox, done: () => new Promise(() => {}) }) })
  answerMessages(first.app)
  expect((await first.send(eventRequest(question, clock.now()))).status).toBe(200)
  while ((await answers()).length === 0) await new Promise(resolve => setImmediate(resolve))
  const second = await openProcess() // it looks before it answers again
  answerMessages(second.app)
  await second.slack.takeUp()
  for (const number of [1, 2]) {
    clock.advance(1_000)
    expect((await second.send(eventRequest(question, clock.now(), retry(number)))).status).toBe(200)
  }
  expect(await answers()).toEqual(['回答: <@UBOT> 質問1'])
  expect(second.events('slack_answer_not_looked_up')).toEqual([])
  expect(await second.inbox.waiting('slack', new Date(0))).toEqual([])
})

test('fifty questions at once are all answered, each once', async () => {
  const { clock, openProcess, thread, answers } = await openEmulated()
  const { app, send, inbox } = await openProcess()
  answerMessages(app)
  const ids = Array.from({ length: 50 }, (_, index) => String(index))
  await Promise.all(
    ids.map(id => send(eventRequest(appMention(id, { channel: CHANNEL, ts: thread, text: `質問${id}` }), clock.now()))),
  )
  while ((await inbox.waiting('slack', new Date(0))).length > 0) await new Promise(resolve => setImmediate(resolve))
  expect((await answers()).toSorted()).toEqual(ids.map(id => `回答: 質問${id}`).toSorted())
})
