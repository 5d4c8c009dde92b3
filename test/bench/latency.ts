// Latencies of many calls, one after the other, as the percentiles that people wait for.

export interface Latency {
  readonly count: number
  /** Mean processor time of the calling thread: what is left when other programs' share is taken away. */
  readonly cpuMs: number | null
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** A pass ends early after this: a slow machine gets fewer questions, not an endless run. */
const PASS_LIMIT_MS = 180_000

/** Milliseconds of one call for each item. */
export async function timeEach<T>(items: readonly T[], call: (item: T) => Promise<unknown>): Promise<Latency> {
  const startedAt = performance.now()
  const cpuBefore = process.threadCpuUsage()
  const times: number[] = []
  for (const item of items) {
    const before = performance.now()
    await call(item)
    times.push(performance.now() - before)
    if (performance.now() - startedAt > PASS_LIMIT_MS) break
  }
  const { user, system } = process.threadCpuUsage(cpuBefore)
  return { ...summariseTimes(times), cpuMs: (user + system) / 1000 / Math.max(1, times.length) }
}

/** Nearest-rank percentiles. */
export function summariseTimes(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { count: sorted.length, cpuMs: null, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** How long `work` takes, and what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const before = performance.now()
  const value = await work()
  return { ms: performance.now() - before, value }
}
