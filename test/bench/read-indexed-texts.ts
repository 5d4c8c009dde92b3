// The texts of a built index with their terms and question vectors, as other engines are given them.
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../../src/adapters/sqlite/sqlite-unit-store.ts'
import { loadConfig } from '../../src/config.ts'
import type { BaselineEntry } from '../../src/core/ports/baseline.ts'
import type { Embedder } from '../../src/core/ports/embedder.ts'
import type { StoredUnit, UnitStore } from '../../src/core/ports/unit-store.ts'

export interface IndexedTexts {
  readonly entries: readonly BaselineEntry[]
  /** Of every question, phrasing and whole answer. */
  readonly terms: ReadonlyMap<string, readonly string[]>
  /** Of every entry's question. */
  readonly questionVectors: ReadonlyMap<string, Float32Array>
  readonly embedder: Embedder
}

const UNITS_PER_STEP = 5_000

export async function readIndexedTexts(databasePath: string): Promise<IndexedTexts> {
  const database = openDatabase(databasePath, { check: false })
  const store = openSqliteUnitStore(database.query, () => new Date())
  const model = await store.currentModel()
  const embedder = model && (await openBuiltinEmbedders(loadConfig({}).modelDir).open(model))
  if (embedder === null) throw new Error('expected an index made by the built-in model')
  const byEntry = new Map<string, StoredUnit[]>()
  for await (const unit of allUnits(store)) {
    const known = byEntry.get(unit.entryId)
    if (known === undefined) byEntry.set(unit.entryId, [unit])
    else known.push(unit)
  }
  const terms = new Map<string, readonly string[]>()
  const entries = [...byEntry].map(([id, units]) => toEntry(id, units, terms))
  const questionVectors = await vectorsOfQuestions(store, embedder.modelId, byEntry)
  await database.close()
  return { entries, terms, questionVectors, embedder }
}

async function* allUnits(store: UnitStore): AsyncGenerator<StoredUnit> {
  for (let afterId = 0; ; ) {
    const units = await store.unitsAfter(afterId, UNITS_PER_STEP)
    const last = units.at(-1)
    if (last === undefined) return
    yield* units
    afterId = last.id
  }
}

/** The parts of an answer are all of its characters, in order. */
function toEntry(id: string, units: readonly StoredUnit[], terms: Map<string, readonly string[]>): BaselineEntry {
  const parts = units.filter(({ kind }) => kind === 'answer')
  const answer = parts.map(({ text }) => text).join('')
  for (const unit of units) terms.set(unit.text, unit.terms)
  terms.set(
    answer,
    parts.flatMap(part => part.terms),
  )
  const phrasings = units.filter(({ kind }) => kind === 'phrasing').map(({ text }) => text)
  return { id, question: units.find(({ kind }) => kind === 'question')?.text ?? '', phrasings, answer }
}

async function vectorsOfQuestions(
  store: UnitStore,
  modelId: string,
  byEntry: ReadonlyMap<string, readonly StoredUnit[]>,
): Promise<ReadonlyMap<string, Float32Array>> {
  const entryOfUnit = new Map<number, string>()
  for (const [id, units] of byEntry) {
    const question = units.find(({ kind }) => kind === 'question')
    if (question !== undefined) entryOfUnit.set(question.id, id)
  }
  const vectors = await store.vectorsOf(modelId, [...entryOfUnit.keys()])
  return new Map(vectors.map(({ unitId, vector }) => [entryOfUnit.get(unitId) ?? '', vector]))
}
