// The tables of figures and of the plan as kysely sees them. Names and columns are the migration's.
import type { Generated } from 'kysely'

export interface KpiTables {
  registration_day: { day: string; section_id: number; registered: number }
  serving_day: { day: string; section_id: number; published: number; verified: number }
  question_day: {
    day: string
    answered: number
    candidates: number
    unanswered: number
    resolved: number
    unresolved: number
  }
  asker_month: { month: string; asker: string }
  opening_balance: {
    id: string
    on_date: string
    count: number
    note: string
    created_by: string
    created_at: string
    removed_at: string | null
  }
  staff_number: { fiscal_year: number; count: number }
  indicator: {
    id: string
    version: number
    position: number
    name: string
    unit: string
    section_name: string
    section_code: string | null
    live: string | null
    goal: Generated<'at_least' | 'at_most'>
    note: Generated<string>
    removed_at: string | null
  }
  indicator_value: {
    seq: Generated<number>
    indicator_id: string
    fiscal_year: number
    side: 'target' | 'actual'
    text: string
    number: number | null
    note: string
    changed_by: string
    changed_at: string
  }
  api_token: {
    id: string
    name: string
    token_hash: string
    scopes: string
    expires_at: string
    created_by: string
    created_at: string
    last_used_at: string | null
    revoked_at: string | null
  }
  report_made: { month: string; made_at: string; path: string }
}
