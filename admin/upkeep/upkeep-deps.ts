// What the pages of upkeep need of the product.
import type { PublishGate } from '../../src/core/ports/publish-gate.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { SectionSettingsPort } from '../../src/core/ports/section-settings.ts'
import type { Upkeep } from '../../src/core/ports/upkeep.ts'
import type { EntrySearch, FoundEntry } from '../../src/core/search-entries.ts'
import type { DuplicateSearch } from '../../src/core/upkeep/near-duplicates.ts'

export interface UpkeepDeps {
  readonly upkeep: Upkeep
  readonly registry: Pick<Registry, 'entriesById' | 'merge' | 'sections' | 'workingEntries'>
  readonly duplicates: DuplicateSearch
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  readonly settings: SectionSettingsPort
  readonly gate: PublishGate
  /** Called where an entry has changed and must be indexed. */
  readonly poke: () => void
  readonly now: () => Date
}
