-- Where a coding that is adrift may stand now: proposed, and no place until a person confirms it.
ALTER TABLE coding_place ADD COLUMN proposed_start INTEGER;
ALTER TABLE coding_place ADD COLUMN proposed_end INTEGER;

DROP VIEW live_coding;
DROP VIEW kept_coding;

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
  place.proposed_start AS proposed_start,
  place.proposed_end AS proposed_end,
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

-- What no two codings have in common: a coder codes a stretch of a text with a code once. A row for each coding that stands in
-- the newest text of its document, written in the transaction that makes it stand there. Of codings that an older kodetre made
-- twice, the first has a row.
CREATE TABLE standing (
  coding  INTEGER PRIMARY KEY REFERENCES coding (id),
  version INTEGER NOT NULL REFERENCES version (id),
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  code    TEXT NOT NULL,
  coder   TEXT NOT NULL,
  UNIQUE (version, start, end, code, coder)
) STRICT;
INSERT OR IGNORE INTO standing (coding, version, start, end, code, coder)
SELECT id, version, start, end, code, coder FROM live_coding ORDER BY id;

-- A change of the codebook that the store has and that is to be written to the codebook's file: the step, and the texts that the
-- file has before and after. The row is deleted when the file is written.
CREATE TABLE codebook_pending (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  step   INTEGER NOT NULL REFERENCES step (id),
  before TEXT NOT NULL REFERENCES codebook (sha256),
  after  TEXT NOT NULL REFERENCES codebook (sha256)
) STRICT;
