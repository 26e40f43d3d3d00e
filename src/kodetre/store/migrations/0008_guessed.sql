-- Whether a value is a guess: a year that nothing but the file's date of creation says. What an older kodetre wrote says nothing of it.
ALTER TABLE metadata ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1));

DROP VIEW live_metadata;
CREATE VIEW live_metadata AS
SELECT metadata.document, metadata.field, metadata.value, metadata.source, metadata.guessed
FROM metadata
WHERE metadata.id = (
  SELECT MAX(newest.id) FROM metadata AS newest JOIN step ON step.id = newest.step
  WHERE newest.document = metadata.document AND newest.field = metadata.field AND step.undone = 0
);
