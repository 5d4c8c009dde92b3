// Conversations (which questions belong together, and whose they are under a keyed hash), tickets with their history, the
// messages still to be sent, and where a section is reached. Never edited once released: changes are new migrations.

export const conversation = `
ALTER TABLE question_log ADD COLUMN conversation_id TEXT;
ALTER TABLE question_log ADD COLUMN asker TEXT;
-- What was searched for where a follow-up took words of an earlier question; null where it stood alone.
ALTER TABLE question_log ADD COLUMN searched_as TEXT;
CREATE INDEX question_log_by_conversation ON question_log (conversation_id, asked_at) WHERE conversation_id IS NOT NULL;
CREATE INDEX question_log_by_asker ON question_log (asker, asked_at) WHERE asker IS NOT NULL;
ALTER TABLE feedback ADD COLUMN comment TEXT;
-- The secret under which askers are hashed: 256 bits of SQLite's generator, which the operating system seeds.
INSERT INTO setting (key, value) VALUES ('asker_secret', lower(hex(randomblob(32))));

CREATE TABLE ticket (
  id TEXT PRIMARY KEY,
  -- Counted from 1 in each fiscal year.
  fiscal_year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  version INTEGER NOT NULL CHECK (version >= 1),
  state TEXT NOT NULL CHECK (state IN ('new', 'assigned', 'answered', 'registered', 'closed')),
  question TEXT NOT NULL,
  question_id TEXT REFERENCES question_log (id),
  section_id INTEGER NOT NULL REFERENCES section (id),
  suggested_section_id INTEGER REFERENCES section (id),
  -- How the asker is told, as JSON; null where nobody waits for an answer.
  reply_to TEXT CHECK (reply_to IS NULL OR json_valid(reply_to)),
  asker TEXT,
  asker_name TEXT,
  due_on TEXT NOT NULL,
  answer TEXT,
  answered_by TEXT,
  answered_at TEXT,
  entry_id TEXT REFERENCES entry (id),
  opened_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  UNIQUE (fiscal_year, number),
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK (state NOT IN ('answered', 'registered') OR answer IS NOT NULL),
  CHECK (state <> 'registered' OR entry_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_by_section ON ticket (section_id, state, due_on);
CREATE INDEX ticket_by_asker ON ticket (asker, opened_at) WHERE asker IS NOT NULL;
CREATE INDEX ticket_by_entry ON ticket (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX ticket_by_question ON ticket (question_id) WHERE question_id IS NOT NULL;

CREATE TABLE ticket_event (
  ticket_id TEXT NOT NULL REFERENCES ticket (id),
  position INTEGER NOT NULL CHECK (position >= 1),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (ticket_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ticket_stays BEFORE DELETE ON ticket BEGIN SELECT RAISE(ABORT, 'tickets are closed, not deleted'); END;
CREATE TRIGGER ticket_event_keeps BEFORE UPDATE ON ticket_event BEGIN SELECT RAISE(ABORT, 'ticket_event is append-only'); END;
CREATE TRIGGER ticket_event_stays BEFORE DELETE ON ticket_event BEGIN SELECT RAISE(ABORT, 'ticket_event is append-only'); END;

-- Where a ticket stands posted, so that the post can be brought up to date.
CREATE TABLE ticket_post (
  ticket_id TEXT NOT NULL REFERENCES ticket (id),
  door TEXT NOT NULL,
  place TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (ticket_id, door, place, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE section_contact (
  section_id INTEGER NOT NULL REFERENCES section (id),
  door TEXT NOT NULL CHECK (door IN ('slack', 'mail')),
  address TEXT NOT NULL,
  PRIMARY KEY (section_id, door)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id TEXT NOT NULL REFERENCES ticket (id),
  door TEXT NOT NULL CHECK (door IN ('slack', 'mail')),
  news TEXT NOT NULL,
  created_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  sent_at TEXT,
  given_up_at TEXT,
  failure TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (door, next_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
`
