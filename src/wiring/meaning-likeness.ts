// How near texts come to a question in meaning, by the model that searches: its vectors of questions of before are kept in memory,
// for there are few of them and they never change.
import { analyseQuestion } from '../core/analyse-question.ts'
import { meaningOf } from '../core/search/dense-score.ts'
import type { EntryIndex } from '../core/search/entry-index.ts'
import type { MeaningLikeness } from '../core/ticket/like-cases.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'

/** A few megabytes. */
const KEPT_MAX = 4_000

export function openMeaningLikeness(index: EntryIndex, analyser: MorphologicalAnalyser): MeaningLikeness {
  const kept = new Map<string, Float32Array>()
  let keptOf: string | null = null
  return async (question, texts) => {
    const side = index.dense
    if (side === null) return null
    const { embedder } = side
    if (keptOf !== embedder.modelId || kept.size > KEPT_MAX) kept.clear()
    keptOf = embedder.modelId
    const wanted = [question, ...texts.filter(text => !kept.has(text))]
    const inputs = wanted.map(text => ({ text, terms: analyseQuestion(text, analyser).terms }))
    const [asked, ...vectors] = await embedder.embed(inputs, 'question')
    for (const [i, vector] of vectors.entries()) kept.set(wanted[i + 1] ?? '', vector)
    return texts.map(text => meaningOf(cosine(asked, kept.get(text)), side))
  }
}

/** Of vectors of length 1; a text that the model has nothing to say of is like none. */
function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return 0
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
