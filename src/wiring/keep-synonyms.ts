// Keeps the synonyms of the serving index those that editors keep, whichever process they are changed in.
import { withGroups } from '../adapters/embedders/open-synonyms.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import type { SynonymGroups } from '../core/ports/synonym-groups.ts'
import type { EntryIndex } from '../core/search/entry-index.ts'
import type { Synonyms } from '../core/search/synonyms.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'
import type { Log } from './log.ts'

/** As often as the index is looked at: a change elsewhere is in force within a second. */
const POLL_INTERVAL_MS = 200

export interface KeepSynonymsDeps {
  readonly database: Pick<OpenDatabase, 'dataVersion'>
  readonly groups: SynonymGroups
  readonly index: EntryIndex
  /** Those that do not change. */
  readonly base: Synonyms
  readonly analyser: MorphologicalAnalyser
  readonly log: Log
}

export interface KeptSynonyms {
  /** The groups, and whatever is changed through them in force when it resolves. */
  readonly groups: SynonymGroups
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Resolves when they are in force for the first time. */
export async function keepSynonyms(deps: KeepSynonymsDeps): Promise<KeptSynonyms> {
  const { database, groups } = deps
  let inForce = '[]'
  let seenVersion = -1
  let closed = false

  const settle = async () => {
    seenVersion = database.dataVersion()
    const words = (await groups.list()).map(group => group.words)
    const text = JSON.stringify(words)
    if (text === inForce) return
    inForce = text
    deps.index.useSynonyms(withGroups(deps.base, words, deps.analyser))
  }
  /** Nobody else has written: nothing can be new. */
  const poll = async () => {
    if (closed || database.dataVersion() === seenVersion) return
    await settle()
  }
  const timer = setInterval(() => {
    poll().catch((error: unknown) => deps.log('synonyms_not_followed', { error: String(error) }))
  }, POLL_INTERVAL_MS).unref()
  await settle()
  const andSettle = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change
    await settle()
    return result
  }
  return {
    groups: {
      ...groups,
      create: (inputs, actor) => andSettle(groups.create(inputs, actor)),
      change: (id, input, options) => andSettle(groups.change(id, input, options)),
      remove: (id, options) => andSettle(groups.remove(id, options)),
    },
    settle,
    close: async () => {
      closed = true
      clearInterval(timer)
    },
  }
}
