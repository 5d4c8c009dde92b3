// What is held about people who ask, over SQLite.
import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { isFault } from '../../core/errors.ts'
import { dateInJapan } from '../../core/fiscal-year.ts'
import type { PersonalData, PurgePart, PurgeRun } from '../../core/ports/personal-data.ts'
import { toCounts, totalOf } from '../../core/privacy/purge.ts'
import { openAuditTrail } from './audit-trail.ts'
import { erasePerson } from './erase-person.ts'
import { findPerson } from './find-person.ts'
import { countDue, PURGE_STEPS } from './purge-steps.ts'
import { putSetting } from './put-setting.ts'
import type { Tables } from './tables.ts'

const LAST_PURGE = 'privacy_last_purge'

export interface SqlitePersonalDataDeps {
  /** Takes personal data out of a text, as it is done before a wording is proposed. */
  readonly mask: (text: string) => string
}

export function openSqlitePersonalData(query: Kysely<Tables>, { mask }: SqlitePersonalDataDeps): PersonalData {
  const note = (action: string, subject: string, { actor, at }: { readonly actor: string; readonly at: Date }) =>
    query.transaction().execute(async transaction => {
      const record = await openAuditTrail(transaction)
      await record({ at: at.toISOString(), actor, action, subject, before: null, after: null })
    })
  return {
    due: async cutoffs => {
      const counts = new Map<PurgePart, number>()
      for (const part of Object.keys(PURGE_STEPS) as PurgePart[]) counts.set(part, await countDue(query, part, cutoffs))
      return toCounts(part => counts.get(part) ?? 0)
    },
    takeOut: (part, cutoffs, limit) =>
      query.transaction().execute(transaction => PURGE_STEPS[part](transaction, cutoffs, limit)),
    notePurge: (run, actor) => notePurge(query, run, actor),
    lastPurge: async () => {
      const row = await query.selectFrom('setting').select('value').where('key', '=', LAST_PURGE).executeTakeFirst()
      return row === undefined ? null : readRun(row.value)
    },
    find: person => findPerson(query, person),
    erase: (person, by) => erasePerson(query, person, { ...by, mask }),
    noteExport: by => note('privacy.exported', 'person', by),
    renewSecret: by => renewSecret(query, by),
    forget: () => forget(query),
  }
}

async function notePurge(query: Kysely<Tables>, run: PurgeRun, actor: string): Promise<void> {
  await query.transaction().execute(async transaction => {
    await putSetting(transaction, LAST_PURGE, JSON.stringify(run))
    if (totalOf(run.counts) === 0) return
    const record = await openAuditTrail(transaction)
    const event = { action: 'privacy.purged', subject: dateInJapan(run.at), before: null, after: run.counts }
    await record({ at: run.at.toISOString(), actor, ...event })
  })
}

const runSchema = z.object({ at: z.iso.datetime(), counts: z.record(z.string(), z.number()), done: z.boolean() })

function readRun(json: string): PurgeRun {
  const { at, counts, done } = runSchema.parse(JSON.parse(json))
  return { at: new Date(at), counts: toCounts(part => counts[part] ?? 0), done }
}

async function renewSecret(
  query: Kysely<Tables>,
  { actor, at }: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await query.transaction().execute(async transaction => {
    await transaction
      .updateTable('setting')
      .set({ value: sql<string>`lower(hex(randomblob(32)))` })
      .where('key', '=', 'asker_secret')
      .execute()
    const record = await openAuditTrail(transaction)
    const event = { action: 'privacy.secret_renewed', subject: 'asker_secret', before: null, after: null }
    await record({ at: at.toISOString(), actor, ...event })
  })
}

const CHECKPOINT_TRIES = 5
const CHECKPOINT_AGAIN_MS = 100

/**
 * Copies the journal into the file and cuts it to nothing. Who still reads an older state keeps it from that for a moment, and so
 * does whoever writes for long: what was erased is erased by then, so neither is a fault.
 */
async function forget(query: Kysely<Tables>): Promise<boolean> {
  try {
    for (let tries = 0; tries < CHECKPOINT_TRIES; tries += 1) {
      if (tries > 0) await wait(CHECKPOINT_AGAIN_MS)
      const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(query)
      if (rows[0]?.busy === 0) return true
    }
    return false
  } catch (error) {
    if (isFault(error, 'database_busy')) return false
    throw error
  }
}
