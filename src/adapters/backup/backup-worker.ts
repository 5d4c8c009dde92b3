// The thread that makes one backup and tells what became of it.
import { parentPort, workerData } from 'node:worker_threads'
import type { MadeBackup } from '../../core/backup/backup-manifest.ts'
import { FaqError } from '../../core/errors.ts'
import { type BackupOrder, makeBackup } from './make-backup.ts'

export type BackupReport =
  | { readonly kind: 'made'; readonly backup: MadeBackup }
  | {
      readonly kind: 'failed'
      /** Errors do not travel between threads as what they are. */
      readonly fault: Pick<FaqError, 'code' | 'data'> | null
      readonly error: string
    }

function report(message: BackupReport): void {
  parentPort?.postMessage(message)
}

makeBackup(workerData as BackupOrder, () => new Date()).then(
  backup => report({ kind: 'made', backup }),
  (error: unknown) => {
    const fault = error instanceof FaqError ? { code: error.code, data: error.data } : null
    report({ kind: 'failed', fault, error: String(error) })
  },
)
