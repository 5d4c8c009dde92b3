// What of the registry staff may be given now: between index and registry, between a list and a click, an entry's time may end.
import { isAnswerFor, PUBLIC_SCOPE } from './access/rights.ts'
import { dateInJapan } from './fiscal-year.ts'
import type { Registry } from './ports/registry.ts'

/**
 * The registry as doors for staff read it: a published entry outside its time, or for some sections alone, is not there. The
 * index follows the same rule (src/adapters/sqlite/sqlite-unit-store.ts).
 */
export function givenEntries<R extends Pick<Registry, 'entriesById'>>(registry: R, now: () => Date): R {
  return {
    ...registry,
    entriesById: async (ids: readonly string[]) => {
      const entries = await registry.entriesById(ids)
      const today = dateInJapan(now())
      return entries.filter(entry => entry.status !== 'published' || isAnswerFor(entry, PUBLIC_SCOPE, today))
    },
  }
}
