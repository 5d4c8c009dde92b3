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
`
