// Suggested wordings over SQLite: what is proposed, what is open, and what people decided, with an audit event of each.
import { type Kysely, sql, type Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type {
  Acceptance,
  Rejection,
  SeenSuggestion,
  SuggestedEntryPage,
  Suggestion,
  SuggestionFilter,
  SuggestionPage,
  Suggestions,
} from '../../core/ports/suggestions.ts'
import { openAuditTrail } from './audit-trail.ts'
import { knownWords, proposeWithin } from './propose-suggestions.ts'
import { saveEntriesWithin } from './save-entries.ts'
import type { SqliteNoticesDeps } from './sqlite-notices.ts'
import type { SqliteWriteDeps } from './sqlite-synonyms.ts'
import type { Tables } from './tables.ts'
import { readUntold, tellSections } from './tell-suggestions.ts'

export function openSqliteSuggestions(query: Kysely<Tables>, deps: SqliteNoticesDeps): Suggestions {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    propose: async (words, by) => {
      if (words.length === 0) return 0
      return write(transaction => proposeWithin(transaction, words, { ...deps, by }))
    },
    open: filter => readOpen(query, filter),
    entries: filter => readEntries(query, filter),
    find: async ids => {
      const rows = await selectAll(query).where('suggestion.id', 'in', ids).execute()
      const byId = new Map(rows.map(row => [row.id, toSuggestion(row)]))
      return ids.flatMap(id => byId.get(id) ?? [])
    },
    accept: acceptance => write(transaction => accept(transaction, acceptance, deps)),
    reject: (rejection, by) => write(transaction => reject(transaction, rejection, { ...deps, by })),
    settle: () => settle(query, deps),
    untold: today => readUntold(query, today),
    tell: (codes, today, notices) => write(transaction => tellSections(transaction, { codes, today, notices }, deps)),
  }
}

function selectAll(query: Kysely<Tables>) {
  return query
    .selectFrom('suggestion')
    .innerJoin('entry', 'entry.id', 'suggestion.entry_id')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .selectAll('suggestion')
    .select(['section.code', 'section.name'])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectAll>['execute']>>[number]

function matching(query: Kysely<Tables>, filter: Omit<SuggestionFilter, 'limit' | 'offset'>) {
  const { sectionCodes, entryIds, kind, source } = filter
  let selected = query
    .selectFrom('suggestion')
    .innerJoin('entry', 'entry.id', 'suggestion.entry_id')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .where('suggestion.state', '=', 'open')
  if (sectionCodes !== null) selected = selected.where('section.code', 'in', sectionCodes)
  if (entryIds !== undefined) selected = selected.where('suggestion.entry_id', 'in', entryIds)
  if (kind !== undefined) selected = selected.where('suggestion.kind', '=', kind)
  if (source !== undefined) selected = selected.where('suggestion.source', '=', source)
  return selected
}

async function readOpen(query: Kysely<Tables>, filter: SuggestionFilter): Promise<SuggestionPage> {
  const { total } = await matching(query, filter)
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching(query, filter)
    .selectAll('suggestion')
    .select(['section.code', 'section.name'])
    .orderBy('suggestion.times', 'desc')
    .orderBy('suggestion.id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return { total, suggestions: rows.map(toSuggestion) }
}

async function readEntries(
  query: Kysely<Tables>,
  filter: Omit<SuggestionFilter, 'entryIds'>,
): Promise<SuggestedEntryPage> {
  const { total } = await matching(query, filter)
    .select(sql<number>`count(distinct suggestion.entry_id)`.as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching(query, filter)
    .select(['suggestion.entry_id as entryId', 'section.code', 'section.name'])
    .select(eb => [eb.fn.countAll<number>().as('open'), eb.fn.sum<number>('suggestion.times').as('times')])
    .groupBy('suggestion.entry_id')
    .orderBy('times', 'desc')
    .orderBy('entryId')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return { total, entries: rows.map(({ code, name, ...entry }) => ({ ...entry, section: { code, name } })) }
}

/** The entry is saved and the suggestions are closed with it: neither without the other. */
async function accept(
  transaction: Transaction<Tables>,
  { suggestions, entry, options }: Acceptance,
  { now }: SqliteWriteDeps,
): Promise<void> {
  const found = await mustSee(transaction, suggestions)
  const strange = found.find(({ entry_id }) => entry_id !== entry.id)
  if (strange !== undefined)
    throw new FaqError('bad_input', { field: 'entry', expected: strange.entry_id, got: entry.id })
  await saveEntriesWithin(transaction, [entry], { ...options, now })
  const at = now().toISOString()
  const record = await openAuditTrail(transaction)
  for (const [i, { text }] of suggestions.entries()) {
    const row = found[i] as Row
    const savedText = text === row.text ? null : text
    const decided = { state: 'accepted' as const, decided_by: options.actor, decided_at: at, saved_text: savedText }
    await close(transaction, row, decided)
    const before = { id: row.id, kind: row.kind, text: row.text, state: 'open' }
    const event = { at, actor: options.actor, action: 'suggestion.accepted', subject: row.entry_id, before }
    await record({ ...event, after: { id: row.id, kind: row.kind, text, state: 'accepted' } })
  }
}

async function reject(
  transaction: Transaction<Tables>,
  { suggestions, reason }: Rejection,
  { now, by }: SqliteWriteDeps & { readonly by: string },
): Promise<void> {
  const at = now().toISOString()
  const record = await openAuditTrail(transaction)
  for (const row of await mustSee(transaction, suggestions)) {
    await close(transaction, row, { state: 'rejected', decided_by: by, decided_at: at, reason })
    const before = { id: row.id, kind: row.kind, text: row.text, state: 'open' }
    const event = { at, actor: by, action: 'suggestion.rejected', subject: row.entry_id, before }
    await record({ ...event, after: { ...before, state: 'rejected', reason } })
  }
}

type Decided = Pick<Tables['suggestion'], 'state' | 'decided_by' | 'decided_at'> &
  Partial<Pick<Tables['suggestion'], 'saved_text'>> & { readonly reason?: string }

async function close(transaction: Transaction<Tables>, { id, version }: Row, decided: Decided): Promise<void> {
  await transaction
    .updateTable('suggestion')
    .set({ ...decided, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** The open ones as they were seen, in the order in which they are named. */
async function mustSee(transaction: Transaction<Tables>, seen: readonly SeenSuggestion[]): Promise<readonly Row[]> {
  const ids = seen.map(({ id }) => id)
  const rows = new Map(
    (await selectAll(transaction).where('suggestion.id', 'in', ids).execute()).map(row => [row.id, row]),
  )
  return seen.map(({ id, version }) => {
    const row = rows.get(id)
    if (row === undefined) throw new FaqError('not_found', { what: 'suggestion', id })
    if (row.version !== version || row.state !== 'open') {
      throw new FaqError('conflict', { id, expectedRevision: version, currentRevision: row.version })
    }
    return row
  })
}

/** Who closes what was overtaken by other work. */
const SETTLER = 'suggestions'

/** Looked for without the right to write: mostly there is nothing to do. */
async function settle(query: Kysely<Tables>, { now }: SqliteWriteDeps): Promise<number> {
  const overtakenOf = async (reader: Kysely<Tables>) => {
    const rows = await selectAll(reader).where('suggestion.state', '=', 'open').execute()
    const known = await knownWords(reader, [...new Set(rows.map(({ entry_id }) => entry_id))])
    return rows.filter(({ entry_id, same_text }) => known.get(entry_id)?.has(same_text) !== false)
  }
  if ((await overtakenOf(query)).length === 0) return 0
  return query.transaction().execute(async transaction => {
    const overtaken = await overtakenOf(transaction)
    const at = now().toISOString()
    const record = await openAuditTrail(transaction)
    for (const row of overtaken) {
      await close(transaction, row, { state: 'overtaken', decided_by: SETTLER, decided_at: at })
      const before = { id: row.id, kind: row.kind, text: row.text, state: 'open' }
      const event = { at, actor: SETTLER, action: 'suggestion.overtaken', subject: row.entry_id, before }
      await record({ ...event, after: { ...before, state: 'overtaken' } })
    }
    return overtaken.length
  })
}

function toSuggestion(row: Row): Suggestion {
  const evidence = { times: row.times, lastAskedAt: dateOf(row.last_asked_at) }
  return {
    id: row.id,
    version: row.version,
    entryId: row.entry_id,
    section: { code: row.code, name: row.name },
    kind: row.kind,
    text: row.text,
    source: row.source,
    evidence: row.cluster_id === null ? evidence : { ...evidence, clusterId: row.cluster_id },
    state: row.state,
    proposedBy: row.proposed_by,
    proposedAt: new Date(row.proposed_at),
    decidedBy: row.decided_by,
    decidedAt: dateOf(row.decided_at),
    reason: row.reason,
    savedText: row.saved_text,
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
