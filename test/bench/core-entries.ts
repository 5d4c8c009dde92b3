// A registry of a million entries without a database: those of a finished index, and copies of each in which a tenth of the words
// and of the sounds is left out by chance, so that no two are alike.
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../../src/adapters/sqlite/sqlite-unit-store.ts'
import { loadConfig } from '../../src/config.ts'
import type { Embedder } from '../../src/core/ports/embedder.ts'
import type { AdoptingNearTerms } from '../../src/core/ports/near-terms.ts'
import type { UnitStore } from '../../src/core/ports/unit-store.ts'
import type { IndexedEntry } from '../../src/core/search/indexed-entry.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

export interface CoreSource {
  readonly embedder: Embedder
  readonly nearTerms: AdoptingNearTerms
  /** `count` entries, in the same order with the same ids and terms whenever they are read. */
  readonly entries: (count: number) => AsyncGenerator<IndexedEntry>
  readonly close: () => Promise<void>
}

const SEED = 1_000_000
const LEFT_OUT = 0.1
const ENTRIES_PER_STEP = 500
/** Between the id of an entry and the number of its copy: no id has it. */
const COPY_MARK = '~'

/** Reads what an index made by the built-in model has stored. */
export async function openCoreSource(databasePath: string): Promise<CoreSource> {
  const database = openDatabase(databasePath, { check: false })
  const store = openSqliteUnitStore(database.query, () => new Date())
  const builtin = openBuiltinEmbedders(loadConfig({}).modelDir)
  const model = await store.currentModel()
  const embedder = model && (await builtin.open(model))
  if (embedder === null) throw new Error('expected an index made by the built-in model')
  return {
    embedder,
    nearTerms: builtin.nearTerms(),
    entries: count => copiesOf(store, count),
    close: () => database.close(),
  }
}

/** Id of the entry that another is a copy of, or its own. */
export function originalOf(id: string): string {
  return id.split(COPY_MARK, 1)[0] ?? id
}

/** Round after round: an index that holds fewer has all originals all the same, as long as there is room for them. */
async function* copiesOf(store: UnitStore, count: number): AsyncGenerator<IndexedEntry> {
  const random = seededRandom(SEED)
  for (let [copy, made, unitId] = [0, 0, 0]; made < count; copy += 1) {
    for (let afterId = ''; made < count; ) {
      const page = await store.indexedEntriesAfter(afterId, ENTRIES_PER_STEP)
      const last = page.at(-1)
      if (last === undefined) break
      afterId = last.id
      for (const entry of page.slice(0, count - made)) {
        yield copyEntry(entry, { copy, firstUnitId: unitId + 1, random })
        unitId += entry.units.length
        made += 1
      }
    }
    if (made === 0) throw new Error('expected entries in the index, got none')
  }
}

function copyEntry(
  entry: IndexedEntry,
  { copy, firstUnitId, random }: { readonly copy: number; readonly firstUnitId: number; readonly random: SeededRandom },
): IndexedEntry {
  const id = copy === 0 ? entry.id : `${entry.id}${COPY_MARK}${copy}`
  const units = entry.units.map((unit, i) => {
    const own = { ...unit, id: firstUnitId + i, entryId: id }
    if (copy === 0) return own
    return { ...own, terms: unit.terms.filter(() => !random.chance(LEFT_OUT)), reading: withGap(unit.reading, random) }
  })
  return { ...entry, id, units }
}

/** One gap and not many small ones: sounds are known by threes, and each would take three of them. */
function withGap(reading: string, random: SeededRandom): string {
  const length = Math.round(reading.length * LEFT_OUT)
  const from = random.between(0, Math.max(0, reading.length - length))
  return reading.slice(0, from) + reading.slice(from + length)
}
