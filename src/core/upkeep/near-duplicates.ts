// Finds questions that mean nearly the same, from the vectors that are there already: the neighbours of each question in the
// graph, in small steps, so that people's questions never wait. What was found is kept by unit, and units never change: after
// a change of the registry only what is new is looked at.
import type { UnitVector } from '../ports/unit-store.ts'
import { meaningOf } from '../search/dense-score.ts'
import type { EntryIndex } from '../search/entry-index.ts'

/** Meanings nearer than this are told: nearly all such pairs of the sample entries ask for the same (docs/upkeep.md). */
export const DUPLICATE_MEANING_MIN = 0.92
/** Neighbours of a question that are looked at; its own phrasings are among them. */
const NEIGHBOURS = 24
/** Questions looked at in one step: a few milliseconds. */
const STEP = 16

export interface NearPair {
  /** Ids of both entries, the lower first. */
  readonly entryIds: readonly [string, string]
  /** How near they mean, 0–1. */
  readonly meaning: number
}

export interface DuplicatesFound {
  readonly pairs: readonly NearPair[]
  readonly done: number
  readonly total: number
  /** There are vectors to compare. */
  readonly works: boolean
}

export interface DuplicateSearch {
  /** What is found so far, the nearest first; and how many questions have been looked at, of how many. */
  readonly state: () => DuplicatesFound
  /** Looks at what is new; resolves when all has been looked at. Runs once at a time. */
  readonly run: () => Promise<void>
}

export interface DuplicateSearchDeps {
  readonly index: EntryIndex
  readonly vectorsOf: (modelId: string, unitIds: readonly number[]) => Promise<readonly UnitVector[]>
  /** Lets others work between two steps. */
  readonly pause: () => Promise<void>
}

/** By the unit of a question, the units of others that are near to it. */
type Found = Map<number, readonly { readonly unitId: number; readonly meaning: number }[]>

export function openDuplicateSearch(deps: DuplicateSearchDeps): DuplicateSearch {
  const found: Found = new Map()
  let modelId: string | null = null
  let running: Promise<void> | null = null
  const forgetOthers = () => {
    const current = deps.index.dense?.embedder.modelId ?? null
    if (current !== modelId) found.clear()
    modelId = current
  }
  return {
    state: () => {
      forgetOthers()
      const questions = questionUnits(deps.index)
      const done = questions.filter(id => found.has(id)).length
      return { pairs: pairsOf(found, deps.index), done, total: questions.length, works: deps.index.dense !== null }
    },
    run: () => {
      forgetOthers()
      running ??= lookAtAll(found, deps).finally(() => {
        running = null
      })
      return running
    },
  }
}

async function lookAtAll(found: Found, { index, vectorsOf, pause }: DuplicateSearchDeps): Promise<void> {
  const side = index.dense
  if (side === null) return
  for (const id of found.keys()) if (index.slotOfUnit(id) === undefined) found.delete(id)
  const open = questionUnits(index).filter(id => !found.has(id))
  for (let from = 0; from < open.length && index.dense === side; from += STEP) {
    const vectors = await vectorsOf(side.embedder.modelId, open.slice(from, from + STEP))
    for (const { unitId, vector } of vectors) {
      const near = side.vectors.search(vector, NEIGHBOURS).map(({ id, similarity }) => {
        return { unitId: id, meaning: meaningOf(similarity, side) }
      })
      found.set(
        unitId,
        near.filter(({ unitId: other, meaning }) => other !== unitId && meaning >= DUPLICATE_MEANING_MIN),
      )
    }
    await pause()
  }
}

/** The first question of every entry. */
function questionUnits(index: EntryIndex): readonly number[] {
  const units: number[] = []
  for (const { slot } of index.slots()) {
    index.records.eachUnit(slot, (id, kind) => {
      if (kind === 'question') units.push(id)
    })
  }
  return units
}

/** Of units that are still there: a question, and another entry's question or phrasing. Each pair of entries once. */
function pairsOf(found: Found, index: EntryIndex): readonly NearPair[] {
  const best = new Map<string, NearPair>()
  for (const [unitId, near] of found) {
    const slot = index.slotOfUnit(unitId)
    if (slot === undefined) continue
    for (const { unitId: otherId, meaning } of near) {
      const other = index.slotOfUnit(otherId)
      if (other === undefined || other === slot || !isAskUnit(otherId, other, index)) continue
      const entryIds = [index.idAt(slot), index.idAt(other)].sort() as [string, string]
      const key = entryIds.join(' ')
      if (meaning > (best.get(key)?.meaning ?? 0)) best.set(key, { entryIds, meaning })
    }
  }
  return [...best.values()].sort((a, b) => b.meaning - a.meaning || (a.entryIds[0] < b.entryIds[0] ? -1 : 1))
}

function isAskUnit(unitId: number, slot: number, index: EntryIndex): boolean {
  let isAsk = false
  index.records.eachUnit(slot, (id, kind) => {
    if (id === unitId) isAsk = kind === 'question' || kind === 'phrasing'
  })
  return isAsk
}
