// What two entries are together: everything that is asked of either leads to the one that stays.
import { ENTRY_LIMITS, type EntryContent } from '../entry.ts'
import { bareForm } from '../normalise.ts'

/** The survivor's content with the other's ways to ask, exceptions, tags and grounds; the answer of whichever is wanted. */
export function joinContents(survivor: EntryContent, other: EntryContent, answer: string): EntryContent {
  const asked = [...survivor.phrasings, other.question, ...other.phrasings]
  const phrasings = withoutEquals(asked, [survivor.question]).slice(0, ENTRY_LIMITS.phrasings)
  const negatives = [...survivor.negativePhrasings, ...other.negativePhrasings]
  return {
    ...survivor,
    answer,
    phrasings,
    // What one said of the other, that it is not meant, is meant now.
    negativePhrasings: withoutEquals(negatives, [survivor.question, ...asked]).slice(0, ENTRY_LIMITS.phrasings),
    tags: joined(survivor.tags, other.tags).slice(0, ENTRY_LIMITS.tags),
    basis: joined(survivor.basis, other.basis).slice(0, ENTRY_LIMITS.bases),
  }
}

/** Each once, by its letters alone, and none that is among the others. */
function withoutEquals(texts: readonly string[], others: readonly string[]): readonly string[] {
  const seen = new Set(others.map(bareForm))
  return texts.filter(text => {
    const bare = bareForm(text)
    if (seen.has(bare)) return false
    seen.add(bare)
    return true
  })
}

function joined(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])]
}
