// Whether the answer to an event already stands in Slack: asked only after something broke off half-way.
import type { webApi } from '@slack/bolt'
import { keyInMetadata } from './delivery-context.ts'
import { describeError, whenToRetry } from './failure.ts'
import type { Place } from './incoming.ts'

/** Pages looked through: a thousand messages, more than a channel sees in the hour in which work is taken up. */
const PAGES_MAX = 5
const PAGE_SIZE = 200

export interface FindAnswerDeps {
  readonly client: webApi.WebClient
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface FoundAnswer {
  readonly channel: string
  readonly ts: string
}

interface Page {
  readonly messages?: readonly { readonly ts?: string; readonly metadata?: unknown }[] | undefined
  readonly response_metadata?: { readonly next_cursor?: string } | undefined
}
type ReadPage = (cursor: string | undefined) => Promise<Page>

/** Looks in the thread, and in the channel where the answer may stand outside of it. Rejects when Slack cannot tell. */
export async function findAnswer(key: string, place: Place, deps: FindAnswerDeps): Promise<FoundAnswer | null> {
  const { client } = deps
  const { channel, thread, since } = place
  const common = { channel, oldest: since, include_all_metadata: true, limit: PAGE_SIZE }
  const inThread: ReadPage = cursor => {
    return client.conversations.replies({ ...common, ts: thread ?? since, ...(cursor === undefined ? {} : { cursor }) })
  }
  const inChannel: ReadPage = cursor => {
    return client.conversations.history({ ...common, ...(cursor === undefined ? {} : { cursor }) })
  }
  const ts = (await search(inThread, key, deps)) ?? (thread === null ? await search(inChannel, key, deps) : null)
  return ts === null ? null : { channel, ts }
}

async function search(read: ReadPage, key: string, { log }: FindAnswerDeps): Promise<string | null> {
  let cursor: string | undefined
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { messages = [], response_metadata: next } = await readOrNothing(read, cursor, log)
    const found = messages.find(({ metadata }) => keyInMetadata(metadata) === key)
    if (found?.ts !== undefined) return found.ts
    cursor = next?.next_cursor
    if (cursor === undefined || cursor === '') return null
  }
  return null
}

/** Where we may not look, nothing is found: two answers are better than none. */
async function readOrNothing(read: ReadPage, cursor: string | undefined, log: FindAnswerDeps['log']): Promise<Page> {
  try {
    return await read(cursor)
  } catch (error) {
    if (whenToRetry(error) === 'later') throw error
    log('slack_answer_not_looked_up', { error: describeError(error) })
    return {}
  }
}
