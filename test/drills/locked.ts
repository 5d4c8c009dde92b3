// Another program holds the write lock for ten seconds: writes are refused in time with Retry-After, reads notice nothing, and the
// event loop never stands still (TESTLIST A6).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { summariseTimes } from '../bench/latency.ts'
import { manyEntries } from '../stories/many-entries.ts'
import { ask, openHome, processorMs, REMARK_KEPT, remark, startReady } from './drill-home.ts'
import { type DrillResult, seconds } from './drill-row.ts'

const HOLDER = fileURLToPath(import.meta.resolve('./children/hold-lock.ts'))
const LAG_MAX_MS = 100
const PROBE_EVERY_MS = 20
const WRITERS = 5

export async function locked(heldS = 10): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 20))
  await using server = await startReady(home.environment)
  const { questionId } = await ask(server.url, '公用車の予約はどこでしますか。')
  const before = await probe(server.url, 3_000)
  const holder = spawn(process.execPath, [HOLDER, home.databasePath, String(heldS * 1_000)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const released = once(holder, 'close')
  await once(holder.stdout, 'data')
  const workBefore = processorMs(server.child.pid ?? 0)
  const refusals: number[] = []
  const other: number[] = []
  let retryAfter = 0
  const until = performance.now() + heldS * 1_000 - 200
  const write = async (index: number) => {
    while (performance.now() < until) {
      const startedAt = performance.now()
      const response = await fetch(`${server.url}/questions/${questionId}/feedback`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: server.url.replace('localhost', '127.0.0.1') },
        body: new URLSearchParams({ feedback: 'unresolved', comment: `w${index}` }),
      })
      await response.text()
      if (response.status !== 503) other.push(response.status)
      else refusals.push(performance.now() - startedAt)
      if (response.headers.get('retry-after') !== null) retryAfter += 1
    }
  }
  const reads: number[] = []
  let badReads = 0
  const read = async () => {
    while (performance.now() < until) {
      const startedAt = performance.now()
      if ((await ask(server.url, '公用車の予約はどこでしますか。')).status !== 200) badReads += 1
      reads.push(performance.now() - startedAt)
      await pause(50)
    }
  }
  const [during] = await Promise.all([
    probe(server.url, heldS * 1_000 - 200),
    read(),
    ...Array.from({ length: WRITERS }, (_, index) => write(index)),
  ])
  const work = processorMs(server.child.pid ?? 0) - workBefore
  await released
  const after = await remark(server.url, questionId ?? '', 'after')
  const ms = (value: number) => `${value.toFixed(0)} ms`
  const waits = summariseTimes(refusals)
  const waitedRight = other.filter(status => status !== REMARK_KEPT).length === 0
  return {
    id: 'A6',
    target: `locked by another process ${heldS} s: 503 + Retry-After, event loop lag < 100 ms, reads unaffected`,
    measured: `${refusals.length} refused with 503 after ${seconds(waits.p50)} (median), ${retryAfter} with Retry-After; reads ${reads.length} (${badReads} bad, p99 ${ms(summariseTimes(reads).p99)}); /healthz p99 ${ms(before.p99)} before, ${ms(during.p99)} while locked (max ${ms(during.max)}), ${ms(work)} of processor time; writes after it: ${after}`,
    met:
      refusals.length > 0 &&
      retryAfter === refusals.length &&
      badReads === 0 &&
      during.p99 < LAG_MAX_MS &&
      waitedRight &&
      after === REMARK_KEPT,
  }
}

/** How long the smallest answer takes, which waits for nothing but the event loop. */
async function probe(url: string, forMs: number) {
  const times: number[] = []
  const until = performance.now() + forMs
  while (performance.now() < until) {
    const startedAt = performance.now()
    await (await fetch(`${url}/healthz`)).text()
    times.push(performance.now() - startedAt)
    await pause(PROBE_EVERY_MS)
  }
  return summariseTimes(times)
}
