PRAGMA application_id = 1802462324;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "block" VALUES(1,0,'paragraph',0,0,80,1,2,'body',NULL);
CREATE TABLE boxes (
  version INTEGER PRIMARY KEY REFERENCES version (id),
  data    BLOB NOT NULL
) STRICT;
INSERT INTO "boxes" VALUES(1,X'789C030000000001');
CREATE TABLE codebook (
  sha256     TEXT PRIMARY KEY,
  source     TEXT NOT NULL,
  first_used TEXT NOT NULL
) STRICT;
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
INSERT INTO "coding" VALUES(1,'429f3a1e-b128-4c17-85f8-e5aa5aa5cad4',1,1,18,26,'tilskudd','Kommunen har fått ',' til rusarbeidet, og årsverkene ','okonomi','Kari','2026-11-21T07:23:04Z','manual',2);
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
CREATE TABLE document (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "document" VALUES(1,'90b4402b-ab50-44bd-ac95-e34227bea05d',1);
CREATE TABLE furniture (
  version INTEGER NOT NULL REFERENCES version (id),
  place   INTEGER NOT NULL,
  page    INTEGER NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('header', 'footer', 'margin')),
  text    TEXT NOT NULL,
  PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "memo" VALUES(1,'018ffd5f-ad02-438f-96d6-46f281df5de6','coding','429f3a1e-b128-4c17-85f8-e5aa5aa5cad4','et memo','Kari','2026-11-21T07:23:04Z',2);
CREATE TABLE metadata (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  source   TEXT NOT NULL CHECK (source IN ('file', 'list', 'set')),
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "metadata" VALUES(1,1,'group','Lindvik','list',1);
CREATE TABLE page (
  version INTEGER NOT NULL REFERENCES version (id),
  number  INTEGER NOT NULL,
  label   TEXT NOT NULL,
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  PRIMARY KEY (version, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "page" VALUES(1,1,'i',0,20);
INSERT INTO "page" VALUES(1,2,'1',20,80);
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
INSERT INTO "step" VALUES(1,'1ee2b765-aee1-498a-a5ae-c76cc8ac97d2','ingest','plan.pdf','Kari','2026-11-21T07:23:04Z',NULL,0);
INSERT INTO "step" VALUES(2,'14b1200a-dbce-4db0-8c2a-02a48274a8a3','code','','Kari','2026-11-21T07:23:04Z',NULL,0);
CREATE TABLE undo (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  step    INTEGER NOT NULL REFERENCES step (id),
  undone  INTEGER NOT NULL CHECK (undone IN (0, 1)),
  coder   TEXT NOT NULL,
  created TEXT NOT NULL
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
INSERT INTO "version" VALUES(1,1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','plan.pdf','Kommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til tre.','nb','ok','[]',1,14,'2026-11-21T07:23:04Z',1);
CREATE TABLE words (
  version INTEGER PRIMARY KEY REFERENCES version (id),
  data    BLOB NOT NULL
) STRICT;
INSERT INTO "words" VALUES(1,X'4A000000789C15C6C10D80200003C07F57730A0C55090249296EC40EFE59CC78AFDB5A29A3B2E20AC2B1A60DA7BBE711E31F68F4A09D29D26827D6547FA8CC4A50586F360E05B8C1E2078E711DA6789C636044809F1C0C48E03F035E1E270B2B270B2F3337330B0B330B03D100004F570456');
CREATE INDEX step_by_coder ON step (coder, undone, id);
CREATE INDEX version_by_document ON version (document);
CREATE INDEX version_by_sha256 ON version (sha256);
CREATE INDEX metadata_by_document ON metadata (document, field);
CREATE INDEX coding_by_document ON coding (document, start);
CREATE INDEX coding_by_code ON coding (code);
CREATE INDEX coding_by_step ON coding (step);
CREATE INDEX decision_by_coder ON decision (coder, document, code);
CREATE INDEX decision_by_step ON decision (step);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('step',2);
INSERT INTO "sqlite_sequence" VALUES('document',1);
INSERT INTO "sqlite_sequence" VALUES('version',1);
INSERT INTO "sqlite_sequence" VALUES('metadata',1);
INSERT INTO "sqlite_sequence" VALUES('coding',1);
INSERT INTO "sqlite_sequence" VALUES('memo',1);
COMMIT;
