// Whether a request comes from Slack: the v0 signature over the raw body, and a timestamp near now on either side.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Slack's own recommendation; an older request may be a recording, a newer one a recording for later. */
export const SIGNATURE_AGE_MAX_S = 300

export interface SignedRequest {
  readonly timestamp: string | undefined
  readonly signature: string | undefined
  /** As it came, before anything read it. */
  readonly body: Buffer
}

/** Tells in one word whether the request may be believed; whoever refuses it says nothing of why. */
export function verifySignature(
  request: SignedRequest,
  { signingSecret, now }: { readonly signingSecret: string; readonly now: Date },
): 'genuine' | 'stale' | 'forged' {
  const { timestamp = '', signature = '', body } = request
  if (!/^\d{1,12}$/u.test(timestamp) || !/^v0=[0-9a-f]{64}$/u.test(signature)) return 'forged'
  const expected = Buffer.from(sign({ timestamp, body }, signingSecret))
  if (!timingSafeEqual(Buffer.from(signature), expected)) return 'forged'
  const nowS = Math.floor(now.getTime() / 1000)
  return Math.abs(nowS - Number(timestamp)) > SIGNATURE_AGE_MAX_S ? 'stale' : 'genuine'
}

function sign({ timestamp, body }: { readonly timestamp: string; readonly body: Buffer }, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
}
