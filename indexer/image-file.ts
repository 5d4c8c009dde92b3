// The lexical index on disk, as it stood at one change: a start reads it instead of every entry, and follows the changes
// since. A cache: whatever is wrong with it, the entries are read instead.
import { readArrayFile, readArrayManifest, writeArrayFile } from '../src/adapters/array-file/array-file.ts'
import type { UnitStore } from '../src/core/ports/unit-store.ts'
import type { EntryIndex } from '../src/core/search/entry-index.ts'
import { ANALYSIS_ID } from '../src/core/tokenise.ts'

/** Names what the arrays mean: change it with the form of anything that an index keeps. */
const LAYOUT = `2 ${ANALYSIS_ID}`
/** Of more changes than this share of the entries, reading all entries is no slower than following. */
const STALE_SHARE_MAX = 0.2

/** Writes what the index holds, which must not change meanwhile. `change` is the newest one it has followed. */
export async function writeImageFile(
  path: string,
  index: EntryIndex,
  state: { readonly change: number; readonly lineage: string },
): Promise<void> {
  await writeArrayFile(path, { layout: LAYOUT, entries: index.size, ...state }, index.image().arrays)
}

/** The change that a file on disk stands at, of whatever registry; null where there is none. */
export async function readImageChange(path: string): Promise<number | null> {
  const { layout, change } = (await readArrayManifest(path))?.facts ?? {}
  return layout === LAYOUT && typeof change === 'number' ? change : null
}

/** Fills an empty index; the change from which on it must follow, or null where the file is of no use: then nothing is filled. */
export async function restoreImage(
  path: string,
  store: UnitStore,
  makeIndex: () => EntryIndex,
): Promise<{ readonly index: EntryIndex; readonly change: number } | null> {
  const manifest = await readArrayManifest(path)
  if (manifest === null) return null
  const { layout, lineage, change, entries } = manifest.facts
  if (layout !== LAYOUT || typeof lineage !== 'string' || typeof change !== 'number') return null
  if (!(await store.descendsFrom(lineage))) return null
  if ((await store.changesAfter(change)).length > Number(entries) * STALE_SHARE_MAX) return null
  const arrays = await readArrayFile(path, manifest)
  if (arrays === null) return null
  const index = makeIndex()
  index.restore(arrays)
  return { index, change }
}
