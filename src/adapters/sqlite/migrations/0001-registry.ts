// The registry, the question log and the index's bookkeeping. Never edited once released: changes are new migrations.

export const registry = `
CREATE TABLE section (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
  id TEXT PRIMARY KEY,
  section_id INTEGER NOT NULL REFERENCES section (id),
  status TEXT NOT NULL CHECK (status IN ('draft', 'in_review', 'published', 'archived')),
  revision INTEGER NOT NULL,
  registered_on TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- Whatever was published once has a registration date, and keeps it.
  CHECK (registered_on IS NOT NULL OR status IN ('draft', 'in_review'))
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_section ON entry (section_id, status);
CREATE INDEX entry_by_registration ON entry (registered_on);

CREATE TABLE revision (
  entry_id TEXT NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number >= 1),
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (json_valid(basis)),
  review_by TEXT,
  revised_on TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (entry_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE phrasing (
  entry_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  polarity TEXT NOT NULL CHECK (polarity IN ('positive', 'negative')),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (entry_id, revision, polarity, position),
  FOREIGN KEY (entry_id, revision) REFERENCES revision (entry_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE revision_tag (
  entry_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (entry_id, revision, position),
  FOREIGN KEY (entry_id, revision) REFERENCES revision (entry_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_tag_by_tag ON revision_tag (tag_id);

CREATE TABLE audit_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_event_by_subject ON audit_event (subject, seq);

-- History is only ever added to, whoever holds the connection.
CREATE TRIGGER audit_event_keeps BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;
CREATE TRIGGER audit_event_stays BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;
CREATE TRIGGER revision_keeps BEFORE UPDATE ON revision BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END;
CREATE TRIGGER revision_stays BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END;
CREATE TRIGGER phrasing_keeps BEFORE UPDATE ON phrasing BEGIN SELECT RAISE(ABORT, 'phrasing is append-only'); END;
CREATE TRIGGER phrasing_stays BEFORE DELETE ON phrasing BEGIN SELECT RAISE(ABORT, 'phrasing is append-only'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are archived, not deleted'); END;
CREATE TRIGGER registration_keeps BEFORE UPDATE OF registered_on ON entry
  WHEN OLD.registered_on IS NOT NULL AND NEW.registered_on IS NOT OLD.registered_on
  BEGIN SELECT RAISE(ABORT, 'a registration date never changes'); END;

CREATE TABLE question_log (
  id TEXT PRIMARY KEY,
  asked_at TEXT NOT NULL,
  channel TEXT NOT NULL,
  text TEXT NOT NULL,
  section_code TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'candidates', 'unanswered')),
  confidence REAL NOT NULL,
  took_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX question_log_by_time ON question_log (asked_at);

CREATE TABLE candidate_log (
  question_id TEXT NOT NULL REFERENCES question_log (id),
  rank INTEGER NOT NULL,
  entry_id TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (question_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidate_log_by_entry ON candidate_log (entry_id);

CREATE TABLE feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id TEXT NOT NULL REFERENCES question_log (id),
  kind TEXT NOT NULL CHECK (kind IN ('resolved', 'unresolved', 'none_of_these', 'chosen')),
  entry_id TEXT REFERENCES entry (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX feedback_by_question ON feedback (question_id);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
