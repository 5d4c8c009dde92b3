// What whoever keeps the log of backups promises.
import { describe, expect, test } from 'vitest'
import type { BackupLog, BackupRun } from '../../src/core/ports/backup-log.ts'

const run = (hour: number, some: Partial<BackupRun> = {}): BackupRun => ({
  startedAt: new Date(Date.UTC(2026, 10, 30, hour)),
  finishedAt: new Date(Date.UTC(2026, 10, 30, hour, 1)),
  folder: '/mnt/backup',
  name: `zencho-20261130-${hour}0000`,
  bytes: 1_000,
  attachmentsMissing: 0,
  failure: null,
  ...some,
})

export function describeBackupLog(name: string, open: () => BackupLog): void {
  describe(name, () => {
    test('knows of none at first', async () => {
      const log = open()
      expect([await log.runs(10), await log.lastSuccess()]).toEqual([[], null])
    })

    test('gives back what was noted, newest first', async () => {
      const log = open()
      for (const hour of [17, 18, 19]) await log.note(run(hour, { attachmentsMissing: hour }))
      expect(await log.runs(2)).toEqual([run(19, { attachmentsMissing: 19 }), run(18, { attachmentsMissing: 18 })])
    })

    test('remembers the last good one behind those that failed', async () => {
      const log = open()
      await log.note(run(17))
      await log.note(run(18, { name: null, bytes: 0, failure: 'ディスクの空き容量が足りません' }))
      expect(await log.lastSuccess()).toEqual(run(17))
      expect((await log.runs(1))[0]?.failure).toBe('ディスクの空き容量が足りません')
    })
  })
}
