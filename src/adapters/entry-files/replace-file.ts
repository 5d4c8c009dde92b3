// Puts a whole file in place of another: written aside, flushed, renamed. A reader sees the old one or the new one.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FaqError } from '../../core/errors.ts'

/** Throws `disk_full` and `cannot_write`; nothing half-written stays behind. */
export async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  // In the same folder, because a rename cannot cross file systems; hidden, so that no folder import takes it up.
  const aside = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
  try {
    const file = await open(aside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true })
    throw explain(error, path)
  }
}

function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new FaqError('disk_full', { path }, { cause: error })
  return new FaqError('cannot_write', { path, reason: error.message }, { cause: error })
}
