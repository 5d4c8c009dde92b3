// The tables of what a chat model wrote, as kysely sees them. Names and columns are the migration's.
import type { Generated } from 'kysely'
import type { DraftSource } from '../../core/ports/model-drafts.ts'
import type { RenderingLanguage, RenderingState } from '../../core/ports/renderings.ts'

export interface ModelTables {
  model_draft: {
    id: string
    entry_id: string | null
    section_code: string
    source: DraftSource
    source_id: string
    asked_by: string
    model: string
    made_at: string
    draft: string
    saved_at: string | null
    overtaken_at: string | null
  }
  rendering: {
    entry_id: string
    language: RenderingLanguage
    revision: number
    model: string
    words_hash: string
    state: RenderingState
    question: string
    answer: string
    at: string
    decided_by: string | null
    version: Generated<number>
  }
}
