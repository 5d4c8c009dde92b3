import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allButNewest, backupsToDrop } from '../../../src/core/backup/retention.ts'

/** At 02:00 in Japan, so many days after 1 April 2026. */
const nightly = (days: number) => {
  const at = new Date(Date.parse('2026-04-01T02:00:00+09:00') + days * 86_400_000)
  return { name: String(days), at }
}
const nights = (count: number) => Array.from({ length: count }, (_, day) => nightly(day))
const keptOf = (backups: readonly { readonly name: string; readonly at: Date }[], dropped: readonly string[]) =>
  backups.filter(({ name }) => !dropped.includes(name)).map(({ at }) => at.toISOString().slice(0, 10))

test('of a year of nights the last days, weeks and months stay', () => {
  const backups = nights(365)
  const kept = keptOf(backups, backupsToDrop(backups, { daily: 3, weekly: 3, monthly: 4 }))
  // The newest is of the night of 31 March 2027, which is 30 March in UTC; it was a Wednesday.
  expect(kept).toEqual([
    '2026-12-30',
    '2027-01-30',
    '2027-02-27',
    '2027-03-20',
    '2027-03-27',
    '2027-03-28',
    '2027-03-29',
    '2027-03-30',
  ])
})

test('of several in one day the newest stays', () => {
  const at = (time: string) => ({ name: time, at: new Date(`2026-04-01T${time}:00+09:00`) })
  const dropped = backupsToDrop([at('02:00'), at('09:00'), at('17:30')], { daily: 7, weekly: 0, monthly: 0 })
  expect(dropped.toSorted()).toEqual(['02:00', '09:00'])
})

test('days without any do not count: after a month switched off nothing is gone', () => {
  const backups = [...nights(3), nightly(40)]
  expect(backupsToDrop(backups, { daily: 4, weekly: 0, monthly: 0 })).toEqual([])
})

test('the newest is never dropped, whatever the settings', () => {
  const lists = fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 60 })
  const counts = fc.integer({ min: 0, max: 12 })
  fc.assert(
    fc.property(lists, counts, counts, counts, (days, daily, weekly, monthly) => {
      const backups = days.map(nightly)
      const dropped = new Set(backupsToDrop(backups, { daily, weekly, monthly }))
      expect(dropped.has(String(Math.max(...days)))).toBe(false)
      expect(backups.length - dropped.size).toBeLessThanOrEqual(Math.max(1, daily + weekly + monthly))
      // What stays once stays when it is looked at again: dropping twice drops nothing more.
      const kept = backups.filter(({ name }) => !dropped.has(name))
      expect(backupsToDrop(kept, { daily, weekly, monthly })).toEqual([])
    }),
  )
})

test('all but so many of the newest go', () => {
  expect(allButNewest(nights(5), 2)).toEqual(['2', '1', '0'])
  expect(allButNewest(nights(2), 5)).toEqual([])
})
