// The engines that the product is measured beside.

export const ENGINES = ['MiniSearch', 'Orama', 'Orama hybrid', 'FTS5, our terms', 'FTS5, trigrams', 'NLP.js'] as const
export type EngineName = (typeof ENGINES)[number]

/** Registries up to which an engine is tried: learning of NLP.js takes entries × phrasings × rounds, hours beyond this. */
export function isTried(engine: EngineName, size: number): boolean {
  return engine !== 'NLP.js' || size <= NLP_JS_ENTRIES_MAX
}

const NLP_JS_ENTRIES_MAX = 6_000
