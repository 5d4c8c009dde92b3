// Sees to it that every word of a large registry has its list of near words ready: reads them from their file, or has the
// indexing thread make them, and again when the registry has many words more.
import type { AdoptingNearTerms } from '../src/core/ports/near-terms.ts'
import type { IndexingThread } from './indexing-thread.ts'
import { readNearLists, writeNearLists } from './near-lists.ts'

/** So many words without a list of their own are a tenth of a question's words at most; making all takes most of a minute. */
const MISSING_MAX = 1_000

export interface NearListsKeeper {
  /** Takes the lists over from their file; what is wrong with it is no matter. */
  readonly load: () => Promise<void>
  /** Has them made where there are none, or too few. Resolves when they serve; at once where they are being made. */
  readonly keep: () => Promise<void>
}

export interface NearListsKeeperDeps {
  readonly near: AdoptingNearTerms
  readonly thread: Pick<IndexingThread, 'nearLists'>
  readonly path: string
}

export function openNearListsKeeper({ near, thread, path }: NearListsKeeperDeps): NearListsKeeper {
  let making = false
  const make = async () => {
    const lists = await thread.nearLists([...near.learnt()])
    if (lists !== null && near.adopt(lists)) await writeNearLists(path, lists, near.source)
  }
  return {
    load: async () => {
      const lists = await readNearLists(path, near.source)
      if (lists !== null) near.adopt(lists)
    },
    keep: async () => {
      if (making || near.lacking() <= MISSING_MAX) return
      making = true
      try {
        await make()
      } finally {
        making = false
      }
    },
  }
}
