// What erasing a question leaves of it in its cluster, and which open suggestions are to be looked at again. Never edited once
// released: changes are new migrations.

export const changedClusters = `
-- Questions that came or went, and at how many of them medoid and words were made: another number, and they are to be made anew.
ALTER TABLE question_cluster ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question_cluster ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
CREATE INDEX question_cluster_untold ON question_cluster (id) WHERE told <> changes;
UPDATE question_cluster SET changes = 1; -- words of erased questions may still stand in them

-- Whoever erases a question need not know of clusters: no word of it may stay.
DROP TRIGGER cluster_shrinks;
CREATE TRIGGER cluster_shrinks AFTER DELETE ON cluster_question BEGIN
  UPDATE question_cluster
    SET size = max(0, size - 1), words = '[]', medoid_id = nullif(medoid_id, OLD.question_id), changes = changes + 1
    WHERE id = OLD.cluster_id;
END;
CREATE TRIGGER cluster_grows AFTER INSERT ON cluster_question BEGIN
  UPDATE question_cluster SET changes = changes + 1 WHERE id = NEW.cluster_id;
END;
CREATE TRIGGER cluster_changes AFTER UPDATE OF cluster_id ON cluster_question WHEN NEW.cluster_id <> OLD.cluster_id BEGIN
  UPDATE question_cluster SET changes = changes + 1 WHERE id IN (OLD.cluster_id, NEW.cluster_id);
END;
`

export const unsettledSuggestions = `
-- The entry is as it was when it was last looked whether it has the wording by other ways.
ALTER TABLE suggestion ADD COLUMN settled INTEGER NOT NULL DEFAULT 1;
UPDATE suggestion SET settled = 0 WHERE state = 'open';
CREATE INDEX suggestion_unsettled ON suggestion (entry_id) WHERE state = 'open' AND settled = 0;
CREATE TRIGGER suggestion_of_changed_entry AFTER UPDATE OF status, revision, published_revision ON entry BEGIN
  UPDATE suggestion SET settled = 0 WHERE entry_id = NEW.id AND state = 'open';
END;
`

export const overtakenDrafts = `
-- An entry may have several drafts: another one stands in the place of an earlier one, whose form may still be saved with its words.
CREATE TABLE model_draft_of_entry (
  id TEXT PRIMARY KEY,
  entry_id TEXT,
  section_code TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('ticket', 'cluster', 'thread')),
  source_id TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  model TEXT NOT NULL,
  made_at TEXT NOT NULL,
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  saved_at TEXT,
  overtaken_at TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO model_draft_of_entry
  SELECT id, entry_id, section_code, source, source_id, asked_by, model, made_at, draft, saved_at, NULL FROM model_draft;
DROP TABLE model_draft;
ALTER TABLE model_draft_of_entry RENAME TO model_draft;

CREATE INDEX model_draft_entry ON model_draft (entry_id);
CREATE UNIQUE INDEX model_draft_standing ON model_draft (entry_id) WHERE overtaken_at IS NULL;
CREATE INDEX model_draft_unsaved ON model_draft (made_at) WHERE saved_at IS NULL;
`
