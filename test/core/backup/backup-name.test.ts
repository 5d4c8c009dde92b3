import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupName, momentOfBackup } from '../../../src/core/backup/backup-name.ts'

const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })

test('a backup is named by its moment in Japan', () => {
  expect(backupName(new Date('2026-11-30T17:00:00Z'))).toBe('zencho-20261201-020000')
})

test('a name tells its moment to the second', () => {
  fc.assert(
    fc.property(moments, at => {
      expect(momentOfBackup(backupName(at))?.getTime()).toBe(Math.floor(at.getTime() / 1000) * 1000)
    }),
  )
})

test('names sort as their moments do', () => {
  fc.assert(
    fc.property(moments, moments, (a, b) => {
      if (backupName(a) < backupName(b)) expect(a.getTime()).toBeLessThan(b.getTime())
    }),
  )
})

test.for([
  'zencho',
  'zencho-20261301-020000',
  'zencho-20260230-020000',
  'zencho-20261201-250000',
  '.zencho-20261201-020000.part',
  '../zencho-20261201-020000',
])('%s is no backup', name => {
  expect(momentOfBackup(name)).toBeNull()
})
