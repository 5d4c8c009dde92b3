// The index's bookkeeping: text units, their embeddings, what waits to be indexed and what has been.

export const index = `
-- Immutable: another text is another unit with another id, so a vector index can be repaired by comparing ids alone.
CREATE TABLE text_unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id TEXT NOT NULL REFERENCES entry (id),
  kind TEXT NOT NULL CHECK (kind IN ('question', 'phrasing', 'negative', 'answer')),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  terms TEXT NOT NULL,
  -- Letters and digits alone, of negative phrasings only: what a question must equal to be vetoed beyond doubt.
  bare TEXT
) STRICT;
CREATE INDEX text_unit_by_entry ON text_unit (entry_id);

CREATE TABLE text_unit_embedding (
  unit_id INTEGER NOT NULL REFERENCES text_unit (id) ON DELETE CASCADE,
  text_hash TEXT NOT NULL,
  model_id TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (model_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_unit_embedding_by_unit ON text_unit_embedding (unit_id);

-- What the indexer has yet to look at; several marks for one entry are one piece of work.
CREATE TABLE index_mark (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id TEXT NOT NULL
) STRICT;
CREATE INDEX index_mark_by_entry ON index_mark (entry_id, seq);

-- What the indexer has changed, at most one row an entry: readers follow by seq.
CREATE TABLE index_change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id TEXT NOT NULL UNIQUE
) STRICT;

-- Models whose parameters are fitted to this registry.
CREATE TABLE embedding_model (
  id TEXT PRIMARY KEY,
  parameters BLOB NOT NULL,
  fitted_units INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
