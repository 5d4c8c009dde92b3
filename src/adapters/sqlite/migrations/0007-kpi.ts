// Figures for managers: sums by day, kept by triggers with the change itself, whoever makes it; the plan with its indicators;
// and what other systems may fetch. Never edited once released: changes are new migrations.

/** The day in Japan of an instant in UTC as the tables hold it. */
const dayOf = (at: string) => `date(${at}, '+9 hours')`

export const kpi = `
-- When the serving revision must be looked at again: until then it counts as verified. Written with published_revision.
ALTER TABLE entry ADD COLUMN serving_review_by TEXT;
UPDATE entry SET serving_review_by =
  (SELECT review_by FROM revision WHERE entry_id = entry.id AND number = entry.published_revision);

-- Registrations by their date, under the section that owns the entries now.
CREATE TABLE registration_day (
  day TEXT NOT NULL,
  section_id INTEGER NOT NULL,
  registered INTEGER NOT NULL,
  PRIMARY KEY (day, section_id)
) STRICT, WITHOUT ROWID;

-- By how much the number of published and of verified entries changes on a day; the sum up to a day is the number on it.
CREATE TABLE serving_day (
  day TEXT NOT NULL,
  section_id INTEGER NOT NULL,
  published INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  PRIMARY KEY (day, section_id)
) STRICT, WITHOUT ROWID;

INSERT INTO registration_day
  SELECT registered_on, section_id, count(*) FROM entry WHERE registered_on IS NOT NULL GROUP BY 1, 2;
INSERT INTO serving_day
  SELECT day, section_id, sum(published), sum(verified) FROM (
    SELECT registered_on AS day, section_id, 1 AS published, coalesce(serving_review_by >= registered_on, 0) AS verified
      FROM entry WHERE published_revision IS NOT NULL
    UNION ALL
    SELECT date(serving_review_by, '+1 day'), section_id, 0, -1
      FROM entry WHERE published_revision IS NOT NULL AND serving_review_by >= registered_on
  ) GROUP BY 1, 2;

CREATE TRIGGER registration_counted AFTER INSERT ON entry WHEN NEW.registered_on IS NOT NULL BEGIN
  INSERT INTO registration_day VALUES (NEW.registered_on, NEW.section_id, 1)
    ON CONFLICT DO UPDATE SET registered = registered + 1;
END;
CREATE TRIGGER registration_counted_later AFTER UPDATE OF registered_on, section_id ON entry
  WHEN NEW.registered_on IS NOT OLD.registered_on OR NEW.section_id <> OLD.section_id BEGIN
  INSERT INTO registration_day SELECT OLD.registered_on, OLD.section_id, -1 WHERE OLD.registered_on IS NOT NULL
    ON CONFLICT DO UPDATE SET registered = registered - 1;
  INSERT INTO registration_day SELECT NEW.registered_on, NEW.section_id, 1 WHERE NEW.registered_on IS NOT NULL
    ON CONFLICT DO UPDATE SET registered = registered + 1;
END;

-- An entry that comes in published has served since its registration, as one of a migration has.
CREATE TRIGGER serving_counted AFTER INSERT ON entry WHEN NEW.published_revision IS NOT NULL BEGIN
  INSERT INTO serving_day
    VALUES (min(NEW.registered_on, ${dayOf('NEW.updated_at')}), NEW.section_id, 1,
      coalesce(NEW.serving_review_by >= min(NEW.registered_on, ${dayOf('NEW.updated_at')}), 0))
    ON CONFLICT DO UPDATE SET published = published + 1, verified = verified + excluded.verified;
  INSERT INTO serving_day
    SELECT date(NEW.serving_review_by, '+1 day'), NEW.section_id, 0, -1
      WHERE NEW.serving_review_by >= min(NEW.registered_on, ${dayOf('NEW.updated_at')})
    ON CONFLICT DO UPDATE SET verified = verified - 1;
END;
-- What served stops on the day of the change (and the end that was foreseen is taken back); what serves now begins on it.
CREATE TRIGGER serving_counted_later AFTER UPDATE OF published_revision, serving_review_by, section_id ON entry
  WHEN NEW.published_revision IS NOT OLD.published_revision OR NEW.serving_review_by IS NOT OLD.serving_review_by
    OR NEW.section_id <> OLD.section_id BEGIN
  INSERT INTO serving_day
    SELECT ${dayOf('NEW.updated_at')}, OLD.section_id, -1, -coalesce(OLD.serving_review_by >= ${dayOf('NEW.updated_at')}, 0)
      WHERE OLD.published_revision IS NOT NULL
    ON CONFLICT DO UPDATE SET published = published - 1, verified = verified + excluded.verified;
  INSERT INTO serving_day
    SELECT date(OLD.serving_review_by, '+1 day'), OLD.section_id, 0, 1
      WHERE OLD.published_revision IS NOT NULL AND OLD.serving_review_by >= ${dayOf('NEW.updated_at')}
    ON CONFLICT DO UPDATE SET verified = verified + 1;
  INSERT INTO serving_day
    SELECT ${dayOf('NEW.updated_at')}, NEW.section_id, 1, coalesce(NEW.serving_review_by >= ${dayOf('NEW.updated_at')}, 0)
      WHERE NEW.published_revision IS NOT NULL
    ON CONFLICT DO UPDATE SET published = published + 1, verified = verified + excluded.verified;
  INSERT INTO serving_day
    SELECT date(NEW.serving_review_by, '+1 day'), NEW.section_id, 0, -1
      WHERE NEW.published_revision IS NOT NULL AND NEW.serving_review_by >= ${dayOf('NEW.updated_at')}
    ON CONFLICT DO UPDATE SET verified = verified - 1;
END;

-- Questions by the day on which they were asked, with what became of them.
CREATE TABLE question_day (
  day TEXT PRIMARY KEY,
  answered INTEGER NOT NULL,
  candidates INTEGER NOT NULL,
  unanswered INTEGER NOT NULL,
  -- The last word of the asker on each question.
  resolved INTEGER NOT NULL,
  unresolved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Who asked in a month, under the keyed hash; forgotten with the questions themselves.
CREATE TABLE asker_month (month TEXT NOT NULL, asker TEXT NOT NULL, PRIMARY KEY (month, asker)) STRICT, WITHOUT ROWID;

INSERT INTO question_day
  SELECT ${dayOf('asked_at')}, sum(outcome = 'answered'), sum(outcome = 'candidates'), sum(outcome = 'unanswered'), 0, 0
    FROM question_log GROUP BY 1;
UPDATE question_day SET (resolved, unresolved) = (
  SELECT coalesce(sum(kind = 'resolved'), 0), coalesce(sum(kind = 'unresolved'), 0) FROM (
    SELECT kind, max(feedback.id) FROM feedback JOIN question_log ON question_log.id = question_id
      WHERE kind IN ('resolved', 'unresolved') AND ${dayOf('asked_at')} = question_day.day GROUP BY question_id
  )
);
INSERT OR IGNORE INTO asker_month
  SELECT substr(${dayOf('asked_at')}, 1, 7), asker FROM question_log WHERE asker IS NOT NULL;

CREATE TRIGGER question_counted AFTER INSERT ON question_log BEGIN
  INSERT INTO question_day
    VALUES (${dayOf('NEW.asked_at')}, NEW.outcome = 'answered', NEW.outcome = 'candidates', NEW.outcome = 'unanswered', 0, 0)
    ON CONFLICT DO UPDATE SET answered = answered + excluded.answered, candidates = candidates + excluded.candidates,
      unanswered = unanswered + excluded.unanswered;
  INSERT OR IGNORE INTO asker_month
    SELECT substr(${dayOf('NEW.asked_at')}, 1, 7), NEW.asker WHERE NEW.asker IS NOT NULL;
END;
CREATE TRIGGER feedback_counted AFTER INSERT ON feedback WHEN NEW.kind IN ('resolved', 'unresolved') BEGIN
  UPDATE question_day SET
    resolved = resolved + (NEW.kind = 'resolved') - coalesce((SELECT kind = 'resolved' FROM feedback
      WHERE question_id = NEW.question_id AND id < NEW.id AND kind IN ('resolved', 'unresolved') ORDER BY id DESC LIMIT 1), 0),
    unresolved = unresolved + (NEW.kind = 'unresolved') - coalesce((SELECT kind = 'unresolved' FROM feedback
      WHERE question_id = NEW.question_id AND id < NEW.id AND kind IN ('resolved', 'unresolved') ORDER BY id DESC LIMIT 1), 0)
    WHERE day = (SELECT ${dayOf('asked_at')} FROM question_log WHERE id = NEW.question_id);
END;

-- Entries that were registered before they came into this registry, or never came: counted from a day on.
CREATE TABLE opening_balance (
  id TEXT PRIMARY KEY,
  on_date TEXT NOT NULL,
  count INTEGER NOT NULL,
  note TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT, WITHOUT ROWID;

-- How many people work here, by fiscal year.
CREATE TABLE staff_number (fiscal_year INTEGER PRIMARY KEY, count INTEGER NOT NULL CHECK (count >= 1)) STRICT;

CREATE TABLE indicator (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  -- As the plan writes it; the code where the section is one of the registry's.
  section_name TEXT NOT NULL,
  section_code TEXT,
  -- The figure that is computed; null for one that is typed in.
  live TEXT,
  goal TEXT NOT NULL DEFAULT 'at_least' CHECK (goal IN ('at_least', 'at_most')),
  note TEXT NOT NULL DEFAULT '',
  removed_at TEXT
) STRICT, WITHOUT ROWID;

-- Targets and actuals as they were typed, one row a change: the newest of a year counts, the others are its history.
CREATE TABLE indicator_value (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  indicator_id TEXT NOT NULL REFERENCES indicator (id),
  fiscal_year INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('target', 'actual')),
  -- Empty takes the value away.
  text TEXT NOT NULL,
  number REAL,
  note TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX indicator_value_of ON indicator_value (indicator_id, fiscal_year, side, seq);
CREATE TRIGGER indicator_value_keeps BEFORE UPDATE ON indicator_value BEGIN SELECT RAISE(ABORT, 'indicator_value is append-only'); END;
CREATE TRIGGER indicator_value_stays BEFORE DELETE ON indicator_value BEGIN SELECT RAISE(ABORT, 'indicator_value is append-only'); END;

-- By these other systems fetch figures. Only the hash is kept.
CREATE TABLE api_token (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  expires_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at TEXT
) STRICT, WITHOUT ROWID;

-- Monthly reports that were made, each once.
CREATE TABLE report_made (
  month TEXT PRIMARY KEY,
  made_at TEXT NOT NULL,
  path TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
