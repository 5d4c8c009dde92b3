// What is known of the right answer to a question, and how well an answer does by it.
import type { Found } from '../ports/workbench.ts'
import { CANDIDATES_SHOWN } from '../search/judge.ts'

/** Where it is known from: the label of a question set, what staff said, or the question being an entry's own. */
export const SOURCES = ['label', 'feedback', 'phrasing'] as const
export type KnowledgeSource = (typeof SOURCES)[number]

export interface KnownAnswer {
  readonly source: KnowledgeSource
  /** Grade by entry id; above 0 is right. A label without any says that no entry answers. */
  readonly relevant: Readonly<Record<string, number>>
  /** Entries that are known not to answer. */
  readonly wrong: readonly string[]
}

/** Compared first to last; higher is better. */
export type Standing = readonly [level: number, fine: number]

/**
 * Levels. An answerable question: 3 the right answer, 2 a right one among the candidates shown, 1 none, 0 a wrong answer.
 * One that no entry answers: 3 told so, 2 candidates, 0 an answer. Where only wrong entries are known: 1, or 0 for one of them.
 * Within a level a better grade, or the right one in the first place, counts.
 */
export function standingOf(known: KnownAnswer, found: Found): Standing {
  const gradeOf = (id: string | undefined) => (id === undefined ? 0 : (known.relevant[id] ?? 0))
  const [first] = found.ranked
  if (!Object.values(known.relevant).some(grade => grade > 0)) {
    if (known.wrong.length > 0) return [isAnsweredWith(found, known.wrong) ? 0 : 1, 0]
    return [found.outcome === 'unanswered' ? 3 : found.outcome === 'candidates' ? 2 : 0, 0]
  }
  if (found.outcome === 'answered') return gradeOf(first) > 0 ? [3, gradeOf(first)] : [0, 0]
  const shown = found.outcome === 'candidates' ? found.ranked.slice(0, CANDIDATES_SHOWN) : []
  if (!shown.some(id => gradeOf(id) > 0)) return [1, 0]
  return [2, gradeOf(first) > 0 ? 1 : 0]
}

function isAnsweredWith({ outcome, ranked: [first] }: Found, ids: readonly string[]): boolean {
  return outcome === 'answered' && first !== undefined && ids.includes(first)
}

/** Below zero where `a` is worse than `b`. */
export function compareStandings(a: Standing, b: Standing): number {
  return a[0] - b[0] || a[1] - b[1]
}

/** The entry that is given, or shown first; null where nothing is shown. */
export function firstShown({ outcome, ranked }: Found): string | null {
  return outcome === 'unanswered' ? null : (ranked[0] ?? null)
}
