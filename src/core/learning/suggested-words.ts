// When two wordings are the same, and what an entry has already: what suggestions are compared by.
import { ENTRY_LIMITS, type EntryContent } from '../entry.ts'
import { bareForm, countCodePoints, normalise } from '../normalise.ts'

/** Two wordings that differ in punctuation, width and case alone are one; a text of signs alone is what it is. */
export function sameText(text: string): string {
  const bare = bareForm(text)
  return bare === '' ? normalise(text) : bare
}

/** On one line, as phrasings are typed; null where it is no phrasing. */
export function asPhrasing(text: string): string | null {
  const line = text.toWellFormed().replace(/\s+/gu, ' ').trim()
  return line === '' || countCodePoints(line) > ENTRY_LIMITS.phrasing ? null : line
}

/** All wordings that an entry has, whichever way they count: what it says yes to, it is not to say no to by the way. */
export function knownTexts({
  question,
  phrasings,
  negativePhrasings,
}: Pick<EntryContent, 'question' | 'phrasings' | 'negativePhrasings'>): ReadonlySet<string> {
  return new Set([question, ...phrasings, ...negativePhrasings].map(sameText))
}
