// New rows beside the entries that are there: an entry that answers the row's question already, in whatever words, is told of.
import { isVisibleIn, type Scope } from '../access/rights.ts'
import { ENTRY_LIMITS } from '../entry.ts'
import type { Imports } from '../ports/imports.ts'
import type { EntrySearch, FoundEntry } from '../search-entries.ts'
import type { CheckedRow } from './import-job.ts'

export interface CompareDeps {
  readonly imports: Pick<Imports, 'rows' | 'markDuplicates'>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  readonly isCancelled: () => boolean
  /** Lets others have their turn: a search takes some milliseconds of the thread that answers questions. */
  readonly pause: () => Promise<unknown>
}

export interface Compared {
  readonly compared: number
  readonly similar: number
}

/** Some seconds of searching, between the questions that people ask. */
const COMPARED_MAX = 1_000
const PAGE = 100
/** So sure is the search of few entries but those that say the same. */
const CONFIDENCE_MIN = 0.9

export async function compareByMeaning(jobId: string, scope: Scope, deps: CompareDeps): Promise<Compared> {
  const rows: CheckedRow[] = []
  for (let offset = 0; offset < COMPARED_MAX; offset += PAGE) {
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const page = await deps.imports.rows(jobId, { verdict: 'new', limit: PAGE, offset })
    rows.push(...page)
    if (page.length < PAGE) break
  }
  const similar: Extract<CheckedRow, { verdict: 'duplicate' }>[] = []
  for (const row of rows) {
    if (deps.isCancelled()) break
    if (row.verdict !== 'new') continue
    await deps.pause()
    const found = await findSimilar(row.input.question, scope, deps)
    if (found === null || found.entry.id === row.input.id) continue
    const { id: entryId, question } = found.entry
    similar.push({ ...row, verdict: 'duplicate', similar: { entryId, question, line: null } })
  }
  if (similar.length > 0) await deps.imports.markDuplicates(jobId, similar)
  return { compared: rows.length, similar: similar.length }
}

async function findSimilar(question: string, scope: Scope, { search }: CompareDeps): Promise<FoundEntry | null> {
  const text = [...question].slice(0, ENTRY_LIMITS.question).join('')
  const [best] = await search({ text, limit: 1 })
  return best !== undefined && best.confidence >= CONFIDENCE_MIN && isVisibleIn(best.entry, scope) ? best : null
}
