// One call to Slack's Web API, told apart: an answer, a refusal, something that is not Slack, or nobody there.
import { z } from 'zod'

const CALL_TIMEOUT_MS = 10_000

export type SlackReply =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>>; readonly scopes: readonly string[] | null }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'limited' }
  | { readonly kind: 'not_slack'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly reason: string }

const replySchema = z.looseObject({ ok: z.boolean(), error: z.string().optional() })

export async function callSlack(
  method: string,
  args: Readonly<Record<string, string>>,
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string },
): Promise<SlackReply> {
  const request = {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(args).toString(),
    redirect: 'manual', // a token is not sent on to wherever a proxy points
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  } as const
  try {
    const response = await fetch(`${apiUrl.replace(/\/*$/u, '/')}${method}`, request)
    if (response.status === 429) return { kind: 'limited' }
    const parsed = replySchema.safeParse(await response.json().catch(() => null))
    if (!parsed.success) return { kind: 'not_slack', status: response.status }
    if (!parsed.data.ok) return { kind: 'refused', error: codeOf(parsed.data.error) }
    const scopes = response.headers.get('x-oauth-scopes')
    return { kind: 'ok', body: parsed.data, scopes: scopes === null ? null : scopes.split(',').map(s => s.trim()) }
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(error) }
  }
}

/** Slack names what it refuses in one word; whatever else stands there, a token perhaps, is not repeated. */
function codeOf(error: string | undefined): string {
  return error !== undefined && /^[a-z_]{1,60}$/u.test(error) ? error : 'unknown'
}

/** fetch hides what happened in the cause. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : String(cause)
}
