// The bot's token: as it was given, or, where the app rotates its tokens, the one that is good now. Slack ends a rotated token
// after twelve hours; whoever has the refresh token, which is good once, gets the next pair.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { KeptValues } from '../../../src/core/ports/kept-values.ts'
import type { Clock } from './clock.ts'
import type { Log } from './delivery.ts'
import { withoutTokens } from './failure.ts'
import { parseJson } from './parse-json.ts'

export interface Rotation {
  /** xoxe-…, from the app's settings page; used once, the later ones are kept in the database. */
  readonly refreshToken: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface BotTokenSettings {
  readonly botToken: string
  readonly apiUrl: string | null
  /** Null where the app does not rotate its tokens. */
  readonly rotation: Rotation | null
}

export interface BotTokenDeps {
  readonly kept: KeptValues
  readonly clock: Clock
  readonly log: Log
}

/** The token for a call that is made now. Never rejects: a token that could not be renewed is used as long as it lasts. */
export type BotToken = () => Promise<string>

export const KEPT_TOKENS = 'slack_tokens'

/** Slack's own advice is to renew well before the end; a call that waits or is tried again must still find it good. */
const RENEWED_BEFORE_MS = 30 * 60_000
const RENEWAL_TIMEOUT_MS = 10_000
/** After a renewal that failed: one try, not a storm. */
const NEXT_TRY_MS = 60_000
const SLACK_API = 'https://slack.com/api/'

const pairSchema = z.object({
  /** Which refresh token the pairs began with: a new one in the settings begins anew. */
  begunWith: z.string(),
  botToken: z.string(),
  refreshToken: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
})
type Pair = z.infer<typeof pairSchema>

const renewedSchema = z.object({
  ok: z.literal(true),
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
})

export function openBotToken({ botToken, apiUrl, rotation }: BotTokenSettings, deps: BotTokenDeps): BotToken {
  if (rotation === null) return async () => botToken
  const { clock, log } = deps
  const begunWith = nameOf(rotation.refreshToken)
  let pair: Pair | null = null
  let notBefore = 0
  let renewing: Promise<void> | null = null
  const renew = async (current: Pair) => {
    try {
      const renewed = await askForPair(current.refreshToken, rotation, apiUrl ?? SLACK_API)
      const expiresAt = clock.now().getTime() + renewed.expires_in * 1000
      pair = { begunWith, botToken: renewed.access_token, refreshToken: renewed.refresh_token, expiresAt }
      // The refresh token was good once: the new one must not be lost, so it is kept before anything else is done with it.
      await deps.kept.write(KEPT_TOKENS, JSON.stringify(pair))
      log('slack_token_renewed', { expiresAt: new Date(expiresAt).toISOString() })
    } catch (error) {
      notBefore = clock.now().getTime() + NEXT_TRY_MS
      log('slack_token_not_renewed', { error: withoutTokens(String(error)) })
    }
  }
  return async () => {
    pair ??= (await readKept(begunWith, deps.kept)) ?? {
      begunWith,
      botToken,
      refreshToken: rotation.refreshToken,
      expiresAt: 0,
    }
    const now = clock.now().getTime()
    if (now >= pair.expiresAt - RENEWED_BEFORE_MS && now >= notBefore) {
      renewing ??= renew(pair).finally(() => void (renewing = null))
      await renewing
    }
    return pair.botToken
  }
}

/** The bot token in use where the rotation began with this refresh token; null where none was kept yet. */
export async function keptBotToken(refreshToken: string, kept: KeptValues): Promise<string | null> {
  return (await readKept(nameOf(refreshToken), kept))?.botToken ?? null
}

/** Tells refresh tokens apart without keeping one that was spent. */
function nameOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex')
}

async function readKept(begunWith: string, kept: KeptValues): Promise<Pair | null> {
  const parsed = pairSchema.safeParse(parseJson(await kept.read(KEPT_TOKENS)))
  return parsed.success && parsed.data.begunWith === begunWith ? parsed.data : null
}

async function askForPair(refreshToken: string, { clientId, clientSecret }: Rotation, apiUrl: string) {
  const form = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  }
  const response = await fetch(new URL('oauth.v2.access', apiUrl.replace(/\/*$/u, '/')), {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(RENEWAL_TIMEOUT_MS),
  })
  const body: unknown = await response.json()
  const parsed = renewedSchema.safeParse(body)
  if (!parsed.success) throw new Error(`oauth.v2.access: ${errorOf(body)} (${response.status})`)
  return parsed.data
}

function errorOf(body: unknown): string {
  return z.object({ error: z.string() }).safeParse(body).data?.error ?? 'no pair of tokens'
}
