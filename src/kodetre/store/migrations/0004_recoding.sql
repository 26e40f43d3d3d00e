-- Codings and decisions that were given another code: the row that the coder made stays as it is, and the newest live row
-- here says which code it has now. So a coding keeps its id, its memo and its time when its code is renamed or replaced.

CREATE TABLE coding_code (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  coding INTEGER NOT NULL REFERENCES coding (id),
  code   TEXT NOT NULL,
  step   INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX coding_code_by_coding ON coding_code (coding);

CREATE TABLE decision_code (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision (id),
  code     TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX decision_code_by_decision ON decision_code (decision);

-- What a step made of the codebook: taking the step back brings the one before back, file and codings together.
CREATE TABLE codebook_edit (
  step   INTEGER PRIMARY KEY REFERENCES step (id),
  before TEXT NOT NULL REFERENCES codebook (sha256),
  after  TEXT NOT NULL REFERENCES codebook (sha256)
) STRICT;

CREATE TRIGGER coding_code_stays BEFORE UPDATE ON coding_code
BEGIN SELECT RAISE(ABORT, 'codings are never overwritten'); END;
CREATE TRIGGER coding_code_is_kept BEFORE DELETE ON coding_code
BEGIN SELECT RAISE(ABORT, 'codings are never deleted'); END;
CREATE TRIGGER decision_code_stays BEFORE UPDATE ON decision_code
BEGIN SELECT RAISE(ABORT, 'decisions are never overwritten'); END;
CREATE TRIGGER decision_code_is_kept BEFORE DELETE ON decision_code
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER codebook_edit_stays BEFORE UPDATE ON codebook_edit
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER codebook_edit_is_kept BEFORE DELETE ON codebook_edit
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

DROP VIEW live_coding;
DROP VIEW kept_coding;
DROP VIEW live_decision;

CREATE VIEW kept_coding AS
SELECT coding.id, coding.uuid, coding.document, coding.version AS marked_in, coding.coder, coding.created,
  coding.origin, coding.step, live_version.id AS version, coding.quote AS marked,
  COALESCE((
    SELECT changed.code FROM coding_code AS changed JOIN step AS made ON made.id = changed.step
    WHERE changed.coding = coding.id AND made.undone = 0 ORDER BY changed.id DESC LIMIT 1
  ), coding.code) AS code,
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
SELECT decision.id, decision.document, decision.coder, decision.verdict, decision.created, decision.step,
  COALESCE((
    SELECT changed.code FROM decision_code AS changed JOIN step AS made ON made.id = changed.step
    WHERE changed.decision = decision.id AND made.undone = 0 ORDER BY changed.id DESC LIMIT 1
  ), decision.code) AS code,
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
