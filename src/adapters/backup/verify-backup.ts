// Looks a backup over before anybody trusts it: every file is what its manifest says, the database is whole, and is the one that
// the manifest tells of.
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { BackupManifest } from '../../core/backup/backup-manifest.ts'
import { FaqError } from '../../core/errors.ts'
import { hashIfThere, isSame } from '../durable-files.ts'
import { examineDatabase, SCHEMA_KNOWN } from '../sqlite/examine-database.ts'
import { ATTACHMENTS, DATABASE, MANIFEST, readManifest } from './backup-folder.ts'

/** Throws `backup_damaged`, and `database_newer` where this program is too old for it. */
export async function verifyBackup(path: string): Promise<BackupManifest> {
  const refuse = (reason: string) => new FaqError('backup_damaged', { path, reason })
  await access(path).catch((error: Error) => {
    throw refuse(error.message)
  })
  const manifest = await readManifest(path)
  if (manifest === null) throw refuse(MANIFEST)
  if (manifest.schema > SCHEMA_KNOWN) {
    throw new FaqError('database_newer', { path, found: manifest.schema, known: SCHEMA_KNOWN })
  }
  for (const file of manifest.files) {
    if (!isSame(await hashIfThere(join(path, file.path)), file)) throw refuse(file.path)
  }
  const { facts, problems, attachments } = examineDatabase(join(path, DATABASE))
  const [problem] = problems
  if (problem !== undefined) throw refuse(`${DATABASE}: ${problem.detail}`)
  const { schema, lineage, counts } = manifest
  if (!isDeepStrictEqual(facts, { schema, lineage, counts })) throw refuse(MANIFEST)
  const kept = new Set([...manifest.files.map(file => file.path), ...manifest.attachmentsMissing.map(inFolder)])
  const left = attachments.find(({ sha256 }) => !kept.has(inFolder(sha256)))
  if (left !== undefined) throw refuse(inFolder(left.sha256))
  return manifest
}

function inFolder(sha256: string): string {
  return `${ATTACHMENTS}/${sha256}`
}
