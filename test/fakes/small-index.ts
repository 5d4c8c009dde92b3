// Fills an index as the indexer does, without a database: entries in the order given, unit ids counted from one.
import { ExactVectorIndex } from '../../src/adapters/exact-vector-index.ts'
import type { EntryContent } from '../../src/core/entry.ts'
import { bareForm } from '../../src/core/normalise.ts'
import type { Embedder } from '../../src/core/ports/embedder.ts'
import type { FittingUnit } from '../../src/core/ports/embedder-source.ts'
import type { NearTerms } from '../../src/core/ports/near-terms.ts'
import { EntryIndex } from '../../src/core/search/entry-index.ts'
import type { IndexedEntry } from '../../src/core/search/indexed-entry.ts'
import { limitsOf } from '../../src/core/search/limited-slots.ts'
import { splitIntoUnits } from '../../src/core/text-unit.ts'
import { analyseText, type MorphologicalAnalyser } from '../../src/core/tokenise.ts'

export interface SmallEntry extends EntryContent {
  readonly id: string
  readonly section: { readonly code: string }
}

/** The entry with its units; ids follow `afterUnitId`. */
export function indexEntry(entry: SmallEntry, analyser: MorphologicalAnalyser, afterUnitId: number): IndexedEntry {
  const units = splitIntoUnits(entry).map(({ kind, position, text }, i) => {
    const bare = kind === 'negative' ? bareForm(text) : null
    return { id: afterUnitId + 1 + i, entryId: entry.id, kind, position, ...analyseText(text, analyser), bare }
  })
  return { id: entry.id, sectionCode: entry.section.code, limits: limitsOf(entry, entry.section.code), units }
}

/** Without `embedderFor` the index has no dense side; it is handed all units to learn from. */
export async function buildSmallIndex(
  entries: readonly SmallEntry[],
  analyser: MorphologicalAnalyser,
  options: {
    readonly nearTerms?: NearTerms
    readonly embedderFor?: (units: readonly FittingUnit[]) => Embedder | Promise<Embedder>
  } = {},
): Promise<EntryIndex> {
  const index = new EntryIndex(options.nearTerms ?? null)
  let unitCount = 0
  for (const entry of entries) {
    const indexed = indexEntry(entry, analyser, unitCount)
    unitCount += indexed.units.length
    index.put(indexed)
  }
  const units = [...index.entries()].flatMap(entry => entry.units)
  const embedder = await options.embedderFor?.(units)
  if (embedder === undefined) return index
  const vectors = new ExactVectorIndex(embedder.dimensions)
  const inputs = units.map(({ terms }) => ({ text: terms.join(' '), terms }))
  for (const [i, vector] of (await embedder.embed(inputs, 'passage')).entries()) {
    vectors.add(units[i]?.id ?? 0, vector)
  }
  index.useDense({ embedder, vectors })
  return index
}
