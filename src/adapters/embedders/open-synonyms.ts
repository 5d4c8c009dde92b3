// The synonyms that do not change while the product runs: the dictionary's and those of the office's file.
import { Synonyms } from '../../core/search/synonyms.ts'
import type { MorphologicalAnalyser } from '../../core/tokenise.ts'
import { readOfficeSynonyms, readShippedSynonyms, toVariants } from './read-synonyms.ts'

/** Plain data: it goes to other threads as it is. */
export interface SynonymSources {
  /** Folder of the dictionary, which lies with the word table. */
  readonly modelDir: string
  /** Null without any. */
  readonly synonymsFile: string | null
}

export interface OpenSynonymsDeps {
  readonly analyser: MorphologicalAnalyser
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** Without the dictionary the office's alone. `config` where the office's file cannot be read. */
export function openSynonyms({ modelDir, synonymsFile }: SynonymSources, deps: OpenSynonymsDeps): Synonyms {
  const office = synonymsFile === null ? [] : readOfficeSynonyms(synonymsFile, deps.analyser)
  try {
    return new Synonyms([...readShippedSynonyms(modelDir), ...office])
  } catch (error) {
    deps.log('synonyms_unavailable', { error: String(error) })
    return new Synonyms(office)
  }
}

/** With these groups of words beside. */
export function withGroups(
  base: Synonyms,
  groups: readonly (readonly string[])[],
  analyser: MorphologicalAnalyser,
): Synonyms {
  return new Synonyms(
    groups.map(words => toVariants(words, analyser)),
    base,
  )
}
