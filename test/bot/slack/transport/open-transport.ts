// A transport as the product opens it, on a database of its own, before a stand-in of Slack's Web API.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App } from '@slack/bolt'
import express from 'express'
import { afterEach } from 'vitest'
import { answerMetadata, deliveryOf } from '../../../../bot/slack/transport/delivery-context.ts'
import { type OpenSlack, openSlack, type SlackSettings } from '../../../../bot/slack/transport/open-slack.ts'
import { openDatabase } from '../../../../src/adapters/sqlite/open-database.ts'
import { openSqliteEventInbox } from '../../../../src/adapters/sqlite/sqlite-event-inbox.ts'
import { openSqliteKeptValues } from '../../../../src/adapters/sqlite/sqlite-kept-values.ts'
import type { EventInbox } from '../../../../src/core/ports/event-inbox.ts'
import type { ManualClock } from '../../../fakes/slack-clock.ts'
import { SIGNING_SECRET, type SlackRequest, signedHeaders } from '../../../fakes/slack-requests.ts'

export interface LogLine {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Transport {
  readonly slack: OpenSlack
  readonly app: App
  readonly inbox: EventInbox
  readonly log: readonly LogLine[]
  readonly events: (event: string) => readonly LogLine[]
  readonly send: (request: SlackRequest, headers?: Readonly<Record<string, string>>) => Promise<Reply>
  readonly url: string
}

export interface Reply {
  readonly status: number
  readonly body: string
  readonly headers: Headers
}

export interface TransportOptions {
  readonly apiUrl: string
  readonly clock?: ManualClock
  readonly path?: string
  readonly settings?: Partial<SlackSettings>
  readonly inbox?: (inbox: EventInbox) => EventInbox
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** What the test opened is closed after it, the last first. */
export function closeAfterwards(close: () => Promise<void>): void {
  closers.push(close)
}

export async function openTransport({
  apiUrl,
  clock,
  path = ':memory:',
  settings,
  inbox: wrap,
}: TransportOptions): Promise<Transport> {
  const database = openDatabase(path)
  closers.push(() => database.close())
  const kept = openSqliteEventInbox(database.query)
  const inbox = wrap === undefined ? kept : wrap(kept)
  const log: LogLine[] = []
  const slack = openSlack(
    { botToken: 'xoxb-1-test', appToken: null, signingSecret: SIGNING_SECRET, apiUrl, rotation: null, ...settings },
    {
      inbox,
      kept: openSqliteKeptValues(database.query),
      log: (event, data) => void log.push({ event, data }),
      ...(clock === undefined ? {} : { clock }),
    },
  )
  closers.push(async () => {
    const stopped = slack.stop(0)
    clock?.advance(0)
    await stopped
  })
  const url = await listen(slack)
  return {
    slack,
    app: slack.app,
    inbox,
    log,
    events: event => log.filter(line => line.event === event),
    url,
    send: async (request, headers = signedHeaders(request)) => {
      const response = await fetch(url, { method: 'POST', headers, body: request.body })
      return { status: response.status, body: await response.text(), headers: response.headers }
    },
  }
}

async function listen({ router }: OpenSlack): Promise<string> {
  if (router === null) return ''
  const app = express()
  app.use('/slack/events', router)
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/slack/events`
}

/** Answers each direct message and mention in a thread of its own, after `before`. */
export function answerMessages(app: App, before: () => Promise<void> = async () => {}): void {
  const answer = async (
    event: { channel: string; ts: string; thread_ts?: string; text?: string },
    client: App['client'],
    key: string,
  ) => {
    await before()
    const text = `回答: ${event.text ?? ''}`
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.thread_ts ?? event.ts,
      text,
      metadata: answerMetadata(key),
    })
  }
  app.event('message', ({ event, client, context }) => answer(event, client, deliveryOf(context).key))
  app.event('app_mention', ({ event, client, context }) => answer(event, client, deliveryOf(context).key))
}
