// Which sections a cluster may belong to: those of the entries that come nearest to the question that stands for it.
import type { FoundEntry } from '../search-entries.ts'
import { suggestSections } from '../ticket/suggest-section.ts'

/** What is less likely to be the answer tells nothing; where nothing else is near, the cluster is nobody's and everybody sees it. */
const CONFIDENCE_MIN = 0.05
/** The second likeliest is told too. */
const SECTIONS_MAX = 2

export function sectionsOfMatter(found: readonly FoundEntry[]): readonly string[] {
  const near = found.filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
  return suggestSections(near.map(({ entry, confidence }) => ({ section: entry.section, confidence })))
    .slice(0, SECTIONS_MAX)
    .map(({ code }) => code)
}
