// The part of migration 6 that holds people: accounts with their roles, sessions, and failures to sign in.

export const accounts = `
CREATE TABLE user_account (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  -- In lower case; what a person types.
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  mail TEXT,
  slack_user TEXT,
  section_id INTEGER REFERENCES section (id),
  -- null: signs in at the identity provider alone, or has not chosen a password yet.
  password_hash TEXT,
  issuer TEXT,
  subject TEXT,
  -- SHA-256 of the one-time secret by which a password is chosen, and until when.
  invitation_hash TEXT UNIQUE,
  invitation_until TEXT,
  -- Until then an identity of the same login may be linked.
  link_until TEXT,
  signed_in_at TEXT,
  disabled_at TEXT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  UNIQUE (issuer, subject),
  CHECK ((issuer IS NULL) = (subject IS NULL)),
  CHECK ((invitation_hash IS NULL) = (invitation_until IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER user_account_stays BEFORE DELETE ON user_account BEGIN SELECT RAISE(ABORT, 'accounts are disabled, not deleted'); END;

CREATE TABLE account_role (
  account_id TEXT NOT NULL REFERENCES user_account (id),
  role TEXT NOT NULL CHECK (role IN ('staff', 'editor', 'approver', 'manager', 'administrator')),
  -- Of editors and approvers; 0 stands for every section.
  section_id INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, role, section_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  -- SHA-256 of the token that the cookie carries.
  token_hash TEXT PRIMARY KEY,
  account_id TEXT REFERENCES user_account (id),
  data TEXT NOT NULL CHECK (json_valid(data)),
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_time ON session (seen_at);

-- The key of the cookies' signatures: 256 bits of SQLite's generator, which the operating system seeds.
INSERT INTO setting (key, value) VALUES ('session_secret', lower(hex(randomblob(32))));

CREATE TABLE sign_in_failure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- SHA-256 of what was typed: people type passwords into the wrong field. Empty once the right password came.
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_by_login ON sign_in_failure (login, at);
CREATE INDEX sign_in_failure_by_address ON sign_in_failure (address, at);
`
