// Which sections a cluster may belong to: those of the entries that come nearest to the question that stands for it.
import type { FoundEntry } from '../search-entries.ts'
import { suggestSections } from '../ticket/suggest-section.ts'

/** Of an answer this unlikely nothing can be told; below, the cluster is nobody's and everybody sees it. */
const CONFIDENCE_MIN = 0.02
/** The second likeliest is told too: it is right nearly as often. */
const SECTIONS_MAX = 2

export function sectionsOfMatter(found: readonly FoundEntry[]): readonly string[] {
  const near = found.map(({ entry, confidence }) => ({ section: entry.section, confidence }))
  if (!near.some(({ confidence }) => confidence >= CONFIDENCE_MIN)) return []
  return suggestSections(near)
    .slice(0, SECTIONS_MAX)
    .map(({ code }) => code)
}
