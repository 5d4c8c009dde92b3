// Makes a backup in a thread of its own: copying and looking over a gigabyte takes seconds that nobody else shall wait.
import { Worker } from 'node:worker_threads'
import type { MadeBackup } from '../../core/backup/backup-manifest.ts'
import { FaqError } from '../../core/errors.ts'
import type { BackupReport } from './backup-worker.ts'
import type { BackupOrder } from './make-backup.ts'

/** Rejects as `makeBackup` does. */
export function makeBackupInThread(order: BackupOrder): Promise<MadeBackup> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: order })
    worker.unref() // a program that ends meanwhile leaves a part behind, which the next backup takes away
    worker.once('message', (report: BackupReport) => {
      if (report.kind === 'made') resolve(report.backup)
      else if (report.fault === null) reject(new Error(report.error))
      else reject(new FaqError(report.fault.code, report.fault.data))
    })
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the thread of the backup ended: ${code}`)))
  })
}
