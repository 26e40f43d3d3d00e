-- What kodetre has written outside of the store: a file that is still what it was may be replaced.

CREATE TABLE written (
  path    TEXT NOT NULL PRIMARY KEY, -- absolute, without links
  sha256  TEXT NOT NULL              -- of the bytes that were written there last
) STRICT, WITHOUT ROWID;
