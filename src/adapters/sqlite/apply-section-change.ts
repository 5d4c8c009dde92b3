// Makes one change of sections: entries, tickets, contacts, roles and restrictions go along, each with its audit event. Within
// the transaction of whoever calls.
import { sql, type Transaction } from 'kysely'
import type { Section } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { dateInJapan } from '../../core/fiscal-year.ts'
import { sectionNotes } from '../../core/messages/ja/admin/section-notes.ts'
import type { SectionChange } from '../../core/ports/section-changes.ts'
import { problemsOf, sectionsEnding } from '../../core/upkeep/section-change.ts'
import { openAuditTrail } from './audit-trail.ts'
import { changeServing } from './change-serving.ts'
import { type Move, moveEntries } from './move-entries.ts'
import { moveContacts, movePeople, moveTickets, type SectionMove, shareRoles } from './move-section-belongings.ts'
import { readOverview } from './section-overview.ts'
import type { Tables } from './tables.ts'

export interface ApplyOptions {
  readonly actor: string
  readonly now: () => Date
}

/** `bad_input` where it cannot be made; resolves with the number of entries that were moved. */
export async function applySectionChange(
  transaction: Transaction<Tables>,
  change: SectionChange,
  { actor, now }: ApplyOptions,
): Promise<number> {
  await refuseImpossible(transaction, change)
  const context = { transaction, actor, now, at: now().toISOString() }
  switch (change.kind) {
    case 'create':
      await sectionFor(change.section, context)
      return 0
    case 'rename':
      await rename(change, context)
      return 0
    case 'merge':
      return merge(change, context)
    case 'split':
      return split(change, context)
    case 'close':
      await close(change.code, null, context)
      return 0
    case 'move':
      return move(change.entryIds, await existing(change.to, context), context)
    default:
      return change satisfies never
  }
}

interface Context extends ApplyOptions {
  readonly transaction: Transaction<Tables>
  readonly at: string
}

async function refuseImpossible(transaction: Transaction<Tables>, change: SectionChange): Promise<void> {
  const [problem] = problemsOf(change, await readOverview(transaction))
  if (problem === undefined) return
  throw new FaqError('bad_input', { field: 'section', expected: sectionNotes.possible, got: problem })
}

async function existing(
  code: string,
  { transaction }: Context,
): Promise<{ readonly id: number; readonly code: string }> {
  return transaction.selectFrom('section').select(['id', 'code']).where('code', '=', code).executeTakeFirstOrThrow()
}

/** The section, made where it is not there. */
async function sectionFor({ code, name }: Section, context: Context) {
  const { transaction, at, actor } = context
  const known = await transaction.selectFrom('section').select('id').where('code', '=', code).executeTakeFirst()
  if (known !== undefined) return { id: known.id, code }
  const after = { code, name: name.trim() }
  const made = transaction
    .insertInto('section')
    .values({ ...after, created_at: at })
    .returning('id')
  const { id } = await made.executeTakeFirstOrThrow()
  const record = await openAuditTrail(transaction)
  await record({ at, actor, action: 'section.created', subject: code, before: null, after })
  return { id, code }
}

async function rename(
  { code, name }: { readonly code: string; readonly name: string },
  { transaction, at, actor }: Context,
): Promise<void> {
  const before = await transaction
    .selectFrom('section')
    .select(['code', 'name'])
    .where('code', '=', code)
    .executeTakeFirst()
  const after = { code, name: name.trim() }
  if (before?.name === after.name) return
  await transaction.updateTable('section').set({ name: after.name }).where('code', '=', code).execute()
  const record = await openAuditTrail(transaction)
  await record({ at, actor, action: 'section.renamed', subject: code, before, after })
}

async function merge(change: Extract<SectionChange, { kind: 'merge' }>, context: Context): Promise<number> {
  const into = await sectionFor(change.into, context)
  const ending = sectionsEnding(change)
  let moved = 0
  for (const code of ending) {
    const from = await existing(code, context)
    const ids = await context.transaction.selectFrom('entry').select('id').where('section_id', '=', from.id).execute()
    moved += await move(
      ids.map(({ id }) => id),
      into,
      context,
    )
    const belongings: SectionMove = { ...context, from, into }
    await moveTickets(belongings)
    await moveContacts(belongings)
    await movePeople(belongings)
    await close(code, into, context)
  }
  await renameScopes(ending, into.code, context)
  return moved
}

async function split(change: Extract<SectionChange, { kind: 'split' }>, context: Context): Promise<number> {
  const [from, into] = [await existing(change.from, context), await sectionFor(change.into, context)]
  if (change.roles) await shareRoles({ ...context, from, into })
  // What has left the section since it was planned is somebody else's by now.
  const { rows } = await sql<{ id: string }>`select id from entry where section_id = ${from.id}
    and id in (select value from json_each(${JSON.stringify(change.entryIds)}))`.execute(context.transaction)
  return move(
    rows.map(({ id }) => id),
    into,
    context,
  )
}

async function move(
  ids: readonly string[],
  to: { readonly id: number; readonly code: string },
  { transaction, actor, at }: Context,
): Promise<number> {
  const record = await openAuditTrail(transaction)
  const options: Move = { transaction, toId: to.id, toCode: to.code, actor, at, record, note: sectionNotes.moved }
  return moveEntries(ids, options)
}

async function close(
  code: string,
  successor: { readonly id: number; readonly code: string } | null,
  { transaction, at, actor, now }: Context,
): Promise<void> {
  const closedOn = dateInJapan(now())
  const state = { closed_on: closedOn, successor_id: successor?.id ?? null }
  await transaction.updateTable('section').set(state).where('code', '=', code).execute()
  const record = await openAuditTrail(transaction)
  const after = { closedOn, successor: successor?.code ?? null }
  await record({ at, actor, action: 'section.closed', subject: code, before: null, after })
}

/** Restricted entries that name a section that is no more name its successor, so that the same people read them. */
async function renameScopes(ending: readonly string[], into: string, context: Context): Promise<void> {
  const ids = await entriesNaming(ending, context.transaction)
  if (ids.length === 0) return
  const { transaction, actor, now } = context
  await changeServing(transaction, ids, {
    actor,
    now,
    note: sectionNotes.moved,
    change: ({ visibleTo }) => {
      return { visibleTo: [...new Set(visibleTo.map(code => (ending.includes(code) ? into : code)))] }
    },
  })
}

/** Entries of which the newest revision, or the one that serves, names one of these sections. */
export async function entriesNaming(
  codes: readonly string[],
  transaction: Pick<Transaction<Tables>, 'selectFrom' | 'getExecutor'>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct entry.id from entry
    join revision on revision.entry_id = entry.id and revision.number in (entry.revision, entry.published_revision)
    where revision.visible_to <> '[]' and exists (
      select 1 from json_each(revision.visible_to) as named
      where named.value in (select value from json_each(${JSON.stringify(codes)}))
    ) order by entry.id`.execute(transaction)
  return rows.map(({ id }) => id)
}
