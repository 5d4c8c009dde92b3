// Looks at what staff said since the last look, and proposes what follows of it. In small steps, so that nobody waits for it; what
// is interrupted is looked at again.
import type { SuggestedWords, Suggestions } from '../ports/suggestions.ts'
import type { HeardWords, Voices } from '../ports/voices.ts'
import { isTypical, kindSuggested, type RankedNow, wouldChange } from './suggest-phrasings.ts'

export interface LearningDeps {
  readonly voices: Voices
  readonly suggestions: Pick<Suggestions, 'propose' | 'settle'>
  /** How a question would be answered to somebody who may read everything, with the candidates that are shown. */
  readonly rank: (text: string) => Promise<RankedNow>
  /** Words of a question that carry meaning, manners left out. */
  readonly termsOf: (text: string) => readonly string[]
  /** Takes personal data out. */
  readonly mask: (text: string) => string
  /** Lets others go first. */
  readonly pause: () => Promise<void>
}

/** Whose suggestions these are, for the audit. */
export const LEARNER = 'feedback'
/** Words looked at in one step: each costs a search of some milliseconds at most. */
const STEP = 20
/** More is left for the next look: one never takes longer than a minute. */
export const STEPS_MAX = 100

/** Resolves with the number of new suggestions. */
export async function learnFromFeedback(deps: LearningDeps): Promise<number> {
  let proposed = 0
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const heard = await deps.voices.next(STEP)
    if (heard.length === 0) break
    const words: SuggestedWords[] = []
    for (const one of heard) {
      words.push(...(await wordsOf(one, deps)))
      await deps.pause()
    }
    proposed += await deps.suggestions.propose(words, LEARNER)
    await deps.voices.settle(heard)
  }
  await deps.suggestions.settle()
  return proposed
}

async function wordsOf(heard: HeardWords, deps: LearningDeps): Promise<readonly SuggestedWords[]> {
  const kind = kindSuggested(heard)
  if (kind === null) return []
  const { entryId, voices } = heard
  const text = deps.mask(heard.text)
  if (!isTypical(text, deps.termsOf(text))) return []
  if (!wouldChange(kind, entryId, await deps.rank(heard.text))) return []
  const lastAskedAt = new Date(Math.max(...voices.map(({ askedAt }) => askedAt.getTime())))
  const source = kind === 'phrasing' ? 'resolved' : 'wrong'
  return [{ entryId, kind, text, source, evidence: { times: voices.length, lastAskedAt } }]
}
