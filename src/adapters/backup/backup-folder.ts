// The folder of backups: what is in it by name, and taking one away. What does not bear the name of a backup is not touched.
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BackupManifest, ListedBackup } from '../../core/backup/backup-manifest.ts'
import { momentOfBackup } from '../../core/backup/backup-name.ts'

export const MANIFEST = 'manifest.json'
export const DATABASE = 'zencho.sqlite'
export const ATTACHMENTS = 'attachments'

const count = z.int().nonnegative()
const manifestSchema = z.object({
  format: z.literal(1),
  product: z.literal('zencho-faq'),
  version: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  schema: count,
  lineage: z.string(),
  counts: z.object({
    entries: count,
    revisions: count,
    accounts: count,
    questions: count,
    auditEvents: count,
    attachments: count,
  }),
  files: z.array(
    z.object({
      // A manifest may come from anywhere: no path of it leads out of its folder.
      path: z.string().regex(/^(?:zencho\.sqlite|attachments\/[0-9a-f]{64})$/u),
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/u),
    }),
  ),
  attachmentsMissing: z.array(z.string()),
})

/** Null where it is not there, torn, or none of ours. */
export async function readManifest(folder: string): Promise<BackupManifest | null> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Newest first. */
export async function listBackups(folder: string): Promise<readonly ListedBackup[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found: ListedBackup[] = []
  for (const name of names) {
    const at = momentOfBackup(name)
    if (at === null) continue
    const path = join(folder, name)
    const manifest = await readManifest(path)
    const bytes = manifest?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0
    found.push({ name, path, at, bytes, manifest })
  }
  return found.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

/** By name first, so that no half of a backup bears the name of a whole one. */
export async function dropBackups(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const gone = join(folder, `.${name}.gone`)
    await rename(join(folder, name), gone)
    await rm(gone, { recursive: true, force: true })
  }
}

/** What a program that was killed has left: no backup takes a day. */
const LEFTOVER_AGE_MS = 24 * 60 * 60_000
const LEFTOVER = /^\.zencho-\d{8}-\d{6}.*\.(?:part|gone)$/u

export async function dropLeftovers(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!LEFTOVER.test(name)) continue
    const path = join(folder, name)
    if (now.getTime() - (await stat(path)).mtimeMs > LEFTOVER_AGE_MS) await rm(path, { recursive: true, force: true })
  }
}
