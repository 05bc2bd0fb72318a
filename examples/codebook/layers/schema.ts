/** The tables of a project file. What refers to a code goes with it. */
export const schema = `
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS code (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, color INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS coding (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  code TEXT NOT NULL REFERENCES code (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  actor TEXT NOT NULL,
  UNIQUE (document, code, start, end)
) STRICT;
CREATE TABLE IF NOT EXISTS last (letter TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO last VALUES ('c', 0), ('s', 0);
`
