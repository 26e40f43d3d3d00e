-- Cases: what codes belong to beside documents. Nothing is overwritten: the newest live name, value or figure holds, and what is
-- taken away is a row. The columns stand so that a row of a damaged store can be told from those of other tables.
CREATE TABLE study_case (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id),
  coder   TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;
CREATE INDEX study_case_by_step ON study_case (step);

CREATE TABLE case_name (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  name       TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX case_name_by_case ON case_name (study_case);
CREATE INDEX case_name_by_step ON case_name (step);

CREATE TABLE case_removal (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX case_removal_by_case ON case_removal (study_case);
CREATE INDEX case_removal_by_step ON case_removal (step);

-- A value of NULL: it is not known any more.
CREATE TABLE case_value (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  attribute  TEXT NOT NULL,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  type       TEXT NOT NULL CHECK (type IN ('text', 'whole', 'number', 'date', 'yes/no')),
  value      TEXT,
  coder      TEXT NOT NULL,
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX case_value_by_case ON case_value (study_case, attribute);
CREATE INDEX case_value_by_attribute ON case_value (attribute);
CREATE INDEX case_value_by_step ON case_value (step);

-- A document, a stretch of one (as a coding, with its anchor), or a speaker in one.
CREATE TABLE case_link (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  document   INTEGER NOT NULL REFERENCES document (id),
  version    INTEGER REFERENCES version (id),
  start      INTEGER,
  end        INTEGER CHECK (end > start),
  quote      TEXT NOT NULL,
  before     TEXT NOT NULL,
  after      TEXT NOT NULL,
  speaker    TEXT NOT NULL,
  coder      TEXT NOT NULL,
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id),
  CHECK ((version IS NULL) = (start IS NULL) AND (version IS NULL) = (end IS NULL) AND (speaker = '' OR version IS NULL))
) STRICT;
CREATE INDEX case_link_by_case ON case_link (study_case);
CREATE INDEX case_link_by_document ON case_link (document);
CREATE INDEX case_link_by_step ON case_link (step);

-- Where a stretch stands in a later version of its document; without a start it is adrift.
CREATE TABLE case_link_place (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  link    INTEGER NOT NULL REFERENCES case_link (id),
  version INTEGER NOT NULL REFERENCES version (id),
  start   INTEGER,
  end     INTEGER CHECK (end > start),
  quote   TEXT NOT NULL,
  before  TEXT NOT NULL,
  after   TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id),
  CHECK ((start IS NULL) = (end IS NULL))
) STRICT;
CREATE INDEX case_link_place_by_link ON case_link_place (link, version);
CREATE INDEX case_link_place_by_step ON case_link_place (step);

CREATE TABLE case_unlink (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  link INTEGER NOT NULL REFERENCES case_link (id),
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX case_unlink_by_link ON case_unlink (link);
CREATE INDEX case_unlink_by_step ON case_unlink (step);

-- Of several live rows on one case, figure, year and place the newest holds; one without a value takes it away.
CREATE TABLE case_figure (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  name       TEXT NOT NULL,
  year       INTEGER NOT NULL,
  value      TEXT,
  unit       TEXT NOT NULL,
  document   INTEGER REFERENCES document (id),
  page       TEXT NOT NULL,
  source     TEXT NOT NULL,
  topic      TEXT NOT NULL,
  coder      TEXT NOT NULL,
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX case_figure_by_case ON case_figure (study_case, name, year);
CREATE INDEX case_figure_by_step ON case_figure (step);

CREATE TRIGGER study_case_stays BEFORE UPDATE ON study_case
BEGIN SELECT RAISE(ABORT, 'cases are never overwritten'); END;
CREATE TRIGGER study_case_is_kept BEFORE DELETE ON study_case
BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
CREATE TRIGGER case_name_stays BEFORE UPDATE ON case_name
BEGIN SELECT RAISE(ABORT, 'names are never overwritten'); END;
CREATE TRIGGER case_name_is_kept BEFORE DELETE ON case_name
BEGIN SELECT RAISE(ABORT, 'names are never deleted'); END;
CREATE TRIGGER case_removal_stays BEFORE UPDATE ON case_removal
BEGIN SELECT RAISE(ABORT, 'removals are never overwritten'); END;
CREATE TRIGGER case_removal_is_kept BEFORE DELETE ON case_removal
BEGIN SELECT RAISE(ABORT, 'removals are never deleted'); END;
CREATE TRIGGER case_value_stays BEFORE UPDATE ON case_value
BEGIN SELECT RAISE(ABORT, 'values are never overwritten'); END;
CREATE TRIGGER case_value_is_kept BEFORE DELETE ON case_value
BEGIN SELECT RAISE(ABORT, 'values are never deleted'); END;
CREATE TRIGGER case_link_stays BEFORE UPDATE ON case_link
BEGIN SELECT RAISE(ABORT, 'links are never overwritten'); END;
CREATE TRIGGER case_link_is_kept BEFORE DELETE ON case_link
BEGIN SELECT RAISE(ABORT, 'links are never deleted'); END;
CREATE TRIGGER case_link_place_stays BEFORE UPDATE ON case_link_place
BEGIN SELECT RAISE(ABORT, 'places are never overwritten'); END;
CREATE TRIGGER case_link_place_is_kept BEFORE DELETE ON case_link_place
BEGIN SELECT RAISE(ABORT, 'places are never deleted'); END;
CREATE TRIGGER case_unlink_stays BEFORE UPDATE ON case_unlink
BEGIN SELECT RAISE(ABORT, 'removals are never overwritten'); END;
CREATE TRIGGER case_unlink_is_kept BEFORE DELETE ON case_unlink
BEGIN SELECT RAISE(ABORT, 'removals are never deleted'); END;
CREATE TRIGGER case_figure_stays BEFORE UPDATE ON case_figure
BEGIN SELECT RAISE(ABORT, 'figures are never overwritten'); END;
CREATE TRIGGER case_figure_is_kept BEFORE DELETE ON case_figure
BEGIN SELECT RAISE(ABORT, 'figures are never deleted'); END;

CREATE VIEW live_case AS
SELECT study_case.id, study_case.uuid, study_case.kind, study_case.coder, study_case.created, study_case.step, (
    SELECT case_name.name FROM case_name JOIN step AS named ON named.id = case_name.step
    WHERE case_name.study_case = study_case.id AND named.undone = 0 ORDER BY case_name.id DESC LIMIT 1
  ) AS name
FROM study_case
JOIN step ON step.id = study_case.step
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM case_removal JOIN step AS removed ON removed.id = case_removal.step
  WHERE case_removal.study_case = study_case.id AND removed.undone = 0
);

CREATE VIEW live_case_value AS
SELECT id, study_case, attribute, type, value, coder, created, step FROM (
  SELECT case_value.id, study_case, attribute, type, value, case_value.coder, case_value.created, step, MAX(case_value.id)
  FROM case_value JOIN step ON step.id = case_value.step
  WHERE step.undone = 0 GROUP BY study_case, attribute
) WHERE value IS NOT NULL;

CREATE VIEW live_case_link AS
SELECT link.id, link.uuid, link.study_case, link.document, link.version AS marked_in, link.speaker, link.coder, link.created,
  link.step,
  CASE WHEN place.id IS NOT NULL THEN place.start WHEN link.version = live_version.id THEN link.start END AS start,
  CASE WHEN place.id IS NOT NULL THEN place.end WHEN link.version = live_version.id THEN link.end END AS end,
  COALESCE(place.quote, link.quote) AS quote,
  COALESCE(place.before, link.before) AS before,
  COALESCE(place.after, link.after) AS after
FROM case_link AS link
JOIN step ON step.id = link.step
JOIN live_document ON live_document.id = link.document
JOIN live_version ON live_version.document = link.document
LEFT JOIN case_link_place AS place ON place.id = (
  SELECT MAX(newest.id) FROM case_link_place AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.link = link.id AND newest.version = live_version.id AND made.undone = 0
)
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM case_unlink JOIN step AS removed ON removed.id = case_unlink.step
  WHERE case_unlink.link = link.id AND removed.undone = 0
);

CREATE VIEW live_case_figure AS
SELECT id, study_case, name, year, value, unit, document, page, source, topic, coder, created, step FROM (
  SELECT case_figure.id, study_case, case_figure.name, year, value, unit, document, page, source, topic, case_figure.coder,
    case_figure.created, step, MAX(case_figure.id)
  FROM case_figure JOIN step ON step.id = case_figure.step
  WHERE step.undone = 0 GROUP BY study_case, case_figure.name, year, document, page, source
) WHERE value IS NOT NULL;
