// TESTLIST A18 through the real doors: whatever the endpoint of a chat model does, the official answer comes word for word and
// waits for nothing, follow-ups are understood as without a model, and the endpoint is left alone after five failures.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { summaryMessages } from '../../src/core/messages/ja/summary.ts'
import { type ChatEndpointMode, type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { openSkippingClock } from '../fakes/skipping-clock.ts'
import { askApi, askOnPage, lastReply, sayInSlack, sumUp, timed } from './model-doors.ts'
import { openSlackStory, type SlackStory, wordsIn } from './open-slack-story.ts'

const QUESTION = '休みを取りたい'
const FOLLOW_UP = 'その期限は？'
/** The whole of what A18 grants. */
const LIMIT_MS = 5_000
/** Of bodies that would be several hundred megabytes, the sender's own pieces among them: it runs in this process too. */
const BODIES_MAX_BYTES = 100_000_000
/** What an answer takes by itself on a busy machine, with room: less than the shortest limit of a summary. */
const AT_ONCE_MS = 2_500
const PROBE_MS = 30_000
const FAILURES = 5
const GOOD = '前日までに、庶務事務システムの「休暇申請」から申請してください。[1]'

const clock = openSkippingClock()
const rejections: unknown[] = []
const noteRejection = (reason: unknown) => void rejections.push(reason)

let endpoint: ChatEndpointStandIn
let plain: SlackStory
let story: SlackStory
const told: string[] = []
beforeAll(async () => {
  process.on('unhandledRejection', noteRejection)
  endpoint = await openChatEndpoint()
  plain = await openSlackStory()
  story = await openWith(endpoint.baseUrl)
})
afterAll(async () => {
  console.log(`A18: ${told.join('; ')}`)
  await plain[Symbol.asyncDispose]()
  await story[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
  process.off('unhandledRejection', noteRejection)
})

function openWith(baseUrl: string): Promise<SlackStory> {
  const environment = { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'tiny', OPENAI_API_KEY: 'sk-shiomi-geheim' }
  return openSlackStory(undefined, environment, product => product, { clock })
}

const circuitOf = (purpose: 'compose' | 'rewrite', { product }: SlackStory = story) =>
  product.composing?.access.circuits[purpose].state()

/** Lets the circuits close again: one good answer each, half a minute later. */
async function recover(): Promise<void> {
  endpoint.behave({ answer: GOOD })
  clock.skip(PROBE_MS)
  const { conversation, questionId } = await askOnPage(story, QUESTION)
  expect(await sumUp(story, questionId)).toContain(GOOD.replace('[1]', ''))
  await askOnPage(story, FOLLOW_UP, { conversation })
  expect([circuitOf('compose'), circuitOf('rewrite')]).toEqual([
    { kind: 'closed', failures: 0 },
    { kind: 'closed', failures: 0 },
  ])
}

/** Everything a person does, compared with the same product without a model. */
async function useAllDoors(opened: SlackStory) {
  const api = await timed(() => askApi(opened, QUESTION))
  expect(api.value).toEqual(await askApi(plain, QUESTION))
  const page = await timed(() => askOnPage(opened, QUESTION))
  const official = await askOnPage(plain, QUESTION)
  expect(lastReply(page.value.page)).toBe(lastReply(official.page))
  expect(lastReply(page.value.page)).toContain('前日までに、庶務事務システムの「休暇申請」から申請してください。')
  const slack = await timed(() => sayInSlack(opened, QUESTION))
  expect(withoutOffer(slack.value.shown.blocks)).toEqual(withoutOffer((await sayInSlack(plain, QUESTION)).shown.blocks))
  const followed = await timed(() => askOnPage(opened, FOLLOW_UP, { conversation: page.value.conversation }))
  const rules = await askOnPage(plain, FOLLOW_UP, { conversation: official.conversation })
  expect(lastReply(followed.value.page)).toBe(lastReply(rules.page))
  return {
    api: api.ms,
    page: page.ms,
    slack: slack.ms,
    followed: followed.ms,
    questionId: page.value.questionId,
    said: slack.value,
  }
}

/** Slack's blocks without the button that only a model brings. */
function withoutOffer(blocks: readonly unknown[]): string {
  const kept = blocks.filter(block => !JSON.stringify(block).includes('turn_summary'))
  return JSON.stringify(kept).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'ID')
}

async function trouble(name: string, opened: SlackStory): Promise<void> {
  const used = await useAllDoors(opened)
  expect(Math.max(used.api, used.page, used.slack)).toBeLessThan(AT_ONCE_MS)
  expect(used.followed).toBeLessThan(LIMIT_MS)
  const summed = await timed(() => sumUp(opened, used.questionId))
  expect(summed.value).toContain(summaryMessages.nothing)
  expect(summed.ms).toBeLessThan(LIMIT_MS)
  told.push(
    `${name}: answer ${Math.round(used.page)} ms, follow-up ${Math.round(used.followed)} ms, no summary after ${Math.round(summed.ms)} ms`,
  )
}

/** The fifth failure in a row opens it; then nobody is asked, and answers are as they were. */
async function untilLeftAlone(opened: SlackStory): Promise<void> {
  const { conversation, questionId } = await askOnPage(opened, QUESTION)
  const more = Array.from({ length: FAILURES - 1 }, async () => {
    await sumUp(opened, questionId)
    await askOnPage(opened, FOLLOW_UP, { conversation })
  })
  await Promise.all(more)
  expect([circuitOf('compose', opened)?.kind, circuitOf('rewrite', opened)?.kind]).toEqual(['open', 'open'])
  const asked = endpoint.requests.length
  const summed = await timed(() => sumUp(opened, questionId))
  expect(summed.value).toContain(summaryMessages.nothing)
  expect(summed.ms).toBeLessThan(AT_ONCE_MS)
  const used = await useAllDoors(opened)
  expect(Math.max(used.api, used.page, used.slack, used.followed)).toBeLessThan(AT_ONCE_MS)
  expect(endpoint.requests.length).toBe(asked)
}

describe('an endpoint that is', () => {
  const WAYS: readonly (readonly [string, ChatEndpointMode])[] = [
    ['hanging', 'hang'],
    ['dripping byte by byte', 'drip'],
    ['answering 200 with HTML', 'html'],
    ['cutting its stream', 'truncated'],
    ['answering 429', { status: 429 }],
    ['answering 500', { status: 500 }],
    ['pouring 100 MB of JSON', 'huge json'],
    ['pouring a line of 100 MB', 'huge line'],
    ['writing invalid JSON', 'invalid json'],
    ['without the model', { status: 404 }],
    ['answering with nothing', 'empty'],
  ]

  test.each(WAYS)(
    '%s costs no answer, and is left alone after five failures until a probe',
    async (name, mode) => {
      await recover()
      endpoint.behave(mode)
      const before = process.memoryUsage()
      await trouble(name, story)
      await untilLeftAlone(story)
      const after = process.memoryUsage()
      expect(after.external - before.external).toBeLessThan(BODIES_MAX_BYTES)
      if (typeof mode === 'string' && mode.startsWith('huge')) expect(endpoint.bytesTaken()).toBeLessThan(20_000_000)
      clock.skip(PROBE_MS / 2)
      const asked = endpoint.requests.length
      const { questionId } = await askOnPage(story, QUESTION)
      await sumUp(story, questionId)
      expect(endpoint.requests.length).toBe(asked) // not yet
    },
    120_000,
  )

  test('there again is used again after one good probe', recover)

  test.each([
    ['refused', 'http://127.0.0.1:1/v1'],
    ['unknown to DNS', 'http://no-such-host.invalid/v1'],
  ])(
    '%s costs no answer, and is left alone after five failures',
    async (name, baseUrl) => {
      await using opened = await openWith(baseUrl)
      await trouble(name, opened)
      await untilLeftAlone(opened)
    },
    60_000,
  )

  test('dying in the middle of a summary in Slack leaves the official answer as it is', async () => {
    await recover()
    const { asker, shown } = await sayInSlack(story, QUESTION)
    for (const [mode, sentence] of [
      [{ answer: GOOD }, GOOD.replace('[1]', '')],
      ['truncated', summaryMessages.nothing],
    ] as const) {
      endpoint.behave(mode)
      await asker.click(shown, 'turn_summary')
      await story.message(({ channel, blocks }) => channel === asker.direct && wordsIn({ blocks }).includes(sentence))
      const official = story.workspace.messages.find(({ ts }) => ts === shown.ts)
      expect(official?.blocks).toEqual(shown.blocks)
    }
  })

  test('in whatever trouble leaves no rejection that nobody hears, and no key in what operators read', () => {
    expect(rejections).toEqual([])
    expect(JSON.stringify(story.events)).not.toContain('sk-shiomi-geheim')
  })
})
