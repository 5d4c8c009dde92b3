// Entries that say something near to what a draft is made of: the model sees how such answers are written.
import type { Scope } from '../access/rights.ts'
import { QUESTION_LENGTH_MAX } from '../answer-question.ts'
import type { Entry } from '../entry.ts'
import type { EntrySearch, FoundEntry } from '../search-entries.ts'

export interface NearDeps {
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
}

export interface NearTo {
  readonly text: string
  /** What the person who asks may read. */
  readonly scope: Scope
  readonly limit?: number
}

const NEAR_MAX = 3
/** Below it entries share some words, and say something else. */
const NEAR_MIN = 0.2

/** Published entries that the person may read. */
export async function nearEntries(
  { text, scope, limit = NEAR_MAX }: NearTo,
  { search }: NearDeps,
): Promise<readonly Entry[]> {
  const asked = [...text.trim()].slice(0, QUESTION_LENGTH_MAX).join('')
  if (!/[\p{L}\p{N}]/u.test(asked)) return []
  const found = await search({ text: asked, limit, scope })
  return found.filter(({ confidence }) => confidence >= NEAR_MIN).map(({ entry }) => entry)
}
