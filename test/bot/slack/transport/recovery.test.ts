// A process that ends half-way: whatever it had acknowledged is answered by the next one, exactly once.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerMetadata, deliveryOf } from '../../../../bot/slack/transport/delivery-context.ts'
import { openManualClock } from '../../../fakes/slack-clock.ts'
import {
  appMention,
  directMessage,
  eventRequest,
  interactionRequest,
  retry,
  viewSubmission,
} from '../../../fakes/slack-requests.ts'
import { openSlackWebApi } from '../../../fakes/slack-web-api.ts'
import { makeTempFolder } from '../../../fakes/temp-folder.ts'
import { answerMessages, closeAfterwards, openTransport, type TransportOptions } from './open-transport.ts'

const HOUR_MS = 60 * 60_000
const never = () => new Promise<never>(() => {})

async function openOffice() {
  const api = await openSlackWebApi()
  closeAfterwards(api.close)
  const clock = openManualClock()
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const openProcess = (some: Partial<TransportOptions> = {}) => openTransport({ apiUrl: api.url, clock, path, ...some })
  return { api, clock, openProcess }
}

describe('what was acknowledged and not finished', () => {
  test('is answered once after a restart, though Slack sends it three times on both sides of it', async () => {
    const { api, clock, openProcess } = await openOffice()
    const first = await openProcess()
    answerMessages(first.app, never)
    expect((await first.send(eventRequest(directMessage('1'), clock.now()))).status).toBe(200)
    clock.advance(1_000)
    expect((await first.send(eventRequest(directMessage('1'), clock.now(), retry(1)))).status).toBe(200)
    const second = await openProcess()
    answerMessages(second.app)
    clock.advance(60_000)
    expect((await second.send(eventRequest(directMessage('1'), clock.now(), retry(2)))).status).toBe(200)
    await second.slack.takeUp()
    clock.advance(300_000)
    expect((await second.send(eventRequest(directMessage('1'), clock.now(), retry(3)))).status).toBe(200)
    await second.slack.takeUp()
    expect(api.posted.map(({ text }) => text)).toEqual(['回答: 質問1'])
    expect(await second.inbox.waiting('slack', new Date(0))).toEqual([])
  })

  test('is taken up by itself when the next process starts', async () => {
    const { api, clock, openProcess } = await openOffice()
    const first = await openProcess()
    answerMessages(first.app, never)
    await first.send(eventRequest(directMessage('1'), clock.now()))
    const second = await openProcess()
    answerMessages(second.app)
    second.slack.start()
    await api.postedCount(1)
  })

  test.each([
    ['in the thread of the question', directMessage('1')],
    ['in a thread of a channel', appMention('1', { thread_ts: '1796000000.000001' })],
  ])('but posted, %s, is not posted again', async (_name, event) => {
    const { api, clock, openProcess } = await openOffice()
    const first = await openProcess({ inbox: inbox => ({ ...inbox, done: never }) }) // it ends before it can note it
    answerMessages(first.app)
    await first.send(eventRequest(event, clock.now()))
    await api.postedCount(1)
    const second = await openProcess()
    answerMessages(second.app)
    await second.slack.takeUp()
    expect(api.posted).toHaveLength(1)
    expect(await second.inbox.waiting('slack', new Date(0))).toEqual([])
  })

  test('but posted beside the question, in no thread, is not posted again', async () => {
    const { api, clock, openProcess } = await openOffice()
    const listen = ({ app }: Awaited<ReturnType<typeof openProcess>>) =>
      app.event('message', async ({ event, client, context }) => {
        const metadata = answerMetadata(deliveryOf(context).key)
        await client.chat.postMessage({ channel: event.channel, text: '回答', metadata })
      })
    const first = await openProcess({ inbox: inbox => ({ ...inbox, done: never }) })
    listen(first)
    await first.send(eventRequest(directMessage('1'), clock.now()))
    await api.postedCount(1)
    const second = await openProcess()
    listen(second)
    await second.slack.takeUp()
    expect(api.posted).toHaveLength(1)
  })

  test('is told to the listener as another attempt, under the same key', async () => {
    const { clock, openProcess } = await openOffice()
    const heard: unknown[] = []
    const first = await openProcess()
    first.app.view('comment', async ({ ack, context }) => {
      const { key, again } = deliveryOf(context)
      heard.push({ key, again })
      await ack()
      await never()
    })
    await first.send(interactionRequest(viewSubmission('t1'), clock.now()))
    const second = await openProcess()
    second.app.view('comment', async ({ ack, context }) => {
      const { key, again } = deliveryOf(context)
      heard.push({ key, again })
      await ack({ response_action: 'clear' }) // to nobody
    })
    await second.slack.takeUp()
    expect(heard).toEqual([
      { key: 'view_submission:t1', again: false },
      { key: 'view_submission:t1', again: true },
    ])
  })

  test('is left alone when the listener has said that the answer is out', async () => {
    const { api, clock, openProcess } = await openOffice()
    const out = Promise.withResolvers<void>()
    const first = await openProcess()
    first.app.event('app_mention', async ({ event, client, context }) => {
      await client.chat.postEphemeral({ channel: event.channel, user: event.user ?? '', text: '回答' })
      await deliveryOf(context).answered()
      out.resolve()
      await never()
    })
    await first.send(eventRequest(appMention('1'), clock.now()))
    await out.promise
    const second = await openProcess()
    answerMessages(second.app)
    await second.slack.takeUp()
    expect([api.callsOf('chat.postEphemeral').length, api.posted.length]).toEqual([1, 0])
  })

  test('is answered when we may not look for an answer: two are better than none', async () => {
    const { api, clock, openProcess } = await openOffice()
    const first = await openProcess()
    answerMessages(first.app, never)
    await first.send(eventRequest(directMessage('1'), clock.now()))
    api.trouble(({ method }) => (method.startsWith('conversations.') ? { error: 'missing_scope' } : null))
    const second = await openProcess()
    answerMessages(second.app)
    await second.slack.takeUp()
    expect(api.posted).toHaveLength(1)
    expect(second.events('slack_answer_not_looked_up').length).toBeGreaterThan(0)
  })

  test('waits while Slack cannot tell whether it was answered', async () => {
    const { api, clock, openProcess } = await openOffice()
    const first = await openProcess({ inbox: inbox => ({ ...inbox, done: never }) })
    answerMessages(first.app)
    await first.send(eventRequest(directMessage('1'), clock.now()))
    await api.postedCount(1)
    api.trouble(({ method }) => (method === 'conversations.replies' ? { error: 'internal_error' } : null))
    const second = await openProcess()
    answerMessages(second.app)
    await second.slack.takeUp()
    expect(await second.inbox.waiting('slack', new Date(0))).toHaveLength(1)
    api.trouble(() => null)
    await second.slack.takeUp() // not due yet
    expect(await second.inbox.waiting('slack', new Date(0))).toHaveLength(1)
    clock.advance(15_000)
    await second.slack.takeUp()
    expect(await second.inbox.waiting('slack', new Date(0))).toEqual([])
    expect(api.posted).toHaveLength(1)
  })

  test('is given up when it is older than an hour', async () => {
    const { api, clock, openProcess } = await openOffice()
    const first = await openProcess()
    answerMessages(first.app, never)
    await first.send(eventRequest(directMessage('old'), clock.now()))
    clock.advance(1)
    await first.send(eventRequest(directMessage('young'), clock.now()))
    clock.advance(HOUR_MS)
    const second = await openProcess()
    answerMessages(second.app)
    await second.slack.takeUp()
    expect(api.posted.map(({ text }) => text)).toEqual(['回答: 質問young'])
  })
})

test('while an event is worked on, nothing takes it up a second time', async () => {
  const { api, clock, openProcess } = await openOffice()
  const work = Promise.withResolvers<void>()
  const { send, slack, app } = await openProcess()
  answerMessages(app, () => work.promise)
  await send(eventRequest(directMessage('1'), clock.now()))
  await slack.takeUp()
  await slack.takeUp()
  work.resolve()
  await api.postedCount(1)
  await slack.takeUp()
  expect(api.posted).toHaveLength(1)
})

test('signatures and ids are forgotten in time, and not before', async () => {
  const { clock, openProcess } = await openOffice()
  const { send, slack, app, inbox } = await openProcess()
  answerMessages(app)
  const request = eventRequest(directMessage('1'), clock.now())
  await send(request)
  const known = async (source: string, id: string) =>
    (await inbox.receive({ source, id, payload: null, at: clock.now() })) === 'seen'
  const signature = async () => {
    const { signedHeaders } = await import('../../../fakes/slack-requests.ts')
    return signedHeaders(request)['X-Slack-Signature'] ?? ''
  }
  clock.advance(14 * 60_000)
  slack.start()
  await clock.waitingFor(15_000)
  await slack.takeUp()
  expect(await known('slack-signature', await signature())).toBe(true)
  expect(await known('slack', 'event:Ev1')).toBe(true)
})
