// A click on one of our buttons: where it was made, how its message is replaced, and how the person is told of a fault.
import type { BlockButtonAction, RespondFn, SlackActionMiddlewareArgs } from '@slack/bolt'
import { z } from 'zod'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import type { Message } from './blocks/message.ts'
import type { FrontEndDeps } from './front-end.ts'
import { failureMessage, faultMessage, noticeMessage } from './notices.ts'
import { type Client, isDirect, type Place, slackErrorOf, tellPrivately } from './talk.ts'
import { whenToRetry } from './transport/failure.ts'

export interface Click {
  readonly client: Client
  readonly value: string | undefined
  readonly user: string
  /** How Slack names the person; no display name, which would need a scope of its own. */
  readonly userName: string
  readonly team: string
  readonly trigger: string
  readonly channel: string | null
  /** The message with the button; null for one that only this person sees, or for the home. */
  readonly messageTs: string | null
  readonly thread: string | null
  readonly respond: RespondFn
}

type ButtonArgs = Pick<SlackActionMiddlewareArgs<BlockButtonAction>, 'ack' | 'body' | 'action' | 'respond'> & {
  readonly client: Client
}

const containerSchema = z.object({
  message_ts: z.string().optional(),
  is_ephemeral: z.boolean().optional(),
  thread_ts: z.string().optional(),
})

export function clickOf({ body, action, client, respond }: ButtonArgs): Click {
  const container = containerSchema.catch({}).parse(body.container)
  return {
    client,
    value: action.value,
    user: body.user.id,
    userName: body.user.name ?? body.user.username,
    team: body.team?.id ?? body.user.team_id ?? '',
    trigger: body.trigger_id,
    channel: body.channel?.id ?? null,
    messageTs: container.is_ephemeral === true ? null : (container.message_ts ?? null),
    thread: container.thread_ts ?? null,
    respond,
  }
}

/** Runs what a click asks for; the person hears of a fault, and Slack's passing troubles go back to delivery. */
export function onClick(work: (click: Click) => Promise<void>, deps: Pick<FrontEndDeps, 'log'>) {
  return async (args: ButtonArgs): Promise<void> => {
    await args.ack()
    const click = clickOf(args)
    try {
      await work(click)
    } catch (error) {
      if (whenToRetry(error) === 'later') throw error
      await tellClicker(click, messageOfFault(error, deps))
    }
  }
}

/** A window opens within three seconds of the click or not at all. */
function messageOfFault(error: unknown, deps: Pick<FrontEndDeps, 'log'>): Message {
  const tooLate = ['expired_trigger_id', 'exchanged_trigger_id'].includes(slackErrorOf(error) ?? '')
  if (tooLate) return noticeMessage(slackMessages.problems.tooLate)
  return faultMessage(error) ?? failureMessage(error, deps)
}

/** Beside what the person sees now. */
export async function tellClicker(click: Click, message: Message): Promise<void> {
  const place: Place = { channel: click.channel ?? click.user, thread: click.thread }
  if (isDirect(place.channel)) return tellPrivately(click.client, { ...place, user: click.user }, message)
  // By the address of the click: it reaches the person in channels that are closed to us.
  await click.respond({ response_type: 'ephemeral', replace_original: false, ...message })
}

/** Puts another message in the place of the one with the button. */
export async function replaceMessage(click: Click, message: Message): Promise<void> {
  const { client, channel, messageTs } = click
  if (channel === null || messageTs === null) {
    await click.respond({ response_type: 'ephemeral', replace_original: true, ...message })
    return
  }
  await updateMessage(client, { channel, ts: messageTs }, message)
}

/** A message that is gone is not missed. */
export async function updateMessage(
  client: Client,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  message: Message,
): Promise<boolean> {
  try {
    await client.chat.update({ channel, ts, ...message })
    return true
  } catch (error) {
    if (!GONE.has(slackErrorOf(error) ?? '')) throw error
    return false
  }
}

const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'is_inactive',
])
