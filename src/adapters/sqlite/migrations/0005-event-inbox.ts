// What came in from elsewhere, each event once; its payload is kept only until the work is done.

export const eventInbox = `
CREATE TABLE event_inbox (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT,
  received_at TEXT NOT NULL,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_inbox_by_time ON event_inbox (source, received_at);
-- Few events wait at any time, however many are remembered.
CREATE INDEX event_inbox_waiting ON event_inbox (source, received_at) WHERE payload IS NOT NULL;
`
