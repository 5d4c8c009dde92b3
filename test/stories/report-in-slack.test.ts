// The monthly report before a Slack that others wrote: it is posted with the scopes of the manifest, and a place that does not
// exist is given up.

import { join } from 'node:path'
import { webApi } from '@slack/bolt'
import { createEmulator } from 'emulate'
import { expect, onTestFinished, test } from 'vitest'
import { kpiReport } from '../../src/core/messages/ja/admin/kpi-report.ts'
import { openReports, slackDoor } from '../../src/wiring/kpi-report.ts'
import { openSlackBot } from '../../src/wiring/open-slack-bot.ts'
import { manifestScopes } from '../bot/slack/manifest-scopes.ts'
import { SIGNING_SECRET } from '../fakes/slack-requests.ts'
import { openProductIn } from './open-story.ts'
import { STORY_ENTRIES } from './story-entries.ts'

const BOT_TOKEN = 'xoxb-shiomi-test'
const APP_USER = 'U000000001'

test('the report is posted where it is to be told, and given up where there is no such place', async () => {
  const bot = { token: BOT_TOKEN, user_id: APP_USER, bot_id: 'B000000001', scopes: [...manifestScopes()] }
  const reader = { token: 'xoxb-look', user_id: APP_USER, scopes: ['channels:read', 'channels:history'] }
  const slackSeed = {
    team: { name: '汐見県', domain: 'shiomi' },
    bots: [{ name: 'zencho-faq' }],
    channels: [{ name: 'houkoku' }],
    tokens: [bot, reader],
    strict_scopes: true,
  }
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: slackSeed } })
  onTestFinished(() => emulator.close())
  const apiUrl = `${emulator.url}/api/`
  const looking = new webApi.WebClient('xoxb-look', { slackApiUrl: apiUrl })
  const channel = (await looking.conversations.list({})).channels?.find(({ name }) => name === 'houkoku')?.id ?? ''
  const settings = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: apiUrl }
  await using opened = await openProductIn(null, settings)
  const { product, config, folder } = opened
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
  const slack = openSlackBot(product, config, () => {})
  if (slack === null) throw new Error('expected Slack to be set up')
  onTestFinished(() => slack.stop(0))
  const post = { publicUrl: 'https://faq.shiomi.example', post: slack.post }
  const logged: string[] = []
  const reports = openReports(
    product,
    { folder: join(folder, 'reports'), organisation: '汐見県' },
    {
      doors: [slackDoor(channel, post), slackDoor('C0NOWHERE', post)],
      now: () => new Date('2026-05-01T00:00:00Z'),
      log: event => void logged.push(event),
    },
  )
  await reports.look()
  await reports.look()
  await reports.close()
  const { messages = [] } = await looking.conversations.history({ channel })
  expect(messages.map(({ text }) => text?.split('\n')[0])).toEqual([kpiReport.title('2026-04')])
  expect(JSON.stringify(messages[0])).toContain('https://faq.shiomi.example/admin/kpi/report?month=2026-04')
  expect(logged).toEqual(['report_given_up'])
})
