// Which lists of postings a question need not read: MaxScore (Turtle & Flood 1995) for groups of which the best counts.
import type { LexicalIndex } from './lexical-index.ts'
import type { WeightedList } from './posting-list.ts'
import type { QueryGroup } from './query-groups.ts'

export interface BoundedList extends WeightedList {
  /** The most this list can add to an entry's score. */
  readonly bound: number
}

/** One idea of the question in one field. */
export interface PlannedGroup {
  readonly field: LexicalIndex
  /** Highest bound first. */
  readonly lists: readonly BoundedList[]
  /** The first so many lists are read. What the others add is at most the bound of the first of them. */
  kept: number
}

/** Everything is read until `omit` says otherwise. */
export function planField(groups: readonly QueryGroup[], field: LexicalIndex, weight: number): readonly PlannedGroup[] {
  const plan: PlannedGroup[] = []
  const norms = field.normsFor(field.lengthMean)
  for (const group of groups) {
    const lists = field.listsOf(group, weight).map((weighted): BoundedList => {
      return { ...weighted, bound: weighted.factor * weighted.list.weightMax(norms) }
    })
    lists.sort((a, b) => b.bound - a.bound)
    if (lists.length > 0) plan.push({ field, lists, kept: lists.length })
  }
  return plan
}

/** The most that the lists not read can add to an entry's score. */
export function omittedBound(plan: readonly PlannedGroup[]): number {
  return plan.reduce((sum, group) => sum + boundFrom(group, group.kept), 0)
}

/**
 * Leaves out lists while they cannot add more than `budget` to any entry: first those that spare the most postings for
 * the least bound. Greedy, as the exact choice is a knapsack.
 */
export function omit(plan: readonly PlannedGroup[], budget: number): void {
  let left = budget
  const steps = plan.map(group => bestStep(group, left))
  for (;;) {
    let chosen = -1
    for (let i = 0; i < steps.length; i += 1) {
      if ((steps[i]?.gain ?? 0) > (steps[chosen]?.gain ?? 0)) chosen = i
    }
    const [group, step] = [plan[chosen], steps[chosen]]
    if (group === undefined || step === undefined || step === null) return
    if (step.cost <= left) {
      group.kept = step.kept
      left -= step.cost
    }
    steps[chosen] = bestStep(group, left)
  }
}

interface OmitStep {
  readonly kept: number
  readonly cost: number
  /** Postings spared for each unit of bound. */
  readonly gain: number
}

/** The shortening of one group that spares most for what it costs, and costs no more than there is. */
function bestStep(group: PlannedGroup, budget: number): OmitStep | null {
  const already = boundFrom(group, group.kept)
  let best: OmitStep | null = null
  let spared = 0
  for (let kept = group.kept - 1; kept >= 0; kept -= 1) {
    const cost = boundFrom(group, kept) - already
    if (cost > budget) break
    spared += group.lists[kept]?.list.length ?? 0
    const gain = spared / Math.max(cost, Number.MIN_VALUE)
    if (best === null || gain > best.gain) best = { kept, cost, gain }
  }
  return best
}

function boundFrom(group: PlannedGroup, position: number): number {
  return group.lists[position]?.bound ?? 0
}
