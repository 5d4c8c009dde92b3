// What an entry was, over SQLite: revisions with their content, and the events of the audit trail.
import { type Kysely, type Selectable, sql } from 'kysely'
import { CONTENT_FIELDS } from '../../core/entry.ts'
import type { HistoryEvent, Revision, RevisionHead, Revisions } from '../../core/ports/revisions.ts'
import type { Tables } from './tables.ts'

/** Of an entry that was changed more often since it was published, the older changes are not looked at. */
const REVISIONS_MAX = 100

export function openSqliteRevisions(query: Kysely<Tables>): Revisions {
  return {
    find: async (entryId, revision) => (await load(query, entryId, [revision]))[0] ?? null,
    after: async (entryId, revision) => {
      const heads = await selectHeads(query, entryId, REVISIONS_MAX).where('number', '>', revision).execute()
      return load(query, entryId, heads.map(({ number }) => number).toReversed())
    },
    heads: async (entryId, limit) => (await selectHeads(query, entryId, limit).execute()).map(toHead),
    history: (entryId, page) => readHistory(query, entryId, page),
  }
}

function selectHeads(query: Kysely<Tables>, entryId: string, limit: number) {
  return query
    .selectFrom('revision')
    .select(['number', 'status', 'note', 'author', 'created_at', 'revised_on'])
    .where('entry_id', '=', entryId)
    .orderBy('number', 'desc')
    .limit(limit)
}

type HeadRow = Pick<
  Selectable<Tables['revision']>,
  'author' | 'created_at' | 'note' | 'number' | 'revised_on' | 'status'
>

function toHead(row: HeadRow): RevisionHead {
  return {
    number: row.number,
    status: row.status,
    note: row.note,
    author: row.author,
    createdAt: new Date(row.created_at),
    revisedOn: row.revised_on,
  }
}

/** In the order of their numbers. */
async function load(query: Kysely<Tables>, entryId: string, numbers: readonly number[]): Promise<readonly Revision[]> {
  if (numbers.length === 0) return []
  const rows = await query
    .selectFrom('revision')
    .selectAll()
    .where('entry_id', '=', entryId)
    .where('number', 'in', numbers)
    .orderBy('number')
    .execute()
  const phrasings = await query
    .selectFrom('phrasing')
    .select(['revision', 'polarity', 'text'])
    .where('entry_id', '=', entryId)
    .where('revision', 'in', numbers)
    .orderBy('position')
    .execute()
  const tags = await query
    .selectFrom('revision_tag')
    .innerJoin('tag', 'tag.id', 'revision_tag.tag_id')
    .select(['revision_tag.revision', 'tag.name'])
    .where('revision_tag.entry_id', '=', entryId)
    .where('revision_tag.revision', 'in', numbers)
    .orderBy('revision_tag.position')
    .execute()
  const textsOf = (number: number, polarity: 'positive' | 'negative') =>
    phrasings.filter(row => row.revision === number && row.polarity === polarity).map(({ text }) => text)
  return rows.map(row => ({
    ...toHead(row),
    question: row.question,
    answer: row.answer,
    phrasings: textsOf(row.number, 'positive'),
    negativePhrasings: textsOf(row.number, 'negative'),
    tags: tags.filter(({ revision }) => revision === row.number).map(({ name }) => name),
    basis: JSON.parse(row.basis) as readonly string[],
    reviewBy: row.review_by,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    visibleTo: JSON.parse(row.visible_to) as readonly string[],
  }))
}

/** Sections and accounts are subjects of the trail too, and a section's code may be spelled like an entry's id. */
const OF_ENTRIES = sql<boolean>`(action like 'entry.%' or action like 'attachment.%')`

async function readHistory(
  query: Kysely<Tables>,
  entryId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
) {
  const events = query.selectFrom('audit_event').where('subject', '=', entryId).where(OF_ENTRIES)
  const { total } = await events.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await events.selectAll().orderBy('seq', 'desc').limit(limit).offset(offset).execute()
  return { total, events: rows.map(toEvent) }
}

function toEvent(row: Selectable<Tables['audit_event']>): HistoryEvent {
  const before = readObject(row.before)
  const after = readObject(row.after)
  const revision = after['revision']
  const makesRevision = typeof revision === 'number' && 'answer' in after
  const compared = [...CONTENT_FIELDS, 'section', 'status']
  const changed = makesRevision && row.before !== null ? compared.filter(name => differs(before, after, name)) : []
  return {
    seq: row.seq,
    at: new Date(row.at),
    actor: row.actor,
    action: row.action,
    revision: makesRevision ? revision : null,
    note: typeof after['note'] === 'string' ? after['note'] : '',
    changed,
    plan: planIn(row.action === 'entry.scheduled' ? after : before, row.action),
    why: row.action === 'entry.plan_given_up' && typeof after['why'] === 'string' ? after['why'] : null,
  }
}

/** Events of plans name the kind and the time. */
function planIn({ kind, at }: Facts, action: string): HistoryEvent['plan'] {
  if (!OF_PLANS.has(action) || typeof at !== 'string') return null
  return kind === 'publish' || kind === 'archive' ? { kind, at: new Date(at) } : null
}

const OF_PLANS: ReadonlySet<string> = new Set([
  'entry.scheduled',
  'entry.unscheduled',
  'entry.plan_carried_out',
  'entry.plan_given_up',
])

/** Events of older versions lack the fields that came later. */
function differs(before: Facts, after: Facts, name: string): boolean {
  return JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null)
}

type Facts = Readonly<Record<string, unknown>>

function readObject(json: string | null): Facts {
  const value: unknown = json === null ? {} : JSON.parse(json)
  return typeof value === 'object' && value !== null ? (value as Facts) : {}
}
