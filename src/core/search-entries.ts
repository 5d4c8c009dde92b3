// Looking through the registry: the entries nearest to a text, as ranked and judged for an answer, without answering or
// logging anything. For readers that choose themselves, such as a program that speaks MCP.
import { type Scope, scopeOrPublic } from './access/rights.ts'
import { type AnswerDeps, checkQuestion, findCandidates, readableEntries } from './answer-question.ts'
import type { Entry } from './entry.ts'
import { dateInJapan } from './fiscal-year.ts'
import { CANDIDATES_SHOWN, JUDGED_MIN, judge } from './search/judge.ts'

export interface EntrySearch {
  readonly text: string
  readonly sectionCode?: string | undefined
  /** What the person may read beside what is open to anybody; left out, nothing. */
  readonly scope?: Scope
  /** Entries wanted, 1–20. */
  readonly limit?: number | undefined
}

export interface FoundEntry {
  readonly entry: Entry
  /** Estimated probability, 0–1, that the entry answers the text. */
  readonly confidence: number
}

export type SearchEntriesDeps = Pick<AnswerDeps, 'analyser' | 'index' | 'now' | 'registry' | 'reranking' | 'thresholds'>

/** Entries that the person may read, best first; those that must not be led to by this text are left out. */
export async function searchEntries(search: EntrySearch, deps: SearchEntriesDeps): Promise<readonly FoundEntry[]> {
  const limit = search.limit ?? CANDIDATES_SHOWN
  const reader = { scope: scopeOrPublic(search.scope), today: dateInJapan(deps.now()) }
  const options = { limit: Math.max(limit + 1, JUDGED_MIN), sectionCode: search.sectionCode, reader }
  const found = await findCandidates(checkQuestion(search.text), deps, options)
  const entries = await readableEntries(found, reader, deps)
  const published = found.filter(({ entryId }) => entries.has(entryId))
  const { ranked } = judge(published, deps.thresholds)
  return ranked
    .filter(({ vetoed }) => !vetoed)
    .flatMap(({ entryId, confidence }) => {
      const entry = entries.get(entryId)
      return entry === undefined ? [] : [{ entry, confidence }]
    })
    .slice(0, limit)
}
