// SIGTERM under load: every request that reached the server is answered, the process ends in time and leaves a checkpointed
// database; a second signal ends it at once (TESTLIST A15).

import { statSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { SERVING_FLAGS } from '../bench/run-stage.ts'
import { manyEntries } from '../stories/many-entries.ts'
import { arrive } from './arrivals.ts'
import { openHome, startReady } from './drill-home.ts'
import { type DrillResult, seconds } from './drill-row.ts'

const PER_SECOND_MAX = 200
/** Of what the machine answers at most: nearer to it, who comes is told to come back, and the drill would tell of that. */
const SHARE_OF_CAPACITY = 0.8
const CAPACITY_MS = 3_000
const CONNECTIONS = 32
const EXIT_MAX_MS = 30_000
const LOAD_MS = 3_000
const LOAD_LONGEST_MS = 600_000

interface Tally {
  answered: number
  /** Answered with 5xx, but for those told to come back. */
  failed: number
  /** 503 with Retry-After: more than can be answered soon. */
  putOff: number
  /** Sent on a connection that the server had taken, and never answered. */
  dropped: number
  /** Came when the server listened no more. */
  refused: number
}

export async function sigterm(rounds = 5): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 50))
  const tally: Tally = { answered: 0, failed: 0, putOff: 0, dropped: 0, refused: 0 }
  let slowest = 0
  let logBytes = 0
  let wrongExits = 0
  let perSecond = 0
  for (let round = 0; round < rounds; round += 1) {
    const server = await startReady(home.environment, { flags: SERVING_FLAGS })
    perSecond = await findRate(server.port)
    const load = startLoad(server.port, perSecond, tally)
    await pause(LOAD_MS)
    const before = performance.now()
    server.child.kill('SIGTERM')
    const { code } = await server.finished
    slowest = Math.max(slowest, performance.now() - before)
    await load.stop()
    if (code !== 0) wrongExits += 1
    logBytes += statSync(`${home.databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }
  const forced = await endByTwoSignals(home.environment)
  return {
    id: 'A15',
    target: 'SIGTERM under 200 requests/s: 0 dropped, 0 5xx, exit < 30 s, log checkpointed; a second one forces',
    measured: `${rounds} rounds, ${perSecond.toFixed(0)} requests/s at the end (${SHARE_OF_CAPACITY * 100} % of what the machine answered, 200 at most), ${tally.answered.toLocaleString('en')} answered, ${tally.putOff} told to come back, ${tally.failed} other 5xx, ${tally.dropped} dropped, exit in ${seconds(slowest)} at most with code 0 (${wrongExits} others), ${logBytes} bytes of log left; second signal: ended in ${seconds(forced)}`,
    // Asked less often than the target says, it shows less.
    met:
      perSecond >= PER_SECOND_MAX &&
      tally.failed === 0 &&
      tally.dropped === 0 &&
      slowest < EXIT_MAX_MS &&
      logBytes === 0 &&
      wrongExits === 0,
  }
}

/** As many requests a second as said, whatever becomes of them, on connections that are kept. */
function startLoad(port: number, perSecond: number, tally: Tally): { readonly stop: () => Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const end = new AbortController()
  const arrivals = { perSecond, forMs: LOAD_LONGEST_MS, signal: end.signal }
  const loaded = arrive(arrivals, () => send(port, agent, tally))
  return {
    stop: async () => {
      end.abort()
      await loaded
      agent.destroy()
    },
  }
}

/** Asked one after the other on a few connections. */
async function findRate(port: number): Promise<number> {
  const tally: Tally = { answered: 0, failed: 0, putOff: 0, dropped: 0, refused: 0 }
  const agent = new Agent({ keepAlive: true })
  const until = performance.now() + CAPACITY_MS
  const worker = async () => {
    while (performance.now() < until) await send(port, agent, tally)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  agent.destroy()
  return Math.min(PER_SECOND_MAX, (tally.answered / CAPACITY_MS) * 1_000 * SHARE_OF_CAPACITY)
}

function send(port: number, agent: Agent, tally: Tally): Promise<void> {
  const body = JSON.stringify({ question: '公用車の予約はどこでしますか。' })
  return new Promise(resolve => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const sending = request({ host: '127.0.0.1', port, path: '/api/v1/ask', method: 'POST', headers, agent })
    sending.on('response', response => {
      response.resume().on('close', () => {
        if (!response.complete) tally.dropped += 1
        else if (response.statusCode === 503 && response.headers['retry-after'] !== undefined) tally.putOff += 1
        else if ((response.statusCode ?? 0) >= 500) tally.failed += 1
        else tally.answered += 1
        resolve()
      })
    })
    sending.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') tally.refused += 1
      else tally.dropped += 1
      resolve()
    })
    sending.end(body)
  })
}

async function endByTwoSignals(environment: Parameters<typeof startReady>[0]): Promise<number> {
  const server = await startReady(environment)
  const before = performance.now()
  server.child.kill('SIGTERM')
  server.child.kill('SIGTERM')
  await server.finished
  return performance.now() - before
}
