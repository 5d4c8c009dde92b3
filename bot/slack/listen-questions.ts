// Questions: a direct message, a mention of the bot, a command, a message that somebody wants looked up. Nothing that does
// not address the bot is answered, nor any bot, edit or notice.
import type { App } from '@slack/bolt'
import { z } from 'zod'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { answerQuestion } from './answer-question.ts'
import type { FrontEndDeps } from './front-end.ts'
import { FAQ_COMMAND, SHORTCUTS } from './names.ts'
import { helpMessage, noticeMessage } from './notices.ts'
import { post, tellPrivately } from './talk.ts'
import { answerMetadata, deliveryOf } from './transport/delivery-context.ts'
import { readText } from './transport/neutralise.ts'
import { conversationIdOf, type Where } from './where.ts'

/** Messages with one of these subtypes are people speaking; all others are notices, edits and bots. */
const SPEAKING_SUBTYPES: ReadonlySet<string | undefined> = new Set([
  undefined,
  'file_share',
  'thread_broadcast',
  'me_message',
])

const spokenSchema = z.object({
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().nullish(),
  edited: z.unknown().optional(),
})
export type SpokenEvent = z.infer<typeof spokenSchema>

/** What a person said, and nobody else; null for anything else. */
export function spokenIn(event: unknown): SpokenEvent | null {
  const parsed = spokenSchema.safeParse(event)
  if (!parsed.success) return null
  const { subtype, bot_id: botId, edited } = parsed.data
  return SPEAKING_SUBTYPES.has(subtype) && (botId ?? null) === null && edited === undefined ? parsed.data : null
}

export function listenToQuestions(app: App, deps: FrontEndDeps): void {
  listenToDirectMessages(app, deps)
  listenToMentions(app, deps)
  listenToCommand(app, deps)
  listenToSearchShortcut(app, deps)
}

/** Direct messages outside of threads; those within are the assistant's, whose container they may be. */
function listenToDirectMessages(app: App, deps: FrontEndDeps): void {
  app.event('message', async ({ event, client, context }) => {
    const spoken = spokenIn(event)
    if (spoken?.channel_type !== 'im' || spoken.user === context.botUserId) return
    await answerDirectly(spoken, { client, team: context.teamId ?? '', ...contextOf(context) }, deps)
  })
}

interface Hearing {
  readonly client: App['client']
  readonly team: string
  readonly botUserId: string | null
  readonly key: string
}

function contextOf(context: { readonly botUserId?: string }): Pick<Hearing, 'botUserId' | 'key'> {
  return { botUserId: context.botUserId ?? null, key: deliveryOf(context).key }
}

/** The answer is a message of its own, in the thread where the question stands in one. */
export async function answerDirectly(spoken: SpokenEvent, hearing: Hearing, deps: FrontEndDeps): Promise<void> {
  const { client, team, botUserId, key } = hearing
  const { channel, user, thread_ts: thread = null } = spoken
  const text = readText(spoken.text, { botUserId })
  const conversationId = conversationIdOf({ team, channel, thread, at: deps.now() }, deps.askerKeys)
  const where: Where = { kind: 'direct', thread }
  const message = await answerQuestion({ text, team, user, conversationId, where }, deps)
  await post(client, { channel, thread }, { message, metadata: answerMetadata(key) })
}

/** In a channel the asker alone sees the answer, and may share it in the thread of the question. */
function listenToMentions(app: App, deps: FrontEndDeps): void {
  app.event('app_mention', async ({ event, client, context }) => {
    const spoken = spokenIn(event)
    // A mention in a direct message comes as a message, too, and is answered as that.
    if (spoken === null || spoken.channel.startsWith('D') || spoken.user === context.botUserId) return
    const { channel, user, thread_ts: thread = null } = spoken
    const team = context.teamId ?? ''
    const text = readText(spoken.text, { botUserId: context.botUserId ?? null })
    const root = thread ?? spoken.ts
    const conversationId = conversationIdOf({ team, channel, thread: root, at: deps.now() }, deps.askerKeys)
    const where: Where = { kind: 'public', thread: root }
    const message =
      text === '' ? helpMessage() : await answerQuestion({ text, team, user, conversationId, where }, deps)
    await tellPrivately(client, { channel, thread, user }, message)
    await deliveryOf(context).answered()
  })
}

/** Commands of one person in one channel are a conversation of the day; no thread holds them together. */
function listenToCommand(app: App, deps: FrontEndDeps): void {
  app.command(FAQ_COMMAND, async ({ ack, command, respond, context }) => {
    const text = readText(command.text ?? '')
    if (text === '') return ack({ response_type: 'ephemeral', ...helpMessage() })
    await ack()
    const { team_id: team, user_id: user, channel_id: channel } = command
    const conversationId = conversationIdOf(
      { team, channel: `${channel}:${user}`, thread: null, at: deps.now() },
      deps.askerKeys,
    )
    const where: Where = { kind: 'private', thread: null }
    const message = await answerQuestion({ text, team, user, conversationId, where }, deps)
    await respond({ response_type: 'ephemeral', replace_original: false, ...message })
    await deliveryOf(context).answered()
  })
}

/** Somebody else's words: what they led to before is not the looker's conversation. */
function listenToSearchShortcut(app: App, deps: FrontEndDeps): void {
  app.shortcut(
    { callback_id: SHORTCUTS.search, type: 'message_action' },
    async ({ ack, shortcut, respond, context }) => {
      await ack()
      const { message, user } = shortcut
      const team = shortcut.team?.id ?? user.team_id ?? ''
      const text = readText(message.text ?? '', { botUserId: context.botUserId ?? null })
      const thread = typeof message['thread_ts'] === 'string' ? message['thread_ts'] : message.ts
      const where: Where = { kind: 'private', thread }
      const answer =
        text === ''
          ? noticeMessage(slackMessages.problems.empty)
          : await answerQuestion({ text, team, user: user.id, conversationId: null, where }, deps)
      await respond({ response_type: 'ephemeral', replace_original: false, ...answer })
      await deliveryOf(context).answered()
    },
  )
}
