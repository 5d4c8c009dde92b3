// Saving entries: each change is a new revision, with its audit event and its "to index" mark, all in one transaction.
import type { Kysely, Transaction } from 'kysely'
import {
  checkEntryContent,
  ENTRY_ID_FORM,
  type Entry,
  requireDate,
  requireForm,
  SECTION_CODE_FORM,
} from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { dateInJapan } from '../../core/fiscal-year.ts'
import type { EntryInput, SaveOptions, SaveSummary } from '../../core/ports/registry.ts'
import { type AuditEvent, openAuditTrail } from './audit-trail.ts'
import { loadEntries } from './load-entries.ts'
import type { Tables } from './tables.ts'

interface SaveContext {
  readonly transaction: Transaction<Tables>
  readonly actor: string
  readonly at: string
  readonly today: string
  readonly record: (event: AuditEvent) => Promise<void>
  readonly sectionIds: Map<string, number>
  readonly tagIds: Map<string, number>
}

/** How many entries are looked up at once; also the step of the progress that callers see. */
const CHUNK = 200

/** All or none: the first rule broken undoes everything. */
export async function saveEntries(
  query: Kysely<Tables>,
  inputs: readonly EntryInput[],
  options: SaveOptions & { readonly now: () => Date },
): Promise<SaveSummary> {
  const checked = inputs.map(checkInput)
  refuseDoubles(checked)
  return query.transaction().execute(async transaction => {
    const context = await openContext(transaction, options)
    const summary = { created: 0, revised: 0, unchanged: 0 }
    for (let from = 0; from < checked.length; from += CHUNK) {
      const chunk = checked.slice(from, from + CHUNK)
      const stored = new Map(
        (
          await loadEntries(
            transaction,
            chunk.map(({ id }) => id),
          )
        ).map(entry => [entry.id, entry]),
      )
      for (const input of chunk) summary[await saveEntry(input, stored.get(input.id), context, options)] += 1
      options.onProgress?.(Math.min(from + CHUNK, checked.length), checked.length)
    }
    return summary
  })
}

function checkInput(input: EntryInput): EntryInput {
  requireForm('id', input.id, ENTRY_ID_FORM)
  requireForm('section', input.section.code, SECTION_CODE_FORM)
  if (input.registeredOn !== null) requireDate('registered', input.registeredOn)
  if (input.revisedOn !== null) requireDate('revised', input.revisedOn)
  return { ...input, ...checkEntryContent(input) }
}

function refuseDoubles(inputs: readonly EntryInput[]): void {
  const seen = new Set<string>()
  for (const { id } of inputs) {
    if (seen.has(id)) throw new FaqError('bad_input', { field: 'id', expected: 'unique', got: id })
    seen.add(id)
  }
}

async function openContext(
  transaction: Transaction<Tables>,
  options: SaveOptions & { readonly now: () => Date },
): Promise<SaveContext> {
  const now = options.now()
  const record = await openAuditTrail(transaction)
  const base = { transaction, actor: options.actor, at: now.toISOString(), today: dateInJapan(now), record }
  return { ...base, sectionIds: new Map(), tagIds: new Map() }
}

async function saveEntry(
  input: EntryInput,
  stored: Entry | undefined,
  context: SaveContext,
  options: SaveOptions,
): Promise<keyof SaveSummary> {
  refuseStale(input.id, stored, options.seen)
  const next = nextState(input, stored, context.today)
  if (stored !== undefined && sameEntry(stored, next)) return 'unchanged'
  await writeEntry(next, stored, context)
  await context.transaction.insertInto('index_mark').values({ entry_id: next.id }).execute()
  const action = actionOf(next, stored)
  const { at, actor } = context
  await context.record({ at, actor, action, subject: next.id, before: stored ?? null, after: next })
  return stored === undefined ? 'created' : 'revised'
}

function actionOf(next: Entry, stored: Entry | undefined): string {
  if (stored === undefined) return 'entry.created'
  return next.status === 'archived' && stored.status !== 'archived' ? 'entry.archived' : 'entry.revised'
}

function refuseStale(id: string, stored: Entry | undefined, seen: SaveOptions['seen']): void {
  const expectedRevision = seen?.get(id)
  const currentRevision = stored?.revision ?? 0
  if (expectedRevision !== undefined && expectedRevision !== currentRevision) {
    throw new FaqError('conflict', { id, expectedRevision, currentRevision })
  }
}

/**
 * The entry as it will stand. A registration date, once there, is kept whatever the input says; a revision that people
 * read is never older than the registration.
 */
function nextState(input: EntryInput, stored: Entry | undefined, today: string): Entry {
  const isPublic = input.status === 'published' || input.status === 'archived'
  const registeredOn = stored?.registeredOn ?? (isPublic ? (input.registeredOn ?? today) : null)
  const revisedOn = input.revisedOn ?? (stored !== undefined && sameContent(stored, input) ? stored.revisedOn : today)
  return {
    ...input,
    revision: (stored?.revision ?? 0) + 1,
    registeredOn,
    revisedOn: registeredOn !== null && registeredOn > revisedOn ? registeredOn : revisedOn,
  }
}

const CONTENT_FIELDS = ['question', 'answer', 'phrasings', 'negativePhrasings', 'tags', 'basis', 'reviewBy'] as const

function sameContent(a: EntryInput | Entry, b: EntryInput | Entry): boolean {
  return CONTENT_FIELDS.every(field => JSON.stringify(a[field]) === JSON.stringify(b[field]))
}

function sameEntry(a: Entry, b: Entry): boolean {
  const sameSection = a.section.code === b.section.code && a.section.name === b.section.name
  return sameSection && a.status === b.status && a.revisedOn === b.revisedOn && sameContent(a, b)
}

async function writeEntry(next: Entry, stored: Entry | undefined, context: SaveContext): Promise<void> {
  const { transaction, at } = context
  const state = {
    section_id: await sectionId(next, context),
    status: next.status,
    revision: next.revision,
    registered_on: next.registeredOn,
    updated_at: at,
  }
  if (stored === undefined) {
    await transaction
      .insertInto('entry')
      .values({ id: next.id, created_at: at, ...state })
      .execute()
  } else {
    await transaction.updateTable('entry').set(state).where('id', '=', next.id).execute()
  }
  await writeRevision(next, context)
}

async function writeRevision(next: Entry, context: SaveContext): Promise<void> {
  const { transaction, actor, at } = context
  const key = { entry_id: next.id, revision: next.revision }
  await transaction
    .insertInto('revision')
    .values({
      entry_id: next.id,
      number: next.revision,
      question: next.question,
      answer: next.answer,
      basis: JSON.stringify(next.basis),
      review_by: next.reviewBy,
      revised_on: next.revisedOn,
      author: actor,
      created_at: at,
    })
    .execute()
  const positive = next.phrasings.map((text, position) => ({ ...key, polarity: 'positive' as const, position, text }))
  const negative = next.negativePhrasings.map((text, position) => ({
    ...key,
    polarity: 'negative' as const,
    position,
    text,
  }))
  const phrasings = [...positive, ...negative]
  if (phrasings.length > 0) await transaction.insertInto('phrasing').values(phrasings).execute()
  for (const [position, name] of next.tags.entries()) {
    await transaction
      .insertInto('revision_tag')
      .values({ ...key, position, tag_id: await tagId(name, context) })
      .execute()
  }
}

/** The section's id; a section not seen before is created, a new name is taken over. */
async function sectionId(entry: Entry, context: SaveContext): Promise<number> {
  const { code, name } = entry.section
  const known = context.sectionIds.get(`${code} ${name}`)
  if (known !== undefined) return known
  const { transaction, at, actor } = context
  const stored = await transaction.selectFrom('section').selectAll().where('code', '=', code).executeTakeFirst()
  const { id } = await transaction
    .insertInto('section')
    .values({ code, name, created_at: at })
    .onConflict(conflict => conflict.column('code').doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  if (stored?.name !== name) {
    const action = stored === undefined ? 'section.created' : 'section.renamed'
    const before = stored === undefined ? null : { code, name: stored.name }
    await context.record({ at, actor, action, subject: code, before, after: { code, name } })
  }
  context.sectionIds.set(`${code} ${name}`, id)
  return id
}

async function tagId(name: string, context: SaveContext): Promise<number> {
  const known = context.tagIds.get(name)
  if (known !== undefined) return known
  const { id } = await context.transaction
    .insertInto('tag')
    .values({ name })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  context.tagIds.set(name, id)
  return id
}
