// Suggested phrasings and what became of them; and what staff said of entries, counted by day with the word itself, whoever writes
// it. Never edited once released: changes are new migrations.

/** The day in Japan of an instant in UTC as the tables hold it. */
const dayOf = (at: string) => `date(${at}, '+9 hours')`

/** What is said without naming an entry is said of the one chosen before, or of the one that was given as the answer. */
const voicesOf = (feedback: string, from = '') => `
  SELECT question_log.id, entry.id AS entry_id, ${dayOf('asked_at')} AS day,
      iif(${feedback}.kind = 'none_of_these', 'none', ${feedback}.kind) AS said,
      EXISTS (SELECT 1 FROM feedback AS click
        WHERE click.question_id = question_log.id AND click.kind = 'chosen' AND click.entry_id = entry.id) AS clicked,
      ${feedback}.at, ${feedback}.id AS feedback_id
    FROM ${from} question_log JOIN entry ON entry.id = coalesce(${feedback}.entry_id,
      (SELECT click.entry_id FROM feedback AS click
        WHERE click.question_id = question_log.id AND click.kind = 'chosen' AND click.id < ${feedback}.id
        ORDER BY click.id DESC LIMIT 1),
      (SELECT candidate_log.entry_id FROM candidate_log
        WHERE candidate_log.question_id = question_log.id AND rank = 0 AND question_log.outcome = 'answered'))
    WHERE question_log.id = ${feedback}.question_id AND ${feedback}.kind <> 'chosen'
      -- That a section's answer to the ticket helped is no voice for the entry that did not.
      AND (${feedback}.entry_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM ticket
        WHERE ticket.question_id = question_log.id AND ticket.answered_at <= ${feedback}.at))`

export const suggestions = `
-- The last word on an entry as the answer to a question. 'none': none_of_these, where nothing else was said.
CREATE TABLE voice (
  question_id TEXT NOT NULL REFERENCES question_log (id) ON DELETE CASCADE,
  entry_id TEXT NOT NULL REFERENCES entry (id),
  -- On which the question was asked, in Japan.
  day TEXT NOT NULL,
  said TEXT NOT NULL CHECK (said IN ('resolved', 'unresolved', 'none')),
  clicked INTEGER NOT NULL,
  at TEXT NOT NULL,
  -- Digest of the question's words, by which those who asked the same are found; null until it is made, '' of a follow-up.
  words TEXT,
  -- Suggestions were made of it.
  heard INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (question_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX voice_unheard ON voice (question_id, entry_id) WHERE heard = 0;
CREATE INDEX voice_of_words ON voice (entry_id, words);
CREATE INDEX voice_of_day ON voice (entry_id, day);

CREATE TABLE voice_day (
  day TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  resolved INTEGER NOT NULL,
  unresolved INTEGER NOT NULL,
  PRIMARY KEY (day, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX voice_day_of_entry ON voice_day (entry_id, day);

CREATE TRIGGER voice_counted AFTER INSERT ON voice WHEN NEW.said <> 'none' BEGIN
  INSERT INTO voice_day VALUES (NEW.day, NEW.entry_id, NEW.said = 'resolved', NEW.said = 'unresolved')
    ON CONFLICT DO UPDATE SET resolved = resolved + excluded.resolved, unresolved = unresolved + excluded.unresolved;
END;
CREATE TRIGGER voice_counted_again AFTER UPDATE OF said ON voice WHEN NEW.said <> OLD.said BEGIN
  INSERT INTO voice_day VALUES (NEW.day, NEW.entry_id,
      (NEW.said = 'resolved') - (OLD.said = 'resolved'), (NEW.said = 'unresolved') - (OLD.said = 'unresolved'))
    ON CONFLICT DO UPDATE SET resolved = resolved + excluded.resolved, unresolved = unresolved + excluded.unresolved;
END;

-- What was said before this table was there, in the order in which it was said.
CREATE TEMP TABLE said_before AS ${voicesOf('past', 'feedback AS past CROSS JOIN')};
INSERT INTO voice (question_id, entry_id, day, said, clicked, at)
  SELECT id, entry_id, day, said, clicked, at FROM said_before WHERE true ORDER BY feedback_id
  ON CONFLICT DO UPDATE SET said = excluded.said, clicked = excluded.clicked, at = excluded.at WHERE excluded.said <> 'none';
DROP TABLE said_before;

CREATE TRIGGER voice_heard AFTER INSERT ON feedback WHEN NEW.kind <> 'chosen' BEGIN
  INSERT INTO voice (question_id, entry_id, day, said, clicked, at)
    SELECT id, entry_id, day, said, clicked, at FROM (${voicesOf('NEW')}) WHERE true
    ON CONFLICT DO UPDATE SET said = excluded.said, clicked = excluded.clicked, at = excluded.at, heard = 0
      WHERE excluded.said <> 'none';
END;

-- When a section's people were told that suggestions wait: once a day at most.
CREATE TABLE suggestion_told (
  section_id INTEGER PRIMARY KEY REFERENCES section (id),
  day TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
-- When an entry's keepers were told that it helps fewer people than before.
CREATE TABLE fall_told (entry_id TEXT PRIMARY KEY REFERENCES entry (id), day TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A wording proposed for an entry. Once decided it stays, so that it does not come again.
CREATE TABLE suggestion (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entry_id TEXT NOT NULL REFERENCES entry (id),
  kind TEXT NOT NULL CHECK (kind IN ('phrasing', 'negative')),
  text TEXT NOT NULL,
  -- The text in the form in which two are the same.
  same_text TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('resolved', 'wrong', 'cluster', 'model')),
  times INTEGER NOT NULL,
  last_asked_at TEXT,
  cluster_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'overtaken')),
  proposed_by TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT NOT NULL DEFAULT '',
  saved_text TEXT,
  UNIQUE (entry_id, kind, same_text),
  CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_open ON suggestion (entry_id, times DESC) WHERE state = 'open';
CREATE TRIGGER suggestion_stays BEFORE DELETE ON suggestion BEGIN SELECT RAISE(ABORT, 'suggestions are decided, not deleted'); END;
`
