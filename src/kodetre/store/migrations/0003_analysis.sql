-- What an analyser such as spaCy said of the words of a version. It can be computed again at any time, so a row may be
-- deleted when another analyser or another version of its model has taken its place.

CREATE TABLE analysis (
  version  INTEGER PRIMARY KEY REFERENCES version (id),
  analyser TEXT NOT NULL,
  data     BLOB NOT NULL
) STRICT;
