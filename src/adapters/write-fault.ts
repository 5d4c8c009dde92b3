// What a file system refused, as the fault that people are told: the disk is full, or it cannot be written there.
import { FaqError } from '../core/errors.ts'

/** `disk_full` or `cannot_write` for what Node's file system threw; anything else as it is. */
export function explainWriteFault(error: unknown, path: string): unknown {
  if (error instanceof FaqError || !(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new FaqError('disk_full', { path }, { cause: error })
  return new FaqError('cannot_write', { path, reason: error.message }, { cause: error })
}
