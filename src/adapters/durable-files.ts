// Files that are whole and on the disk when these resolve: hashed as they are read, flushed as they are written.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { BackupFile } from '../core/backup/backup-manifest.ts'

/** A few milliseconds of hashing. */
const PIECE_BYTES = 1 << 20

export interface HashedFile {
  readonly bytes: number
  readonly sha256: string
}

export async function hashFile(path: string): Promise<HashedFile> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.byteLength
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Null where there is no such file. */
export async function hashIfThere(path: string): Promise<HashedFile | null> {
  try {
    return await hashFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Copies and flushes; resolves with what was read. `to` must not exist. */
export async function copyFileDurably(from: string, to: string): Promise<HashedFile> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(to, 'wx', OWNER_ONLY)
  try {
    for await (const piece of createReadStream(from, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
      hash.update(piece)
      bytes += piece.byteLength
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** A name is durable when its folder is; some systems have no such thing, and need none. */
export async function syncFolder(folder: string): Promise<void> {
  await sync(folder, new Set(['EISDIR', 'EPERM', 'EINVAL']))
}

export async function syncFile(path: string): Promise<void> {
  await sync(path, new Set())
}

async function sync(path: string, ignored: ReadonlySet<string>): Promise<void> {
  try {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!ignored.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

export function isSame(file: HashedFile | null, expected: Pick<BackupFile, 'bytes' | 'sha256'>): boolean {
  return file !== null && file.bytes === expected.bytes && file.sha256 === expected.sha256
}

/** Questions, names and addresses of people are in there. */
export const OWNER_ONLY = 0o600
export const FOLDER_OWNER_ONLY = 0o700
