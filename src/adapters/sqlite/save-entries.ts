// Saving entries: each change is a new revision, with its audit event and its "to index" mark, all in one transaction.
import type { Kysely, Transaction } from 'kysely'
import {
  CONTENT_FIELDS,
  checkEntryContent,
  ENTRY_ID_FORM,
  type Entry,
  type EntryStatus,
  requireDate,
  requireForm,
  SECTION_CODE_FORM,
  type WorkingEntry,
} from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { dateInJapan } from '../../core/fiscal-year.ts'
import { sectionNotes } from '../../core/messages/ja/admin/section-notes.ts'
import type { EntryInput, SaveOptions, SaveSummary } from '../../core/ports/registry.ts'
import { type AuditEvent, openAuditTrail } from './audit-trail.ts'
import { insertRow } from './insert-row.ts'
import { putListTexts } from './list-texts.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import { noteSavedDraft, unsavedDrafts } from './saved-drafts.ts'
import type { Tables } from './tables.ts'

interface SaveContext {
  readonly transaction: Transaction<Tables>
  readonly actor: string
  readonly at: string
  readonly today: string
  readonly note: string
  readonly record: (event: AuditEvent) => Promise<void>
  readonly listTextsLater: boolean
  readonly sectionIds: Map<string, number>
  readonly tagIds: Map<string, number>
  /** Ids of entries that a model drafted and nobody has saved yet. */
  readonly modelDrafts: ReadonlySet<string>
}

/** How many entries are looked up at once; also the step of the progress that callers see. */
const CHUNK = 200

/** All or none: the first rule broken undoes everything. */
export function saveEntries(
  query: Kysely<Tables>,
  inputs: readonly EntryInput[],
  options: SaveOptions & { readonly now: () => Date },
): Promise<SaveSummary> {
  return query.transaction().execute(transaction => saveEntriesWithin(transaction, inputs, options))
}

interface SaveWithinOptions extends SaveOptions {
  readonly now: () => Date
  /** Leaves the texts of the editors' list to `settleListTexts`: they are half of the work, and others wait meanwhile. */
  readonly listTextsLater?: boolean
}

/** The same as part of a larger change. */
export async function saveEntriesWithin(
  transaction: Transaction<Tables>,
  inputs: readonly EntryInput[],
  options: SaveWithinOptions,
): Promise<SaveSummary> {
  const checked = inputs.map(checkInput)
  refuseDoubles(checked)
  const context = await openContext(transaction, options)
  const summary = { created: 0, revised: 0, unchanged: 0 }
  for (let from = 0; from < checked.length; from += CHUNK) {
    const chunk = checked.slice(from, from + CHUNK)
    const ids = chunk.map(({ id }) => id)
    const stored = new Map((await loadWorkingEntries(transaction, ids)).map(entry => [entry.id, entry]))
    for (const input of chunk) summary[await saveEntry(input, stored.get(input.id), context, options)] += 1
    options.onProgress?.(Math.min(from + CHUNK, checked.length), checked.length)
  }
  return summary
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

async function openContext(transaction: Transaction<Tables>, options: SaveWithinOptions): Promise<SaveContext> {
  const now = options.now()
  const record = await openAuditTrail(transaction)
  const { actor, note = '', listTextsLater = false } = options
  const base = { transaction, actor, note, listTextsLater, at: now.toISOString(), today: dateInJapan(now), record }
  return { ...base, sectionIds: new Map(), tagIds: new Map(), modelDrafts: await unsavedDrafts(transaction) }
}

async function saveEntry(
  input: EntryInput,
  stored: WorkingEntry | undefined,
  context: SaveContext,
  options: SaveOptions,
): Promise<keyof SaveSummary> {
  refuseStale(input.id, stored, options.seen)
  const next = nextState(input, stored, context)
  if (stored !== undefined && sameEntry(stored, next)) return 'unchanged'
  await writeEntry(next, stored, context)
  await insertRow(context.transaction, 'index_mark', { entry_id: next.id })
  const action = actionOf(next, stored)
  const { at, actor } = context
  await context.record({ at, actor, action, subject: next.id, before: stored ?? null, after: next })
  if (stored === undefined && context.modelDrafts.has(next.id)) await noteSavedDraft(next, context)
  return stored === undefined ? 'created' : 'revised'
}

function actionOf(next: WorkingEntry, stored: WorkingEntry | undefined): string {
  if (stored === undefined) return 'entry.created'
  return next.status === stored.status ? 'entry.revised' : (MOVES[next.status] ?? 'entry.revised')
}

/** Steps of the workflow that bear a name of their own in the trail. */
const MOVES: Partial<Record<EntryStatus, string>> = {
  in_review: 'entry.submitted',
  published: 'entry.published',
  archived: 'entry.archived',
}

function refuseStale(id: string, stored: WorkingEntry | undefined, seen: SaveOptions['seen']): void {
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
function nextState(
  input: EntryInput,
  stored: WorkingEntry | undefined,
  { today, note }: Pick<SaveContext, 'today' | 'note'>,
): WorkingEntry {
  const isPublic = input.status === 'published' || input.status === 'archived'
  const registeredOn = stored?.registeredOn ?? (isPublic ? (input.registeredOn ?? today) : null)
  const revisedOn = input.revisedOn ?? (stored !== undefined && sameContent(stored, input) ? stored.revisedOn : today)
  const revision = (stored?.revision ?? 0) + 1
  return {
    ...input,
    revision,
    publishedRevision: servingRevision(input.status, revision, stored),
    mergedInto: input.status === 'archived' ? (stored?.mergedInto ?? null) : null,
    note,
    registeredOn,
    revisedOn: registeredOn !== null && registeredOn > revisedOn ? registeredOn : revisedOn,
  }
}

/** What is in the works changes nothing for staff. */
function servingRevision(status: EntryStatus, revision: number, stored: WorkingEntry | undefined): number | null {
  if (status === 'published') return revision
  return status === 'archived' ? null : (stored?.publishedRevision ?? null)
}

function sameContent(a: EntryInput | WorkingEntry, b: EntryInput | WorkingEntry): boolean {
  return CONTENT_FIELDS.every(field => JSON.stringify(a[field]) === JSON.stringify(b[field]))
}

function sameEntry(a: WorkingEntry, b: WorkingEntry): boolean {
  const sameSection = a.section.code === b.section.code && a.section.name === b.section.name
  return sameSection && a.status === b.status && a.revisedOn === b.revisedOn && sameContent(a, b)
}

async function writeEntry(next: WorkingEntry, stored: WorkingEntry | undefined, context: SaveContext): Promise<void> {
  const { transaction, at } = context
  const state = {
    section_id: await sectionId(next, context),
    status: next.status,
    revision: next.revision,
    published_revision: next.publishedRevision,
    ...servingReviewBy(next),
    merged_into: next.mergedInto,
    registered_on: next.registeredOn,
    updated_at: at,
  }
  if (stored === undefined) {
    await insertRow(transaction, 'entry', { id: next.id, created_at: at, ...state })
  } else {
    await transaction.updateTable('entry').set(state).where('id', '=', next.id).execute()
  }
  await writeRevision(next, context)
  if (!context.listTextsLater) await putListTexts(transaction, next, await officialOf(next, transaction))
}

/** The revision that serves beside the one that was just written; null where none does. */
async function officialOf(next: WorkingEntry, transaction: Transaction<Tables>): Promise<Entry | null> {
  if (next.publishedRevision === null) return null
  if (next.publishedRevision === next.revision) return next
  const [official] = await loadEntries(transaction, [next.id])
  return official ?? null
}

/** Of the revision that serves: a draft beside it changes nothing. */
function servingReviewBy({ publishedRevision, revision, reviewBy }: WorkingEntry) {
  if (publishedRevision === null) return { serving_review_by: null }
  return publishedRevision === revision ? { serving_review_by: reviewBy } : {}
}

async function writeRevision(next: WorkingEntry, context: SaveContext): Promise<void> {
  const { transaction, actor, at } = context
  const key = { entry_id: next.id, revision: next.revision }
  await insertRow(transaction, 'revision', {
    entry_id: next.id,
    number: next.revision,
    question: next.question,
    answer: next.answer,
    basis: JSON.stringify(next.basis),
    review_by: next.reviewBy,
    revised_on: next.revisedOn,
    status: next.status,
    note: next.note,
    valid_from: next.validFrom,
    valid_until: next.validUntil,
    visible_to: JSON.stringify(next.visibleTo),
    author: actor,
    created_at: at,
  })
  const positive = next.phrasings.map((text, position) => ({ ...key, polarity: 'positive' as const, position, text }))
  const negative = next.negativePhrasings.map((text, position) => ({
    ...key,
    polarity: 'negative' as const,
    position,
    text,
  }))
  for (const phrasing of [...positive, ...negative]) await insertRow(transaction, 'phrasing', phrasing)
  for (const [position, name] of next.tags.entries()) {
    await insertRow(transaction, 'revision_tag', { ...key, position, tag_id: await tagId(name, context) })
  }
}

/** The section's id; a section not seen before is created, a new name is taken over. */
async function sectionId(entry: WorkingEntry, context: SaveContext): Promise<number> {
  const { code, name } = entry.section
  const known = context.sectionIds.get(`${code} ${name}`)
  if (known !== undefined) return known
  const { transaction, at, actor } = context
  const stored = await transaction.selectFrom('section').selectAll().where('code', '=', code).executeTakeFirst()
  if (stored !== undefined && stored.closed_on !== null && stored.closed_on <= context.today) {
    throw new FaqError('bad_input', { field: 'section', expected: sectionNotes.open, got: code })
  }
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
