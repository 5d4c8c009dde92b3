// The tables of the use of models, as kysely sees them. Names and columns are those of migration 8.
import type { Generated } from 'kysely'

export interface ModelUseTables {
  outbound_text: {
    seq: Generated<number>
    at: string
    host: string
    model: string
    purpose: string
    question_id: string | null
    entry_ids: string
    characters: number
    masked_kinds: string
  }
  outbound_purge: { seq: Generated<number>; before: string; purged: number; actor: string; at: string }
  token_day: { day: string; name: string; tokens: number }
}
