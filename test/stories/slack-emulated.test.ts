// The front end before a Slack that others wrote: the emulator's Web API, which refuses what the manifest's scopes do not
// allow, and views that it does not understand.
import { webApi } from '@slack/bolt'
import { createEmulator } from 'emulate'
import { expect, onTestFinished, test } from 'vitest'
import { buildServer } from '../../src/main.ts'
import { openSlackBot } from '../../src/wiring/open-slack-bot.ts'
import { manifestScopes } from '../bot/slack/manifest-scopes.ts'
import {
  appMention,
  blockAction,
  directMessage,
  eventRequest,
  interactionRequest,
  SIGNING_SECRET,
  type SlackRequest,
  signedHeaders,
} from '../fakes/slack-requests.ts'
import { buttonsOf } from '../fakes/slack-workspace.ts'
import { listenForTest, openProductIn } from './open-story.ts'
import { STORY_ENTRIES } from './story-entries.ts'

const BOT_TOKEN = 'xoxb-shiomi-test'
const APP_USER = 'U000000001'

test('a mention, a share, a ticket’s post and its update, and the home pass with the scopes of the manifest', async () => {
  const bot = { token: BOT_TOKEN, user_id: APP_USER, bot_id: 'B000000001', scopes: [...manifestScopes()] }
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: '汐見県', domain: 'shiomi' },
        bots: [{ name: 'zencho-faq' }],
        users: [{ name: 'taro' }],
        channels: [{ name: 'soudan' }],
        tokens: [bot, { token: 'xoxb-look', user_id: APP_USER, scopes: ['users:read', 'channels:read'] }],
        strict_scopes: true,
      },
    },
  })
  onTestFinished(() => emulator.close())
  const apiUrl = `${emulator.url}/api/`
  const client = new webApi.WebClient(BOT_TOKEN, { slackApiUrl: apiUrl })
  const looking = new webApi.WebClient('xoxb-look', { slackApiUrl: apiUrl })
  const user = (await looking.users.list({})).members?.find(({ name }) => name === 'taro')?.id ?? ''
  const channel = (await looking.conversations.list({})).channels?.find(({ name }) => name === 'soudan')?.id ?? ''
  await using opened = await openProductIn(null, {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: apiUrl,
    SLACK_TICKET_CHANNEL: channel,
  })
  const { product, config } = opened
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
  await product.settleIndex()
  const events: { readonly event: string; readonly data: unknown }[] = []
  const log = (event: string, data: unknown) => void events.push({ event, data })
  const slack = openSlackBot(product, config, log)
  await using listening = await listenForTest(buildServer(product, config, log, slack))
  slack?.start()
  const send = async (request: SlackRequest) => {
    const headers = signedHeaders(request)
    await fetch(`${listening.url}/slack/events`, { method: 'POST', headers, body: request.body })
    while ((await product.inbox.waiting('slack', new Date(0))).length > 0) await new Promise(setImmediate)
  }
  const { ts: root = '' } = await client.chat.postMessage({ channel, text: '休みを取りたい' })
  const inThread = async () => (await client.conversations.replies({ channel, ts: root })).messages ?? []

  const mention = { channel, user, ts: root, text: '<@UBOT> 休みを取りたい' }
  await send(eventRequest(appMention('1', mention), new Date()))
  const value = JSON.stringify({ q: await lastQuestion(), e: 'jinji-001', w: { kind: 'public', thread: root } })
  const container = { type: 'message', message_ts: root, channel_id: channel, is_ephemeral: true }
  const actions = [{ type: 'button', action_id: 'turn_share', block_id: 'b', value, action_ts: '1.1' }]
  const response_url = `${listening.url}/healthz` // whatever takes a call
  const click = { user: { id: user, username: 'taro' }, channel: { id: channel }, container, actions, response_url }
  await send(interactionRequest(blockAction('t1', click), new Date()))
  const shared = (await inThread()).find(({ text }) => text?.includes('庶務事務システム'))
  expect(buttonsOf((shared?.blocks ?? []) as never)).toEqual([])
  expect(JSON.stringify(shared?.blocks)).toContain('rich_text_list')

  const request = {
    question: 'どこに聞けばよいか',
    questionId: null,
    sectionCode: 'jinji',
    asker: null,
    askerName: null,
  }
  const replyTo = { door: 'slack', place: channel, thread: root, user: user } as const
  const ticket = await product.desk.tickets.open({ ...request, replyTo }, 'slack')
  await product.desk.settleOutbox()
  const [post] = await product.desk.posts.posts(ticket.id)
  expect(post?.place).toBe(channel)
  await product.desk.tickets.act(ticket.id, { kind: 'answered', text: '人事課の窓口です。' }, 'slack:U9')
  await product.desk.settleOutbox()
  expect((await inThread()).some(({ text }) => text?.includes('人事課の窓口です。'))).toBe(true)
  const history = (await client.conversations.history({ channel })).messages ?? []
  expect(history.find(({ ts }) => ts === post?.message)?.text).toContain('回答済み')

  const home = { type: 'app_home_opened', tab: 'home', user, channel: 'D1', text: undefined }
  await send(eventRequest(directMessage('2', home), new Date()))
  // The address for answers of this test replaces nothing; all that was Slack's to take was taken.
  expect(events.filter(({ data }) => !JSON.stringify(data).includes('response_url'))).toEqual([])
  await slack?.stop(1_000)

  async function lastQuestion(): Promise<string> {
    const [asked] = await product.questionLog.ofAsker(product.desk.askerKeys('slack', `T1:${user}`), 1)
    return asked?.id ?? ''
  }
})
