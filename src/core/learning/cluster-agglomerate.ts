// Groups questions by what they mean: average linkage (UPGMA) up to a bound, then each question moves to the group that it is
// most like. R. R. Sokal & C. D. Michener, "A statistical method for evaluating systematic relationships", University of Kansas
// Science Bulletin 38 (1958); the update of likenesses: G. N. Lance & W. T. Williams, The Computer Journal 9 (1967);
// relocation after a hierarchy: M. R. Anderberg, "Cluster Analysis for Applications" (1973), ch. 7.
import { type Likeness, meanLikeness, type Profile } from './cluster-profile.ts'

export interface ClusterBounds {
  /** Groups are joined while the mean likeness of their questions is at least this. */
  readonly mergeMin: number
  /** A question belongs to a group if its mean likeness with the others is at least this. */
  readonly joinMin: number
}

export interface Grouping extends Likeness, ClusterBounds {}

/** Questions with the same words, which stay together. */
export interface Item {
  readonly profile: Profile
  /** The group in which people have put it: it stays there, apart from other such groups. */
  readonly fixedTo: number | null
}

/** Rounds in which questions may still move: after two or three nothing moves any more. */
const RELOCATIONS_MAX = 5

/** The number of each item's group, from 0. `pause` lets others work between two rows of likenesses. */
export async function agglomerate(
  items: readonly Item[],
  grouping: Grouping,
  pause: () => Promise<void>,
): Promise<readonly number[]> {
  const likenesses = await matrixOf(items, grouping, pause)
  const groups = await linkByAverage(items, likenesses, { mergeMin: grouping.mergeMin, pause })
  await pause()
  return renumber(relocate(items, likenesses, { groups, joinMin: grouping.joinMin }))
}

type Matrix = readonly Float64Array[]

/** Rows between two pauses: a few milliseconds for the largest neighbourhoods. */
const ROWS_PER_STEP = 8

async function matrixOf(items: readonly Item[], likeness: Likeness, pause: () => Promise<void>): Promise<Matrix> {
  const matrix = items.map(() => new Float64Array(items.length))
  for (const [i, { profile }] of items.entries()) {
    for (let j = 0; j < i; j += 1) {
      const alike = meanLikeness(profile, (items[j] as Item).profile, likeness)
      ;(matrix[i] as Float64Array)[j] = alike
      ;(matrix[j] as Float64Array)[i] = alike
    }
    if (i % ROWS_PER_STEP === ROWS_PER_STEP - 1) await pause()
  }
  return matrix
}

interface Linking extends Pick<ClusterBounds, 'mergeMin'> {
  readonly pause: () => Promise<void>
}

/** Each looks at all pairs that are left. */
const JOINS_PER_STEP = 16

/** The number of each item's group. What people put together begins as one. */
async function linkByAverage(
  items: readonly Item[],
  likenesses: Matrix,
  { mergeMin, pause }: Linking,
): Promise<number[]> {
  const between = likenesses.map(row => Float64Array.from(row))
  const weights = items.map(({ profile }) => profile.count)
  const groupOf = items.map((_, i) => i)
  const fixed = items.map(({ fixedTo }) => fixedTo)
  const alive = new Set(groupOf)
  const join = (into: number, other: number) => {
    const [a, b] = [weights[into] as number, weights[other] as number]
    for (const k of alive) {
      if (k === into || k === other) continue
      const mean = (a * at(between, into, k) + b * at(between, other, k)) / (a + b)
      ;(between[into] as Float64Array)[k] = mean
      ;(between[k] as Float64Array)[into] = mean
    }
    weights[into] = a + b
    fixed[into] ??= fixed[other] ?? null
    alive.delete(other)
    for (const [i, group] of groupOf.entries()) if (group === other) groupOf[i] = into
  }
  for (const same of Map.groupBy(alive, i => fixed[i] ?? null)) {
    const [to, [first, ...others]] = same
    if (to !== null && first !== undefined) for (const other of others) join(first, other)
  }
  let joined = 0
  const mayJoin = (i: number, j: number) => fixed[i] === null || fixed[j] === null
  for (let pair = nearestPair(alive, between, mayJoin); pair !== null; pair = nearestPair(alive, between, mayJoin)) {
    if (pair.alike < mergeMin) break
    join(pair.first, pair.second)
    joined += 1
    if (joined % JOINS_PER_STEP === 0) await pause()
  }
  return groupOf
}

function nearestPair(alive: ReadonlySet<number>, between: Matrix, mayJoin: (i: number, j: number) => boolean) {
  const groups = [...alive]
  let best: { readonly first: number; readonly second: number; readonly alike: number } | null = null
  let highest = Number.NEGATIVE_INFINITY
  for (const [position, first] of groups.entries()) {
    const row = between[first] as Float64Array
    for (let next = position + 1; next < groups.length; next += 1) {
      const second = groups[next] as number
      const alike = row[second] as number
      if (alike <= highest || !mayJoin(first, second)) continue
      highest = alike
      best = { first, second, alike }
    }
  }
  return best
}

interface Relocation {
  readonly groups: number[]
  readonly joinMin: number
}

/** Each question moves to the group that it is most like, or stands alone where it is like none. */
function relocate(items: readonly Item[], likenesses: Matrix, { groups, joinMin }: Relocation): readonly number[] {
  let fresh = items.length
  for (let round = 0; round < RELOCATIONS_MAX; round += 1) {
    let moved = false
    for (const [i, { fixedTo }] of items.entries()) {
      if (fixedTo !== null) continue
      const { group, isAlone } = bestGroup(i, { items, likenesses, groups, joinMin })
      if (group === groups[i] || (group === null && isAlone)) continue
      groups[i] = group ?? fresh++
      moved = true
    }
    if (!moved) break
  }
  return groups
}

interface Choosing extends Relocation {
  readonly items: readonly Item[]
  readonly likenesses: Matrix
}

function bestGroup(i: number, { items, likenesses, groups, joinMin }: Choosing) {
  const sums = new Map<number, { alike: number; count: number }>()
  for (const [j, { profile }] of items.entries()) {
    if (j === i) continue
    const sum = sums.get(groups[j] as number) ?? { alike: 0, count: 0 }
    sum.alike += profile.count * at(likenesses, i, j)
    sum.count += profile.count
    sums.set(groups[j] as number, sum)
  }
  let group: number | null = null
  let highest = joinMin
  for (const [candidate, { alike, count }] of sums) {
    if (alike / count < highest) continue
    highest = alike / count
    group = candidate
  }
  return { group, isAlone: !sums.has(groups[i] as number) }
}

function at(matrix: Matrix, i: number, j: number): number {
  return (matrix[i] as Float64Array)[j] as number
}

function renumber(groups: readonly number[]): readonly number[] {
  const numbers = new Map<number, number>()
  return groups.map(group => {
    const number = numbers.get(group) ?? numbers.size
    numbers.set(group, number)
    return number
  })
}
