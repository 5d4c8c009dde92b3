// What staff's reactions suggest: the words of a question as a phrasing of the entry that solved it, or as a negative phrasing of
// one that was taken for the answer again and again and was not. Suggestions alone: nothing is ranked otherwise by them.
import { countCodePoints } from '../normalise.ts'
import type { SuggestionKind } from '../ports/suggestions.ts'
import type { HeardWords, Voice } from '../ports/voices.ts'
import type { Verdict } from '../search/judge.ts'
import { shareAtLeast } from '../upkeep/often-unresolved.ts'

/** One person may have pressed the wrong button; so many different ones hardly did. */
export const WRONG_PEOPLE_MIN = 3
/** The share of people whom it does not help, by all that their number allows to say: three of three do, five of six do. */
export const WRONG_SHARE_MIN = 0.4
/** Code points. Longer ones tell a story of their own, which nobody else will tell in the same words. */
export const PHRASING_LENGTH_MAX = 80
/** A single word leads to many entries, and would lead to this one alone. */
export const TERMS_MIN = 2

export interface PeopleCount {
  /** Chose it among candidates, and it solved the question. */
  readonly found: number
  /** It solved the question, chosen or given. */
  readonly right: number
  readonly wrong: number
}

/** People by their last word: however often somebody presses, they are one. All who are not told apart are one. */
export function countPeople(voices: readonly Voice[]): PeopleCount {
  const newestFirst = voices.toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime())
  const last = new Map<string | null, Voice>()
  for (const voice of newestFirst) if (!last.has(voice.who)) last.set(voice.who, voice)
  const people = [...last.values()]
  const right = people.filter(({ said }) => said === 'resolved')
  return {
    found: right.filter(({ clicked }) => clicked).length,
    right: right.length,
    wrong: people.length - right.length,
  }
}

/** What the reactions say, if anything. Never both: one needs more people on its side, the other more against it. */
export function kindSuggested({ voices }: Pick<HeardWords, 'voices'>): SuggestionKind | null {
  const { found, right, wrong } = countPeople(voices)
  if (found > 0 && right > wrong) return 'phrasing'
  const isWrong = wrong >= WRONG_PEOPLE_MIN && shareAtLeast(wrong, right + wrong) >= WRONG_SHARE_MIN
  return isWrong ? 'negative' : null
}

/** Whether a text is one that others may type too. `terms` are its words that carry meaning, manners left out. */
export function isTypical(text: string, terms: readonly string[]): boolean {
  return countCodePoints(text) <= PHRASING_LENGTH_MAX && new Set(terms).size >= TERMS_MIN
}

/** Whether it would change anything: what is answered with this entry already needs no phrasing; what is not led to it, no bar. */
export function wouldChange(kind: SuggestionKind, entryId: string, { outcome, ranked }: RankedNow): boolean {
  const [first] = ranked
  if (kind === 'phrasing') return !(outcome === 'answered' && first?.entryId === entryId)
  return outcome !== 'unanswered' && ranked.some(one => one.entryId === entryId && !one.vetoed)
}

/** How a question is answered now, with the candidates that are shown. */
export type RankedNow = Pick<Verdict, 'outcome'> & {
  readonly ranked: readonly Pick<Verdict['ranked'][number], 'entryId' | 'vetoed'>[]
}
