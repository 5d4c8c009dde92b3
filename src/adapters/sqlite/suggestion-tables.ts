// The tables of suggested wordings, and of what staff said of entries, as kysely sees them. Names and columns are the migration's.
import type { Generated } from 'kysely'
import type { SuggestionKind, SuggestionSource, SuggestionState } from '../../core/ports/suggestions.ts'
import type { Voice } from '../../core/ports/voices.ts'

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
    settled: Generated<number>
  }
  voice: {
    question_id: string
    entry_id: string
    day: string
    said: Voice['said']
    clicked: number
    at: string
    words: string | null
    heard: Generated<number>
  }
  voice_day: { day: string; entry_id: string; resolved: number; unresolved: number }
  suggestion_told: { section_id: number; day: string; at: string }
  fall_told: { entry_id: string; day: string }
}
