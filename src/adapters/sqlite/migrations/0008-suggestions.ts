// Suggested phrasings and what became of them. Never edited once released: changes are new migrations.

export const suggestions = `
-- A wording proposed for an entry. Once decided it stays, so that it does not come again.
CREATE TABLE suggestion (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entry_id TEXT NOT NULL REFERENCES entry (id),
  kind TEXT NOT NULL CHECK (kind IN ('phrasing', 'negative')),
  text TEXT NOT NULL,
  -- The text in the form in which two are the same.
  same_text TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('resolved', 'wrong', 'cluster', 'model')),
  times INTEGER NOT NULL,
  last_asked_at TEXT,
  cluster_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'overtaken')),
  proposed_by TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT NOT NULL DEFAULT '',
  saved_text TEXT,
  UNIQUE (entry_id, kind, same_text),
  CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_open ON suggestion (entry_id, times DESC) WHERE state = 'open';
CREATE TRIGGER suggestion_stays BEFORE DELETE ON suggestion BEGIN SELECT RAISE(ABORT, 'suggestions are decided, not deleted'); END;
`
