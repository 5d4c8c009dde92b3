// Puts a whole file in place of another, and says what to do when it cannot.
import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { writeAside } from '../write-aside.ts'
import { explainWriteFault } from '../write-fault.ts'

/** Throws `disk_full` and `cannot_write`; nothing half-written stays behind. */
export async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  // Hidden, so that no folder import takes it up.
  const aside = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
  try {
    await writeAside(aside, path, bytes)
  } catch (error) {
    throw explainWriteFault(error, path)
  }
}
