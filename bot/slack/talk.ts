// Saying something to a person or in a channel, and what to do where Slack will not have it there.
import { webApi } from '@slack/bolt'
import type { Message } from './blocks/message.ts'
import { causesOf, whenToRetry } from './transport/failure.ts'

export type Client = webApi.WebClient

export interface Place {
  readonly channel: string
  readonly thread: string | null
}

export interface Metadata {
  readonly event_type: string
  readonly event_payload: { readonly delivery_key: string }
}

export interface Posted {
  readonly channel: string
  readonly ts: string
}

/** Links are not unfolded: the message is the answer, not a preview of our own page. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const

export async function post(
  client: Client,
  place: Place,
  what: { readonly message: Message; readonly metadata?: Metadata },
): Promise<Posted> {
  const { message, metadata } = what
  const { channel, ts } = await client.chat.postMessage({
    channel: place.channel,
    ...message,
    ...QUIET,
    ...(place.thread === null ? {} : { thread_ts: place.thread }),
    ...(metadata === undefined ? {} : { metadata }),
  })
  return { channel: channel ?? place.channel, ts: ts ?? '' }
}

/** Where the place is closed to us, or gone, the person is told directly; Slack opens the direct channel for their id. */
export async function postOrTell(
  client: Client,
  place: Place & { readonly user: string },
  what: { readonly message: Message; readonly metadata?: Metadata },
): Promise<Posted> {
  try {
    return await post(client, place, what)
  } catch (error) {
    if (!isClosedPlace(error) || place.channel === place.user) throw error
    return post(client, { channel: place.user, thread: null }, what)
  }
}

/** Only this person sees it. Where they cannot be reached in the channel, it comes as a direct message. */
export async function tellPrivately(
  client: Client,
  place: Place & { readonly user: string },
  message: Message,
): Promise<void> {
  const { channel, thread, user } = place
  if (isDirect(channel)) return void (await post(client, place, { message }))
  try {
    await client.chat.postEphemeral({ channel, user, ...message, ...(thread === null ? {} : { thread_ts: thread }) })
  } catch (error) {
    if (!isClosedPlace(error)) throw error
    await post(client, { channel: user, thread: null }, { message })
  }
}

/** Direct channels begin with D, and a person's id stands for theirs; nobody else reads along. */
export function isDirect(channel: string): boolean {
  return /^[DUW]/u.test(channel)
}

/** Slack's word for what went wrong; null where it said none. */
export function slackErrorOf(error: unknown): string | null {
  const refusal = causesOf(error).find(cause => cause instanceof webApi.WebAPIPlatformError)
  return refusal instanceof webApi.WebAPIPlatformError ? refusal.data.error : null
}

/** Refused for good, and for the place, not for the message. */
export function isClosedPlace(error: unknown): boolean {
  return CLOSED.has(slackErrorOf(error) ?? '') && whenToRetry(error) === 'never'
}

const CLOSED: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'user_not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_thread_only_channel',
  'restricted_action_read_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'cannot_reply_to_message',
  'thread_not_found',
  'messages_tab_disabled',
  'ekm_access_denied',
  'access_denied',
  'no_permission',
])
