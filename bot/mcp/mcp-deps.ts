// What the MCP server needs of the product.
import type { Conversation } from '../../src/core/conversation/conversation.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { EntrySearch, FoundEntry } from '../../src/core/search-entries.ts'

/** The registration KPI at a glance. */
export interface RegistrationKpi {
  /** 登録数(累計). */
  readonly registered: number
  readonly registeredThisFiscalYear: number
  readonly published: number
  readonly fiscalYear: number
  /** null where no target is set. */
  readonly target: { readonly fiscalYear: number; readonly value: number } | null
}

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
