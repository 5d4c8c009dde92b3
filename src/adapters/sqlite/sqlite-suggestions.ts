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
  SuggestionState,
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
  const decisions = found.map(
    (row, i): Decision => ({ row, state: 'accepted', text: suggestions[i]?.text ?? row.text }),
  )
  await decideAll(transaction, decisions, { by: options.actor, now })
}

async function reject(
  transaction: Transaction<Tables>,
  { suggestions, reason }: Rejection,
  { now, by }: SqliteWriteDeps & { readonly by: string },
): Promise<void> {
  const found = await mustSee(transaction, suggestions)
  const decisions = found.map((row): Decision => ({ row, state: 'rejected', reason }))
  await decideAll(transaction, decisions, { by, now })
}

interface Decision {
  readonly row: Row
  readonly state: Exclude<SuggestionState, 'open'>
  /** The wording that went in; left out, the suggested one. */
  readonly text?: string
  readonly reason?: string
}

async function decideAll(
  transaction: Transaction<Tables>,
  decisions: readonly Decision[],
  { by, now }: { readonly by: string; readonly now: () => Date },
): Promise<void> {
  const at = now().toISOString()
  const record = await openAuditTrail(transaction)
  for (const { row, state, text = row.text, reason } of decisions) {
    const why = reason === undefined ? {} : { reason }
    const decided = { state, decided_by: by, decided_at: at, saved_text: text === row.text ? null : text, ...why }
    const closed = transaction.updateTable('suggestion').set({ ...decided, version: row.version + 1 })
    await closed.where('id', '=', row.id).execute()
    const before = { id: row.id, kind: row.kind, text: row.text, state: 'open' }
    const event = { at, actor: by, action: `suggestion.${state}`, subject: row.entry_id, before }
    await record({ ...event, after: { ...before, text, state, ...why } })
  }
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

/** Looked for without the right to write: mostly no entry with open ones was changed. */
async function settle(query: Kysely<Tables>, { now }: SqliteWriteDeps): Promise<number> {
  if ((await unsettled(query).limit(1).execute()).length === 0) return 0
  return query.transaction().execute(async transaction => {
    const rows = await unsettled(transaction).execute()
    const known = await knownWords(transaction, [...new Set(rows.map(({ entry_id }) => entry_id))])
    const overtaken = rows.filter(({ entry_id, same_text }) => known.get(entry_id)?.has(same_text) !== false)
    const decisions = overtaken.map((row): Decision => ({ row, state: 'overtaken' }))
    await decideAll(transaction, decisions, { by: SETTLER, now })
    await transaction.updateTable('suggestion').set({ settled: 1 }).where(isUnsettled).execute()
    return overtaken.length
  })
}

const isUnsettled = sql<boolean>`suggestion.state = 'open' AND suggestion.settled = 0`

function unsettled(query: Kysely<Tables>) {
  return selectAll(query).where(isUnsettled)
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
