// The table of suggested wordings as kysely sees it. Names and columns are the migration's.
import type { Generated } from 'kysely'
import type { SuggestionKind, SuggestionSource, SuggestionState } from '../../core/ports/suggestions.ts'

export interface SuggestionTables {
  suggestion: {
    id: string
    version: number
    entry_id: string
    kind: SuggestionKind
    text: string
    same_text: string
    source: SuggestionSource
    times: number
    last_asked_at: string | null
    cluster_id: string | null
    state: SuggestionState
    proposed_by: string
    proposed_at: string
    decided_by: string | null
    decided_at: string | null
    reason: Generated<string>
    saved_text: string | null
  }
}
