-- The embedded store. Each part of an optimizer is kept as every store keeps it: see record.ts.
CREATE TABLE IF NOT EXISTS optimizer (
  id TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  labels TEXT NOT NULL,
  definition TEXT NOT NULL,
  plan TEXT NOT NULL,
  state BLOB NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS input (
  optimizer TEXT NOT NULL REFERENCES optimizer ON DELETE CASCADE,
  number INTEGER NOT NULL,
  input TEXT NOT NULL,
  PRIMARY KEY (optimizer, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS receipt (
  number INTEGER PRIMARY KEY,
  optimizer TEXT NOT NULL REFERENCES optimizer ON DELETE CASCADE,
  receipt TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS receipt_of_optimizer ON receipt (optimizer, number);
