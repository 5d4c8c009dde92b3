// The product with its Slack front end, before a workspace that stands in for Slack: real Bolt, real transport, real SQLite.
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import type { OpenProductOptions, Product } from '../../src/cli/cli-deps.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { openSlackBot } from '../../src/wiring/open-slack-bot.ts'
import { SIGNING_SECRET } from '../fakes/slack-requests.ts'
import {
  openSlackWorkspace,
  type Person,
  personIn,
  type ShownMessage,
  type ShownView,
  type SlackWorkspace,
} from '../fakes/slack-workspace.ts'
import { listenForTest, type OpenedProduct, openProductIn } from './open-story.ts'
import { STORY_ENTRIES } from './story-entries.ts'

export const PUBLIC_URL = 'https://faq.pref.shiomi.example'

export interface SlackStory extends OpenedProduct {
  readonly url: string
  readonly workspace: SlackWorkspace
  readonly person: (id: string) => Person
  /** Resolves with the last message that fits, once there is one. */
  readonly message: (fits: (message: ShownMessage) => boolean) => Promise<ShownMessage>
  /** The next window that opens, of those that were not looked at yet. */
  readonly window: () => Promise<ShownView>
  /** A person and a channel that no other test of the story has to do with. */
  readonly someone: () => Person
  /** What was said of the questions of a person, oldest first. */
  readonly feedbackOf: (person: Person) => Promise<readonly Said[]>
  readonly someChannel: () => string
}

export interface Said {
  readonly kind: string
  readonly entryId: string | null
  readonly comment: string | null
}

export async function openSlackStory(
  entries: readonly EntryInput[] = STORY_ENTRIES,
  environment: Readonly<Record<string, string>> = {},
  change: (product: Product) => Product = product => product,
  options: OpenProductOptions = {},
): Promise<SlackStory> {
  const workspace = await openSlackWorkspace()
  const opened = await openProductIn(
    null,
    {
      PUBLIC_URL,
      SLACK_BOT_TOKEN: 'xoxb-1-test',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: workspace.url,
      SLACK_TICKET_CHANNEL: 'C9',
      ...environment,
    },
    options,
  )
  const { product, config, events } = opened
  if (entries.length > 0) await product.registry.save(entries, { actor: 'story' })
  await product.settleIndex()
  const log = (event: string, data: Readonly<Record<string, unknown>>) =>
    void (events as unknown[]).push({ event, data })
  const slack = openSlackBot(change(product), config, log)
  if (slack === null) throw new Error('Slack is not set up')
  const listening = await listenForTest(buildServer(product, config, log, slack))
  slack.start()
  workspace.connect(`${listening.url}/slack/events`)
  const message = async (fits: (message: ShownMessage) => boolean) => {
    await workspace.until(() => workspace.messages.some(fits))
    return workspace.messages.findLast(fits) as ShownMessage
  }
  let looked = 0
  let people = 0
  let channels = 0
  return {
    ...opened,
    url: listening.url,
    workspace,
    person: id => personIn(workspace, id),
    message,
    window: async () => {
      const position = (looked += 1)
      await workspace.until(() => workspace.views.length >= position)
      return workspace.views[position - 1] as ShownView
    },
    feedbackOf: async ({ id }) => {
      const database = openDatabase(product.databasePath)
      try {
        return await database.query
          .selectFrom('feedback')
          .innerJoin('question_log', 'question_log.id', 'feedback.question_id')
          .select(['feedback.kind', 'feedback.entry_id as entryId', 'feedback.comment'])
          .where('question_log.asker', '=', product.desk.askerKeys('slack', `T1:${id}`))
          .orderBy('feedback.at')
          .execute()
      } finally {
        await database.close()
      }
    },
    someone: () => personIn(workspace, `U${(people += 1)}X`),
    someChannel: () => `C${(channels += 1)}X`,
    [Symbol.asyncDispose]: async () => {
      await slack.stop(5_000)
      await listening[Symbol.asyncDispose]()
      await opened[Symbol.asyncDispose]()
      await workspace.close()
    },
  }
}

/** All that is shown in words, as one string. */
export function wordsIn(shown: { readonly blocks: readonly unknown[] }): string {
  return JSON.stringify(shown.blocks)
}
