// The second half of migration 6: the list of entries as editors look through it.

export const entryListing = `
-- What the editors' list is filtered and sorted by: one narrow row an entry, which follows it by triggers. Counting 100,000
-- wide rows would take seconds.
CREATE TABLE entry_list (
  row INTEGER PRIMARY KEY,
  entry_id TEXT NOT NULL UNIQUE REFERENCES entry (id),
  section_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  -- The revision that staff are given, and the newest.
  serving INTEGER,
  newest INTEGER NOT NULL,
  -- Of the official revision.
  review_by TEXT,
  visible_to TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(visible_to)),
  registered_on TEXT,
  updated_at TEXT NOT NULL,
  -- 1: what comes of its revisions (the two columns above, and its texts) is not that of serving and newest yet.
  stale INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX entry_list_stale ON entry_list (row) WHERE stale = 1;
CREATE INDEX entry_list_by_update ON entry_list (updated_at);
CREATE INDEX entry_list_by_registration ON entry_list (registered_on);
CREATE INDEX entry_list_by_section ON entry_list (section_id, updated_at);
CREATE TRIGGER entry_listed AFTER INSERT ON entry BEGIN
  INSERT INTO entry_list (entry_id, section_id, status, serving, newest, registered_on, updated_at)
  VALUES (NEW.id, NEW.section_id, NEW.status, NEW.published_revision, NEW.revision, NEW.registered_on, NEW.updated_at);
END;
CREATE TRIGGER entry_list_follows AFTER UPDATE ON entry BEGIN
  UPDATE entry_list SET
    section_id = NEW.section_id, status = NEW.status, serving = NEW.published_revision, newest = NEW.revision,
    registered_on = NEW.registered_on, updated_at = NEW.updated_at,
    stale = max(stale, NEW.published_revision IS NOT OLD.published_revision OR NEW.revision IS NOT OLD.revision)
  WHERE entry_id = NEW.id;
END;
INSERT INTO entry_list (entry_id, section_id, status, serving, newest, registered_on, updated_at)
  SELECT id, section_id, status, published_revision, revision, registered_on, updated_at FROM entry ORDER BY updated_at, id;

-- The texts by which the list is searched, as pairs of letters written in hexadecimal, so that any part of a text is found,
-- two letters of Japanese too. The pairs alone are kept, not the texts. Prefixes of five digits are single letters.
CREATE VIRTUAL TABLE entry_text USING fts5 (
  official, working, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '5'
);
`
