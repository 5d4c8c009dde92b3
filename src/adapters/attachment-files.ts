// The bytes of attachments, in a folder beside the database, each file named by its SHA-256: written aside, made durable, then
// named. The same bytes are kept once. No name that a person gave ever reaches the file system.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttachmentFiles, ReceivedFile } from '../core/ports/attachments.ts'
import { syncFolder } from './durable-files.ts'
import { writeAside } from './write-aside.ts'

const SHA256 = /^[0-9a-f]{64}$/u

export function openAttachmentFiles(folder: string): AttachmentFiles {
  return {
    keep: async bytes => {
      const sha256 = checksumOf(bytes)
      await mkdir(folder, { recursive: true })
      const file = { sha256, sizeBytes: bytes.byteLength }
      if ((await readWhole(folder, file)) === null) await write(folder, sha256, bytes)
      return file
    },
    read: file => readWhole(folder, file),
  }
}

async function write(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await writeAside(join(folder, `.${randomUUID()}`), join(folder, sha256), bytes)
  await syncFolder(folder)
}

async function readWhole(folder: string, { sha256, sizeBytes }: ReceivedFile): Promise<Uint8Array | null> {
  if (!SHA256.test(sha256)) return null
  const path = join(folder, sha256)
  if ((await sizeOf(path)) !== sizeBytes) return null
  const bytes = await readFile(path)
  return checksumOf(bytes) === sha256 ? bytes : null
}

function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'ENOENT') return null
    throw error
  }
}
