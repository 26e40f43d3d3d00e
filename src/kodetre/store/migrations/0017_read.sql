-- Who has signed for having read which pages of a version, by their physical numbers. Of several rows on one page and coder the newest live
-- one holds.
CREATE TABLE page_read (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL CHECK (last >= first),
  state    TEXT NOT NULL CHECK (state IN ('read', 'withdrawn')),
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX page_read_by_document ON page_read (document);
CREATE INDEX page_read_by_step ON page_read (step);

-- What stood on a coder's screen in a session. It is no step of anybody's: that a page was shown cannot be taken back. What came with another store has
-- the step that took it in.
CREATE TABLE on_screen (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL CHECK (end > start),
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER REFERENCES step (id)
) STRICT;
CREATE INDEX on_screen_by_document ON on_screen (document);
CREATE INDEX on_screen_by_step ON on_screen (step);

-- Searches of the documents that were kept, with or without hits, and what each gave in each document that was searched.
CREATE TABLE kept_search (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  pattern TEXT NOT NULL,
  coder   TEXT NOT NULL,
  created TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX kept_search_by_step ON kept_search (step);

CREATE TABLE kept_search_hits (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  search   INTEGER NOT NULL REFERENCES kept_search (id),
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  hits     INTEGER NOT NULL CHECK (hits >= 0)
) STRICT;
CREATE INDEX kept_search_hits_by_search ON kept_search_hits (search);
CREATE INDEX kept_search_hits_by_document ON kept_search_hits (document);

CREATE TRIGGER page_read_stays BEFORE UPDATE ON page_read
BEGIN SELECT RAISE(ABORT, 'what was signed is never overwritten'); END;
CREATE TRIGGER page_read_is_kept BEFORE DELETE ON page_read
BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
CREATE TRIGGER on_screen_stays BEFORE UPDATE ON on_screen
BEGIN SELECT RAISE(ABORT, 'what was shown is never overwritten'); END;
CREATE TRIGGER on_screen_is_kept BEFORE DELETE ON on_screen
BEGIN SELECT RAISE(ABORT, 'what was shown is never deleted'); END;
CREATE TRIGGER kept_search_stays BEFORE UPDATE ON kept_search
BEGIN SELECT RAISE(ABORT, 'searches are never overwritten'); END;
CREATE TRIGGER kept_search_is_kept BEFORE DELETE ON kept_search
BEGIN SELECT RAISE(ABORT, 'searches are never deleted'); END;
CREATE TRIGGER kept_search_hits_stay BEFORE UPDATE ON kept_search_hits
BEGIN SELECT RAISE(ABORT, 'searches are never overwritten'); END;
CREATE TRIGGER kept_search_hits_are_kept BEFORE DELETE ON kept_search_hits
BEGIN SELECT RAISE(ABORT, 'searches are never deleted'); END;

CREATE VIEW live_page_read AS
SELECT page_read.* FROM page_read
JOIN step ON step.id = page_read.step
JOIN live_document ON live_document.id = page_read.document
WHERE step.undone = 0;

CREATE VIEW live_on_screen AS
SELECT on_screen.* FROM on_screen
JOIN live_document ON live_document.id = on_screen.document
LEFT JOIN step ON step.id = on_screen.step
WHERE on_screen.step IS NULL OR step.undone = 0;

CREATE VIEW live_kept_search AS
SELECT kept_search.* FROM kept_search JOIN step ON step.id = kept_search.step WHERE step.undone = 0;
