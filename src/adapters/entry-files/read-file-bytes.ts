// The bytes of a file that a person named: bounded, and with a sentence for what may be wrong with the path.
import { access, constants, readFile, stat } from 'node:fs/promises'
import { FaqError } from '../../core/errors.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import type { RowProblem } from './raw-row.ts'

/** About 40,000 entries of the length of the sample registry's; more is a mistake or an attack. */
export const FILE_BYTES_MAX = 50 * 1024 * 1024

export type FileBytes = { readonly bytes: Buffer } | { readonly problem: RowProblem }

/** Throws `too_large`; anything else that is wrong with the path is a problem in its first line. */
export async function readFileBytes(path: string): Promise<FileBytes> {
  const problem = await checkFile(path)
  if (problem !== null) return { problem }
  try {
    return { bytes: await readFile(path) }
  } catch (error) {
    return { problem: explain(error) }
  }
}

/** Null for a file that can be read. Throws `too_large`. */
export async function checkFile(path: string): Promise<RowProblem | null> {
  try {
    const status = await stat(path)
    if (!status.isFile()) return problemOf(ja.notAFile())
    if (status.size > FILE_BYTES_MAX) throw new FaqError('too_large', { limitBytes: FILE_BYTES_MAX })
    await access(path, constants.R_OK)
    return null
  } catch (error) {
    return explain(error)
  }
}

function explain(error: unknown): RowProblem {
  if (error instanceof FaqError || !(error instanceof Error) || !('code' in error)) throw error
  const code = String(error.code)
  return problemOf(code === 'ENOENT' || code === 'ENOTDIR' ? ja.noSuchFile() : ja.unreadable(code))
}

function problemOf(reason: string): RowProblem {
  return { line: 1, reason }
}
