// The clients of the Web API: one policy of waiting and trying again for all, and health hears of every verdict.
import { type Logger, webApi } from '@slack/bolt'
import { boltLogger } from './bolt-logger.ts'
import type { BotToken } from './bot-token.ts'
import type { Clock } from './clock.ts'
import type { ConnectionHealth, TokenKind } from './connection-health.ts'
import type { Log } from './delivery.ts'
import { findAnswer } from './find-answer.ts'
import { slackFetch } from './slack-fetch.ts'

export interface ClientSettings {
  readonly botToken: string
  /** Socket Mode when set. */
  readonly appToken: string | null
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null
}

export interface Clients {
  /** For our own questions to Slack: who we are, what stands in a channel. */
  readonly reading: webApi.WebClient
  /** For the listeners' client. */
  readonly botOptions: webApi.WebClientOptions
  /** For opening sockets. */
  readonly appOptions: webApi.WebClientOptions
  readonly logger: Logger
}

export interface ClientDeps {
  readonly health: ConnectionHealth
  readonly log: Log
  readonly clock: Clock
  readonly currentBotToken: BotToken
}

export function openClients({ botToken, appToken, apiUrl }: ClientSettings, deps: ClientDeps): Clients {
  const { health, log, clock } = deps
  const logger = boltLogger(deps)
  const optionsFor = (
    kind: TokenKind,
    token: string,
    lookUp: Parameters<typeof slackFetch>[0]['findAnswer'],
  ): webApi.WebClientOptions => ({
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    logger,
    fetch: slackFetch({
      clock,
      log,
      onVerdict: error => health.onVerdict(kind, error),
      onUnreachable: () => health.onUnreachable(),
      findAnswer: lookUp,
      token: kind === 'bot' ? deps.currentBotToken : async () => token,
    }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // The token by header, so that a client outside of events has it, too.
    headers: { Authorization: `Bearer ${token}` },
    // A hostile method name shall not become an address.
    allowAbsoluteUrls: false,
  })
  const nothing = async () => null
  const reading = new webApi.WebClient(botToken, optionsFor('bot', botToken, nothing))
  return {
    reading,
    botOptions: optionsFor('bot', botToken, (key, place) => findAnswer(key, place, { client: reading, log })),
    appOptions: optionsFor('app', appToken ?? '', nothing),
    logger,
  }
}
