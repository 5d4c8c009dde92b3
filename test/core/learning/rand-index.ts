// How well two groupings of the same things agree, chance taken off: L. Hubert & P. Arabie, "Comparing partitions", Journal of
// Classification 2 (1985).

/** 1 for the same groups, 0 for what chance would give. */
export function adjustedRandIndex(a: readonly unknown[], b: readonly unknown[]): number {
  const together = pairsIn(a.map((group, i) => `${String(group)}\u0000${String(b[i])}`))
  const [inA, inB, all] = [pairsIn(a), pairsIn(b), pairs(a.length)]
  const expected = (inA * inB) / all
  const most = (inA + inB) / 2
  return most === expected ? 1 : (together - expected) / (most - expected)
}

function pairsIn(groups: readonly unknown[]): number {
  const sizes = new Map<unknown, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0)
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2
}
