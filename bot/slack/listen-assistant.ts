// Slack's container for assistants, where the workspace has it, and threads of direct messages, which look the same to us:
// the same conversation, with examples to begin with, a title, and a word while an answer is looked for.
import { type App, Assistant } from '@slack/bolt'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { cutLine } from './blocks/cut-text.ts'
import { SLACK_LIMITS } from './blocks/limits.ts'
import { messageOf } from './blocks/message.ts'
import { section } from './blocks/plain.ts'
import type { FrontEndDeps } from './front-end.ts'
import { answerDirectly, spokenIn } from './listen-questions.ts'
import { post, slackErrorOf } from './talk.ts'
import { answerMetadata, deliveryOf } from './transport/delivery-context.ts'
import { describeError } from './transport/failure.ts'
import { readText } from './transport/neutralise.ts'

const text = slackMessages.assistant

/** As Slack's own titles: longer ones are cut by Slack. */
const TITLE_LENGTH_MAX = 60

export function listenToAssistant(app: App, deps: FrontEndDeps): void {
  const threadStarted = greet(deps)
  const userMessage = answer(deps)
  app.assistant(new Assistant({ threadContextStore: NO_CONTEXT, threadStarted, userMessage }))
}

type Config = ConstructorParameters<typeof Assistant>[0]
type ThreadStarted = Exclude<Config['threadStarted'], readonly unknown[]>
type UserMessage = Exclude<Config['userMessage'], readonly unknown[]>

/** What the person looks at beside the container is not ours to know. */
const NO_CONTEXT: NonNullable<Config['threadContextStore']> = { get: async () => ({}), save: async () => {} }

function greet(deps: FrontEndDeps): ThreadStarted {
  return async ({ client, context, payload, setSuggestedPrompts }) => {
    const { channel_id: channel, thread_ts: thread } = payload.assistant_thread
    const message = messageOf([section(text.greeting)])
    await post(client, { channel, thread }, { message, metadata: answerMetadata(deliveryOf(context).key) })
    const prompts = text.prompts
      .slice(0, SLACK_LIMITS.prompts)
      .map(prompt => ({ title: cutLine(prompt, SLACK_LIMITS.promptTitle), message: prompt }))
    await decorate(() => setSuggestedPrompts({ title: text.promptsTitle, prompts }), deps)
  }
}

function answer(deps: FrontEndDeps): UserMessage {
  return async ({ client, context, payload, setStatus, setTitle }) => {
    const spoken = spokenIn(payload)
    if (spoken === null || spoken.user === context.botUserId) return
    const botUserId = context.botUserId ?? null
    const title = cutLine(readText(spoken.text, { botUserId }), TITLE_LENGTH_MAX)
    // Before the answer, which takes it away; the title may come when it likes.
    await decorate(() => setStatus(text.status), deps)
    const { key } = deliveryOf(context)
    await Promise.all([
      answerDirectly(spoken, { client, team: context.teamId ?? '', botUserId, key }, deps),
      title === '' ? null : decorate(() => setTitle(title), deps),
    ])
  }
}

/** In a mere thread Slack refuses these: the answer does not depend on them. */
async function decorate(call: () => Promise<unknown>, { log }: FrontEndDeps): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (slackErrorOf(error) === null) log('slack_not_decorated', { error: describeError(error) })
  }
}
