// The units of an entry's content with their terms and sounds, as they are stored and searched.
import type { EntryContent } from '../src/core/entry.ts'
import { bareForm } from '../src/core/normalise.ts'
import type { NewUnit } from '../src/core/ports/unit-store.ts'
import { splitIntoUnits } from '../src/core/text-unit.ts'
import { analyseText, type MorphologicalAnalyser } from '../src/core/tokenise.ts'

export function analyseUnits(content: EntryContent, analyser: MorphologicalAnalyser): readonly NewUnit[] {
  return splitIntoUnits(content).map(unit => ({
    ...unit,
    ...analyseText(unit.text, analyser),
    bare: unit.kind === 'negative' ? bareForm(unit.text) : null,
  }))
}
