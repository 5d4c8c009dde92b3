// The tables as kysely sees them. Names and columns are the migrations'.
import type { Generated } from 'kysely'
import type { EntryStatus } from '../../core/entry.ts'
import type { OutDoor, TicketNews } from '../../core/ports/outbox.ts'
import type { FeedbackKind } from '../../core/ports/question-log.ts'
import type { Outcome } from '../../core/search/judge.ts'
import type { UnitKind } from '../../core/text-unit.ts'
import type { TicketEventKind, TicketState } from '../../core/ticket/ticket.ts'
import type { AdministrationTables, RevisionColumns, SectionColumns, ServingColumns } from './administration-tables.ts'
import type { ClusterTables } from './cluster-tables.ts'
import type { KpiTables } from './kpi-tables.ts'
import type { ModelTables } from './model-tables.ts'
import type { ModelUseTables } from './model-use-tables.ts'
import type { OperationsTables } from './operations-tables.ts'
import type { PrivacyTables } from './privacy-tables.ts'
import type { SuggestionTables } from './suggestion-tables.ts'

export interface Tables
  extends AdministrationTables,
    KpiTables,
    SuggestionTables,
    OperationsTables,
    ModelUseTables,
    ModelTables,
    PrivacyTables,
    ClusterTables {
  section: SectionColumns & { id: Generated<number>; code: string; name: string; created_at: string }
  entry: ServingColumns & {
    id: string
    section_id: number
    status: EntryStatus
    revision: number
    registered_on: string | null
    created_at: string
    updated_at: string
  }
  revision: RevisionColumns & {
    entry_id: string
    number: number
    question: string
    answer: string
    basis: string
    review_by: string | null
    revised_on: string
    author: string
    created_at: string
  }
  phrasing: { entry_id: string; revision: number; polarity: 'positive' | 'negative'; position: number; text: string }
  tag: { id: Generated<number>; name: string }
  revision_tag: { entry_id: string; revision: number; position: number; tag_id: number }
  audit_event: {
    seq: Generated<number>
    at: string
    actor: string
    action: string
    subject: string
    before: string | null
    after: string | null
    previous_hash: string
    hash: string
  }
  question_log: {
    id: string
    asked_at: string
    channel: string
    text: string
    section_code: string | null
    outcome: Outcome
    confidence: number
    took_ms: number
    conversation_id: string | null
    asker: string | null
    searched_as: string | null
  }
  candidate_log: { question_id: string; rank: number; entry_id: string; confidence: number }
  feedback: {
    id: Generated<number>
    question_id: string
    kind: FeedbackKind
    entry_id: string | null
    at: string
    comment: string | null
  }
  ticket: {
    id: string
    fiscal_year: number
    number: number
    version: number
    state: TicketState
    question: string
    question_id: string | null
    section_id: number
    suggested_section_id: number | null
    reply_to: string | null
    asker: string | null
    asker_name: string | null
    due_on: string
    answer: string | null
    answered_by: string | null
    answered_at: string | null
    entry_id: string | null
    opened_at: string
    changed_at: string
    /** The ticket that is worked on in its place. */
    merged_into: Generated<string | null>
    /** The due date of which the section was reminded. */
    reminded_for: Generated<string | null>
    /** When everything of who asked was taken out. */
    erased_at: Generated<string | null>
  }
  ticket_event: {
    ticket_id: string
    position: number
    at: string
    actor: string
    kind: TicketEventKind
    detail: string
  }
  ticket_post: { ticket_id: string; door: string; place: string; message: string }
  section_contact: { section_id: number; door: OutDoor; address: string }
  outbox: {
    id: Generated<number>
    ticket_id: string
    door: OutDoor
    news: TicketNews
    created_at: string
    attempts: number
    next_at: string
    sent_at: string | null
    given_up_at: string | null
    failure: string | null
  }
  setting: { key: string; value: string }
  text_unit: {
    id: Generated<number>
    entry_id: string
    kind: UnitKind
    position: number
    text: string
    text_hash: string
    terms: string
    reading: Generated<string>
    bare: string | null
  }
  text_unit_embedding: { unit_id: number; text_hash: string; model_id: string; vector: Uint8Array }
  index_mark: { seq: Generated<number>; entry_id: string }
  index_change: { seq: Generated<number>; entry_id: string }
  embedding_model: { id: string; parameters: Uint8Array; fitted_units: number; created_at: string }
  event_inbox: { source: string; id: string; payload: string | null; received_at: string }
}
