// All clusters by their sums, in memory: which one a new question is most like is one look over them.
import { dot } from '../search/vector.ts'
import { type Likeness, meanLikeness, type Profile, sumOf } from './cluster-profile.ts'

export interface NearCluster {
  readonly id: number
  /** Mean likeness with its questions. */
  readonly alike: number
}

/** Clusters compared exactly, by meaning and by words each: the nearest is hardly ever below the first few. */
const COMPARED = 24
/** A word that more clusters have than that finds none in particular. */
const FINDING_CLUSTERS_MAX = 400

export class ClusterBook {
  readonly #sums = new Map<number, Profile>()
  readonly #byWord = new Map<string, Set<number>>()

  get size(): number {
    return this.#sums.size
  }

  add(id: number, profile: Profile): void {
    const before = this.#sums.get(id)
    this.#sums.set(id, before === undefined ? profile : sumOf([before, profile]))
    for (const word of profile.words.keys()) {
      const having = this.#byWord.get(word)
      if (having === undefined) this.#byWord.set(word, new Set([id]))
      else having.add(id)
    }
  }

  remove(id: number): void {
    for (const word of this.#sums.get(id)?.words.keys() ?? []) this.#byWord.get(word)?.delete(id)
    this.#sums.delete(id)
  }

  /** A cluster that was opened under a number of its own has its id now. */
  rename(key: number, id: number): void {
    const sum = this.#sums.get(key)
    if (sum === undefined) return
    this.remove(key)
    this.add(id, sum)
  }

  clear(): void {
    this.#sums.clear()
    this.#byWord.clear()
  }

  sum(id: number): Profile | undefined {
    return this.#sums.get(id)
  }

  all(): readonly number[] {
    return [...this.#sums.keys()]
  }

  /** Clusters of more than one question. */
  several(): readonly number[] {
    return [...this.#sums].filter(([, { count }]) => count > 1).map(([id]) => id)
  }

  /** The nearest first. */
  nearest(profile: Profile, likeness: Likeness, count: number): readonly NearCluster[] {
    const found: NearCluster[] = []
    for (const id of this.#candidates(profile)) {
      const alike = meanLikeness(profile, this.#sums.get(id) as Profile, likeness)
      found.push({ id, alike })
    }
    return found.toSorted((a, b) => b.alike - a.alike || a.id - b.id).slice(0, count)
  }

  #candidates(profile: Profile): ReadonlySet<number> {
    return new Set([...this.#nearByMeaning(profile), ...this.#nearByWords(profile)])
  }

  #nearByMeaning({ meaning }: Profile): readonly number[] {
    const best: { readonly id: number; readonly cosine: number }[] = []
    let least = Number.NEGATIVE_INFINITY
    for (const [id, sum] of this.#sums) {
      if (sum.meaning.length !== meaning.length || meaning.length === 0) continue
      const cosine = dot(meaning, sum.meaning) / sum.count
      if (best.length === COMPARED && cosine <= least) continue
      const place = best.findIndex(other => other.cosine < cosine)
      best.splice(place < 0 ? best.length : place, 0, { id, cosine })
      if (best.length > COMPARED) best.pop()
      least = best.at(-1)?.cosine ?? least
    }
    return best.map(({ id }) => id)
  }

  #nearByWords({ words }: Profile): readonly number[] {
    const weights = new Map<number, number>()
    for (const [word, weight] of words) {
      const having = this.#byWord.get(word)
      if (having === undefined || having.size > FINDING_CLUSTERS_MAX) continue
      for (const id of having) {
        const sum = this.#sums.get(id) as Profile
        weights.set(id, (weights.get(id) ?? 0) + (weight * (sum.words.get(word) ?? 0)) / sum.count)
      }
    }
    const ordered = [...weights].toSorted((a, b) => b[1] - a[1])
    return ordered.slice(0, COMPARED).map(([id]) => id)
  }
}
