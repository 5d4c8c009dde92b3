// Clusters of questions without a good answer. Never edited once released: changes are new migrations.

export const clusters = `
-- "Look whether this question had a good answer": written with the question, and with what is said of it.
CREATE TABLE missed_mark (
  question_id TEXT PRIMARY KEY REFERENCES question_log (id) ON DELETE CASCADE,
  due_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX missed_mark_due ON missed_mark (due_at);

CREATE TABLE question_cluster (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Counts what people do with it; questions that join do not.
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'dismissed', 'linked', 'drafted', 'done', 'merged')),
  entry_id TEXT REFERENCES entry (id),
  merged_into INTEGER REFERENCES question_cluster (id),
  reason TEXT NOT NULL DEFAULT '',
  decided_by TEXT,
  decided_at TEXT,
  -- How many questions there were when it was decided.
  decided_size INTEGER,
  -- What follows is made of its questions.
  size INTEGER NOT NULL DEFAULT 0,
  people INTEGER NOT NULL DEFAULT 0,
  first_at TEXT NOT NULL DEFAULT '',
  last_at TEXT NOT NULL DEFAULT '',
  heat REAL NOT NULL DEFAULT 0,
  medoid_id TEXT,
  words TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(words))
) STRICT;
CREATE INDEX question_cluster_by_heat ON question_cluster (state, heat);
CREATE INDEX question_cluster_by_entry ON question_cluster (entry_id) WHERE entry_id IS NOT NULL;

-- Sections that a cluster may belong to, likeliest first.
CREATE TABLE cluster_section (
  cluster_id INTEGER NOT NULL REFERENCES question_cluster (id),
  rank INTEGER NOT NULL,
  section_code TEXT NOT NULL,
  PRIMARY KEY (cluster_id, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE cluster_question (
  question_id TEXT PRIMARY KEY REFERENCES question_log (id) ON DELETE CASCADE,
  cluster_id INTEGER NOT NULL REFERENCES question_cluster (id),
  reason TEXT NOT NULL CHECK (reason IN ('unanswered', 'none_of_these', 'unresolved', 'ignored')),
  -- A person put it there.
  pinned INTEGER NOT NULL DEFAULT 0,
  -- Search terms of the masked text between blanks, and its vector by the model named ('' for none).
  terms TEXT NOT NULL,
  model_id TEXT NOT NULL,
  vector BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_question_by_cluster ON cluster_question (cluster_id);

-- Whoever erases a question need not know of clusters.
CREATE TRIGGER cluster_shrinks AFTER DELETE ON cluster_question BEGIN
  UPDATE question_cluster SET size = max(0, size - 1) WHERE id = OLD.cluster_id;
END;

INSERT INTO missed_mark SELECT id, asked_at FROM question_log WHERE outcome <> 'answered';
INSERT OR IGNORE INTO missed_mark SELECT question_id, at FROM feedback WHERE kind IN ('unresolved', 'none_of_these');

CREATE TRIGGER missed_when_asked AFTER INSERT ON question_log WHEN NEW.outcome <> 'answered' BEGIN
  INSERT OR IGNORE INTO missed_mark VALUES (NEW.id, NEW.asked_at);
END;
CREATE TRIGGER missed_when_said AFTER INSERT ON feedback BEGIN
  INSERT INTO missed_mark VALUES (NEW.question_id, NEW.at) ON CONFLICT DO UPDATE SET due_at = min(due_at, excluded.due_at);
END;
-- What was erased of a question is erased here.
CREATE TRIGGER missed_when_rewritten AFTER UPDATE OF text, searched_as ON question_log BEGIN
  DELETE FROM cluster_question WHERE question_id = NEW.id;
  INSERT OR IGNORE INTO missed_mark SELECT NEW.id, NEW.asked_at WHERE NEW.text <> '';
END;
`
