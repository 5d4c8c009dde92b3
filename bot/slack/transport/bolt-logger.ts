// Bolt's log into ours: faults and warnings, each once in a while, without tokens. What matters is logged by us already.
import type { Logger } from '@slack/bolt'
import { LogLevel } from '@slack/bolt'
import type { Clock } from './clock.ts'
import { withoutTokens } from './failure.ts'

const SAME_LINE_EVERY_MS = 10 * 60_000
const LINES_REMEMBERED_MAX = 200

export interface BoltLoggerDeps {
  readonly clock: Clock
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export function boltLogger({ clock, log }: BoltLoggerDeps): Logger {
  const lastAt = new Map<string, number>()
  const tell = (...words: readonly unknown[]) => {
    const text = withoutTokens(words.map(String).join(' '))
    const now = clock.now().getTime()
    if (now - (lastAt.get(text) ?? Number.NEGATIVE_INFINITY) < SAME_LINE_EVERY_MS) return
    if (lastAt.size >= LINES_REMEMBERED_MAX) lastAt.clear()
    lastAt.set(text, now)
    log('slack_library', { text })
  }
  return {
    debug: () => {},
    info: () => {},
    warn: tell,
    error: tell,
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
