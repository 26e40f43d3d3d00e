-- What two coders decided of a place where they had coded otherwise: which codings hold, and why. The codings that hold are those of a third
-- coder, the consensus, made in the same step; both originals stay.
CREATE TABLE discussion (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  document  INTEGER NOT NULL REFERENCES document (id),
  version   INTEGER NOT NULL REFERENCES version (id),
  start     INTEGER NOT NULL,
  end       INTEGER NOT NULL CHECK (end > start),
  quote     TEXT NOT NULL,
  code      TEXT NOT NULL,
  one       TEXT NOT NULL, -- the coders' names
  other     TEXT NOT NULL,
  decision  TEXT NOT NULL CHECK (decision IN ('agreed', 'one', 'other', 'both', 'neither', 'span', 'code')),
  result    TEXT NOT NULL, -- the words or the code that were chosen instead
  reason    TEXT NOT NULL,
  consensus TEXT NOT NULL, -- whose the codings are that hold
  coder     TEXT NOT NULL,
  created   TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX discussion_by_document ON discussion (document);
CREATE INDEX discussion_by_step ON discussion (step);

CREATE TRIGGER discussion_stays BEFORE UPDATE ON discussion
BEGIN SELECT RAISE(ABORT, 'decisions are never overwritten'); END;
CREATE TRIGGER discussion_is_kept BEFORE DELETE ON discussion
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;

CREATE VIEW live_discussion AS
SELECT discussion.* FROM discussion
JOIN step ON step.id = discussion.step
JOIN live_document ON live_document.id = discussion.document
WHERE step.undone = 0;
