// Entries for a file, page by page in the order of their ids: what of the registry a person may take along.
import { type Kysely, sql } from 'kysely'
import { isVisibleIn, isWorkVisibleIn } from '../../core/access/rights.ts'
import type { Entry, EntryStatus } from '../../core/entry.ts'
import type { ExportFilter } from '../../core/ports/exchange.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import type { Tables } from './tables.ts'

/** Read in some milliseconds: questions are answered in between. */
const PAGE = 200

export async function* exportPages(query: Kysely<Tables>, filter: ExportFilter): AsyncGenerator<readonly Entry[]> {
  const inTheWorks = filter.status === 'draft' || filter.status === 'in_review'
  let after = ''
  for (;;) {
    const ids = await nextIds(query, filter, after)
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
    const entries = inTheWorks ? await loadWorkingEntries(query, ids) : await loadEntries(query, ids)
    yield entries.filter(entry => mayTake(entry, filter))
  }
}

/** Published entries that are open to the person; everything else of the person's own sections alone. */
function mayTake(entry: Entry, { scope, revisedFrom, revisedTo }: ExportFilter): boolean {
  const { revisedOn } = entry
  if (revisedFrom !== null && revisedOn < revisedFrom) return false
  if (revisedTo !== null && revisedOn > revisedTo) return false
  return entry.status === 'published' ? isVisibleIn(entry, scope) : isWorkVisibleIn(entry, scope)
}

const officialStatus = sql<EntryStatus>`iif(entry.published_revision is not null, 'published', entry.status)`

async function nextIds(
  query: Kysely<Tables>,
  { sectionCode, status }: ExportFilter,
  after: string,
): Promise<readonly string[]> {
  let entries = query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .select('entry.id')
    .where('entry.id', '>', after)
    .orderBy('entry.id')
    .limit(PAGE)
  if (sectionCode !== null) entries = entries.where('section.code', '=', sectionCode)
  if (status === 'draft' || status === 'in_review') entries = entries.where('entry.status', '=', status)
  else if (status !== null) entries = entries.where(officialStatus, '=', status)
  return (await entries.execute()).map(({ id }) => id)
}
