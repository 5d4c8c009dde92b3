// The registry as people keep it: a revision in the works beside the one that serves, accounts with their roles and sessions,
// reviews, attachments, imports, and what editors and approvers are told. Never edited once released: changes are new migrations.

import { accounts } from './0006-accounts.ts'

export const administration = `
-- The revision that staff are given; null where none is. The newest revision may be a draft of the next.
ALTER TABLE entry ADD COLUMN published_revision INTEGER;
-- An entry that was merged into another: its address leads there.
ALTER TABLE entry ADD COLUMN merged_into TEXT REFERENCES entry (id);
UPDATE entry SET published_revision = revision WHERE status = 'published';
CREATE INDEX entry_serving ON entry (section_id) WHERE published_revision IS NOT NULL;

-- The status under which the revision was saved; unknown of those saved before it was kept.
ALTER TABLE revision ADD COLUMN status TEXT CHECK (status IN ('draft', 'in_review', 'published', 'archived'));
-- What changed, in the author's words.
ALTER TABLE revision ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN valid_from TEXT;
ALTER TABLE revision ADD COLUMN valid_until TEXT;
-- Codes of the sections that may read it, as JSON; none means everybody.
ALTER TABLE revision ADD COLUMN visible_to TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(visible_to));

-- The few revisions that not everybody may read, or not on every day.
CREATE INDEX revision_limited ON revision (entry_id, number)
  WHERE visible_to <> '[]' OR valid_from IS NOT NULL OR valid_until IS NOT NULL;

CREATE INDEX revision_by_review ON revision (review_by) WHERE review_by IS NOT NULL;
CREATE INDEX entry_merged ON entry (merged_into) WHERE merged_into IS NOT NULL;

-- 1: whoever publishes is somebody with the right to. 0: editors publish themselves.
ALTER TABLE section ADD COLUMN approval INTEGER NOT NULL DEFAULT 1 CHECK (approval IN (0, 1));
-- 1: nothing is published by which an evaluation question gets a worse answer.
ALTER TABLE section ADD COLUMN gate INTEGER NOT NULL DEFAULT 0 CHECK (gate IN (0, 1));
-- The first day on which the section is no more, and who took its work over.
ALTER TABLE section ADD COLUMN closed_on TEXT;
ALTER TABLE section ADD COLUMN successor_id INTEGER REFERENCES section (id);

-- Sections renamed, merged, split: what happens on a date, before and after it was done.
CREATE TABLE section_change (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'create', 'close', 'move')),
  on_date TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  applied_at TEXT,
  cancelled_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX section_change_waiting ON section_change (on_date) WHERE applied_at IS NULL AND cancelled_at IS NULL;

${accounts}
-- What a person typed and has not saved yet. One of each entry and person; a new entry has its id from the start.
CREATE TABLE autosave (
  account_id TEXT NOT NULL REFERENCES user_account (id),
  entry_id TEXT NOT NULL,
  seen_revision INTEGER NOT NULL,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  saved_at TEXT NOT NULL,
  PRIMARY KEY (account_id, entry_id)
) STRICT, WITHOUT ROWID;

-- Files of answers. The bytes stand beside the database under their SHA-256.
CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  entry_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  uploaded_by TEXT NOT NULL,
  uploaded_at TEXT NOT NULL,
  removed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_entry ON attachment (entry_id);

CREATE TABLE review_comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id TEXT NOT NULL REFERENCES entry (id),
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'submitted', 'returned', 'published', 'withdrawn')),
  account_id TEXT REFERENCES user_account (id),
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX review_comment_by_entry ON review_comment (entry_id, id);
CREATE TRIGGER review_comment_keeps BEFORE UPDATE ON review_comment BEGIN SELECT RAISE(ABORT, 'review_comment is append-only'); END;
CREATE TRIGGER review_comment_stays BEFORE DELETE ON review_comment BEGIN SELECT RAISE(ABORT, 'review_comment is append-only'); END;

-- A publication or withdrawal that waits for its time. At most one of each kind and entry.
CREATE TABLE schedule (
  entry_id TEXT NOT NULL REFERENCES entry (id),
  kind TEXT NOT NULL CHECK (kind IN ('publish', 'archive')),
  -- The revision to publish; a newer one needs a decision of its own.
  revision INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (entry_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX schedule_by_time ON schedule (at);

-- What a person is told in the pages. Mail and Slack have it from the outbox.
CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES user_account (id),
  kind TEXT NOT NULL,
  entry_id TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  at TEXT NOT NULL,
  read_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_by_account ON notice (account_id, at);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;

CREATE TABLE notice_delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  notice_id TEXT NOT NULL REFERENCES notice (id),
  door TEXT NOT NULL CHECK (door IN ('slack', 'mail')),
  created_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  sent_at TEXT,
  given_up_at TEXT,
  failure TEXT
) STRICT;
CREATE INDEX notice_delivery_waiting ON notice_delivery (door, next_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- A reminder that was given for one review date of one entry: once before the date, once from it on.
CREATE TABLE review_reminder (
  entry_id TEXT NOT NULL REFERENCES entry (id),
  review_by TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('ahead', 'due')),
  at TEXT NOT NULL,
  PRIMARY KEY (entry_id, review_by, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_job (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES user_account (id),
  state TEXT NOT NULL CHECK (state IN ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled')),
  file_name TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
  -- How the file is read (encoding, sheet, header) and what it looks like so.
  inspection TEXT CHECK (inspection IS NULL OR json_valid(inspection)),
  -- What a person chose for it: the field of each column, section and status of rows without.
  choices TEXT CHECK (choices IS NULL OR json_valid(choices)),
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  summary TEXT CHECK (summary IS NULL OR json_valid(summary)),
  problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX import_job_by_account ON import_job (account_id, created_at);

CREATE TABLE import_row (
  job_id TEXT NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  entry_id TEXT,
  -- The revision of the entry that the row was checked against; 0 for a new one.
  seen_revision INTEGER NOT NULL DEFAULT 0,
  verdict TEXT NOT NULL CHECK (verdict IN ('new', 'changed', 'unchanged', 'duplicate', 'error')),
  -- Everything that the pages, the file of failed rows and the writing need of it.
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_row_by_verdict ON import_row (job_id, verdict, line);

-- How columns of a file that looks like this (its header row, hashed) were read the last time.
CREATE TABLE import_mapping (
  account_id TEXT NOT NULL REFERENCES user_account (id),
  header_hash TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  used_at TEXT NOT NULL,
  PRIMARY KEY (account_id, header_hash)
) STRICT, WITHOUT ROWID;

-- Words that editors hold for the same.
CREATE TABLE synonym_group (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  words TEXT NOT NULL CHECK (json_valid(words)),
  note TEXT NOT NULL DEFAULT '',
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  removed_at TEXT
) STRICT, WITHOUT ROWID;

-- Questions with the entry that should answer them, and how they fared.
CREATE TABLE question_set (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  name TEXT NOT NULL,
  questions TEXT NOT NULL CHECK (json_valid(questions)),
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE test_run (
  id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES question_set (id),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  results TEXT NOT NULL CHECK (json_valid(results))
) STRICT, WITHOUT ROWID;
CREATE INDEX test_run_by_set ON test_run (set_id, at);

-- A form that was sent twice is taken once: what the first brought about.
CREATE TABLE idempotency_key (
  account_id TEXT NOT NULL REFERENCES user_account (id),
  key TEXT NOT NULL,
  location TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_event_by_actor ON audit_event (actor, seq);
CREATE INDEX audit_event_by_time ON audit_event (at);
CREATE INDEX entry_by_update ON entry (updated_at);
CREATE INDEX entry_by_status ON entry (status, updated_at, section_id);
-- What a person works on, without reading the answers of all drafts.
CREATE INDEX revision_by_author ON revision (author, entry_id, number);
`
