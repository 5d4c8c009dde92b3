// The tables of accounts, reviews, imports and upkeep as kysely sees them. Names and columns are the migrations'.
import type { Generated } from 'kysely'
import type { Role } from '../../core/access/account.ts'
import type { EntryStatus } from '../../core/entry.ts'
import type { OutDoor } from '../../core/ports/outbox.ts'
import type { ReminderStage } from '../../core/ports/upkeep.ts'

export interface AdministrationTables {
  section_change: {
    id: string
    kind: 'rename' | 'merge' | 'split' | 'create' | 'close' | 'move'
    on_date: string
    detail: string
    created_by: string
    created_at: string
    applied_at: string | null
    cancelled_at: string | null
  }
  user_account: {
    id: string
    version: number
    login: string
    name: string
    mail: string | null
    slack_user: string | null
    section_id: number | null
    password_hash: string | null
    issuer: string | null
    subject: string | null
    invitation_hash: string | null
    invitation_until: string | null
    link_until: string | null
    signed_in_at: string | null
    disabled_at: string | null
    created_at: string
    changed_at: string
  }
  account_role: { account_id: string; role: Role; section_id: number }
  session: { token_hash: string; account_id: string | null; data: string; created_at: string; seen_at: string }
  sign_in_failure: { id: Generated<number>; login: string; address: string; at: string }
  autosave: { account_id: string; entry_id: string; seen_revision: number; fields: string; saved_at: string }
  attachment: {
    id: string
    entry_id: string
    sha256: string
    name: string
    media_type: string
    size_bytes: number
    uploaded_by: string
    uploaded_at: string
    removed_at: string | null
  }
  review_comment: {
    id: Generated<number>
    entry_id: string
    revision: number
    kind: 'comment' | 'submitted' | 'returned' | 'published' | 'withdrawn'
    account_id: string | null
    author: string
    text: string
    at: string
  }
  schedule: {
    entry_id: string
    kind: 'publish' | 'archive'
    revision: number
    at: string
    actor: string
    created_at: string
  }
  notice: {
    id: string
    account_id: string
    kind: string
    entry_id: string | null
    detail: string
    at: string
    read_at: string | null
  }
  notice_delivery: {
    id: Generated<number>
    notice_id: string
    door: OutDoor
    created_at: string
    attempts: number
    next_at: string
    sent_at: string | null
    given_up_at: string | null
    failure: string | null
  }
  review_reminder: { entry_id: string; review_by: string; stage: ReminderStage; at: string }
  import_job: {
    id: string
    account_id: string
    state: 'uploaded' | 'checking' | 'checked' | 'applying' | 'applied' | 'failed' | 'cancelled'
    file_name: string
    format: 'csv' | 'xlsx'
    inspection: string | null
    choices: string | null
    done: Generated<number>
    total: Generated<number>
    summary: string | null
    problem: string | null
    created_at: string
    changed_at: string
  }
  import_row: {
    job_id: string
    line: number
    entry_id: string | null
    seen_revision: number
    verdict: 'new' | 'changed' | 'unchanged' | 'duplicate' | 'error'
    detail: string
  }
  import_mapping: { account_id: string; header_hash: string; mapping: string; used_at: string }
  synonym_group: {
    id: string
    version: number
    words: string
    note: Generated<string>
    changed_by: string
    changed_at: string
    removed_at: string | null
  }
  question_set: {
    id: string
    version: number
    name: string
    questions: string
    created_by: string
    created_at: string
    removed_at: string | null
  }
  test_run: { id: string; set_id: string; at: string; actor: string; results: string }
  entry_list: {
    row: Generated<number>
    entry_id: string
    section_id: number
    status: EntryStatus
    serving: number | null
    newest: number
    review_by: string | null
    visible_to: Generated<string>
    registered_on: string | null
    updated_at: string
    stale: Generated<number>
  }
  idempotency_key: { account_id: string; key: string; location: string; at: string }
}

/** What migration 6 added to tables that were there before. */
export interface ServingColumns {
  published_revision: Generated<number | null>
  /** When the revision that serves must be looked at again; written with `published_revision`. */
  serving_review_by: Generated<string | null>
  merged_into: Generated<string | null>
}

export interface RevisionColumns {
  status: EntryStatus | null
  note: Generated<string>
  valid_from: string | null
  valid_until: string | null
  visible_to: Generated<string>
}

export interface SectionColumns {
  approval: Generated<number>
  gate: Generated<number>
  closed_on: Generated<string | null>
  successor_id: Generated<number | null>
}
