-- What coders have answered of paragraphs that were drawn at random: whether they belong to a code. A paragraph is known by its
-- words and by how many of the same words stand before it in its document, so that it is the same one when the document is read anew.
CREATE TABLE judgement (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  document   INTEGER NOT NULL REFERENCES document (id),
  quote      TEXT NOT NULL,
  occurrence INTEGER NOT NULL CHECK (occurrence >= 0), -- 0 for the first paragraph with these words
  code       TEXT NOT NULL,
  coder      TEXT NOT NULL,
  verdict    TEXT NOT NULL CHECK (verdict IN ('yes', 'no', 'doubtful')),
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX judgement_by_code ON judgement (code, coder);
CREATE INDEX judgement_by_step ON judgement (step);

-- Judgements of a code that was given another key, as coding_code has it for codings.
CREATE TABLE judgement_code (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  judgement INTEGER NOT NULL REFERENCES judgement (id),
  code      TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX judgement_code_by_judgement ON judgement_code (judgement);

CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgement
BEGIN SELECT RAISE(ABORT, 'judgements are never overwritten'); END;
CREATE TRIGGER judgement_is_kept BEFORE DELETE ON judgement
BEGIN SELECT RAISE(ABORT, 'judgements are never deleted'); END;
CREATE TRIGGER judgement_code_stays BEFORE UPDATE ON judgement_code
BEGIN SELECT RAISE(ABORT, 'judgements are never overwritten'); END;
CREATE TRIGGER judgement_code_is_kept BEFORE DELETE ON judgement_code
BEGIN SELECT RAISE(ABORT, 'judgements are never deleted'); END;

CREATE VIEW live_judgement AS
SELECT judgement.id, judgement.document, judgement.quote, judgement.occurrence, judgement.coder, judgement.verdict,
  judgement.created, judgement.step,
  COALESCE((
    SELECT changed.code FROM judgement_code AS changed JOIN step AS made ON made.id = changed.step
    WHERE changed.judgement = judgement.id AND made.undone = 0 ORDER BY changed.id DESC LIMIT 1
  ), judgement.code) AS code
FROM judgement
JOIN step ON step.id = judgement.step
JOIN live_document ON live_document.id = judgement.document
WHERE step.undone = 0;
