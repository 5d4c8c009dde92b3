// What likeness is computed of: the terms of a question and its vector by the model in use; and how likenesses are judged with it.
import { analyseQuestion } from '../analyse-question.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import type { Features } from '../ports/cluster-store.ts'
import type { EntryIndex } from '../search/entry-index.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'
import type { Grouping } from './cluster-agglomerate.ts'
import { type Profile, profileOf, type WordStatistics } from './cluster-profile.ts'

/** Measured on questions that were set apart for choosing them; the numbers are in docs/learning.md. */
const WITH_MODEL = { meaningWeight: 4, wordsWeight: 1, mergeMin: 0.3, joinMin: 0.2 } as const
/** Words alone are seldom the same, so less of them says as much. */
const WORDS_ALONE = { meaningWeight: 0, wordsWeight: 1, mergeMin: 0.12, joinMin: 0.08 } as const

export interface FeatureDeps {
  readonly index: EntryIndex
  readonly analyser: MorphologicalAnalyser
  readonly employeeNumberForms: readonly string[]
}

export interface FeatureMaker {
  /** Of the masked texts, so that no number of a person tells anything. */
  readonly make: (texts: readonly string[]) => Promise<readonly Features[]>
  readonly profile: (features: Features) => Profile
  readonly grouping: () => Grouping
  readonly statistics: WordStatistics
  readonly mask: (text: string) => string
  /** '' where there is no model. */
  readonly modelId: () => string
}

export function openFeatures({ index, analyser, employeeNumberForms }: FeatureDeps): FeatureMaker {
  const mask = (text: string) => maskPersonalData(text, { employeeNumberForms }).text
  const modelId = () => index.dense?.embedder.modelId ?? ''
  const statistics: WordStatistics = {
    get entries() {
      return index.size
    },
    entryFrequency: term => index.entryFrequency(term),
  }
  return {
    make: async texts => {
      const side = index.dense
      const inputs = texts.map(text => {
        const { searched, terms } = analyseQuestion(mask(text), analyser)
        return { text: searched, terms }
      })
      const vectors = side === null || inputs.length === 0 ? [] : await side.embedder.embed(inputs, 'question')
      const made = { modelId: side?.embedder.modelId ?? '' }
      return inputs.map(({ terms }, i) => ({ ...made, terms, vector: vectors[i] ?? new Float32Array(0) }))
    },
    profile: ({ terms, modelId: madeBy, vector }) =>
      profileOf(terms, madeBy === modelId() ? vector : new Float32Array(vector.length), statistics),
    grouping: () => groupingFor(index.dense === null ? null : (index.dense.embedder.unrelatedCosine ?? 0)),
    statistics,
    mask,
    modelId,
  }
}

function groupingFor(unrelatedCosine: number | null): Grouping {
  return unrelatedCosine === null ? { ...WORDS_ALONE, unrelatedCosine: 0 } : { ...WITH_MODEL, unrelatedCosine }
}
