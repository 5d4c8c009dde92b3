import { expect, test } from 'vitest'
import { openScheduler } from '../../../src/core/workflow/scheduler.ts'
import { openManualClock } from '../../fakes/manual-clock.ts'

const MINUTE_MS = 60_000
const START = new Date('2026-12-31T14:50:00Z') // ten minutes before midnight in Japan

function openStory(plans: Date[] = []) {
  const clock = openManualClock()
  const wall = { offsetMs: 0 }
  const now = () => new Date(START.getTime() + clock.now() + wall.offsetMs)
  const done: string[] = []
  const days: string[] = []
  const failing = { next: false }
  const tidied: string[] = []
  const tidying = { takesLong: false }
  const scheduler = openScheduler({
    carryOut: async () => {
      if (failing.next) throw new Error('disk full')
      const due = plans.filter(at => at <= now())
      for (const at of due) done.push(at.toISOString())
      plans.splice(0, plans.length, ...plans.filter(at => at > now()))
      return due.length
    },
    nextAt: async () => plans.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null,
    turnDay: async today => {
      if (days.at(-1) === today) return 0
      days.push(today)
      return 1
    },
    tidyDay: async (today, signal) => {
      tidied.push(today)
      if (tidying.takesLong) await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
    },
    poke: () => {},
    now,
    clock,
    log: () => {},
  })
  return { clock, wall, done, days, tidied, tidying, scheduler, plans, failing }
}

test('does at the start what came due before, and each plan at its time', async () => {
  const early = new Date(START.getTime() - 5_000)
  const soon = new Date(START.getTime() + 90_000)
  const { clock, done, scheduler } = openStory([early, soon])
  await scheduler.settle()
  expect(done).toEqual([early.toISOString()])
  await clock.pass(89_000)
  expect(done.length).toBe(1)
  await clock.pass(1_000)
  expect(done).toEqual([early.toISOString(), soon.toISOString()])
  await scheduler.close()
})

test('sees the turn of the day in Japan', async () => {
  const { clock, days, scheduler } = openStory()
  await scheduler.settle()
  await clock.pass(10 * MINUTE_MS - 1)
  expect(days).toEqual(['2026-12-31'])
  await clock.pass(1)
  expect(days).toEqual(['2026-12-31', '2027-01-01'])
  await scheduler.close()
})

test('notices within a minute that the clock was set, and what another process planned', async () => {
  const { clock, wall, done, days, scheduler, plans } = openStory()
  await scheduler.settle()
  wall.offsetMs = 24 * 60 * MINUTE_MS
  plans.push(new Date(START.getTime() + 60 * MINUTE_MS))
  await clock.pass(MINUTE_MS)
  expect([done.length, days.at(-1)]).toEqual([1, '2027-01-01'])
  wall.offsetMs = 0
  await clock.pass(MINUTE_MS)
  expect([done.length, days.at(-1)]).toEqual([1, '2026-12-31'])
  await scheduler.close()
})

test('a fault is tried again a minute later, not at once', async () => {
  const { clock, done, scheduler, plans, failing } = openStory([START])
  failing.next = true
  await scheduler.settle()
  expect([done.length, plans.length]).toEqual([0, 1])
  failing.next = false
  await clock.pass(MINUTE_MS - 1)
  expect(done.length).toBe(0)
  await clock.pass(1)
  expect(done.length).toBe(1)
  await scheduler.close()
})

test('what nobody waits for keeps no plan waiting, and is stopped when it closes', async () => {
  const soon = new Date(START.getTime() + 5_000)
  const { clock, done, tidied, tidying, scheduler } = openStory([START, soon])
  tidying.takesLong = true
  await clock.pass(0)
  expect([done, tidied]).toEqual([[START.toISOString()], ['2026-12-31']])
  await clock.pass(5_000)
  expect(done).toEqual([START.toISOString(), soon.toISOString()])
  await scheduler.close()
  expect(tidied).toEqual(['2026-12-31'])
})

test('closed, it waits for nothing more', async () => {
  const { clock, scheduler } = openStory()
  await scheduler.settle()
  await scheduler.close()
  scheduler.poke()
  expect(clock.waiting()).toBe(0)
})
