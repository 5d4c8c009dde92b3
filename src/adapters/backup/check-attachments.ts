// Whether the attachments that the database names are there, and are what they were.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataProblem } from '../../core/backup/data-problem.ts'
import { hashIfThere } from '../durable-files.ts'
import type { ExaminedDatabase } from '../sqlite/examine-database.ts'

/** `deep` reads every byte; else their sizes tell. */
export async function checkAttachments(
  folder: string,
  attachments: ExaminedDatabase['attachments'],
  { deep }: { readonly deep: boolean },
): Promise<readonly DataProblem[]> {
  const problems: DataProblem[] = []
  for (const { sha256, sizeBytes } of attachments) {
    const path = join(folder, sha256)
    const found = await stat(path).catch(() => null)
    if (found === null) problems.push({ kind: 'missing', where: folder, detail: sha256 })
    else if (found.size !== sizeBytes || (deep && (await hashIfThere(path))?.sha256 !== sha256)) {
      problems.push({ kind: 'damaged', where: folder, detail: sha256 })
    }
  }
  const named = new Set(attachments.map(({ sha256 }) => sha256))
  const names = await readdir(folder).catch(() => [])
  const orphans = names.filter(name => !named.has(name))
  return [...problems, ...orphans.map(detail => ({ kind: 'orphan', where: folder, detail }) as const)]
}
