// What the product speaks to, where it is set up: its own port, the mail server, Slack, a chat model, the identity provider.
// Nothing is sent to any of them but a greeting.
import { createConnection } from 'node:net'
import { verifySmtp } from '../../adapters/mail/smtp-sender.ts'
import type { Config } from '../../config.ts'
import { countFindings, type Finding, fault, good, note, off } from '../../core/checkup.ts'
import { doctorTexts as texts } from '../../core/messages/ja/doctor.ts'

/** Whoever is well answers sooner. */
const WAIT_MAX_MS = 5_000

const { items } = texts

export async function checkServer({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Finding> {
  const address = `${host}:${port}`
  if (!(await isListening(host, port))) return good(items.server, texts.server.free(address))
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const reply = await greet(`http://${shown.includes(':') ? `[${shown}]` : shown}:${port}/readyz`)
  const kind = reply.headers?.get('content-type') ?? ''
  if (reply.status === 200 && kind.includes('json')) return good(items.server, texts.server.running(address))
  if (reply.status === 503 && kind.includes('json')) return good(items.server, texts.server.preparing(address))
  return fault(items.server, texts.server.taken(address), texts.server.action)
}

export function checkAddress({ publicUrl, trustedProxies }: Pick<Config, 'publicUrl' | 'trustedProxies'>): Finding {
  const { hostname, protocol } = new URL(publicUrl)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !isHere) {
    return note(items.address, texts.address.plain(publicUrl), texts.address.plainAction)
  }
  if (protocol === 'https:' && trustedProxies === 0) {
    return note(items.address, texts.address.alike, texts.address.alikeAction)
  }
  return good(items.address, texts.address.good(publicUrl))
}

export async function checkSmtp({ smtpUrl }: Config['mail']): Promise<Finding> {
  if (smtpUrl === null) return off(items.smtp, texts.notSetUp)
  const refusal = await verifySmtp(smtpUrl, WAIT_MAX_MS)
  if (refusal === null) return good(items.smtp, texts.smtp.good)
  return fault(items.smtp, texts.smtp.refused(refusal.code, refusal.reason), texts.smtp.action)
}

/** `check` is the whole of `zencho slack check`. */
export async function checkSlackAsAWhole(
  slack: Config['slack'],
  check: () => Promise<readonly Finding[]>,
): Promise<Finding> {
  if (slack === null) return off(items.slack, texts.notSetUp)
  const faults = countFindings(await check(), 'fault')
  if (faults === 0) return good(items.slack, texts.slack.good)
  return fault(items.slack, texts.slack.faults(faults), texts.slack.action)
}

/** Asks which models there are, which costs nothing; an endpoint that does not say so is there all the same. */
export async function checkChat(chat: Config['chat']): Promise<Finding> {
  if (chat === null) return off(items.chat, texts.notSetUp)
  const { host } = new URL(chat.baseUrl)
  const headers = chat.apiKey === '' ? {} : { authorization: `Bearer ${chat.apiKey}` }
  const { status, reason } = await greet(`${chat.baseUrl.replace(/\/+$/u, '')}/models`, headers)
  if (status !== null && status < 500 && status !== 401 && status !== 403) {
    return good(items.chat, texts.chat.good(host))
  }
  return note(items.chat, texts.chat.refused(host, reason ?? `HTTP ${status}`), texts.chat.action)
}

export async function checkProvider(oidc: Config['signIn']['oidc']): Promise<Finding> {
  if (oidc === null) return off(items.signIn, texts.notSetUp)
  const { issuer } = oidc
  const { status, reason } = await greet(`${issuer.replace(/\/+$/u, '')}/.well-known/openid-configuration`)
  if (status === 200) return good(items.signIn, texts.signIn.good(issuer))
  return fault(items.signIn, texts.signIn.refused(issuer, reason ?? `HTTP ${status}`), texts.signIn.action)
}

interface Greeting {
  readonly status: number | null
  readonly headers?: Headers
  /** Why there is no status. */
  readonly reason?: string
}

async function greet(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Greeting> {
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(WAIT_MAX_MS) })
    await response.body?.cancel()
    return { status: response.status, headers: response.headers }
  } catch (error) {
    const { cause, name } = error as Error & { readonly cause?: { readonly code?: string } }
    return { status: null, reason: cause?.code ?? name }
  }
}

function isListening(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ host: host === '0.0.0.0' ? '127.0.0.1' : host, port, timeout: WAIT_MAX_MS })
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}
