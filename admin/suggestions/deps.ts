// What the pages of suggested wordings ask of the product.
import type { Bench } from '../../src/core/impact/bench.ts'
import type { BenchJobs } from '../../src/core/impact/bench-jobs.ts'
import type { RankedNow } from '../../src/core/learning/suggest-phrasings.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { SectionSettingsPort } from '../../src/core/ports/section-settings.ts'
import type { Suggestions } from '../../src/core/ports/suggestions.ts'
import type { Workflow } from '../../src/core/workflow/workflow.ts'
import type { KeptDrafts } from '../kept-drafts.ts'
import type { TakeOverDraft } from './take-over-draft.ts'

export interface SuggestionsDeps {
  readonly suggestions: Suggestions
  readonly registry: Pick<Registry, 'entriesById' | 'sections' | 'workingEntries'>
  readonly settings: SectionSettingsPort
  readonly workflow: Pick<Workflow, 'act'>
  readonly bench: Pick<Bench, 'generation' | 'isGated' | 'sources' | 'workbench'>
  readonly jobs: BenchJobs
  /** How a question would be answered now. */
  readonly rank: (text: string) => Promise<RankedNow>
  /** Takes personal data out of what staff typed. */
  readonly mask: (text: string) => string
  readonly newId: () => string
}

export type Deps = SuggestionsDeps & { readonly drafts: KeptDrafts<TakeOverDraft> }
