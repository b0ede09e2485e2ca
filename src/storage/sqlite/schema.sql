-- The embedded store. The parts of an optimizer have the same bytes in every store: see record.ts.
CREATE TABLE IF NOT EXISTS optimizer (
  id TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  labels TEXT NOT NULL,
  definition TEXT NOT NULL,
  plan TEXT NOT NULL,
  header BLOB NOT NULL,
  moving BLOB NOT NULL
) STRICT;

-- In a table of its own, because it is large and most commits do not change it.
CREATE TABLE IF NOT EXISTS history (
  optimizer TEXT PRIMARY KEY REFERENCES optimizer ON DELETE CASCADE,
  history TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The first snapshots of generations, in blocks by the numbers of the generations.
CREATE TABLE IF NOT EXISTS first_snapshot (
  optimizer TEXT NOT NULL REFERENCES optimizer ON DELETE CASCADE,
  block INTEGER NOT NULL,
  snapshots TEXT NOT NULL,
  PRIMARY KEY (optimizer, block)
) STRICT, WITHOUT ROWID;

-- The request that registered an optimizer, as it was sent. It is large and hardly ever read.
CREATE TABLE IF NOT EXISTS registration (
  optimizer TEXT PRIMARY KEY REFERENCES optimizer ON DELETE CASCADE,
  registration TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A decision on a metric also has its generation, its metric, and the step of the report.
CREATE TABLE IF NOT EXISTS input (
  optimizer TEXT NOT NULL REFERENCES optimizer ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  input TEXT NOT NULL,
  generation INTEGER,
  metric TEXT,
  reported_for INTEGER,
  PRIMARY KEY (optimizer, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS decision ON input (optimizer, metric, reported_for, generation)
WHERE metric IS NOT NULL;

CREATE INDEX IF NOT EXISTS change ON input (optimizer, revision) WHERE metric IS NULL;

CREATE TABLE IF NOT EXISTS generation (
  optimizer TEXT NOT NULL REFERENCES optimizer ON DELETE CASCADE,
  number INTEGER NOT NULL,
  generation TEXT NOT NULL,
  PRIMARY KEY (optimizer, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS receipt (
  number INTEGER PRIMARY KEY,
  optimizer TEXT NOT NULL REFERENCES optimizer ON DELETE CASCADE,
  key TEXT NOT NULL,
  receipt TEXT NOT NULL,
  UNIQUE (optimizer, key)
) STRICT;

CREATE INDEX IF NOT EXISTS receipt_of_optimizer ON receipt (optimizer, number);
