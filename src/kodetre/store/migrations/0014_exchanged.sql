-- What files of other programs say of things that kodetre knows by another name (the GUID of a code, a coder, a selection), and what
-- it has no place for and gives back as it came (variables, cases, sets, areas of a page). The newest live row of a kind and name
-- holds; what a step brought in goes with the step.
CREATE TABLE exchanged (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  name TEXT NOT NULL, -- what it is known by here: the key of a code, the name of a coder
  guid TEXT NOT NULL,
  data TEXT NOT NULL, -- JSON: what else is to be given back
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX exchanged_by_name ON exchanged (kind, name);
CREATE INDEX exchanged_by_step ON exchanged (step);

CREATE TRIGGER exchanged_stays BEFORE UPDATE ON exchanged
BEGIN SELECT RAISE(ABORT, 'what was exchanged is never overwritten'); END;
CREATE TRIGGER exchanged_is_kept BEFORE DELETE ON exchanged
BEGIN SELECT RAISE(ABORT, 'what was exchanged is never deleted'); END;

CREATE VIEW live_exchanged AS
SELECT exchanged.id, exchanged.kind, exchanged.name, exchanged.guid, exchanged.data
FROM exchanged
WHERE exchanged.id = (
  SELECT MAX(newest.id) FROM exchanged AS newest JOIN step ON step.id = newest.step
  WHERE newest.kind = exchanged.kind AND newest.name = exchanged.name AND step.undone = 0
);
