-- The way from a search to an included document: searches, what they gave, what was decided of it, and how each document was appraised.
CREATE TABLE search (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  place   TEXT NOT NULL,
  query   TEXT NOT NULL,
  day     TEXT NOT NULL, -- 2026-01-31
  hits    INTEGER CHECK (hits >= 0),
  filters TEXT NOT NULL,
  note    TEXT NOT NULL,
  coder   TEXT NOT NULL,
  created TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX search_by_step ON search (step);

-- A candidate was found by a search, or in a document (snowballing), or came without either.
CREATE TABLE candidate (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL UNIQUE,
  search   INTEGER REFERENCES search (id),
  found_in INTEGER REFERENCES document (id),
  fields   TEXT NOT NULL, -- metadata as JSON: {"title": …, "year": …}
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX candidate_by_step ON candidate (step);

-- Of several decisions on one candidate the newest live one holds.
CREATE TABLE candidate_decision (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  candidate INTEGER NOT NULL REFERENCES candidate (id),
  verdict   TEXT NOT NULL CHECK (verdict IN ('included', 'excluded', 'duplicate', 'open')),
  document  INTEGER REFERENCES document (id),
  same_as   INTEGER REFERENCES candidate (id),
  reason    TEXT NOT NULL,
  note      TEXT NOT NULL,
  coder     TEXT NOT NULL,
  created   TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX candidate_decision_by_candidate ON candidate_decision (candidate);
CREATE INDEX candidate_decision_by_step ON candidate_decision (step);

-- Scott's criteria; of several appraisals of one document by one criterion the newest live one holds.
CREATE TABLE appraisal (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  document  INTEGER NOT NULL REFERENCES document (id),
  criterion TEXT NOT NULL CHECK (criterion IN ('authenticity', 'credibility', 'representativeness', 'meaning')),
  grade     TEXT NOT NULL CHECK (grade IN ('good', 'fair', 'poor')),
  sentence  TEXT NOT NULL,
  coder     TEXT NOT NULL,
  created   TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX appraisal_by_document ON appraisal (document, criterion);
CREATE INDEX appraisal_by_step ON appraisal (step);

CREATE TRIGGER search_stays BEFORE UPDATE ON search
BEGIN SELECT RAISE(ABORT, 'searches are never overwritten'); END;
CREATE TRIGGER search_is_kept BEFORE DELETE ON search
BEGIN SELECT RAISE(ABORT, 'searches are never deleted'); END;
CREATE TRIGGER candidate_stays BEFORE UPDATE ON candidate
BEGIN SELECT RAISE(ABORT, 'candidates are never overwritten'); END;
CREATE TRIGGER candidate_is_kept BEFORE DELETE ON candidate
BEGIN SELECT RAISE(ABORT, 'candidates are never deleted'); END;
CREATE TRIGGER candidate_decision_stays BEFORE UPDATE ON candidate_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never overwritten'); END;
CREATE TRIGGER candidate_decision_is_kept BEFORE DELETE ON candidate_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER appraisal_stays BEFORE UPDATE ON appraisal
BEGIN SELECT RAISE(ABORT, 'appraisals are never overwritten'); END;
CREATE TRIGGER appraisal_is_kept BEFORE DELETE ON appraisal
BEGIN SELECT RAISE(ABORT, 'appraisals are never deleted'); END;

CREATE VIEW live_search AS
SELECT search.* FROM search JOIN step ON step.id = search.step WHERE step.undone = 0;

CREATE VIEW live_candidate AS
SELECT candidate.*, decision.verdict, decision.reason, decision.note, decision.same_as, decision.coder AS decided_by,
  decision.created AS decided, live_document.id AS document
FROM candidate
JOIN step ON step.id = candidate.step
LEFT JOIN candidate_decision AS decision ON decision.id = (
  SELECT MAX(newest.id) FROM candidate_decision AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.candidate = candidate.id AND made.undone = 0
)
LEFT JOIN live_document ON live_document.id = decision.document
WHERE step.undone = 0;

CREATE VIEW live_appraisal AS
SELECT appraisal.* FROM appraisal
WHERE appraisal.id = (
  SELECT MAX(newest.id) FROM appraisal AS newest
  JOIN step ON step.id = newest.step
  JOIN live_document ON live_document.id = newest.document
  WHERE newest.document = appraisal.document AND newest.criterion = appraisal.criterion AND step.undone = 0
);
