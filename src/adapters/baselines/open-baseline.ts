// The search engines that `zencho eval` measures beside the product. Each file loads its library when it is asked for:
// they are development dependencies, and a prefecture's machine runs without them.
import type { Baseline, BaselineEntry, OpenBaseline, TermsOf } from '../../core/ports/baseline.ts'
import { openBm25, openCharacterBm25, openPhrasingBm25 } from './bm25.ts'
import { openFts5, openTrigramFts5 } from './fts5.ts'
import { openMiniSearch } from './minisearch.ts'
import { openNlpJs } from './nlpjs.ts'
import { openOrama, openOramaTokenizers } from './orama.ts'

export const BASELINES = [
  'bm25',
  'bm25-phrasings',
  'bm25-char',
  'fts5',
  'fts5-trigram',
  'minisearch',
  'orama',
  'orama-tokenizers',
  'nlpjs',
] as const
export type BaselineName = (typeof BASELINES)[number]

const OPENERS: Readonly<Record<BaselineName, OpenBaseline>> = {
  bm25: openBm25,
  'bm25-phrasings': openPhrasingBm25,
  'bm25-char': openCharacterBm25,
  fts5: openFts5,
  'fts5-trigram': openTrigramFts5,
  minisearch: openMiniSearch,
  orama: openOrama,
  'orama-tokenizers': openOramaTokenizers,
  nlpjs: openNlpJs,
}

/** Throws `missing_package` where the engine's library is not installed. */
export function openBaseline(
  name: BaselineName,
  entries: readonly BaselineEntry[],
  termsOf: TermsOf,
): Promise<Baseline> {
  return OPENERS[name](entries, termsOf)
}
