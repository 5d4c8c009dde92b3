// Lists of near words for every word of the registry: made in the indexing thread, kept in a file beside the index, so that
// the first questions after a start are as quick as the others. A cache: where it is missing, each list is found when asked for.
import { setImmediate } from 'node:timers/promises'
import { readArrayFile, readArrayManifest, writeArrayFile } from '../src/adapters/array-file/array-file.ts'
import type { NearLists, NearTerms } from '../src/core/ports/near-terms.ts'

/** Between two looks at what else the thread is asked for: some ten milliseconds. */
const WORDS_PER_STEP = 10
/** No term holds white space. */
const SEPARATOR = '\n'

/** The lists of words that know of each other and of no others; null where nobody wants them any more. `near` knows none yet. */
export async function makeNearLists(
  near: NearTerms,
  terms: readonly string[],
  isWanted: () => boolean = () => true,
): Promise<NearLists | null> {
  for (const term of terms) near.learn(term)
  const placeOf = new Map(terms.map((term, place) => [term, place]))
  const [starts, places, similarities] = [new Uint32Array(terms.length + 1), new Array<number>(), new Array<number>()]
  for (const [i, term] of terms.entries()) {
    if (i % WORDS_PER_STEP === 0) await setImmediate()
    if (!isWanted()) return null
    for (const other of near.of(term)) {
      places.push(placeOf.get(other.term) as number)
      similarities.push(other.similarity)
    }
    starts[i + 1] = places.length
  }
  return { terms, starts, places: Uint32Array.from(places), similarities: Float64Array.from(similarities) }
}

/** `source` names what tells how near words are. */
export async function writeNearLists(path: string, lists: NearLists, source: string): Promise<void> {
  const { terms, starts, places, similarities } = lists
  const words = new TextEncoder().encode(terms.join(SEPARATOR))
  await writeArrayFile(
    path,
    { source },
    { similarities: [similarities], starts: [starts], places: [places], words: [words] },
  )
}

/** Null where there are none of this source. */
export async function readNearLists(path: string, source: string): Promise<NearLists | null> {
  const manifest = await readArrayManifest(path)
  if (manifest === null || manifest.facts['source'] !== source) return null
  const arrays = await readArrayFile(path, manifest)
  if (arrays === null) return null
  return {
    terms: new TextDecoder().decode(arrays.take('words', 'Uint8Array')).split(SEPARATOR),
    starts: arrays.take('starts', 'Uint32Array'),
    places: arrays.take('places', 'Uint32Array'),
    similarities: arrays.take('similarities', 'Float64Array'),
  }
}
