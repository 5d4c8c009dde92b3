// Questions at a constant rate for a while, and what became of them.
import { type Latency, summariseTimes } from '../bench/latency.ts'
import { arrive } from './arrivals.ts'
import { type Client, openClient, type Sending } from './http-client.ts'

export interface Steady {
  readonly perSecond: number
  readonly forMs: number
}

export interface SteadyResult extends Steady {
  /** Of those answered with 200, from the moment each was due. */
  readonly answered: Latency
  /** 503 or 429, with the word when to come back. */
  readonly refused: Latency
  /** How often each other thing came: a status, or why nothing did. */
  readonly others: Readonly<Record<string, number>>
  /** Refused without the word when to come back. */
  readonly speechless: number
}

/** More than wait at any time within the targets. */
const CONNECTIONS = 1_000

export function openSteady(port: number, sendings: readonly Sending[]) {
  const client = openClient(port, CONNECTIONS)
  return { run: (steady: Steady) => askSteadily(client, sendings, steady), close: client.close }
}

async function askSteadily(client: Client, sendings: readonly Sending[], steady: Steady): Promise<SteadyResult> {
  const answered: number[] = []
  const refused: number[] = []
  const others: Record<string, number> = {}
  let speechless = 0
  await arrive(steady, async (dueAt, index) => {
    const sending = sendings[index % sendings.length]
    if (sending === undefined) throw new Error('expected something to send')
    const { status, headers, broken } = await client.send(sending)
    const ms = performance.now() - dueAt
    if (status === 200) answered.push(ms)
    else if (status === 503 || status === 429) {
      refused.push(ms)
      if (headers['retry-after'] === undefined) speechless += 1
    } else {
      const what = broken ?? String(status)
      others[what] = (others[what] ?? 0) + 1
    }
  })
  return { ...steady, answered: summariseTimes(answered), refused: summariseTimes(refused), others, speechless }
}

export function errorsIn({ refused, others }: SteadyResult): number {
  return refused.count + Object.values(others).reduce((sum, count) => sum + count, 0)
}

/** p50, p99 and longest, in milliseconds. */
export function inWords({ p50, p99, max }: Latency): string {
  return `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, max ${max.toFixed(0)} ms`
}
