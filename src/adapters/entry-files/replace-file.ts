// Puts a whole file in place of another, and says what to do when it cannot.
import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { FaqError } from '../../core/errors.ts'
import { writeAside } from '../write-aside.ts'

/** Throws `disk_full` and `cannot_write`; nothing half-written stays behind. */
export async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  // Hidden, so that no folder import takes it up.
  const aside = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
  try {
    await writeAside(aside, path, bytes)
  } catch (error) {
    throw explain(error, path)
  }
}

function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new FaqError('disk_full', { path }, { cause: error })
  return new FaqError('cannot_write', { path, reason: error.message }, { cause: error })
}
