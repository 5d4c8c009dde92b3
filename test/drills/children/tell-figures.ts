// Loaded into a server by --import: writes to a file, every second, how late its event loop is and how much hangs on it.
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

const FILE = process.env['DRILL_FIGURES_FILE'] ?? ''
const EVERY_MS = 1_000
const RESOLUTION_MS = 10
const NS_PER_MS = 1e6

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  setInterval(() => {
    const figures = {
      // The histogram counts from one look to the next: what is over its resolution is delay.
      lagMaxMs: Math.max(0, delay.max / NS_PER_MS - RESOLUTION_MS),
      lagP99Ms: Math.max(0, delay.percentile(99) / NS_PER_MS - RESOLUTION_MS),
      handles: process.getActiveResourcesInfo().length,
      heapMegabytes: process.memoryUsage().heapUsed / 1e6,
    }
    delay.reset()
    writeFileSync(`${FILE}.next`, JSON.stringify(figures))
    renameSync(`${FILE}.next`, FILE) // never half of it
  }, EVERY_MS).unref()
}
