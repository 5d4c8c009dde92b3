// The registry over SQLite: reads for doors, and `save`, the one way entries come to be and change.
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { EntryStatus, Section } from '../../core/entry.ts'
import { ENTRY_STATUSES } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { type CalendarDate, dateInJapan, fiscalYearBounds, fiscalYearOf } from '../../core/fiscal-year.ts'
import { normalise } from '../../core/normalise.ts'
import type {
  Actor,
  EntryFilter,
  EntryPage,
  Registry,
  RegistryCounts,
  SectionCount,
} from '../../core/ports/registry.ts'
import { isOpenTo } from './is-open-to.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import { mergeEntries } from './merge-entries.ts'
import { saveEntries } from './save-entries.ts'
import type { Tables } from './tables.ts'

export function openSqliteRegistry(query: Kysely<Tables>, now: () => Date): Registry {
  return {
    save: (inputs, options) => saveEntries(query, inputs, { ...options, now }),
    archive: (id, actor) => archiveEntry(query, id, actor, now),
    merge: (merge, options) => mergeEntries(query, merge, { ...options, now }),
    mergedInto: async id => {
      const merged = query.selectFrom('entry').select('id').where('merged_into', '=', id).orderBy('id')
      return loadEntries(
        query,
        (await merged.execute()).map(row => row.id),
      )
    },
    entriesById: ids => loadEntries(query, ids),
    workingEntries: ids => loadWorkingEntries(query, ids),
    findEntries: filter => findEntries(query, filter),
    sections: () => {
      const open = query
        .selectFrom('section')
        .select(['code', 'name'])
        .where(isOpenOn(dateInJapan(now())))
      return open.orderBy('id').execute()
    },
    counts: () => countEntries(query, now()),
  }
}

/** A section that was closed owns nothing any more; a date to come changes nothing today. */
function isOpenOn(today: CalendarDate) {
  return sql<boolean>`(section.closed_on is null or section.closed_on > ${today})`
}

/** A revision like any other change, so that whoever edits the entry meanwhile meets a conflict. */
async function archiveEntry(query: Kysely<Tables>, id: string, actor: Actor, now: () => Date): Promise<void> {
  const [entry] = await loadEntries(query, [id])
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id })
  if (entry.status !== 'published') {
    throw new FaqError('bad_input', { field: 'status', expected: 'published', got: entry.status })
  }
  const [working] = await loadWorkingEntries(query, [id])
  const seen = new Map([[id, working?.revision ?? entry.revision]])
  await saveEntries(query, [{ ...entry, status: 'archived' }], { actor, seen, now })
}

async function findEntries(query: Kysely<Tables>, filter: EntryFilter): Promise<EntryPage> {
  const matching = () =>
    applyFilter(query.selectFrom('entry').innerJoin('section', 'section.id', 'entry.section_id'), filter)
  const { total } = await matching()
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching()
    .select('entry.id')
    .orderBy('entry.id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return {
    total,
    entries: await loadEntries(
      query,
      rows.map(row => row.id),
    ),
  }
}

/** A draft of an entry that serves leaves it published. */
const officialStatus = sql<EntryStatus>`iif(entry.published_revision is not null, 'published', entry.status)`

type EntrySelection = SelectQueryBuilder<Tables, 'entry' | 'section', object>

function applyFilter(selection: EntrySelection, filter: EntryFilter): EntrySelection {
  let filtered = selection
  if (filter.status !== undefined) filtered = filtered.where(officialStatus, '=', filter.status)
  if (filter.reader !== undefined) filtered = filtered.where(isOpenTo(filter.reader))
  if (filter.sectionCode !== undefined) filtered = filtered.where('section.code', '=', filter.sectionCode)
  for (const word of normalise(filter.text ?? '')
    .split(' ')
    .filter(Boolean)) {
    filtered = filtered.where(eb =>
      eb.or([
        sql<boolean>`instr(lower(entry.id), ${word}) > 0`,
        eb.exists(
          eb
            .selectFrom('revision')
            .select(sql.lit(1).as('one'))
            .whereRef('revision.entry_id', '=', 'entry.id')
            .where('revision.number', '=', sql<number>`coalesce(entry.published_revision, entry.revision)`)
            .where(contains(word)),
        ),
      ]),
    )
  }
  return filtered
}

/** `zencho_normalise` is registered on every connection, so that ＶＰＮ finds VPN. */
function contains(word: string) {
  return sql<boolean>`instr(zencho_normalise(revision.question || ' ' || revision.answer), ${word}) > 0`
}

async function countEntries(query: Kysely<Tables>, now: Date): Promise<RegistryCounts> {
  const fiscalYear = fiscalYearOf(dateInJapan(now))
  const { from, before } = fiscalYearBounds(fiscalYear)
  const statuses = await query
    .selectFrom('entry')
    .select([officialStatus.as('status'), eb => eb.fn.countAll<number>().as('count')])
    .groupBy(officialStatus)
    .execute()
  const registered = await query
    .selectFrom('entry')
    .select([
      eb => eb.fn.countAll<number>().as('all'),
      sql<number>`coalesce(sum(registered_on >= ${from} and registered_on < ${before}), 0)`.as('year'),
    ])
    .where('registered_on', 'is not', null)
    .executeTakeFirstOrThrow()
  const count = (status: EntryStatus) => statuses.find(row => row.status === status)?.count ?? 0
  return {
    byStatus: Object.fromEntries(ENTRY_STATUSES.map(status => [status, count(status)])) as Record<EntryStatus, number>,
    registered: registered.all,
    registeredThisFiscalYear: registered.year,
    fiscalYear,
    sections: await countBySection(query),
  }
}

async function countBySection(query: Kysely<Tables>): Promise<readonly SectionCount[]> {
  const rows = await query
    .selectFrom('section')
    .leftJoin('entry', 'entry.section_id', 'section.id')
    .select([
      'section.code',
      'section.name',
      sql<number>`coalesce(sum(entry.published_revision is not null), 0)`.as('published'),
      sql<number>`count(entry.registered_on)`.as('registered'),
    ])
    .groupBy('section.id')
    .orderBy('section.id')
    .execute()
  return rows.map(({ code, name, published, registered }) => ({
    section: { code, name } satisfies Section,
    published,
    registered,
  }))
}
