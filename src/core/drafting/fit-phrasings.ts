// Which proposed phrasings may be shown at all: none twice, none that the entry has, none too long, none that says something new.
import { areFactsFound, factsOf } from '../compose/text-facts.ts'
import { UNSEEN_LETTERS } from '../compose/written-forms.ts'
import { bareForm, countCodePoints } from '../normalise.ts'

/** In code points: what is asked for is 60; a phrasing that is longer is a story. */
export const PROPOSED_LENGTH_MAX = 100

const UNFIT = new RegExp(`[${UNSEEN_LETTERS}<>[\\]\`|｜■□]`, 'u')

export interface FitDeps {
  /** What the entry has already, or what must not be said again. */
  readonly known: readonly string[]
  /** All that a phrasing may take facts from. */
  readonly sources: readonly string[]
}

export function fitPhrasings(proposed: readonly string[], { known, sources }: FitDeps): readonly string[] {
  const seen = new Set(known.map(bareForm))
  const evidence = sources.map(factsOf)
  return proposed
    .map(text => text.replace(/\s+/gu, ' ').trim())
    .filter(text => {
      const bare = bareForm(text)
      const fits =
        bare !== '' &&
        !seen.has(bare) &&
        !UNFIT.test(text) &&
        countCodePoints(text) <= PROPOSED_LENGTH_MAX &&
        areFactsFound(factsOf(text), evidence)
      if (fits) seen.add(bare)
      return fits
    })
}
