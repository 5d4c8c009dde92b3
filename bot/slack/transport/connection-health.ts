// What is wrong between us and Slack, for the health of the product and for one line in the log each time it changes.

import { slackTexts } from '../../../src/core/messages/ja/slack-check.ts'
import type { Log } from './delivery.ts'
import { TOKEN_REFUSALS } from './failure.ts'

export type TokenKind = 'bot' | 'app'

export class ConnectionHealth {
  readonly #log: Log
  readonly #refusals = new Map<TokenKind, string>()
  #socket: 'up' | 'down' | 'unused' = 'unused'
  #isReachable = true

  constructor(log: Log) {
    this.#log = log
  }

  /** For people; null when all is well. */
  trouble(): string | null {
    for (const [kind, error] of this.#refusals) return slackTexts.trouble.tokenRefused[kind](error)
    return this.#socket === 'down' || !this.#isReachable ? slackTexts.trouble.notConnected : null
  }

  isRefused(kind: TokenKind): boolean {
    return this.#refusals.has(kind)
  }

  /** A call was given up; the next one that Slack answers takes it back. */
  onUnreachable(): void {
    this.#isReachable = false
  }

  /** Slack's verdict on a call made with this token: null when it was well. */
  onVerdict(kind: TokenKind, error: string | null): void {
    this.#isReachable = true
    if (error === null) {
      if (this.#refusals.delete(kind)) this.#log('slack_token_accepted', { token: kind })
    } else if (TOKEN_REFUSALS.has(error)) {
      if (!this.#refusals.has(kind)) this.#log('slack_token_refused', { token: kind, error })
      this.#refusals.set(kind, error)
    }
  }

  onSocket(state: 'up' | 'down', reason?: string): void {
    if (state === this.#socket) return
    // The first connection is no news; a lost one is, and its return.
    if (state === 'down') this.#log('slack_socket_down', { reason })
    else if (this.#socket === 'down') this.#log('slack_socket_up', {})
    this.#socket = state
  }
}
