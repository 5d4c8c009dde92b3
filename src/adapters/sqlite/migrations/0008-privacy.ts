// Retention of what tells who asked, and what tickets learnt since. Never edited once released: changes are new migrations.

export const privacy = `
-- The ticket that asks the same and is worked on in its place.
ALTER TABLE ticket ADD COLUMN merged_into TEXT REFERENCES ticket (id);
-- The due date of which the section was reminded: another date is another reminder.
ALTER TABLE ticket ADD COLUMN reminded_for TEXT;
-- When everything of who asked was taken out.
ALTER TABLE ticket ADD COLUMN erased_at TEXT;
CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ticket_waiting ON ticket (due_on) WHERE state IN ('new', 'assigned');

-- What still tells who asked, so that the purge of each day finds the few rows that are due.
CREATE INDEX question_log_of_askers ON question_log (asked_at) WHERE asker IS NOT NULL OR conversation_id IS NOT NULL;
CREATE INDEX feedback_remarks ON feedback (at) WHERE comment IS NOT NULL;

-- How many people asked between two months of a fiscal year whose keyed hashes are gone.
CREATE TABLE asker_count (
  from_month TEXT NOT NULL,
  to_month TEXT NOT NULL,
  askers INTEGER NOT NULL,
  PRIMARY KEY (from_month, to_month)
) STRICT, WITHOUT ROWID;

-- History stays as it was, but for one thing: what tells who asked may be taken out of it, and nothing put in its place.
DROP TRIGGER ticket_event_keeps;
CREATE TRIGGER ticket_event_keeps BEFORE UPDATE ON ticket_event
  WHEN NEW.ticket_id <> OLD.ticket_id OR NEW.position <> OLD.position OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR OLD.kind NOT IN ('opened', 'reopened', 'withdrawn')
    OR (NEW.actor <> OLD.actor AND OLD.actor NOT LIKE NEW.actor || ':%')
    OR (NEW.detail <> OLD.detail AND NEW.detail <> json_remove(OLD.detail, '$.reason'))
  BEGIN SELECT RAISE(ABORT, 'ticket_event is append-only'); END;
`
