// Puts a backup in the place of the present data. Everything is verified, copied and made ready beside them first; what takes
// effect is one rename of one file. So whenever it is interrupted, the data are the old ones or the new ones, and whole; the old
// ones are kept in a folder beside. Caches of the index know by their lineage that they are of other data.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { BackupManifest } from '../../core/backup/backup-manifest.ts'
import { backupName } from '../../core/backup/backup-name.ts'
import { FaqError } from '../../core/errors.ts'
import { copyFileDurably, FOLDER_OWNER_ONLY, hashIfThere, isSame, syncFile, syncFolder } from '../durable-files.ts'
import { holdDataFolderAlone } from '../sqlite/hold-data-folder.ts'
import { prepareRestored, settlePresent } from '../sqlite/prepare-restored.ts'
import { explainWriteFault } from '../write-fault.ts'
import { ATTACHMENTS, DATABASE } from './backup-folder.ts'
import { verifyBackup } from './verify-backup.ts'

export interface RestoreOrder {
  /** The folder of the backup. */
  readonly from: string
  readonly dataDir: string
  /** Only looks whether it could be done. */
  readonly dryRun: boolean
}

export interface Restored {
  readonly manifest: BackupManifest
  /** Where the data lie that were there before; null where there were none, and in a dry run. */
  readonly aside: string | null
}

/** Throws as `verifyBackup` does, `data_in_use`, `disk_full` and `cannot_write`: whatever it throws, the present data serve on. */
export async function restoreBackup(order: RestoreOrder, now: () => Date): Promise<Restored> {
  const manifest = await verifyBackup(order.from)
  if (order.dryRun) return { manifest, aside: null }
  await mkdir(order.dataDir, { recursive: true })
  const held = holdDataFolderAlone(order.dataDir)
  try {
    return { manifest, aside: await exchange(order, manifest, now()) }
  } catch (error) {
    throw explainWriteFault(error, order.dataDir)
  } finally {
    held.release()
  }
}

const STAGING = /^\.restore-[0-9a-f-]+$/u

async function exchange(order: RestoreOrder, manifest: BackupManifest, at: Date): Promise<string | null> {
  const { from, dataDir } = order
  const present = join(dataDir, DATABASE)
  await dropStaging(dataDir)
  await requireSpace(order, manifest)
  const staging = join(dataDir, `.restore-${randomUUID()}`)
  await mkdir(staging, { mode: FOLDER_OWNER_ONLY })
  try {
    // Byte for byte, and first: SQLite itself throws the log of a file away that it takes for empty.
    const before = existsSync(present) ? await copyPresent(dataDir, staging) : null
    const settled = before === null ? {} : await settlePresent(present)
    const copy = join(staging, DATABASE)
    await copyVerified(from, DATABASE, { to: copy, manifest })
    const { startedAt, lineage } = manifest
    const origin = { name: basename(resolve(from)), startedAt, lineage }
    await prepareRestored(copy, { at, from: origin, secrets: settled ?? {} })
    if (LOG_ENDS.some(end => existsSync(`${copy}${end}`)))
      throw new Error('expected the copy to be one file, got a log')
    await syncFile(copy)
    await addAttachments(order, manifest, staging)
    const aside = before === null ? null : join(dataDir, backupName(at).replace('zencho', 'before-restore'))
    if (before !== null && aside !== null) await rename(before, aside)
    // A log that could not be ended belongs to the old file: left beside the new one, it would be played into it.
    for (const end of LOG_ENDS) await rm(`${present}${end}`, { force: true })
    await rename(copy, present)
    await syncFolder(dataDir)
    return aside
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

const LOG_ENDS = ['-wal', '-shm'] as const

/** A copy, not a link: somebody may yet open the file under both names, and SQLite would lose what is written. */
async function copyPresent(dataDir: string, staging: string): Promise<string> {
  const before = join(staging, 'before')
  await mkdir(before, { mode: FOLDER_OWNER_ONLY })
  for (const end of ['', ...LOG_ENDS]) {
    const file = join(dataDir, `${DATABASE}${end}`)
    if (existsSync(file)) await copyFileDurably(file, join(before, `${DATABASE}${end}`))
  }
  await syncFolder(before)
  return before
}

/** Bytes of attachments are known by their checksum: those that are there and sound stay, whichever data name them. */
async function addAttachments(
  { from, dataDir }: RestoreOrder,
  manifest: BackupManifest,
  staging: string,
): Promise<void> {
  const folder = join(dataDir, ATTACHMENTS)
  await mkdir(folder, { recursive: true })
  for (const file of manifest.files) {
    if (file.path === DATABASE) continue
    const to = join(dataDir, file.path)
    if (isSame(await hashIfThere(to), file)) continue
    const copy = join(staging, basename(file.path))
    await copyVerified(from, file.path, { to: copy, manifest })
    await rename(copy, to)
  }
  await syncFolder(folder)
}

async function copyVerified(
  folder: string,
  path: string,
  { to, manifest }: { readonly to: string; readonly manifest: BackupManifest },
): Promise<void> {
  const expected = manifest.files.find(file => file.path === path)
  const copied = await copyFileDurably(join(folder, path), to)
  if (expected === undefined || !isSame(copied, expected)) {
    throw new FaqError('backup_damaged', { path: folder, reason: path })
  }
}

/** For the copy, the old data beside it, and what preparing the copy needs. */
async function requireSpace({ dataDir }: RestoreOrder, { files }: BackupManifest): Promise<void> {
  const present = await stat(join(dataDir, DATABASE)).catch(() => null)
  const needed = files.reduce((sum, { bytes }) => sum + bytes, 0) + (present?.size ?? 0)
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < needed) throw new FaqError('disk_full', { path: dataDir })
}

/** Of restores that were interrupted; nobody else is here. */
async function dropStaging(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (STAGING.test(name)) await rm(join(dataDir, name), { recursive: true, force: true })
  }
}
