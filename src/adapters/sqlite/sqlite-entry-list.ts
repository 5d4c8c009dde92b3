// The editors' list over SQLite: narrow rows to filter, count and sort by, pairs of letters to search by, and whole entries for
// the one page that is shown.
import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Scope } from '../../core/access/rights.ts'
import type { WorkingEntry } from '../../core/entry.ts'
import type {
  EntryList,
  EntryListFilter,
  EntryListing,
  EntryListPage,
  EntryOrder,
  EntryState,
} from '../../core/ports/entry-list.ts'
import { settleListTexts, textQuery } from './list-texts.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import type { Tables } from './tables.ts'

/** Tags are counted over that many entries: enough to know what is usual, at any size of the registry. */
const TAGGED_ENTRIES = 2_000

/** Takes in first what an older program left. */
export async function openSqliteEntryList(query: Kysely<Tables>): Promise<EntryList> {
  await settleListTexts(query)
  return {
    find: (filter, page) => findEntries(query, filter, page),
    recentTags: (scope, limit) => recentTags(query, scope, limit),
  }
}

async function findEntries(query: Kysely<Tables>, filter: EntryListFilter, page: EntryListPage): Promise<EntryListing> {
  const sectionIds = await sectionIdsOf(query, [...(filter.scope ?? []), ...(filter.sectionCodes ?? [])])
  const own = ownRows(filter.scope, sectionIds)
  const counts = await countStates(matching(query, filter, { own, sectionIds }), own)
  const total = filter.state === undefined ? counts.all : counts[filter.state]
  const probing = await isWorthProbing(query, page, total)
  const rows = await inOrder(
    matching(query, filter, { own, sectionIds, probing }).where(stateIs(filter.state, own)),
    page.order,
  )
    .select(['entry_id', 'updated_at', own.as('own')])
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const entries = await loadListed(query, rows)
  const listed = rows.flatMap(row => {
    const entry = entries.get(row.entry_id)
    return entry === undefined ? [] : [{ entry, updatedAt: new Date(row.updated_at) }]
  })
  return { total, counts, entries: listed }
}

type Rows = SelectQueryBuilder<Tables, 'entry_list', object>
type Own = RawBuilder<0 | 1>

interface Bounds {
  /** 1 for rows whose unpublished work is the scope's to see. */
  readonly own: Own
  readonly sectionIds: ReadonlyMap<string, number>
  /** Whether texts are looked into row by row, not all at once. */
  readonly probing?: boolean
}

/** Looking into one row's text costs as much as collecting some 500 rows that match. */
const PROBES_MAX = 100

/** Where nearly every entry matches, a page is full after a few rows. */
async function isWorthProbing(query: Kysely<Tables>, page: EntryListPage, total: number): Promise<boolean> {
  const { rows } = await query
    .selectFrom('entry_list')
    .select(eb => eb.fn.max('row').as('rows'))
    .executeTakeFirstOrThrow()
  return total > 0 && ((page.offset + page.limit) * rows) / total <= PROBES_MAX
}

async function sectionIdsOf(query: Kysely<Tables>, codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (codes.length === 0) return new Map()
  const rows = await query.selectFrom('section').select(['id', 'code']).where('code', 'in', codes).execute()
  return new Map(rows.map(({ id, code }) => [code, id]))
}

function ownRows(scope: Scope, sectionIds: Bounds['sectionIds']): Own {
  if (scope === null) return sql`1`
  return sql`entry_list.section_id in (${idList(scope, sectionIds)})`
}

/** Zero is no section's id: an empty list would be no SQL. */
function idList(codes: readonly string[], sectionIds: Bounds['sectionIds']): RawBuilder<unknown> {
  return sql.join([0, ...codes.flatMap(code => sectionIds.get(code) ?? [])].map(id => sql.val(id)))
}

/** Everything but the state, of which the counts tell. */
function matching(query: Kysely<Tables>, filter: EntryListFilter, bounds: Bounds): Rows {
  const { own, sectionIds, probing = false } = bounds
  const { scope, sectionCodes, tag, reviewBy, ids } = filter
  let rows: Rows = query.selectFrom('entry_list')
  if (scope !== null) rows = rows.where(sql<boolean>`(${own} or (serving is not null and ${openTo(scope)}))`)
  if (sectionCodes !== undefined) rows = rows.where(sql<boolean>`section_id in (${idList(sectionCodes, sectionIds)})`)
  if (reviewBy !== undefined) rows = rows.where('serving', 'is not', null).where('review_by', '<=', reviewBy)
  if (ids !== undefined) rows = rows.where(isOneOf(ids))
  if (tag !== undefined) rows = rows.where(hasTag(tag, own))
  const official = textQuery(filter.text ?? '', 'official')
  const working = textQuery(filter.text ?? '', 'working')
  return official === null || working === null ? rows : rows.where(containsText(official, working, { own, probing }))
}

function openTo(scope: readonly string[]): RawBuilder<boolean> {
  const codes = sql.join(['', ...scope].map(code => sql.val(code)))
  return sql`(visible_to = '[]' or exists (select 1 from json_each(visible_to) where value in (${codes})))`
}

function isOneOf(ids: readonly string[]): RawBuilder<boolean> {
  return sql`entry_id in (select value from json_each(${JSON.stringify(ids)}))`
}

function hasTag(tag: string, own: Own): RawBuilder<boolean> {
  return sql`(entry_id, iif(${own}, newest, serving)) in (
    select entry_id, revision from revision_tag where tag_id = (select id from tag where name = ${tag}))`
}

/** Work that is not the scope's to see must not be found by its words either. */
function containsText(
  official: string,
  working: string,
  { own, probing }: { readonly own: Own; readonly probing: boolean },
): RawBuilder<boolean> {
  const matches = (pairs: string) =>
    probing
      ? sql`exists (select 1 from entry_text where entry_text match ${pairs} and entry_text.rowid = entry_list.row)`
      : sql`row in (select rowid from entry_text where entry_text match ${pairs})`
  return sql`((${matches(official)} and (serving is newest or not ${own})) or (${matches(working)} and ${own}))`
}

/** To others an entry is what it is officially. */
function stateIs(state: EntryState | undefined, own: Own): RawBuilder<boolean> {
  switch (state) {
    case undefined:
      return sql`1`
    case 'published':
      return sql`serving is not null`
    case 'revising':
      return sql`(serving is not null and serving <> newest and ${own})`
    case 'draft':
      return sql`(serving is null and status = 'draft' and ${own})`
    case 'in_review':
      return sql`(status = 'in_review' and ${own})`
    case 'archived':
      return sql`(status = 'archived' and ${own})`
    default:
      return state satisfies never
  }
}

async function countStates(rows: Rows, own: Own): Promise<Record<EntryState | 'all', number>> {
  const groups = await rows
    .select([
      sql<EntryState>`iif(${own}, status, 'published')`.as('status'),
      sql<0 | 1>`serving is not null`.as('serves'),
      sql<0 | 1>`serving is not null and serving <> newest and ${own}`.as('works'),
      eb => eb.fn.countAll<number>().as('count'),
    ])
    .groupBy(['status', 'serves', 'works'])
    .execute()
  const sum = (holds: (group: (typeof groups)[number]) => boolean) =>
    groups.filter(holds).reduce((total, { count }) => total + count, 0)
  return {
    all: sum(() => true),
    draft: sum(({ status, serves }) => status === 'draft' && serves === 0),
    in_review: sum(({ status }) => status === 'in_review'),
    published: sum(({ serves }) => serves === 1),
    revising: sum(({ works }) => works === 1),
    archived: sum(({ status }) => status === 'archived'),
  }
}

function inOrder(rows: Rows, order: EntryOrder): Rows {
  if (order === 'id') return rows.orderBy('entry_id')
  return rows.orderBy(order === 'updated' ? 'updated_at' : 'registered_on', 'desc').orderBy('row', 'desc')
}

async function loadListed(
  query: Kysely<Tables>,
  rows: readonly { readonly entry_id: string; readonly own: 0 | 1 }[],
): Promise<ReadonlyMap<string, WorkingEntry>> {
  const idsWhere = (own: 0 | 1) => rows.filter(row => row.own === own).map(row => row.entry_id)
  const working = await loadWorkingEntries(query, idsWhere(1))
  const official = await loadEntries(query, idsWhere(0))
  const asWorking = official.map(entry => ({ ...entry, publishedRevision: entry.revision, note: '' }))
  return new Map([...working, ...asWorking].map(entry => [entry.id, entry]))
}

/** Of each entry those of the revision that the scope sees: a tag may say what a draft, or a restricted entry, is about. */
async function recentTags(query: Kysely<Tables>, scope: Scope, limit: number): Promise<readonly string[]> {
  const own = ownRows(scope, await sectionIdsOf(query, scope ?? []))
  const rows = await query
    .selectFrom(
      query
        .selectFrom('entry_list')
        .select(['entry_id', sql<number>`iif(${own}, newest, serving)`.as('seen')])
        .where(
          scope === null ? sql<boolean>`true` : sql<boolean>`(${own} or (serving is not null and ${openTo(scope)}))`,
        )
        .orderBy('updated_at', 'desc')
        .limit(TAGGED_ENTRIES)
        .as('recent'),
    )
    .innerJoin('revision_tag', join =>
      join.onRef('revision_tag.entry_id', '=', 'recent.entry_id').onRef('revision_tag.revision', '=', 'recent.seen'),
    )
    .innerJoin('tag', 'tag.id', 'revision_tag.tag_id')
    .select('tag.name')
    .groupBy('tag.name')
    .orderBy(eb => eb.fn.countAll(), 'desc')
    .orderBy('tag.name')
    .limit(limit)
    .execute()
  return rows.map(({ name }) => name)
}
