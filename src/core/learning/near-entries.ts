// The entries nearest to a cluster: how likely each is its answer, and how near it means what the cluster asks.
import { analyseQuestion } from '../analyse-question.ts'
import type { Features } from '../ports/cluster-store.ts'
import { meaningOf } from '../search/dense-score.ts'
import type { DenseSide, EntryIndex } from '../search/entry-index.ts'
import { isZero } from '../search/vector.ts'
import type { EntrySearch, FoundEntry } from '../search-entries.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'

export interface NearEntry extends FoundEntry {
  /** 0–1, of its question or the nearest of its phrasings; null where there is no model. */
  readonly meaning: number | null
}

export interface NearEntriesDeps {
  readonly index: EntryIndex
  readonly analyser: MorphologicalAnalyser
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
}

/** What is less likely to be the answer is not worth a look. */
const CONFIDENCE_MIN = 0.03

/** `asked`: what is known of this very text already. */
export async function nearEntries(
  search: EntrySearch,
  asked: Features | undefined,
  deps: NearEntriesDeps,
): Promise<readonly NearEntry[]> {
  const found = (await deps.search(search)).filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
  const side = deps.index.dense
  if (side === null) return found.map(entry => ({ ...entry, meaning: null }))
  const vector =
    asked?.modelId === side.embedder.modelId ? asked.vector : await embedQuestion(search.text, side, deps.analyser)
  return found.map(one => {
    const slot = deps.index.slotOf(one.entry.id)
    if (slot === undefined || vector === undefined || isZero(vector)) return { ...one, meaning: null }
    let cosine = 0
    deps.index.records.eachUnit(slot, (id, kind) => {
      if (kind === 'question' || kind === 'phrasing')
        cosine = Math.max(cosine, side.vectors.similarity(vector, id) ?? 0)
    })
    return { ...one, meaning: meaningOf(cosine, side) }
  })
}

async function embedQuestion(text: string, { embedder }: DenseSide, analyser: MorphologicalAnalyser) {
  const { searched, terms } = analyseQuestion(text, analyser)
  const [vector] = await embedder.embed([{ text: searched, terms }], 'question')
  return vector
}
