-- Who says a block of a transcript, when it was said, who of them asks the questions, and the key by which names were replaced.
ALTER TABLE block ADD COLUMN speaker TEXT NOT NULL DEFAULT '';
-- How many names were replaced by pseudonyms; the file that it was read from has them.
ALTER TABLE version ADD COLUMN pseudonyms INTEGER NOT NULL DEFAULT 0 CHECK (pseudonyms >= 0);

-- What begins at an offset of the text was said so many milliseconds into the recording.
CREATE TABLE time_code (
  version INTEGER NOT NULL REFERENCES version (id),
  start   INTEGER NOT NULL,
  at      INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (version, start)
) STRICT, WITHOUT ROWID;

-- Of several rows for one speaker of a document the newest live one holds.
CREATE TABLE interviewer (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  speaker  TEXT NOT NULL CHECK (speaker <> ''),
  asks     INTEGER NOT NULL CHECK (asks IN (0, 1)),
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX interviewer_by_document ON interviewer (document, speaker);
CREATE INDEX interviewer_by_step ON interviewer (step);

CREATE TRIGGER interviewer_stays BEFORE UPDATE ON interviewer
BEGIN SELECT RAISE(ABORT, 'who asks is never overwritten'); END;
CREATE TRIGGER interviewer_is_kept BEFORE DELETE ON interviewer
BEGIN SELECT RAISE(ABORT, 'who asks is never deleted'); END;

CREATE VIEW live_interviewer AS
SELECT interviewer.document, interviewer.speaker, interviewer.asks
FROM interviewer
WHERE interviewer.id = (
  SELECT MAX(newest.id) FROM interviewer AS newest JOIN step ON step.id = newest.step
  WHERE newest.document = interviewer.document AND newest.speaker = interviewer.speaker AND step.undone = 0
);

-- The key file of the project by its id; where it lies is known on the machines that have it, and never here. It is no matter of a step:
-- a project that has a key goes on having it.
CREATE TABLE pseudonym_key (
  id      TEXT PRIMARY KEY,
  created TEXT NOT NULL
) STRICT;
