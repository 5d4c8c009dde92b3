// What the judge's weights are fitted on: the questions of evaluation sets, asked of the product as it is.
import type { Product } from '../../src/cli/cli-deps.ts'
import type { EvaluationSet } from '../../src/cli/read-evaluation-set.ts'
import { type EvaluationQuery, isAnswerable } from '../../src/core/evaluation/measures.ts'
import { CANDIDATES_SHOWN, DEFAULT_THRESHOLDS, FEATURES, type JudgedEntry, judge } from '../../src/core/search/judge.ts'
import { relatednessEvidence } from '../../src/core/search/relatedness.ts'
import { openProductIn } from '../stories/open-story.ts'
import type { Sample } from './fit-logistic.ts'

/**
 * `asked` of its own registry; `hidden`: asked, with the entries that answer it left out, so that the best of the others
 * is wrong; `foreign`: a question of another set, which this registry does not answer.
 */
export type SampleKind = 'asked' | 'hidden' | 'foreign'

export interface JudgeSample extends Sample {
  readonly kind: SampleKind
  readonly answerable: boolean
  /** Nothing that any entry answers, by its kind in the set; of other unanswerable questions nobody said how near they are. */
  readonly far: boolean
  /** The candidates that would be shown, as the model of relatedness sees them. */
  readonly shown: readonly number[]
}

/**
 * How often each kind counts. Hidden and foreign questions show what a near miss and a far one look like, beyond the few of a
 * set that no entry answers; all of them together count for about as much as those, not more: the confidence must stay
 * that of questions as they come.
 */
const KIND_WEIGHTS: Readonly<Record<SampleKind, number>> = { asked: 1, hidden: 0.1, foreign: 0.05 }

/**
 * kosodate is small and all of its questions are hard; alchemy_ja is large and its labels know one of several articles
 * that answer, so that much of what counts as wrong is not.
 */
const SET_WEIGHTS: Readonly<Record<string, number>> = { kosodate: 1.5, alchemy_ja: 0.4 }

/** What a set calls questions that no such registry would ever answer. */
const FAR_KIND = 'far'

/** Foreign questions taken of each other set: enough for their weight. */
const FOREIGN_MAX = 150
/** A foreign question may touch on what is registered: parents ask offices and help desks about addresses too. */
const FOREIGN_RELATEDNESS_WEIGHT = 0.3
/** Candidates asked for, so that enough are left where those that answer are hidden. */
const DEPTH = 20

export const FEATURES_FITTED = FEATURES.filter(feature => feature !== 'bias')

/** The samples of one set, on a throw-away index. */
export async function sampleSet(set: EvaluationSet, others: readonly EvaluationSet[]): Promise<readonly JudgeSample[]> {
  await using opened = await openProductIn()
  await opened.product.registry.save(set.entries, { actor: 'fit-judge' })
  await opened.product.settleIndex()
  const setWeight = SET_WEIGHTS[set.name] ?? 1
  // Where nobody looked for unanswerable questions, nobody labelled all that answers: what is left may answer as well.
  const isFullyLabelled = set.queries.some(query => !isAnswerable(query))
  const samples: JudgeSample[] = []
  const add = (kind: SampleKind, ranked: readonly JudgedEntry[], query: EvaluationQuery) => {
    const [first] = judge(ranked, DEFAULT_THRESHOLDS).ranked
    if (first === undefined || first.ground === 'exact') return
    samples.push({
      kind,
      values: valuesOf(first),
      right: kind === 'asked' && (query.relevant[first.entryId] ?? 0) > 0,
      answerable: kind === 'asked' && isAnswerable(query),
      far: kind === 'foreign' || (kind === 'asked' && query.kind === FAR_KIND && !isAnswerable(query)),
      shown: relatednessEvidence(ranked.slice(0, CANDIDATES_SHOWN)),
      weight: setWeight * KIND_WEIGHTS[kind],
    })
  }
  for (const query of set.queries) {
    const ranked = await rank(opened.product, query.text)
    add('asked', ranked, query)
    if (!isFullyLabelled || !isAnswerable(query)) continue
    const hidden = ranked.filter(({ entryId }) => (query.relevant[entryId] ?? 0) === 0)
    add('hidden', hidden, query)
  }
  for (const { queries } of others) {
    const step = Math.max(1, Math.floor(queries.length / FOREIGN_MAX))
    for (const query of queries.filter((_, i) => i % step === 0)) {
      add('foreign', await rank(opened.product, query.text), query)
    }
  }
  return samples
}

async function rank(product: Product, text: string): Promise<readonly JudgedEntry[]> {
  const { ranked } = await product.rank(text, DEPTH)
  return ranked.filter(({ vetoed }) => !vetoed)
}

function valuesOf({ features }: JudgedEntry): readonly number[] {
  return FEATURES_FITTED.map(name => features.find(({ feature }) => feature === name)?.value ?? 0)
}

/** For the model of relatedness: answerable questions, and far and foreign ones as the other side. */
export function relatednessSamples(samples: readonly JudgeSample[]): readonly Sample[] {
  return samples
    .filter(({ kind, answerable, far }) => kind !== 'hidden' && (answerable || far))
    .map(({ kind, answerable, shown }) => {
      return { values: shown, right: answerable, weight: kind === 'foreign' ? FOREIGN_RELATEDNESS_WEIGHT : 1 }
    })
}
