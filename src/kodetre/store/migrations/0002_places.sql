-- Where codings and decisions stand in a later version of their document, and codings that were given another span.
-- The row that the coder made stays as it is; the newest live place for the live version says where it stands now.
-- A place without a span is adrift: the excerpt was not found in that version, and its quote is what was last known.

CREATE TABLE coding_place (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  coding  INTEGER NOT NULL REFERENCES coding (id),
  version INTEGER NOT NULL REFERENCES version (id),
  found   TEXT NOT NULL CHECK (found IN ('exact', 'near', 'placed', 'adrift')),
  start   INTEGER,
  end     INTEGER CHECK (end > start),
  quote   TEXT NOT NULL,
  before  TEXT NOT NULL,
  after   TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id),
  CHECK ((start IS NULL) = (found = 'adrift') AND (end IS NULL) = (found = 'adrift'))
) STRICT;
CREATE INDEX coding_place_by_coding ON coding_place (coding, version);

CREATE TABLE decision_place (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  found    TEXT NOT NULL CHECK (found IN ('exact', 'near', 'placed', 'adrift')),
  start    INTEGER,
  end      INTEGER CHECK (end > start),
  step     INTEGER NOT NULL REFERENCES step (id),
  CHECK ((start IS NULL) = (found = 'adrift') AND (end IS NULL) = (found = 'adrift'))
) STRICT;
CREATE INDEX decision_place_by_decision ON decision_place (decision, version);

CREATE TRIGGER coding_place_stays BEFORE UPDATE ON coding_place
BEGIN SELECT RAISE(ABORT, 'places are never overwritten'); END;
CREATE TRIGGER coding_place_is_kept BEFORE DELETE ON coding_place
BEGIN SELECT RAISE(ABORT, 'places are never deleted'); END;
CREATE TRIGGER decision_place_stays BEFORE UPDATE ON decision_place
BEGIN SELECT RAISE(ABORT, 'places are never overwritten'); END;
CREATE TRIGGER decision_place_is_kept BEFORE DELETE ON decision_place
BEGIN SELECT RAISE(ABORT, 'places are never deleted'); END;

DROP VIEW live_coding;
DROP VIEW live_decision;

CREATE VIEW kept_coding AS
SELECT coding.id, coding.uuid, coding.document, coding.version AS marked_in, coding.code, coding.coder, coding.created,
  coding.origin, coding.step, live_version.id AS version, coding.quote AS marked,
  CASE WHEN place.id IS NOT NULL THEN place.found WHEN coding.version = live_version.id THEN 'marked' ELSE 'adrift' END
    AS found,
  CASE WHEN place.id IS NOT NULL THEN place.start WHEN coding.version = live_version.id THEN coding.start END AS start,
  CASE WHEN place.id IS NOT NULL THEN place.end WHEN coding.version = live_version.id THEN coding.end END AS end,
  COALESCE(place.quote, coding.quote) AS quote,
  COALESCE(place.before, coding.before) AS before,
  COALESCE(place.after, coding.after) AS after
FROM coding
JOIN step ON step.id = coding.step
JOIN live_document ON live_document.id = coding.document
JOIN live_version ON live_version.document = coding.document
LEFT JOIN coding_place AS place ON place.id = (
  SELECT MAX(newest.id) FROM coding_place AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.coding = coding.id AND newest.version = live_version.id AND made.undone = 0
)
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM coding_removal JOIN step AS removed ON removed.id = coding_removal.step
  WHERE coding_removal.coding = coding.id AND removed.undone = 0
);

CREATE VIEW live_coding AS
SELECT * FROM kept_coding WHERE found <> 'adrift';

CREATE VIEW live_decision AS
SELECT decision.id, decision.document, decision.code, decision.coder, decision.verdict, decision.created, decision.step,
  CASE WHEN place.id IS NOT NULL THEN place.start WHEN decision.version = live_version.id THEN decision.start END AS start,
  CASE WHEN place.id IS NOT NULL THEN place.end WHEN decision.version = live_version.id THEN decision.end END AS end
FROM decision
JOIN step ON step.id = decision.step
JOIN live_document ON live_document.id = decision.document
JOIN live_version ON live_version.document = decision.document
LEFT JOIN decision_place AS place ON place.id = (
  SELECT MAX(newest.id) FROM decision_place AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.decision = decision.id AND newest.version = live_version.id AND made.undone = 0
)
WHERE step.undone = 0 AND (place.start IS NOT NULL OR (place.id IS NULL AND decision.version = live_version.id));

-- The language of a paragraph where it is known, and how many of a table's rows are its header.
ALTER TABLE block ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE block ADD COLUMN header INTEGER NOT NULL DEFAULT 0;

-- Where furniture stands on its page, in tenths of a point from the upper left; all 0 where that is not known.
ALTER TABLE furniture ADD COLUMN left INTEGER NOT NULL DEFAULT 0;
ALTER TABLE furniture ADD COLUMN top INTEGER NOT NULL DEFAULT 0;
ALTER TABLE furniture ADD COLUMN right INTEGER NOT NULL DEFAULT 0;
ALTER TABLE furniture ADD COLUMN bottom INTEGER NOT NULL DEFAULT 0;
