-- The journal of a colleague's store that was taken in: their steps, under the step that took them in, as they were then. Undo of that
-- step takes all of it back.
CREATE TABLE merged_step (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL,
  name    TEXT NOT NULL,
  detail  TEXT NOT NULL,
  coder   TEXT NOT NULL,
  created TEXT NOT NULL,
  undone  INTEGER NOT NULL CHECK (undone IN (0, 1)),
  step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX merged_step_by_step ON merged_step (step);

CREATE TRIGGER merged_step_stays BEFORE UPDATE ON merged_step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER merged_step_is_kept BEFORE DELETE ON merged_step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
