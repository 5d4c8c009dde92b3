// How much of a question an entry speaks of: the evidence that a score compared with other entries' cannot give.
import type { EntryIndex } from './entry-index.ts'
import { isAsk } from './indexed-entry.ts'
import type { QueryTerm } from './query-groups.ts'
import type { Swap } from './synonyms.ts'

/** What an entry has of a question's words; each word weighs its idf, and a near one counts by its similarity. */
export interface Support {
  /** Share of the question's weight that is found anywhere in the entry, 0–1. */
  readonly share: number
  /**
   * How many words the weight found in its questions and phrasings lies on: (Σw)² / Σw², Kish's effective number (1965).
   * 1 where it is all on one word, 2 on two of the same weight; 0 where nothing is found.
   */
  readonly breadth: number
  /**
   * Share of the question's weight on words that the registry uses at all, or has near words or synonyms for, 0–1; the same
   * for every entry.
   */
  readonly known: number
}

/** A word of the question with what may stand for it, each by its place among all that is looked for. */
interface WeighedTerm {
  readonly weight: number
  /** The term itself with 1, and its near terms. */
  readonly places: readonly number[]
  readonly similarities: readonly number[]
  readonly swaps: readonly { readonly places: readonly number[]; readonly similarity: number }[]
}

/**
 * Measures the entry of any slot against the question's own terms, with the near terms it was scored with, and with what the
 * synonyms have for several of them together (年次有給休暇 for 年休).
 */
export function openSupport(
  asked: readonly QueryTerm[],
  swaps: ReadonlyMap<string, readonly Swap[]>,
  index: EntryIndex,
): (slot: number) => Support {
  const wanted = new WantedWords()
  const weighed = asked.map(queryTerm => weigh(queryTerm, swaps.get(queryTerm.term) ?? [], { index, wanted }))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const used = wanted.flags()
  const placeOfId = new Map<number, number>()
  wanted.eachWord((word, place) => {
    const id = index.vocabulary.idOf(word)
    if (id !== undefined) placeOfId.set(id, place)
    if (index.entryFrequency(word) > 0) used[place] = 1
  })
  const known = weighed.reduce((sum, term) => sum + term.weight * bestOf(term, used), 0)
  const [inAsks, inAll] = [wanted.flags(), wanted.flags()]
  return slot => {
    inAsks.fill(0)
    inAll.fill(0)
    index.records.eachTerm(slot, (id, kind) => {
      const place = kind === 'negative' ? undefined : placeOfId.get(id)
      if (place === undefined) return // nearly all end here
      inAll[place] = 1
      if (isAsk({ kind })) inAsks[place] = 1
    })
    const found = weighed.reduce((sum, term) => sum + term.weight * bestOf(term, inAll), 0)
    const share = (weight: number) => (total === 0 ? 0 : weight / total)
    return { share: share(found), breadth: breadthOf(weighed, inAsks), known: share(known) }
  }
}

/** All words that are looked for, each once, in places of a flag each. */
class WantedWords {
  readonly #places = new Map<string, number>()

  placeOf(word: string): number {
    const known = this.#places.get(word)
    if (known !== undefined) return known
    this.#places.set(word, this.#places.size)
    return this.#places.size - 1
  }

  /** One for each place, none of them set. */
  flags(): Uint8Array {
    return new Uint8Array(this.#places.size)
  }

  eachWord(visit: (word: string, place: number) => void): void {
    this.#places.forEach((place, word) => visit(word, place))
  }
}

function breadthOf(weighed: readonly WeighedTerm[], isFound: Uint8Array): number {
  let [sum, squares] = [0, 0]
  for (const term of weighed) {
    const found = term.weight * bestOf(term, isFound)
    sum += found
    squares += found ** 2
  }
  return squares === 0 ? 0 : sum ** 2 / squares
}

interface WeighDeps {
  readonly index: EntryIndex
  readonly wanted: WantedWords
}

/** A word that no entry uses is as rare as can be: what the registry never speaks of is not covered by it. */
function weigh({ term, near }: QueryTerm, swaps: readonly Swap[], { index, wanted }: WeighDeps): WeighedTerm {
  return {
    weight: index.idf(term) || Math.log(1 + index.size),
    places: [term, ...near.map(word => word.term)].map(word => wanted.placeOf(word)),
    similarities: [1, ...near.map(({ similarity }) => similarity)],
    swaps: swaps.map(({ terms, similarity }) => ({ places: terms.map(word => wanted.placeOf(word)), similarity })),
  }
}

/** 1 where the word itself is found, or else the similarity of the nearest that is, or of what the office says for it. */
function bestOf({ places, similarities, swaps }: WeighedTerm, isFound: Uint8Array): number {
  let best = 0
  for (let i = 0; i < places.length; i += 1) {
    const similarity = similarities[i] as number
    if (similarity > best && isFound[places[i] as number] === 1) best = similarity
  }
  for (const swap of swaps)
    if (swap.similarity > best && swap.places.every(place => isFound[place] === 1)) best = swap.similarity
  return best
}
