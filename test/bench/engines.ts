// The engines that the product is measured beside, by the names that `--stages` knows.

export const ENGINES = ['minisearch', 'orama', 'orama-hybrid', 'fts5', 'fts5-trigram', 'nlpjs'] as const
export type EngineName = (typeof ENGINES)[number]

export const ENGINE_LABELS: Readonly<Record<EngineName, string>> = {
  minisearch: 'MiniSearch, our terms',
  orama: 'Orama, our terms',
  'orama-hybrid': 'Orama hybrid, our terms and vectors',
  fts5: 'SQLite FTS5, our terms',
  'fts5-trigram': 'SQLite FTS5, trigrams',
  nlpjs: 'NLP.js (`@nlpjs/basic`)',
}

/** Those written in JavaScript alone. */
export const JAVASCRIPT_ENGINES: readonly EngineName[] = ['minisearch', 'orama', 'orama-hybrid', 'nlpjs']

/** An engine that needs longer for its entries is none to wait for. */
export const ENGINE_BUILD_MAX_MS = 300_000
/** How the reason begins why there are no figures of one that needed longer, or more memory. */
export const NOT_BUILT = 'not built'
