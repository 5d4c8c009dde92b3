// The Slack front end, where Slack is set up: its transport, its listeners, and the door through which tickets' news leave.

import type { Router } from 'express'
import { deliverNews } from '../../bot/slack/deliver-news.ts'
import { deliverNotice } from '../../bot/slack/deliver-notice.ts'
import type { FrontEndDeps } from '../../bot/slack/front-end.ts'
import { linkedNotice } from '../../bot/slack/notices.ts'
import { registerListeners } from '../../bot/slack/register-listeners.ts'
import { type Client, post } from '../../bot/slack/talk.ts'
import { describeError, whenToRetry } from '../../bot/slack/transport/failure.ts'
import { type OpenSlack, openSlack } from '../../bot/slack/transport/open-slack.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { PUBLIC_SCOPE } from '../core/access/rights.ts'
import { composeForQuestion } from '../core/compose/compose-for-question.ts'
import { FaqError } from '../core/errors.ts'
import { openSecretHider } from '../core/hide-secrets.ts'
import { hideInFaults } from './hide-in-faults.ts'
import type { Log } from './log.ts'
import { threadDrafts } from './open-drafting.ts'

export interface SlackBot {
  /** To be mounted at /slack/events; null with Socket Mode. */
  readonly router: Router | null
  /** Once the product listens. */
  readonly start: () => void
  readonly stop: (graceMs: number) => Promise<void>
  /** Says something in a channel, with an address to look at; `undeliverable` where trying again is no use. */
  readonly post: (channel: string, notice: Notice) => Promise<void>
  /** What is wrong between us and Slack, for people; null when all is well. */
  readonly trouble: OpenSlack['trouble']
}

interface Notice {
  readonly text: string
  readonly url: string
  readonly link: string
}

/** Null where Slack is not set up. */
export function openSlackBot(product: Product, config: Config, log: Log): SlackBot | null {
  if (config.slack === null) return null
  const { conversation, desk, registry, questionLog, kpi, inbox } = product
  const deps: FrontEndDeps = {
    conversation,
    tickets: desk.tickets,
    contacts: desk.contacts,
    posts: desk.posts,
    askerKeys: desk.askerKeys,
    summaries: summariesOf(product),
    registry,
    questionLog,
    threadDrafts: threadDrafts(product),
    kpi: kpi.atAGlance,
    publicUrl: config.publicUrl,
    fallbackChannel: config.slack.ticketChannel,
    now: () => new Date(),
    log,
  }
  const { app, ...slack } = openSlack(config.slack, { inbox, kept: product.kept, log })
  registerListeners(app, deps)
  const { botToken, rotation } = config.slack
  const hide = openSecretHider([botToken, rotation?.refreshToken ?? '', rotation?.clientSecret ?? ''])
  return {
    router: slack.router,
    trouble: slack.trouble,
    stop: slack.stop,
    post: (channel, notice) => postNotice(app.client, channel, notice),
    start: () => {
      slack.start()
      desk.deliverBy(
        'slack',
        hideInFaults(message => deliverNews(app.client, message, deps), hide),
      )
      const { kept, editorial, people } = product
      const noticeDeps = { ...deps, kept, notices: editorial.notices, accounts: people.accounts }
      editorial.deliverBy(
        'slack',
        hideInFaults(message => deliverNotice(app.client, message, noticeDeps), hide),
      )
    },
  }
}

/** Slack knows nobody's rights: only what anybody may read is given to the model. */
function summariesOf({ composing, questionLog, registry }: Product): FrontEndDeps['summaries'] {
  if (composing === null) return null
  const deps = { composing, questionLog, registry, now: () => new Date() }
  return {
    isOn: composing.access.isOn,
    compose: (questionId, asker, signal) =>
      composeForQuestion({ questionId, scope: PUBLIC_SCOPE, asker, signal }, deps),
  }
}

async function postNotice(client: Client, channel: string, { text, url, link }: Notice): Promise<void> {
  try {
    await post(client, { channel, thread: null }, { message: linkedNotice(text, { url, text: link }) })
  } catch (error) {
    if (whenToRetry(error) === 'later') throw error
    throw new FaqError('undeliverable', { door: 'slack', reason: describeError(error) }, { cause: error })
  }
}
