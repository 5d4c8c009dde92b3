// Which lists of postings a question need not read: MaxScore (Turtle & Flood 1995) for groups of which the best counts.
import type { LexicalIndex } from './lexical-index.ts'
import type { BoundedList } from './posting-list.ts'
import type { QueryGroup } from './query-groups.ts'

/** One idea of the question in one field. */
export interface PlannedGroup {
  readonly field: LexicalIndex
  /** Highest bound first. */
  readonly lists: readonly BoundedList[]
  /** The first so many lists are read. What the others add is at most the bound of the first of them. */
  kept: number
  /** Read only for entries that other groups have found: what it has alone is at most the bound of its first list. */
  skimmed: boolean
}

/** Everything is read until `omit` says otherwise. */
export function planField(groups: readonly QueryGroup[], field: LexicalIndex, weight: number): readonly PlannedGroup[] {
  const plan: PlannedGroup[] = []
  for (const group of groups) {
    const lists = field.boundedListsOf(group, weight)
    if (lists.length > 1) lists.sort((a, b) => b.bound - a.bound)
    if (lists.length > 0) plan.push({ field, lists, kept: lists.length, skimmed: false })
  }
  return plan
}

function totalBound(plan: readonly PlannedGroup[]): number {
  return plan.reduce((sum, group) => sum + boundFrom(group, 0), 0)
}

/** The most that an entry can have which is found by none of the lists that find entries. */
function skimmedBound(plan: readonly PlannedGroup[]): number {
  return plan.reduce((sum, group) => sum + (group.skimmed ? boundFrom(group, 0) : 0), 0)
}

/** The most that the lists not read can add to an entry's score. */
export function omittedBound(plan: readonly PlannedGroup[]): number {
  return plan.reduce((sum, group) => sum + boundFrom(group, group.kept), 0)
}

export interface OmitLimits {
  /** Nothing more is left out once no more postings than this are left to be read. */
  readonly postingsMax: number
  /** What is left out never adds more than this share of what the question can add to any entry. */
  readonly shareMax: number
}

/**
 * Leaves out lists until few enough postings are left to read: first those that spare the most postings for the least bound.
 * Greedy, as the exact choice is a knapsack.
 */
export function omit(plan: readonly PlannedGroup[], { postingsMax, shareMax }: OmitLimits): void {
  let postings = plan.reduce((sum, group) => sum + postingsKept(group), 0)
  if (postings <= postingsMax) return
  let left = shareMax * totalBound(plan) - omittedBound(plan)
  const steps = plan.map(group => bestStep(group, left))
  while (postings > postingsMax) {
    const chosen = placeOfBest(steps)
    const [group, step] = [plan[chosen], steps[chosen]]
    if (group === undefined || step === undefined || step === null) return
    if (step.cost <= left) {
      group.kept = step.kept
      left -= step.cost
      postings -= step.spared
    }
    steps[chosen] = bestStep(group, left)
  }
}

/**
 * Has groups read only for what others find, until those others have few enough postings: first those that have the most for
 * their bound. They never add up to more than a share of what the question can add to any entry.
 */
export function skim(plan: readonly PlannedGroup[], { postingsMax, shareMax }: OmitLimits): void {
  const groups = plan
    .filter(({ kept, skimmed }) => kept > 0 && !skimmed)
    .map(group => ({ group, postings: postingsKept(group) }))
  let postings = groups.reduce((sum, group) => sum + group.postings, 0)
  if (postings <= postingsMax) return
  let left = shareMax * totalBound(plan) - skimmedBound(plan)
  groups.sort((a, b) => b.postings * boundFrom(a.group, 0) - a.postings * boundFrom(b.group, 0))
  for (const { group, postings: own } of groups) {
    if (postings <= postingsMax) return
    if (boundFrom(group, 0) > left) continue
    group.skimmed = true
    left -= boundFrom(group, 0)
    postings -= own
  }
}

function postingsKept({ lists, kept }: PlannedGroup): number {
  let sum = 0
  for (let i = 0; i < kept; i += 1) sum += (lists[i] as BoundedList).list.length
  return sum
}

interface OmitStep {
  readonly kept: number
  readonly cost: number
  readonly spared: number
  /** Postings spared for each unit of bound. */
  readonly gain: number
}

function placeOfBest(steps: readonly (OmitStep | null)[]): number {
  let chosen = -1
  for (let i = 0; i < steps.length; i += 1) {
    if ((steps[i]?.gain ?? 0) > (steps[chosen]?.gain ?? 0)) chosen = i
  }
  return chosen
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
    if (best === null || gain > best.gain) best = { kept, cost, spared, gain }
  }
  return best
}

function boundFrom(group: PlannedGroup, position: number): number {
  return group.lists[position]?.bound ?? 0
}
