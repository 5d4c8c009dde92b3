// Many entries to another section: a revision of each with the same content, so that whoever is editing one meets a conflict,
// an audit event of each, and a mark. A handful of statements, whatever their number: five thousand take a second or two.
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { AuditEvent } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export interface Move {
  readonly transaction: Transaction<Tables>
  readonly toId: number
  readonly toCode: string
  readonly actor: string
  readonly note: string
  readonly at: string
  readonly record: (event: AuditEvent) => Promise<void>
}

interface MovedRow {
  readonly id: string
  readonly code: string
  readonly revision: number
}

/** Those of the ids that are in another section; resolves with their number. */
export async function moveEntries(ids: readonly string[], move: Move): Promise<number> {
  const { transaction, toId } = move
  const { rows } = await sql<MovedRow>`
    select entry.id, section.code, entry.revision from entry join section on section.id = entry.section_id
    where entry.id in (select value from json_each(${JSON.stringify(ids)})) and entry.section_id <> ${toId}
    order by entry.id`.execute(transaction)
  if (rows.length === 0) return 0
  const moved = sql`(select value from json_each(${JSON.stringify(rows.map(({ id }) => id))}))`
  await copyRevisions(moved, move)
  await sql`update schedule set revision = revision + 1
    where entry_id in ${moved} and revision = (select revision from entry where id = schedule.entry_id)`.execute(
    transaction,
  )
  await sql`update entry set section_id = ${toId}, updated_at = ${move.at}, revision = revision + 1,
    published_revision = iif(published_revision = revision, revision + 1, published_revision)
    where id in ${moved}`.execute(transaction)
  await sql`insert into index_mark (entry_id) select id from entry where id in ${moved}`.execute(transaction)
  for (const row of rows) await move.record(eventOf(row, move))
  return rows.length
}

/** The newest revision once more, with its phrasings and tags. */
async function copyRevisions(moved: RawBuilder<unknown>, { transaction, actor, note, at }: Move): Promise<void> {
  const heads = sql`entry on entry.id = copied.entry_id where entry.id in ${moved}`
  await sql`insert into revision (entry_id, number, question, answer, basis, review_by, revised_on, status, note,
      valid_from, valid_until, visible_to, author, created_at)
    select entry_id, number + 1, question, answer, basis, review_by, revised_on, copied.status, ${note},
      valid_from, valid_until, visible_to, ${actor}, ${at}
    from revision as copied join ${heads} and copied.number = entry.revision`.execute(transaction)
  await sql`insert into phrasing (entry_id, revision, polarity, position, text)
    select entry_id, copied.revision + 1, polarity, position, text
    from phrasing as copied join ${heads} and copied.revision = entry.revision`.execute(transaction)
  await sql`insert into revision_tag (entry_id, revision, position, tag_id)
    select entry_id, copied.revision + 1, position, tag_id
    from revision_tag as copied join ${heads} and copied.revision = entry.revision`.execute(transaction)
}

function eventOf({ id, code, revision }: MovedRow, { at, actor, toCode, note }: Move): AuditEvent {
  const before = { section: code, revision }
  return {
    at,
    actor,
    action: 'entry.moved',
    subject: id,
    before,
    after: { section: toCode, revision: revision + 1, note },
  }
}
