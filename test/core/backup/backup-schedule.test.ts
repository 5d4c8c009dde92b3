import { expect, test } from 'vitest'
import { isBackupDue, isBackupOverdue } from '../../../src/core/backup/backup-schedule.ts'

const japan = (moment: string) => new Date(`${moment}:00+09:00`)
const never = { lastSuccess: null, lastFailure: null }

test('a backup is due at its time of day, once', () => {
  const lastSuccess = japan('2026-11-30T02:00')
  expect(isBackupDue(japan('2026-12-01T01:59'), '02:00', { ...never, lastSuccess })).toBe(false)
  expect(isBackupDue(japan('2026-12-01T02:00'), '02:00', { ...never, lastSuccess })).toBe(true)
  expect(isBackupDue(japan('2026-12-01T23:59'), '02:00', { ...never, lastSuccess: japan('2026-12-01T02:01') })).toBe(
    false,
  )
})

test('one that was missed is due as soon as the server runs again', () => {
  expect(isBackupDue(japan('2026-12-03T09:00'), '02:00', { ...never, lastSuccess: japan('2026-11-30T02:00') })).toBe(
    true,
  )
})

test('the first one is due at once', () => {
  expect(isBackupDue(japan('2026-12-01T12:00'), '02:00', never)).toBe(true)
})

test('after a failure it is tried again in half an hour, not before', () => {
  const lastFailure = japan('2026-12-01T02:00')
  expect(isBackupDue(japan('2026-12-01T02:20'), '02:00', { ...never, lastFailure })).toBe(false)
  expect(isBackupDue(japan('2026-12-01T02:30'), '02:00', { ...never, lastFailure })).toBe(true)
})

test('a clock that was set back stops neither backups nor warnings', () => {
  const lastSuccess = japan('2038-01-19T12:00')
  expect(isBackupDue(japan('2026-12-01T12:00'), '02:00', { ...never, lastSuccess })).toBe(true)
  expect(isBackupDue(japan('2026-12-01T12:00'), '02:00', { ...never, lastFailure: lastSuccess })).toBe(true)
})

test('a night without one is overdue, a day is not', () => {
  const lastSuccess = japan('2026-11-30T02:00')
  expect(isBackupOverdue(japan('2026-12-01T02:30'), { ...never, lastSuccess })).toBe(false)
  expect(isBackupOverdue(japan('2026-12-01T04:30'), { ...never, lastSuccess })).toBe(true)
  expect(isBackupOverdue(japan('2026-12-01T04:30'), never)).toBe(true)
})
