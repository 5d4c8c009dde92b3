// Everything that can be checked of the data, beside a running server or without one: nothing is written.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkCaches } from '../../indexer/check-caches.ts'
import { checkAttachments } from '../adapters/backup/check-attachments.ts'
import { examineDatabase, examineSettings, SCHEMA_KNOWN } from '../adapters/sqlite/examine-database.ts'
import { findIndexDrift } from '../adapters/sqlite/find-index-drift.ts'
import { readDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../adapters/sqlite/sqlite-unit-store.ts'
import type { Config } from '../config.ts'
import { FaqError } from '../core/errors.ts'
import type { VerifyOptions, VerifyReport } from '../core/ports/backups.ts'
import { indexFiles } from './open-index.ts'

/** Null where there are no data yet. */
export async function verifyData(
  { dataDir }: Pick<Config, 'dataDir'>,
  { deep }: VerifyOptions,
): Promise<VerifyReport | null> {
  const path = join(dataDir, 'zencho.sqlite')
  if (!existsSync(path)) return null
  const { facts, problems, attachments } = examineDatabase(path, { quick: !deep })
  if (facts === null) return { facts, problems }
  const found = [...problems, ...examineSettings(path)]
  if (facts.schema > SCHEMA_KNOWN) {
    throw new FaqError('database_newer', { path, found: facts.schema, known: SCHEMA_KNOWN })
  }
  found.push(...(await checkAttachments(join(dataDir, 'attachments'), attachments, { deep })))
  // What an older program left is brought up to date by the next start, before its index says anything.
  if (facts.schema === SCHEMA_KNOWN) found.push(...(await verifyIndex(path, dataDir)))
  return { facts, problems: found }
}

async function verifyIndex(path: string, dataDir: string) {
  const database = readDatabase(path)
  try {
    const store = openSqliteUnitStore(database.query, () => new Date())
    return [...(await findIndexDrift(database.query)), ...(await checkCaches(indexFiles(dataDir), store))]
  } finally {
    await database.close()
  }
}
