// What a process holds of the machine's memory, all its threads and native libraries included.
import { readFileSync } from 'node:fs'

/** Resident bytes now. */
export function rssBytes(): number {
  return process.memoryUsage.rss()
}

/** Most resident bytes so far. Linux tells it of this program alone; elsewhere the count may begin with its parent's. */
export function peakRssBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kilobytes ?? Number.NaN) * 1024
}

/** What is alive, for comparing with later: objects and buffers after a collection (with --expose-gc), and resident bytes. */
export interface Held {
  readonly liveBytes: number
  readonly rssBytes: number
}

export function heldNow(): Held {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return { liveBytes: heapUsed + external, rssBytes: rssBytes() }
}

/** The larger of both: memory that was free before hides what is new, and native memory is no object. */
export function addedBytes(before: Held, after: Held): number {
  return Math.max(after.liveBytes - before.liveBytes, after.rssBytes - before.rssBytes)
}
