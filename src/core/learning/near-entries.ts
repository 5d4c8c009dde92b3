// The entries nearest to a cluster: how likely each is its answer, and how near it means what the cluster asks.
import { analyseQuestion } from '../analyse-question.ts'
import { meaningOf } from '../search/dense-score.ts'
import type { EntryIndex } from '../search/entry-index.ts'
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

export async function nearEntries(search: EntrySearch, deps: NearEntriesDeps): Promise<readonly NearEntry[]> {
  const found = (await deps.search(search)).filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
  const side = deps.index.dense
  if (side === null) return found.map(entry => ({ ...entry, meaning: null }))
  const { searched, terms } = analyseQuestion(search.text, deps.analyser)
  const [vector] = await side.embedder.embed([{ text: searched, terms }], 'question')
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
