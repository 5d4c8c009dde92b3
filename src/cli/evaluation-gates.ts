// The gates of `zencho eval`: what a change must not lose. A gate names every failure; it never stops at the first.
import { isLoss } from '../core/evaluation/compare.ts'
import { type Breach, figuresOf, findBreaches, raiseFloors } from '../core/evaluation/floors.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import type { EvaluatedSet } from './evaluate-set.ts'
import { type FloorsBySet, writeFloors } from './floors-file.ts'
import { share } from './format-figures.ts'

/** One sentence for each set whose nDCG@10 is lower than in the stored run. */
export function checkLoss(results: readonly EvaluatedSet[]): readonly string[] {
  return results.flatMap(({ name, comparison }) => {
    if (comparison === undefined || !isLoss(comparison.ranking)) return []
    const { before, after } = comparison.ranking.ndcg10
    return [ja.gate.loss(name, exact(before), exact(after))]
  })
}

export interface FloorsGate {
  readonly path: string
  readonly raise: boolean
  /** For what is worth saying and no failure. */
  readonly say: (text: string) => void
}

/** One sentence for each figure on the wrong side of its bound. Raised bounds are written even where another failed. */
export async function checkFloors(
  results: readonly EvaluatedSet[],
  floors: FloorsBySet,
  { path, raise, say }: FloorsGate,
): Promise<readonly string[]> {
  const measured = results.map(({ name, summary, calibration }) => ({ name, figures: figuresOf(summary, calibration) }))
  const failures = measured.flatMap(({ name, figures }) => {
    const bounds = floors[name]
    if (bounds === undefined && !raise) say(ja.gate.noFloors(name, path))
    return findBreaches(bounds ?? {}, figures).map(breach => sentenceOf(name, breach))
  })
  if (raise) {
    const raised = { ...floors }
    for (const { name, figures } of measured) raised[name] = raiseFloors(floors[name], figures)
    const changes = JSON.stringify(raised) !== JSON.stringify(floors)
    if (changes) await writeFloors(path, raised)
    say(changes ? ja.gate.raised(path) : ja.gate.nothingToRaise(path))
  }
  return failures
}

function sentenceOf(set: string, { measure, bound, measured }: Breach): string {
  return ja.gate.below(set, measure, share(bound), measured === null ? ja.gate.notMeasured : exact(measured))
}

/** A loss too small for three digits is a loss all the same, and must not read “.642 to .642”. */
function exact(value: number): string {
  return value.toFixed(5).replace(/^0/u, '')
}
