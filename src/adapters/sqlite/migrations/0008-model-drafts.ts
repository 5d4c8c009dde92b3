// What a chat model drafted or rendered, until a person makes it theirs. Never edited once released: changes are new migrations.

export const modelDrafts = `
CREATE TABLE model_draft (
  id TEXT PRIMARY KEY,
  entry_id TEXT UNIQUE,
  section_code TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('ticket', 'cluster', 'thread')),
  source_id TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  model TEXT NOT NULL,
  made_at TEXT NOT NULL,
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  saved_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX model_draft_unsaved ON model_draft (made_at) WHERE saved_at IS NULL;

-- By the words that it renders: what a section confirmed holds for as long as they stay the same, whatever else is revised.
CREATE TABLE rendering (
  entry_id TEXT NOT NULL REFERENCES entry (id),
  language TEXT NOT NULL CHECK (language IN ('plain', 'en')),
  revision INTEGER NOT NULL,
  model TEXT NOT NULL,
  words_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('machine', 'confirmed', 'withdrawn', 'unfit')),
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  decided_by TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (entry_id, language, words_hash)
) STRICT, WITHOUT ROWID;

-- What a model wrote of a revision goes with it; what a section decided stays for words that come back.
CREATE TRIGGER rendering_of_another_revision AFTER UPDATE OF published_revision ON entry
WHEN NEW.published_revision IS NOT OLD.published_revision
BEGIN
  DELETE FROM rendering
  WHERE entry_id = NEW.id AND state IN ('machine', 'unfit') AND revision IS NOT NEW.published_revision;
END;
`
