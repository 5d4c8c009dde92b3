// Looks the two files over that a start reads instead of the database. What is wrong with them costs seconds, never an answer.
import { readArrayFile, readArrayManifest } from '../src/adapters/array-file/array-file.ts'
import type { DataProblem } from '../src/core/backup/data-problem.ts'
import type { UnitStore } from '../src/core/ports/unit-store.ts'

export interface CachePaths {
  readonly graphPath: string
  readonly imagePath: string
}

/** Absent ones are no problem: a small registry has none, and a new one has none yet. */
export async function checkCaches(
  { graphPath, imagePath }: CachePaths,
  store: Pick<UnitStore, 'descendsFrom'>,
): Promise<readonly DataProblem[]> {
  const problems: DataProblem[] = []
  for (const path of [graphPath, imagePath]) {
    const found = await findProblem(path, store)
    if (found !== null) problems.push({ kind: 'cache', where: path, detail: found })
  }
  return problems
}

async function findProblem(path: string, { descendsFrom }: Pick<UnitStore, 'descendsFrom'>): Promise<string | null> {
  const manifest = await readArrayManifest(path)
  if (manifest === null) return null
  if ((await readArrayFile(path, manifest)) === null) return 'SHA-256'
  const { lineage } = manifest.facts
  return typeof lineage === 'string' && (await descendsFrom(lineage)) ? null : 'lineage'
}
