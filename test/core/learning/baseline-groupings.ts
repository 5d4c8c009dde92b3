// Simple ways to group texts, for comparison.
import { dot } from '../../../src/core/search/vector.ts'
import { seededRandom } from '../../bench/seeded-random.ts'

/** Groups of whatever is connected by likenesses of at least the bound. */
export function singleLinkage(
  count: number,
  likeness: (i: number, j: number) => number,
  min: number,
): readonly number[] {
  const root = Array.from({ length: count }, (_, i) => i)
  const find = (i: number): number => (root[i] === i ? i : find(root[i] as number))
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) if (likeness(i, j) >= min) root[find(i)] = find(j)
  }
  return root.map((_, i) => find(i))
}

/** Jaccard's share of common words. */
export function wordOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = a.intersection(b).size
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

/** Each joins the first group with a question at least that like it: one pass, nothing is mended. */
export function leader(count: number, likeness: (i: number, j: number) => number, min: number): readonly number[] {
  const leaders: number[] = []
  return Array.from({ length: count }, (_, i) => {
    const best = leaders.reduce((one, other) => (likeness(i, other) > likeness(i, one) ? other : one), leaders[0] ?? i)
    if (best !== i && likeness(i, best) >= min) return best
    leaders.push(i)
    return i
  })
}

const ROUNDS = 30

/** Spherical k-means, begun with k-means++ (Arthur & Vassilvitskii 2007), told how many groups there are. */
export function kMeans(vectors: readonly Float32Array[], k: number, seed: number): readonly number[] {
  const { next: random } = seededRandom(seed)
  const centres = [vectors[Math.floor(random() * vectors.length)] as Float32Array]
  while (centres.length < k) {
    const further = vectors.map(vector => Math.max(0, 1 - Math.max(...centres.map(centre => dot(vector, centre)))) ** 2)
    let left = random() * further.reduce((sum, value) => sum + value, 0)
    const next = further.findIndex(value => {
      left -= value
      return left <= 0
    })
    centres.push(vectors[Math.max(0, next)] as Float32Array)
  }
  let groups: readonly number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    groups = vectors.map(vector => {
      const alike = centres.map(centre => dot(vector, centre))
      return alike.indexOf(Math.max(...alike))
    })
    for (const [g, centre] of centres.entries()) {
      const sum = new Float32Array(centre.length)
      for (const [i, vector] of vectors.entries())
        if (groups[i] === g) for (let d = 0; d < sum.length; d += 1) sum[d] = (sum[d] as number) + (vector[d] as number)
      const length = Math.hypot(...sum)
      if (length > 0) centres[g] = sum.map(value => value / length)
    }
  }
  return groups
}
