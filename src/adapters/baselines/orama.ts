// Orama: full-text search in memory. Its vector search has no place here: it needs vectors made elsewhere, and with ours it
// would measure them and not Orama.
import type { Baseline, BaselineEntry, TermsOf } from '../../core/ports/baseline.ts'
import { loadEngine } from './load-engine.ts'

/** As Orama has it; importing its type would load nothing, but rooms are checked without knowing that. */
interface Tokenizer {
  readonly language: string
  readonly normalizationCache: Map<string, string>
  readonly tokenize: (text: string) => string[]
}

const SCHEMA = { question: 'string', phrasings: 'string[]', answer: 'string' } as const

/** With the product's terms, which serve it better than its own tokenizer; weights of fields gained nothing. */
export function openOrama(entries: readonly BaselineEntry[], termsOf: TermsOf): Promise<Baseline> {
  return openDatabase(entries, {
    language: 'japanese',
    normalizationCache: new Map(),
    // Each once, as its own tokenizers give them.
    tokenize: text => [...new Set(termsOf(text))],
  })
}

/** As its makers offer it for Japanese: words cut by the runtime's Intl.Segmenter, base forms unknown. */
export async function openOramaTokenizers(entries: readonly BaselineEntry[]): Promise<Baseline> {
  const { createTokenizer } = await loadEngine(['@orama/tokenizers'], () => import('@orama/tokenizers/japanese'))
  return openDatabase(entries, createTokenizer())
}

async function openDatabase(entries: readonly BaselineEntry[], tokenizer: Tokenizer): Promise<Baseline> {
  const orama = await loadEngine(['@orama/orama'], () => import('@orama/orama'))
  const database = orama.create({ schema: SCHEMA, components: { tokenizer } })
  for (const { id, question, phrasings, answer } of entries) {
    await orama.insert(database, { id, question, phrasings: [...phrasings], answer })
  }
  return {
    rank: async (question, limit) => {
      const { hits } = await orama.search(database, { term: question, limit })
      return hits.map(({ id, score }) => ({ id, score }))
    },
    close: async () => {},
  }
}
