// What the pages of sections need of the product.
import type { SectionChanges } from '../../src/core/ports/section-changes.ts'
import type { SectionContacts } from '../../src/core/ports/ticket-store.ts'

export interface SectionsDeps {
  readonly changes: SectionChanges
  readonly contacts: Pick<SectionContacts, 'setContact'>
  /** Called where entries have changed and must be indexed. */
  readonly poke: () => void
  readonly now: () => Date
}
