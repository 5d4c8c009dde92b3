// Groups of synonyms from files: those that ship with the word table, and those the office keeps.
import { readFileSync } from 'node:fs'
import { FaqError } from '../../core/errors.ts'
import { normalise } from '../../core/normalise.ts'
import type { Variant } from '../../core/search/synonyms.ts'
import { type MorphologicalAnalyser, tokenise } from '../../core/tokenise.ts'
import { readModelPart } from './word-table.ts'

/** The shipped groups, one a line, each word one term; `model_damaged` when the file is not as its manifest says. */
export function readShippedSynonyms(folder: string): readonly (readonly Variant[])[] {
  const lines = new TextDecoder().decode(readModelPart(folder, 'synonyms.txt')).split('\n')
  return lines.filter(line => line !== '').map(line => line.split(' ').map(term => [term]))
}

/** Looked for before the line is normalised, which makes a blank of the tab that a spreadsheet puts between cells. */
const SEPARATOR = /[、､,，\t]/u

/** One group as it stands in the office's file. */
export interface OfficeGroup {
  readonly line: number
  /** As they are written. */
  readonly words: readonly string[]
}

/**
 * The office's own: one group a line, words apart by 「、」, a comma or a tab; blank lines and lines that begin with # say
 * nothing. Refused (`config`): a file that cannot be read, and a line with a single word, which says that it means itself.
 */
export function readOfficeGroups(path: string): readonly OfficeGroup[] {
  const problems: string[] = []
  const groups = readText(path)
    .split(/\r?\n/u)
    .flatMap((written, i) => {
      const text = normalise(written)
      if (text === '' || text.startsWith('#')) return []
      const words = written
        .split(SEPARATOR)
        .map(word => word.trim())
        .filter(word => normalise(word) !== '')
      if (words.length < 2) problems.push(`SYNONYMS_FILE: ${path}:${i + 1}: expected two words or more (${text})`)
      return [{ line: i + 1, words }]
    })
  if (problems.length > 0) throw new FaqError('config', { problems })
  return groups
}

/** The same as search terms. */
export function readOfficeSynonyms(path: string, analyser: MorphologicalAnalyser): readonly (readonly Variant[])[] {
  return readOfficeGroups(path).map(({ words }) => toVariants(words, analyser))
}

/** The words of a group as search terms. */
export function toVariants(words: readonly string[], analyser: MorphologicalAnalyser): readonly Variant[] {
  return words.map(word => tokenise(word, analyser))
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const problem = `SYNONYMS_FILE: cannot read ${path} (${(cause as Error).message})`
    throw new FaqError('config', { problems: [problem] }, { cause })
  }
}
