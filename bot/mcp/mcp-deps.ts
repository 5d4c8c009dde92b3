// What the MCP server needs of the product.
import type { Conversation } from '../../src/core/conversation/conversation.ts'
import type { RegistrationKpi } from '../../src/core/kpi/registration-kpi.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { EntrySearch, FoundEntry } from '../../src/core/search-entries.ts'

export interface McpDeps {
  readonly conversation: Pick<Conversation, 'ask'>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  readonly registry: Pick<Registry, 'counts' | 'entriesById' | 'sections'>
  readonly questionLog: Pick<QuestionLog, 'find'>
  readonly kpi: () => Promise<RegistrationKpi>
  /** Without a trailing slash; addresses of entries begin with it. */
  readonly publicUrl: string
  readonly version: string
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}
