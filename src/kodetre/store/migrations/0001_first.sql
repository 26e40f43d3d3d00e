-- Every row that a person makes says in which step it was made. Undo flips `undone` on the step and writes down that
-- it did; what is live is a view. Nothing a person made is overwritten or deleted, and triggers see to it.

CREATE TABLE codebook (
  sha256     TEXT PRIMARY KEY,
  source     TEXT NOT NULL,
  first_used TEXT NOT NULL
) STRICT;

CREATE TABLE step (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  detail   TEXT NOT NULL DEFAULT '',
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  codebook TEXT REFERENCES codebook (sha256),
  undone   INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX step_by_coder ON step (coder, undone, id);

CREATE TABLE undo (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  step    INTEGER NOT NULL REFERENCES step (id),
  undone  INTEGER NOT NULL CHECK (undone IN (0, 1)),
  coder   TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;

CREATE TABLE document (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;

CREATE TABLE version (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  sha256   TEXT NOT NULL,
  file     TEXT NOT NULL,
  text     TEXT NOT NULL,
  language TEXT NOT NULL,
  status   TEXT NOT NULL,
  notes    TEXT NOT NULL,
  paged    INTEGER NOT NULL CHECK (paged IN (0, 1)),
  words    INTEGER NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX version_by_document ON version (document);
CREATE INDEX version_by_sha256 ON version (sha256);

CREATE TABLE page (
  version INTEGER NOT NULL REFERENCES version (id),
  number  INTEGER NOT NULL,
  label   TEXT NOT NULL,
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  PRIMARY KEY (version, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
  version    INTEGER NOT NULL REFERENCES version (id),
  place      INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('heading', 'paragraph', 'list_item', 'table', 'footnote', 'caption')),
  level      INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  end        INTEGER NOT NULL,
  page_first INTEGER NOT NULL,
  page_last  INTEGER NOT NULL,
  part       TEXT NOT NULL CHECK (part IN ('body', 'contents', 'references')),
  rows       TEXT,
  PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE furniture (
  version INTEGER NOT NULL REFERENCES version (id),
  place   INTEGER NOT NULL,
  page    INTEGER NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('header', 'footer', 'margin')),
  text    TEXT NOT NULL,
  PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

-- Columns of numbers, packed: see store/packing.py.
CREATE TABLE boxes (
  version INTEGER PRIMARY KEY REFERENCES version (id),
  data    BLOB NOT NULL
) STRICT;

CREATE TABLE words (
  version INTEGER PRIMARY KEY REFERENCES version (id),
  data    BLOB NOT NULL
) STRICT;

CREATE TABLE metadata (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  source   TEXT NOT NULL CHECK (source IN ('file', 'list', 'set')),
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX metadata_by_document ON metadata (document, field);

CREATE TABLE coding (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL CHECK (end > start),
  quote    TEXT NOT NULL,
  before   TEXT NOT NULL,
  after    TEXT NOT NULL,
  code     TEXT NOT NULL,
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  origin   TEXT NOT NULL CHECK (origin IN ('manual', 'keyword', 'imported')),
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX coding_by_document ON coding (document, start);
CREATE INDEX coding_by_code ON coding (code);
CREATE INDEX coding_by_step ON coding (step);

CREATE TABLE coding_removal (
  coding INTEGER NOT NULL REFERENCES coding (id),
  step   INTEGER NOT NULL REFERENCES step (id),
  PRIMARY KEY (coding, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  quote    TEXT NOT NULL,
  before   TEXT NOT NULL,
  after    TEXT NOT NULL,
  code     TEXT NOT NULL,
  coder    TEXT NOT NULL,
  verdict  TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'defer')),
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX decision_by_coder ON decision (coder, document, code);
CREATE INDEX decision_by_step ON decision (step);

CREATE TABLE memo (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  target  TEXT NOT NULL CHECK (target IN ('project', 'document', 'code', 'coding')),
  subject TEXT NOT NULL,
  text    TEXT NOT NULL,
  coder   TEXT NOT NULL,
  created TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX memo_by_subject ON memo (target, subject);

CREATE VIEW live_document AS
SELECT document.id, document.uuid, document.step
FROM document JOIN step ON step.id = document.step
WHERE step.undone = 0;

CREATE VIEW live_version AS
SELECT version.*
FROM version
WHERE version.id = (
  SELECT MAX(newest.id) FROM version AS newest JOIN step ON step.id = newest.step
  WHERE newest.document = version.document AND step.undone = 0
);

CREATE VIEW live_metadata AS
SELECT metadata.document, metadata.field, metadata.value, metadata.source
FROM metadata
WHERE metadata.id = (
  SELECT MAX(newest.id) FROM metadata AS newest JOIN step ON step.id = newest.step
  WHERE newest.document = metadata.document AND newest.field = metadata.field AND step.undone = 0
);

CREATE VIEW live_coding AS
SELECT coding.*
FROM coding
JOIN step ON step.id = coding.step
JOIN live_document ON live_document.id = coding.document
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM coding_removal JOIN step AS removed ON removed.id = coding_removal.step
  WHERE coding_removal.coding = coding.id AND removed.undone = 0
);

CREATE VIEW live_decision AS
SELECT decision.*
FROM decision
JOIN step ON step.id = decision.step
JOIN live_document ON live_document.id = decision.document
WHERE step.undone = 0;

CREATE VIEW live_memo AS
SELECT memo.*
FROM memo
WHERE memo.id = (
  SELECT MAX(newest.id) FROM memo AS newest JOIN step ON step.id = newest.step
  WHERE newest.target = memo.target AND newest.subject = memo.subject AND newest.coder = memo.coder AND step.undone = 0
);

-- The journal is append-only: only the flag of a step may change.
CREATE TRIGGER step_stays BEFORE UPDATE OF id, uuid, name, detail, coder, created, codebook ON step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER step_is_kept BEFORE DELETE ON step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER undo_stays BEFORE UPDATE ON undo
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER undo_is_kept BEFORE DELETE ON undo
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER coding_stays BEFORE UPDATE ON coding
BEGIN SELECT RAISE(ABORT, 'codings are never overwritten'); END;
CREATE TRIGGER coding_is_kept BEFORE DELETE ON coding
BEGIN SELECT RAISE(ABORT, 'codings are never deleted'); END;
CREATE TRIGGER removal_is_kept BEFORE DELETE ON coding_removal
BEGIN SELECT RAISE(ABORT, 'codings are never overwritten'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are never overwritten'); END;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER memo_stays BEFORE UPDATE ON memo
BEGIN SELECT RAISE(ABORT, 'memos are never overwritten'); END;
CREATE TRIGGER memo_is_kept BEFORE DELETE ON memo
BEGIN SELECT RAISE(ABORT, 'memos are never deleted'); END;
CREATE TRIGGER version_stays BEFORE UPDATE ON version
BEGIN SELECT RAISE(ABORT, 'the text that codings point at is never overwritten'); END;
CREATE TRIGGER version_is_kept BEFORE DELETE ON version
BEGIN SELECT RAISE(ABORT, 'the text that codings point at is never deleted'); END;
