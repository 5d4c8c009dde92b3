// Backups and other upkeep of the data itself. Never edited once released: changes are new migrations.

export const operations = `
-- What became of each backup, whoever asked for it.
CREATE TABLE backup_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  folder TEXT NOT NULL,
  -- NULL where none was made.
  name TEXT,
  bytes INTEGER NOT NULL,
  attachments_missing INTEGER NOT NULL,
  failure TEXT,
  CHECK ((name IS NULL) <> (failure IS NULL))
) STRICT;
CREATE INDEX backup_run_made ON backup_run (started_at) WHERE failure IS NULL;
`
