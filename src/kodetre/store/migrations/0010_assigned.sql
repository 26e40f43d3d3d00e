-- Which documents were given to whom to code, and which of them a coder has read to the end. Of several rows on one document and coder the
-- newest live one holds.
CREATE TABLE assignment (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  coder    TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('assigned', 'done', 'dropped')),
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX assignment_by_document ON assignment (document, coder);
CREATE INDEX assignment_by_step ON assignment (step);

CREATE TRIGGER assignment_stays BEFORE UPDATE ON assignment
BEGIN SELECT RAISE(ABORT, 'assignments are never overwritten'); END;
CREATE TRIGGER assignment_is_kept BEFORE DELETE ON assignment
BEGIN SELECT RAISE(ABORT, 'assignments are never deleted'); END;

CREATE VIEW live_assignment AS
SELECT assignment.id, assignment.document, assignment.coder, assignment.state, assignment.created, assignment.step
FROM assignment
WHERE assignment.id = (
  SELECT MAX(newest.id) FROM assignment AS newest
  JOIN step ON step.id = newest.step
  JOIN live_document ON live_document.id = newest.document
  WHERE newest.document = assignment.document AND newest.coder = assignment.coder AND step.undone = 0
);
