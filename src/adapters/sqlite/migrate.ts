// Brings a database to the schema this program knows: numbered steps, each with its version in one transaction.
import type { Database } from 'better-sqlite3'
import { FaqError } from '../../core/errors.ts'
import { registry } from './migrations/0001-registry.ts'
import { index } from './migrations/0002-index.ts'
import { reading } from './migrations/0003-reading.ts'
import { conversation } from './migrations/0004-conversation.ts'
import { eventInbox } from './migrations/0005-event-inbox.ts'
import { administration } from './migrations/0006-administration.ts'
import { entryListing } from './migrations/0006-entry-list.ts'
import { kpi } from './migrations/0007-kpi.ts'
import { clusters } from './migrations/0008-clusters.ts'
import { modelDrafts } from './migrations/0008-model-drafts.ts'
import { modelUse } from './migrations/0008-model-use.ts'
import { operations } from './migrations/0008-operations.ts'
import { privacy } from './migrations/0008-privacy.ts'
import { suggestions } from './migrations/0008-suggestions.ts'
import { changedClusters, overtakenDrafts, unsettledSuggestions } from './migrations/0009-mended.ts'

/** Append only; position + 1 is the schema version. */
export const MIGRATIONS: readonly string[] = [
  registry,
  index,
  reading,
  conversation,
  eventInbox,
  administration + entryListing,
  kpi,
  clusters + suggestions + modelUse + modelDrafts + privacy + operations,
  changedClusters + unsettledSuggestions + overtakenDrafts,
]

/** Applies what is missing up to `target`. Killed half-way, the database stands at a whole version. */
export function migrate(database: Database, target: number = MIGRATIONS.length): void {
  const found = versionOf(database)
  if (found > MIGRATIONS.length) {
    throw new FaqError('database_newer', { path: database.name, found, known: MIGRATIONS.length })
  }
  const step = database.transaction(() => {
    const version = versionOf(database) // read under the write lock: another program may just have done this step
    if (version >= target) return false
    database.exec(MIGRATIONS[version] as string)
    database.pragma(`user_version = ${version + 1}`)
    return true
  })
  if (found < target) while (step.immediate());
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
