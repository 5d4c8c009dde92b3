// What the pages ask of the product on which a chat model helps editors.
import type { Account } from '../../src/core/access/account.ts'
import type { DraftingDeps } from '../../src/core/drafting/drafting-deps.ts'
import type { Clusters } from '../../src/core/learning/clusters.ts'
import type { ModelDrafts } from '../../src/core/ports/model-drafts.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Actor, Registry } from '../../src/core/ports/registry.ts'
import type { Renderings } from '../../src/core/ports/renderings.ts'
import type { SectionSettingsPort } from '../../src/core/ports/section-settings.ts'
import type { Suggestions } from '../../src/core/ports/suggestions.ts'
import type { RenderOutcome, RenderRequest } from '../../src/core/rendering/render-answer.ts'
import type { Verdict } from '../../src/core/search/judge.ts'
import type { EntrySearch, FoundEntry } from '../../src/core/search-entries.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'

export interface DraftingPagesDeps {
  /** Null where no chat model is set up: then nothing is offered, and nothing is there. */
  readonly drafting: DraftingDeps | null
  readonly modelDrafts: ModelDrafts
  readonly renderings: Renderings
  readonly render: (request: RenderRequest) => Promise<RenderOutcome>
  readonly suggestions: Pick<Suggestions, 'propose'>
  /** How the product would answer a text, without logging it. */
  readonly rank: (text: string, limit: number) => Promise<Verdict>
  readonly settings: SectionSettingsPort
  readonly registry: Pick<Registry, 'entriesById' | 'sections' | 'workingEntries'>
  readonly clusters: Pick<Clusters, 'find' | 'members'>
  readonly employeeNumberForms: readonly string[]
  readonly tickets: Pick<Tickets, 'events' | 'find' | 'proposeDraft'>
  readonly questionLog: Pick<QuestionLog, 'feedbackOn'>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  /** What people call whoever did something. */
  readonly nameOfActor: (actor: Actor) => Promise<string>
  /** A keyed hash of the person, whose allowance of tokens is used. */
  readonly askerOf: (account: Account) => string
  readonly now: () => Date
  readonly newId: () => string
}
