// Groups of synonyms from files: those that ship with the word table, and those the office keeps.
import { existsSync, readFileSync } from 'node:fs'
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

const SEPARATOR = /[、,，\t]/u

/**
 * The office's own: one group a line, words apart by 「、」 or a comma; blank lines and lines that begin with # say
 * nothing. A line with a single word is refused (`config`): it says that a word means itself.
 */
export function readOfficeSynonyms(path: string, analyser: MorphologicalAnalyser): readonly (readonly Variant[])[] {
  if (!existsSync(path)) throw new FaqError('config', { problems: [`SYNONYMS_FILE: no such file (${path})`] })
  const problems: string[] = []
  const groups = readFileSync(path, 'utf8')
    .split(/\r?\n/u)
    .flatMap((line, i) => {
      const text = normalise(line)
      if (text === '' || text.startsWith('#')) return []
      const words = text.split(SEPARATOR).filter(word => word.trim() !== '')
      if (words.length < 2) problems.push(`SYNONYMS_FILE: ${path}:${i + 1}: expected two words or more (${text})`)
      return [words.map(word => tokenise(word, analyser))]
    })
  if (problems.length > 0) throw new FaqError('config', { problems })
  return groups
}
