// MiniSearch: the usual search in memory for Node, ranking by BM25+.
import type { Baseline, BaselineEntry, TermsOf } from '../../core/ports/baseline.ts'
import { loadEngine } from './load-engine.ts'

/** It cuts words at spaces, which Japanese has not: it gets the product's terms, and need not change them again. */
export async function openMiniSearch(entries: readonly BaselineEntry[], termsOf: TermsOf): Promise<Baseline> {
  const { default: MiniSearch } = await loadEngine(['minisearch'], () => import('minisearch'))
  const search = new MiniSearch<BaselineEntry>({
    fields: ['question', 'phrasings', 'answer'],
    extractField: (entry, field) => fieldOf(entry, field),
    tokenize: text => [...termsOf(text)],
    processTerm: term => term,
    // Of its options the best on the sets that lie beside the project; fuzzy terms gained nothing.
    searchOptions: { prefix: true, boost: { question: 2, phrasings: 2 } },
  })
  search.addAll(entries)
  return {
    rank: async (question, limit) => search.search(question).slice(0, limit).map(toFound),
    close: async () => search.removeAll(),
  }
}

function fieldOf(entry: BaselineEntry, field: string): string {
  if (field === 'phrasings') return entry.phrasings.join('\n')
  return field === 'id' || field === 'question' || field === 'answer' ? entry[field] : ''
}

function toFound({ id, score }: { readonly id: unknown; readonly score: number }) {
  return { id: String(id), score }
}
