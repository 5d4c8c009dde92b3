import { describe, expect, test } from 'vitest'
import { isAlive } from '../../../src/core/access/session-limits.ts'

const NOW = new Date('2026-11-30T03:00:00Z')
const MINUTE_MS = 60_000
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS)
const alive = (created: number, seen: number) => isAlive({ createdAt: ago(created), seenAt: ago(seen) }, NOW)

describe('a session', () => {
  test('lives for an hour without use, and for twelve in all', () => {
    expect(alive(60, 60)).toBe(true)
    expect(alive(61, 61)).toBe(false)
    expect(alive(12 * 60, 0)).toBe(true)
    expect(alive(12 * 60 + 1, 0)).toBe(false)
  })

  test('does not live longer because a clock was set back', () => {
    expect(alive(-0.5, -0.5)).toBe(true)
    expect(alive(-60, 0)).toBe(false)
    expect(alive(-24 * 60, -24 * 60)).toBe(false)
  })
})
