// Makes one backup: a folder with a whole copy of the database, the attachments that it names, and a manifest with the checksum
// of each. Looked over before it gets its name: what bears the name of a backup was whole when it was made.
import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupFile, BackupManifest, MadeBackup } from '../../core/backup/backup-manifest.ts'
import { backupName } from '../../core/backup/backup-name.ts'
import { FaqError } from '../../core/errors.ts'
import {
  copyFileDurably,
  FOLDER_OWNER_ONLY,
  hashFile,
  hashIfThere,
  isSame,
  OWNER_ONLY,
  syncFile,
  syncFolder,
} from '../durable-files.ts'
import { copyDatabase } from '../sqlite/copy-database.ts'
import { type ExaminedDatabase, examineDatabase } from '../sqlite/examine-database.ts'
import { explainWriteFault } from '../write-fault.ts'
import { ATTACHMENTS, DATABASE, dropLeftovers, listBackups, MANIFEST } from './backup-folder.ts'

export interface BackupOrder {
  readonly dataDir: string
  /** The folder that the backup is made in. */
  readonly folder: string
  readonly version: string
}

/** Throws `disk_full`, `cannot_write`, and `database_corrupt` where the copy is not sound; nothing of it stays behind. */
export async function makeBackup(order: BackupOrder, now: () => Date): Promise<MadeBackup> {
  const startedAt = now()
  const { folder } = order
  const name = backupName(startedAt)
  const path = join(folder, name)
  const part = join(folder, `.${name}.${randomUUID()}.part`)
  try {
    await mkdir(part, { recursive: true, mode: FOLDER_OWNER_ONLY })
    await dropLeftovers(folder, startedAt)
    const manifest = await fill(part, order, { startedAt, now })
    await rename(part, path)
    await syncFolder(folder)
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    return { name, path, bytes, tookMs: now().getTime() - startedAt.getTime(), manifest }
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => {}) // what went wrong first is what to tell
    throw explainWriteFault(error, path)
  }
}

async function fill(
  part: string,
  { dataDir, folder, version }: BackupOrder,
  { startedAt, now }: { readonly startedAt: Date; readonly now: () => Date },
): Promise<BackupManifest> {
  const copy = join(part, DATABASE)
  copyDatabase(join(dataDir, DATABASE), copy)
  await chmod(copy, OWNER_ONLY)
  await syncFile(copy) // VACUUM INTO leaves that to us
  const { facts, problems, attachments } = examineDatabase(copy)
  const [problem] = problems
  if (facts === null || problem !== undefined) {
    const reason = problem === undefined ? '' : `${problem.kind} ${problem.where}: ${problem.detail}`
    throw new FaqError('database_corrupt', { path: join(dataDir, DATABASE), reason })
  }
  const { files, missing } = await keepAttachments(attachments, part, { dataDir, folder })
  const database = { path: DATABASE, ...(await hashFile(copy)) }
  const manifest: BackupManifest = {
    format: 1,
    product: 'zencho-faq',
    version,
    startedAt: startedAt.toISOString(),
    finishedAt: now().toISOString(),
    ...facts,
    files: [database, ...files],
    attachmentsMissing: missing,
  }
  await writeFile(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true, mode: OWNER_ONLY })
  await syncFolder(part)
  return manifest
}

interface Sources {
  readonly dataDir: string
  readonly folder: string
}

/**
 * Their bytes never change, so they are shared with the backup before by links, after a look whether they are still what they
 * were. They are not linked to the data themselves: what damages one copy must not damage both.
 */
async function keepAttachments(
  attachments: ExaminedDatabase['attachments'],
  part: string,
  { dataDir, folder }: Sources,
): Promise<{ readonly files: readonly BackupFile[]; readonly missing: readonly string[] }> {
  const files: BackupFile[] = []
  const missing: string[] = []
  if (attachments.length > 0) await mkdir(join(part, ATTACHMENTS), { mode: FOLDER_OWNER_ONLY })
  const before = (await listBackups(folder)).find(({ manifest }) => manifest !== null)?.path ?? null
  for (const { sha256, sizeBytes: bytes } of attachments) {
    const to = join(part, ATTACHMENTS, sha256)
    const expected = { bytes, sha256 }
    const linked = before !== null && (await linkSound(join(before, ATTACHMENTS, sha256), to, expected))
    if (linked || (await copySound(join(dataDir, ATTACHMENTS, sha256), to, expected))) {
      files.push({ path: `${ATTACHMENTS}/${sha256}`, bytes, sha256 })
    } else missing.push(sha256)
  }
  if (attachments.length > 0) await syncFolder(join(part, ATTACHMENTS))
  return { files, missing }
}

type Expected = Pick<BackupFile, 'bytes' | 'sha256'>

async function linkSound(from: string, to: string, expected: Expected): Promise<boolean> {
  if (!isSame(await hashIfThere(from), expected)) return false
  try {
    await link(from, to)
    return true
  } catch {
    return false // another disk, or a file system without links: a copy does
  }
}

async function copySound(from: string, to: string, expected: Expected): Promise<boolean> {
  try {
    if (isSame(await copyFileDurably(from, to), expected)) return true
    await rm(to)
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await rm(to, { force: true })
    return false
  }
}
