// Sections as administrators keep them, over SQLite: settings, and changes that are made on their date.
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import { dateInJapan } from '../../core/fiscal-year.ts'
import { sectionNotes } from '../../core/messages/ja/admin/section-notes.ts'
import { normalise } from '../../core/normalise.ts'
import type { EntrySelection, PlannedChange, SectionChange, SectionChanges } from '../../core/ports/section-changes.ts'
import { applySectionChange } from './apply-section-change.ts'
import { openAuditTrail } from './audit-trail.ts'
import { previewSectionChange } from './preview-section-change.ts'
import { readOverview } from './section-overview.ts'
import type { Tables } from './tables.ts'

export interface SectionChangesDeps {
  readonly now: () => Date
  readonly newId: () => string
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export function openSqliteSectionChanges(query: Kysely<Tables>, deps: SectionChangesDeps): SectionChanges {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    overview: () => readOverview(query),
    setSettings: (code, settings, actor) =>
      write(async transaction => {
        const before = await transaction
          .selectFrom('section')
          .select(['approval', 'gate'])
          .where('code', '=', code)
          .executeTakeFirst()
        if (before === undefined) throw new FaqError('not_found', { what: 'section', id: code.slice(0, 64) })
        const after = { approval: Number(settings.approval), gate: Number(settings.gate) }
        if (before.approval === after.approval && before.gate === after.gate) return
        await transaction.updateTable('section').set(after).where('code', '=', code).execute()
        const record = await openAuditTrail(transaction)
        const at = deps.now().toISOString()
        await record({ at, actor, action: 'section.settings', subject: code, before, after })
      }),
    preview: change => previewSectionChange(query, change),
    plan: (change, options) => plan(query, change, { ...deps, ...options }),
    list: async limit => {
      const waiting = selectChanges(query).where('applied_at', 'is', null).orderBy('on_date').orderBy('created_at')
      const made = selectChanges(query).where('applied_at', 'is not', null).orderBy('applied_at', 'desc').limit(limit)
      return [...(await waiting.execute()), ...(await made.execute())].map(toPlanned)
    },
    cancel: (id, actor) => write(transaction => cancel(transaction, id, { ...deps, actor })),
    applyDue: () => applyDue(query, deps),
    select: (selection, limit) => selectEntries(query, selection, limit),
  }
}

async function plan(
  query: Kysely<Tables>,
  change: SectionChange,
  { onDate, actor, now, newId }: SectionChangesDeps & { readonly onDate: string; readonly actor: string },
): Promise<PlannedChange> {
  const { problems } = await previewSectionChange(query, change)
  const [problem] = problems
  if (problem !== undefined) {
    throw new FaqError('bad_input', { field: 'section', expected: sectionNotes.possible, got: problem })
  }
  return query.transaction().execute(async transaction => {
    const isDue = onDate <= dateInJapan(now())
    const at = now().toISOString()
    const row = { id: newId(), kind: change.kind, on_date: onDate, detail: JSON.stringify(change), created_by: actor }
    await transaction
      .insertInto('section_change')
      .values({ ...row, created_at: at, applied_at: isDue ? at : null, cancelled_at: null })
      .execute()
    if (isDue) await applySectionChange(transaction, change, { actor, now })
    else {
      const record = await openAuditTrail(transaction)
      await record({
        at,
        actor,
        action: 'section_change.planned',
        subject: row.id,
        before: null,
        after: { onDate, change },
      })
    }
    return { id: row.id, onDate, change, actor, appliedAt: isDue ? now() : null }
  })
}

async function cancel(
  transaction: Transaction<Tables>,
  id: string,
  { actor, now }: SectionChangesDeps & { readonly actor: string },
): Promise<void> {
  const at = now().toISOString()
  const row = await selectChanges(transaction).where('id', '=', id).where('applied_at', 'is', null).executeTakeFirst()
  if (row === undefined) throw new FaqError('not_found', { what: 'section_change', id: id.slice(0, 64) })
  await transaction.updateTable('section_change').set({ cancelled_at: at }).where('id', '=', id).execute()
  const record = await openAuditTrail(transaction)
  const { onDate, change } = toPlanned(row)
  await record({ at, actor, action: 'section_change.cancelled', subject: id, before: { onDate, change }, after: null })
}

/** In the order of their dates. One that cannot be made any more is told to the operator, waits, and holds up no other. */
async function applyDue(query: Kysely<Tables>, { now, log }: SectionChangesDeps): Promise<number> {
  const today = dateInJapan(now())
  const due = selectChanges(query).where('applied_at', 'is', null).where('on_date', '<=', today)
  let moved = 0
  for (const row of await due.orderBy('on_date').orderBy('created_at').orderBy('id').execute()) {
    const { id, change, actor } = toPlanned(row)
    try {
      moved += await query.transaction().execute(async transaction => {
        const claimed = await transaction
          .updateTable('section_change')
          .set({ applied_at: now().toISOString() })
          .where('id', '=', id)
          .where('applied_at', 'is', null)
          .where('cancelled_at', 'is', null)
          .executeTakeFirst()
        if (claimed.numUpdatedRows === 0n) return 0 // another process was first
        return applySectionChange(transaction, change, { actor, now })
      })
    } catch (error) {
      log('section_change_failed', { id, error: String(error) })
    }
  }
  return moved
}

function selectChanges(query: Kysely<Tables>) {
  return query.selectFrom('section_change').selectAll().where('cancelled_at', 'is', null)
}

/** What stands in the table was written here, and checked before. */
function toPlanned(row: Selectable<Tables['section_change']>): PlannedChange {
  return {
    id: row.id,
    onDate: row.on_date,
    change: JSON.parse(row.detail) as SectionChange,
    actor: row.created_by,
    appliedAt: row.applied_at === null ? null : new Date(row.applied_at),
  }
}

async function selectEntries(query: Kysely<Tables>, { sectionCode, text, tag }: EntrySelection, limit: number) {
  let matching = query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.revision'),
    )
  if (sectionCode !== undefined) matching = matching.where('section.code', '=', sectionCode)
  for (const word of normalise(text ?? '')
    .split(' ')
    .filter(Boolean)) {
    const words = sql`entry.id || ' ' || revision.question || ' ' || revision.answer`
    matching = matching.where(sql<boolean>`instr(zencho_normalise(${words}), ${word}) > 0`)
  }
  if (tag !== undefined && tag !== '') {
    matching = matching.where(sql<boolean>`exists (select 1 from revision_tag join tag on tag.id = revision_tag.tag_id
      where revision_tag.entry_id = entry.id and revision_tag.revision = entry.revision and tag.name = ${tag})`)
  }
  const { total } = await matching.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await matching
    .select(['entry.id', 'revision.question', 'section.code', 'section.name'])
    .orderBy('section.id')
    .orderBy('entry.id')
    .limit(limit)
    .execute()
  return { total, entries: rows.map(({ id, question, code, name }) => ({ id, question, section: { code, name } })) }
}
