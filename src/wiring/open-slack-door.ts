// Slack's front end on the product, where Slack is set up. Its library is loaded only then: it costs every start.
import type { OpenSlack } from '../../bot/slack/transport/open-slack.ts'
import type { Config } from '../config.ts'
import type { EventInbox } from '../core/ports/event-inbox.ts'
import type { Log } from './log.ts'

export interface SlackDoorDeps {
  readonly eventInbox: EventInbox
  readonly log: Log
}

/** Null where Slack is not set up. Nothing is asked of Slack before `start`. */
export async function openSlackDoor(
  { slack }: Pick<Config, 'slack'>,
  { eventInbox, log }: SlackDoorDeps,
): Promise<OpenSlack | null> {
  if (slack === null) return null
  const { openSlack } = await import('../../bot/slack/transport/open-slack.ts')
  return openSlack(slack, { inbox: eventInbox, log })
}
