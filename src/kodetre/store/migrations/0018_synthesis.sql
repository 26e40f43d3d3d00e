-- What the researcher says of a cell of the analysis: up to two codes, in a case or over all; of several rows on one cell the newest live one holds, and one
-- with the state 'removed' takes it away. A case is known by its GUID where it has one, so that it can be renamed.
CREATE TABLE synthesis (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid      TEXT NOT NULL UNIQUE,
  code      TEXT NOT NULL,
  other     TEXT NOT NULL, -- the second code, empty where there is none
  case_kind TEXT NOT NULL,
  case_name TEXT NOT NULL, -- empty for all cases together
  case_id   TEXT NOT NULL,
  verdict   TEXT NOT NULL,
  expected  TEXT NOT NULL, -- what the theory expected
  text      TEXT NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('written', 'removed')),
  coder     TEXT NOT NULL,
  created   TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX synthesis_by_cell ON synthesis (code, other);
CREATE INDEX synthesis_by_step ON synthesis (step);

CREATE TRIGGER synthesis_stays BEFORE UPDATE ON synthesis
BEGIN SELECT RAISE(ABORT, 'what was written is never overwritten'); END;
CREATE TRIGGER synthesis_is_kept BEFORE DELETE ON synthesis
BEGIN SELECT RAISE(ABORT, 'what was written is never deleted'); END;

CREATE VIEW live_synthesis AS
SELECT synthesis.* FROM synthesis JOIN step ON step.id = synthesis.step WHERE step.undone = 0;
