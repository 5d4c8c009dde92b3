// What left for a chat model, and tokens taken of the day's allowance. Never edited once released: changes are new migrations.

export const modelUse = `
-- One row a request, written before it leaves. The texts are not kept: the question is in the question log, the entries are
-- in the registry. The question may be forgotten before the row is, and is written after it.
CREATE TABLE outbound_text (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  host TEXT NOT NULL,
  model TEXT NOT NULL,
  purpose TEXT NOT NULL,
  question_id TEXT,
  entry_ids TEXT NOT NULL CHECK (json_valid(entry_ids)),
  characters INTEGER NOT NULL CHECK (characters >= 0),
  masked_kinds TEXT NOT NULL CHECK (json_valid(masked_kinds))
) STRICT;
CREATE INDEX outbound_text_at ON outbound_text (at, seq);

-- Up to when rows may have been removed: by retention alone, and on record itself.
CREATE TABLE outbound_purge (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  before TEXT NOT NULL,
  purged INTEGER NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER outbound_text_keeps BEFORE UPDATE ON outbound_text BEGIN SELECT RAISE(ABORT, 'outbound_text is append-only'); END;
CREATE TRIGGER outbound_text_stays BEFORE DELETE ON outbound_text
  WHEN OLD.at >= coalesce((SELECT max(before) FROM outbound_purge), '') BEGIN SELECT RAISE(ABORT, 'outbound_text is append-only'); END;
CREATE TRIGGER outbound_purge_keeps BEFORE UPDATE ON outbound_purge BEGIN SELECT RAISE(ABORT, 'outbound_purge is append-only'); END;
CREATE TRIGGER outbound_purge_stays BEFORE DELETE ON outbound_purge BEGIN SELECT RAISE(ABORT, 'outbound_purge is append-only'); END;

-- Tokens by day in Japan: of all, of each purpose, and of each asker under the keyed hash. Those of askers go with their day.
CREATE TABLE token_day (
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  tokens INTEGER NOT NULL CHECK (tokens >= 0),
  PRIMARY KEY (day, name)
) STRICT, WITHOUT ROWID;
`
