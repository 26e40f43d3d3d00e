PRAGMA application_id = 1802462324;
PRAGMA user_version = 19;
BEGIN TRANSACTION;
CREATE TABLE analysis (
  version  INTEGER PRIMARY KEY REFERENCES version (id),
  analyser TEXT NOT NULL,
  data     BLOB NOT NULL
) STRICT;
CREATE TABLE appraisal (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  document  INTEGER NOT NULL REFERENCES document (id),
  criterion TEXT NOT NULL CHECK (criterion IN ('authenticity', 'credibility', 'representativeness', 'meaning')),
  grade     TEXT NOT NULL CHECK (grade IN ('good', 'fair', 'poor')),
  sentence  TEXT NOT NULL,
  coder     TEXT NOT NULL,
  created   TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "appraisal" VALUES(1,1,'meaning','good','Klar.','Kari','2026-01-31T12:00:00Z',4);
CREATE TABLE assignment (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  coder    TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('assigned', 'done', 'dropped')),
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "assignment" VALUES(1,1,'Ola','done','2026-01-31T12:00:00Z',4);
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
  rows       TEXT, language TEXT NOT NULL DEFAULT '', header INTEGER NOT NULL DEFAULT 0, aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)), speaker TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;
INSERT INTO "block" VALUES(1,0,'paragraph',0,0,80,1,2,'body',NULL,'',0,0,'');
INSERT INTO "block" VALUES(2,0,'paragraph',0,0,80,1,2,'body',NULL,'',0,0,'');
CREATE TABLE boxes (
  version INTEGER PRIMARY KEY REFERENCES version (id),
  data    BLOB NOT NULL
) STRICT;
INSERT INTO "boxes" VALUES(1,X'789C030000000001');
INSERT INTO "boxes" VALUES(2,X'789C030000000001');
CREATE TABLE candidate (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL UNIQUE,
  search   INTEGER REFERENCES search (id),
  found_in INTEGER REFERENCES document (id),
  fields   TEXT NOT NULL, -- metadata as JSON: {"title": …, "year": …}
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "candidate" VALUES(1,'0d2b1a52-7a1e-4d0f-9d0e-000000000002',1,NULL,'{"title": "Plan"}','Kari','2026-01-31T12:00:00Z',4);
CREATE TABLE candidate_decision (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  candidate INTEGER NOT NULL REFERENCES candidate (id),
  verdict   TEXT NOT NULL CHECK (verdict IN ('included', 'excluded', 'duplicate', 'open')),
  document  INTEGER REFERENCES document (id),
  same_as   INTEGER REFERENCES candidate (id),
  reason    TEXT NOT NULL,
  note      TEXT NOT NULL,
  coder     TEXT NOT NULL,
  created   TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "candidate_decision" VALUES(1,1,'included',1,NULL,'','','Kari','2026-01-31T12:00:00Z',4);
CREATE TABLE case_figure (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  name       TEXT NOT NULL,
  year       INTEGER NOT NULL,
  value      TEXT,
  unit       TEXT NOT NULL,
  document   INTEGER REFERENCES document (id),
  page       TEXT NOT NULL,
  source     TEXT NOT NULL,
  topic      TEXT NOT NULL,
  coder      TEXT NOT NULL,
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE case_link (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  document   INTEGER NOT NULL REFERENCES document (id),
  version    INTEGER REFERENCES version (id),
  start      INTEGER,
  end        INTEGER CHECK (end > start),
  quote      TEXT NOT NULL,
  before     TEXT NOT NULL,
  after      TEXT NOT NULL,
  speaker    TEXT NOT NULL,
  coder      TEXT NOT NULL,
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id),
  CHECK ((version IS NULL) = (start IS NULL) AND (version IS NULL) = (end IS NULL) AND (speaker = '' OR version IS NULL))
) STRICT;
CREATE TABLE case_link_place (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  link    INTEGER NOT NULL REFERENCES case_link (id),
  version INTEGER NOT NULL REFERENCES version (id),
  start   INTEGER,
  end     INTEGER CHECK (end > start),
  quote   TEXT NOT NULL,
  before  TEXT NOT NULL,
  after   TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id),
  CHECK ((start IS NULL) = (end IS NULL))
) STRICT;
CREATE TABLE case_name (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  name       TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE case_removal (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE case_unlink (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  link INTEGER NOT NULL REFERENCES case_link (id),
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE case_value (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  attribute  TEXT NOT NULL,
  study_case INTEGER NOT NULL REFERENCES study_case (id),
  type       TEXT NOT NULL CHECK (type IN ('text', 'whole', 'number', 'date', 'yes/no')),
  value      TEXT,
  coder      TEXT NOT NULL,
  created    TEXT NOT NULL,
  step       INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE codebook (
  sha256     TEXT PRIMARY KEY,
  source     TEXT NOT NULL,
  first_used TEXT NOT NULL
) STRICT;
CREATE TABLE codebook_edit (
  step   INTEGER PRIMARY KEY REFERENCES step (id),
  before TEXT NOT NULL REFERENCES codebook (sha256),
  after  TEXT NOT NULL REFERENCES codebook (sha256)
) STRICT;
CREATE TABLE codebook_pending (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  step   INTEGER NOT NULL REFERENCES step (id),
  before TEXT NOT NULL REFERENCES codebook (sha256),
  after  TEXT NOT NULL REFERENCES codebook (sha256)
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
INSERT INTO "coding" VALUES(1,'8590154a-a4ba-42f4-affe-c5f3cebe80af',1,1,18,26,'tilskudd','Kommunen har fått ',' til rusarbeidet, og årsverkene ','okonomi','Kari','2026-11-21T08:43:45Z','manual',2);
INSERT INTO "coding" VALUES(2,'ac03f266-7144-4196-a5b6-da9459b59826',1,1,0,8,'Kommunen','',' har fått tilskudd til rusarbeid','geografi','Kari','2026-11-21T08:43:45Z','manual',2);
CREATE TABLE coding_code (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  coding INTEGER NOT NULL REFERENCES coding (id),
  code   TEXT NOT NULL,
  step   INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE coding_place (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  coding  INTEGER NOT NULL REFERENCES coding (id),
  version INTEGER NOT NULL REFERENCES version (id),
  found   TEXT NOT NULL CHECK (found IN ('exact', 'near', 'placed', 'adrift')),
  start   INTEGER,
  end     INTEGER CHECK (end > start),
  quote   TEXT NOT NULL,
  before  TEXT NOT NULL,
  after   TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id), proposed_start INTEGER, proposed_end INTEGER,
  CHECK ((start IS NULL) = (found = 'adrift') AND (end IS NULL) = (found = 'adrift'))
) STRICT;
INSERT INTO "coding_place" VALUES(1,1,2,'exact',18,26,'tilskudd','Kommunen har fått ',' til rusarbeidet, og årsverkene ',3,NULL,NULL);
INSERT INTO "coding_place" VALUES(2,2,2,'adrift',NULL,NULL,'Kommunen','',' har fått tilskudd til rusarbeid',3,NULL,NULL);
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
INSERT INTO "decision" VALUES(1,1,1,0,20,'Kommunen har fått ti','','lskudd til rusarbeidet, og årsve','geografi','Kari','reject','2026-11-21T08:43:45Z',2);
CREATE TABLE decision_code (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision (id),
  code     TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE decision_place (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  found    TEXT NOT NULL CHECK (found IN ('exact', 'near', 'placed', 'adrift')),
  start    INTEGER,
  end      INTEGER CHECK (end > start),
  step     INTEGER NOT NULL REFERENCES step (id),
  CHECK ((start IS NULL) = (found = 'adrift') AND (end IS NULL) = (found = 'adrift'))
) STRICT;
INSERT INTO "decision_place" VALUES(1,1,2,'exact',0,20,3);
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
INSERT INTO "discussion" VALUES(1,1,1,18,26,'tilskudd','okonomi','Kari','Ola','one','','Klart.','konsensus','Kari','2026-01-31T12:00:00Z',4);
CREATE TABLE document (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "document" VALUES(1,'f6cb7fcd-aec0-4956-8676-85f1b5678b1a',1);
CREATE TABLE exchanged (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  name TEXT NOT NULL, -- what it is known by here: the key of a code, the name of a coder
  guid TEXT NOT NULL,
  data TEXT NOT NULL, -- JSON: what else is to be given back
  step INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE furniture (
  version INTEGER NOT NULL REFERENCES version (id),
  place   INTEGER NOT NULL,
  page    INTEGER NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('header', 'footer', 'margin')),
  text    TEXT NOT NULL, left INTEGER NOT NULL DEFAULT 0, top INTEGER NOT NULL DEFAULT 0, right INTEGER NOT NULL DEFAULT 0, bottom INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE interviewer (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  speaker  TEXT NOT NULL CHECK (speaker <> ''),
  asks     INTEGER NOT NULL CHECK (asks IN (0, 1)),
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
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
INSERT INTO "judgement" VALUES(1,1,'Kommunen har fått ti',0,'okonomi','Kari','yes','2026-11-24T20:12:58Z',4);
CREATE TABLE judgement_code (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  judgement INTEGER NOT NULL REFERENCES judgement (id),
  code      TEXT NOT NULL,
  step      INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE kept_search (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  pattern TEXT NOT NULL,
  coder   TEXT NOT NULL,
  created TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE kept_search_hits (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  search   INTEGER NOT NULL REFERENCES kept_search (id),
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  hits     INTEGER NOT NULL CHECK (hits >= 0)
) STRICT;
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
INSERT INTO "memo" VALUES(1,'4ec62233-ed2d-47d2-9e45-12a5a9ebb2bd','coding','8590154a-a4ba-42f4-affe-c5f3cebe80af','et memo','Kari','2026-11-21T08:43:45Z',2);
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
INSERT INTO "merged_step" VALUES(1,'9a0c4a5e-8f0f-4f5e-8d4a-1f1f1f1f1f1f','code','okonomi','Ola','2026-01-31T12:00:00Z',0,4);
CREATE TABLE metadata (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  source   TEXT NOT NULL CHECK (source IN ('file', 'list', 'set')),
  step     INTEGER NOT NULL REFERENCES step (id)
, guessed INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1))) STRICT;
INSERT INTO "metadata" VALUES(1,1,'group','Lindvik','list',1,0);
CREATE TABLE on_screen (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL CHECK (end > start),
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER REFERENCES step (id)
) STRICT;
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
INSERT INTO "page" VALUES(2,1,'i',0,20);
INSERT INTO "page" VALUES(2,2,'1',20,80);
CREATE TABLE page_read (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  version  INTEGER NOT NULL REFERENCES version (id),
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL CHECK (last >= first),
  state    TEXT NOT NULL CHECK (state IN ('read', 'withdrawn')),
  coder    TEXT NOT NULL,
  created  TEXT NOT NULL,
  step     INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE TABLE pseudonym_key (
  id      TEXT PRIMARY KEY,
  created TEXT NOT NULL
) STRICT;
CREATE TABLE search (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  place   TEXT NOT NULL,
  query   TEXT NOT NULL,
  day     TEXT NOT NULL, -- 2026-01-31
  hits    INTEGER CHECK (hits >= 0),
  filters TEXT NOT NULL,
  note    TEXT NOT NULL,
  coder   TEXT NOT NULL,
  created TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
INSERT INTO "search" VALUES(1,'0d2b1a52-7a1e-4d0f-9d0e-000000000001','kommune.no','rusplan','2026-01-31',14,'','','Kari','2026-01-31T12:00:00Z',4);
CREATE TABLE standing (
  coding  INTEGER PRIMARY KEY REFERENCES coding (id),
  version INTEGER NOT NULL REFERENCES version (id),
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  code    TEXT NOT NULL,
  coder   TEXT NOT NULL,
  UNIQUE (version, start, end, code, coder)
) STRICT;
INSERT INTO "standing" VALUES(1,2,18,26,'okonomi','Kari');
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
INSERT INTO "step" VALUES(1,'09ba4676-1b97-499e-8461-f7065ebc067d','ingest','plan.pdf','Kari','2026-11-21T08:43:45Z',NULL,0);
INSERT INTO "step" VALUES(2,'62b2d370-7504-4e2c-b24c-cafed7154ceb','accept','','Kari','2026-11-21T08:43:45Z',NULL,0);
INSERT INTO "step" VALUES(3,'d0883bff-d648-43a9-bf17-663520226938','ingest','plan.pdf','Kari','2026-11-21T08:43:45Z',NULL,0);
INSERT INTO "step" VALUES(4,'c593a5fe-45f4-402a-8b8e-bedc2e2678d9','judge','yes okonomi D1','Kari','2026-11-24T20:12:58Z',NULL,0);
CREATE TABLE study_case (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  step    INTEGER NOT NULL REFERENCES step (id),
  coder   TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;
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
CREATE TABLE time_code (
  version INTEGER NOT NULL REFERENCES version (id),
  start   INTEGER NOT NULL,
  at      INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (version, start)
) STRICT, WITHOUT ROWID;
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
, pseudonyms INTEGER NOT NULL DEFAULT 0 CHECK (pseudonyms >= 0)) STRICT;
INSERT INTO "version" VALUES(1,1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','plan.pdf','Kommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til tre.','nb','ok','[]',1,14,'2026-11-21T08:43:45Z',1,0);
INSERT INTO "version" VALUES(2,1,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','plan.pdf','Kommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til tre.','nb','ok','[]',1,14,'2026-11-21T08:43:45Z',3,0);
CREATE TABLE words (
  version INTEGER PRIMARY KEY REFERENCES version (id),
  data    BLOB NOT NULL
) STRICT;
INSERT INTO "words" VALUES(1,X'4A000000789C15C6C10D80200003C07F57730A0C55090249296EC40EFE59CC78AFDB5A29A3B2E20AC2B1A60DA7BBE711E31F68F4A09D29D26827D6547FA8CC4A50586F360E05B8C1E2078E711DA6789C636044809F1C0C48E03F035E1E270B2B270B2F3337330B0B330B03D100004F570456');
INSERT INTO "words" VALUES(2,X'4A000000789C15C6C10D80200003C07F57730A0C55090249296EC40EFE59CC78AFDB5A29A3B2E20AC2B1A60DA7BBE711E31F68F4A09D29D26827D6547FA8CC4A50586F360E05B8C1E2078E711DA6789C636044809F1C0C48E03F035E1E270B2B270B2F3337330B0B330B03D100004F570456');
CREATE TABLE written (
  path    TEXT NOT NULL PRIMARY KEY, -- absolute, without links
  sha256  TEXT NOT NULL              -- of the bytes that were written there last
) STRICT, WITHOUT ROWID;
INSERT INTO "written" VALUES('/hjem/kari/utdrag.md','9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08');
CREATE INDEX step_by_coder ON step (coder, undone, id);
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
CREATE INDEX coding_place_by_coding ON coding_place (coding, version);
CREATE INDEX decision_place_by_decision ON decision_place (decision, version);
CREATE TRIGGER coding_place_stays BEFORE UPDATE ON coding_place
BEGIN SELECT RAISE(ABORT, 'places are never overwritten'); END;
CREATE TRIGGER coding_place_is_kept BEFORE DELETE ON coding_place
BEGIN SELECT RAISE(ABORT, 'places are never deleted'); END;
CREATE TRIGGER decision_place_stays BEFORE UPDATE ON decision_place
BEGIN SELECT RAISE(ABORT, 'places are never overwritten'); END;
CREATE TRIGGER decision_place_is_kept BEFORE DELETE ON decision_place
BEGIN SELECT RAISE(ABORT, 'places are never deleted'); END;
CREATE INDEX coding_code_by_coding ON coding_code (coding);
CREATE INDEX decision_code_by_decision ON decision_code (decision);
CREATE TRIGGER coding_code_stays BEFORE UPDATE ON coding_code
BEGIN SELECT RAISE(ABORT, 'codings are never overwritten'); END;
CREATE TRIGGER coding_code_is_kept BEFORE DELETE ON coding_code
BEGIN SELECT RAISE(ABORT, 'codings are never deleted'); END;
CREATE TRIGGER decision_code_stays BEFORE UPDATE ON decision_code
BEGIN SELECT RAISE(ABORT, 'decisions are never overwritten'); END;
CREATE TRIGGER decision_code_is_kept BEFORE DELETE ON decision_code
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER codebook_edit_stays BEFORE UPDATE ON codebook_edit
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER codebook_edit_is_kept BEFORE DELETE ON codebook_edit
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE VIEW live_decision AS
SELECT decision.id, decision.document, decision.coder, decision.verdict, decision.created, decision.step,
  COALESCE((
    SELECT changed.code FROM decision_code AS changed JOIN step AS made ON made.id = changed.step
    WHERE changed.decision = decision.id AND made.undone = 0 ORDER BY changed.id DESC LIMIT 1
  ), decision.code) AS code,
  CASE WHEN place.id IS NOT NULL THEN place.start WHEN decision.version = live_version.id THEN decision.start END AS start,
  CASE WHEN place.id IS NOT NULL THEN place.end WHEN decision.version = live_version.id THEN decision.end END AS end
FROM decision
JOIN step ON step.id = decision.step
JOIN live_document ON live_document.id = decision.document
JOIN live_version ON live_version.document = decision.document
LEFT JOIN decision_place AS place ON place.id = (
  SELECT MAX(newest.id) FROM decision_place AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.decision = decision.id AND newest.version = live_version.id AND made.undone = 0
)
WHERE step.undone = 0 AND (place.start IS NOT NULL OR (place.id IS NULL AND decision.version = live_version.id));
CREATE VIEW kept_coding AS
SELECT coding.id, coding.uuid, coding.document, coding.version AS marked_in, coding.coder, coding.created,
  coding.origin, coding.step, live_version.id AS version, coding.quote AS marked,
  COALESCE((
    SELECT changed.code FROM coding_code AS changed JOIN step AS made ON made.id = changed.step
    WHERE changed.coding = coding.id AND made.undone = 0 ORDER BY changed.id DESC LIMIT 1
  ), coding.code) AS code,
  CASE WHEN place.id IS NOT NULL THEN place.found WHEN coding.version = live_version.id THEN 'marked' ELSE 'adrift' END
    AS found,
  CASE WHEN place.id IS NOT NULL THEN place.start WHEN coding.version = live_version.id THEN coding.start END AS start,
  CASE WHEN place.id IS NOT NULL THEN place.end WHEN coding.version = live_version.id THEN coding.end END AS end,
  place.proposed_start AS proposed_start,
  place.proposed_end AS proposed_end,
  COALESCE(place.quote, coding.quote) AS quote,
  COALESCE(place.before, coding.before) AS before,
  COALESCE(place.after, coding.after) AS after
FROM coding
JOIN step ON step.id = coding.step
JOIN live_document ON live_document.id = coding.document
JOIN live_version ON live_version.document = coding.document
LEFT JOIN coding_place AS place ON place.id = (
  SELECT MAX(newest.id) FROM coding_place AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.coding = coding.id AND newest.version = live_version.id AND made.undone = 0
)
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM coding_removal JOIN step AS removed ON removed.id = coding_removal.step
  WHERE coding_removal.coding = coding.id AND removed.undone = 0
);
CREATE VIEW live_coding AS
SELECT * FROM kept_coding WHERE found <> 'adrift';
CREATE INDEX judgement_by_code ON judgement (code, coder);
CREATE INDEX judgement_by_step ON judgement (step);
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
CREATE VIEW live_metadata AS
SELECT metadata.document, metadata.field, metadata.value, metadata.source, metadata.guessed
FROM metadata
WHERE metadata.id = (
  SELECT MAX(newest.id) FROM metadata AS newest JOIN step ON step.id = newest.step
  WHERE newest.document = metadata.document AND newest.field = metadata.field AND step.undone = 0
);
CREATE INDEX merged_step_by_step ON merged_step (step);
CREATE TRIGGER merged_step_stays BEFORE UPDATE ON merged_step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER merged_step_is_kept BEFORE DELETE ON merged_step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
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
CREATE INDEX search_by_step ON search (step);
CREATE INDEX candidate_by_step ON candidate (step);
CREATE INDEX candidate_decision_by_candidate ON candidate_decision (candidate);
CREATE INDEX candidate_decision_by_step ON candidate_decision (step);
CREATE INDEX appraisal_by_document ON appraisal (document, criterion);
CREATE INDEX appraisal_by_step ON appraisal (step);
CREATE TRIGGER search_stays BEFORE UPDATE ON search
BEGIN SELECT RAISE(ABORT, 'searches are never overwritten'); END;
CREATE TRIGGER search_is_kept BEFORE DELETE ON search
BEGIN SELECT RAISE(ABORT, 'searches are never deleted'); END;
CREATE TRIGGER candidate_stays BEFORE UPDATE ON candidate
BEGIN SELECT RAISE(ABORT, 'candidates are never overwritten'); END;
CREATE TRIGGER candidate_is_kept BEFORE DELETE ON candidate
BEGIN SELECT RAISE(ABORT, 'candidates are never deleted'); END;
CREATE TRIGGER candidate_decision_stays BEFORE UPDATE ON candidate_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never overwritten'); END;
CREATE TRIGGER candidate_decision_is_kept BEFORE DELETE ON candidate_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER appraisal_stays BEFORE UPDATE ON appraisal
BEGIN SELECT RAISE(ABORT, 'appraisals are never overwritten'); END;
CREATE TRIGGER appraisal_is_kept BEFORE DELETE ON appraisal
BEGIN SELECT RAISE(ABORT, 'appraisals are never deleted'); END;
CREATE VIEW live_search AS
SELECT search.* FROM search JOIN step ON step.id = search.step WHERE step.undone = 0;
CREATE VIEW live_candidate AS
SELECT candidate.*, decision.verdict, decision.reason, decision.note, decision.same_as, decision.coder AS decided_by,
  decision.created AS decided, live_document.id AS document
FROM candidate
JOIN step ON step.id = candidate.step
LEFT JOIN candidate_decision AS decision ON decision.id = (
  SELECT MAX(newest.id) FROM candidate_decision AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.candidate = candidate.id AND made.undone = 0
)
LEFT JOIN live_document ON live_document.id = decision.document
WHERE step.undone = 0;
CREATE VIEW live_appraisal AS
SELECT appraisal.* FROM appraisal
WHERE appraisal.id = (
  SELECT MAX(newest.id) FROM appraisal AS newest
  JOIN step ON step.id = newest.step
  JOIN live_document ON live_document.id = newest.document
  WHERE newest.document = appraisal.document AND newest.criterion = appraisal.criterion AND step.undone = 0
);
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
CREATE INDEX study_case_by_step ON study_case (step);
CREATE INDEX case_name_by_case ON case_name (study_case);
CREATE INDEX case_name_by_step ON case_name (step);
CREATE INDEX case_removal_by_case ON case_removal (study_case);
CREATE INDEX case_removal_by_step ON case_removal (step);
CREATE INDEX case_value_by_case ON case_value (study_case, attribute);
CREATE INDEX case_value_by_attribute ON case_value (attribute);
CREATE INDEX case_value_by_step ON case_value (step);
CREATE INDEX case_link_by_case ON case_link (study_case);
CREATE INDEX case_link_by_document ON case_link (document);
CREATE INDEX case_link_by_step ON case_link (step);
CREATE INDEX case_link_place_by_link ON case_link_place (link, version);
CREATE INDEX case_link_place_by_step ON case_link_place (step);
CREATE INDEX case_unlink_by_link ON case_unlink (link);
CREATE INDEX case_unlink_by_step ON case_unlink (step);
CREATE INDEX case_figure_by_case ON case_figure (study_case, name, year);
CREATE INDEX case_figure_by_step ON case_figure (step);
CREATE TRIGGER study_case_stays BEFORE UPDATE ON study_case
BEGIN SELECT RAISE(ABORT, 'cases are never overwritten'); END;
CREATE TRIGGER study_case_is_kept BEFORE DELETE ON study_case
BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
CREATE TRIGGER case_name_stays BEFORE UPDATE ON case_name
BEGIN SELECT RAISE(ABORT, 'names are never overwritten'); END;
CREATE TRIGGER case_name_is_kept BEFORE DELETE ON case_name
BEGIN SELECT RAISE(ABORT, 'names are never deleted'); END;
CREATE TRIGGER case_removal_stays BEFORE UPDATE ON case_removal
BEGIN SELECT RAISE(ABORT, 'removals are never overwritten'); END;
CREATE TRIGGER case_removal_is_kept BEFORE DELETE ON case_removal
BEGIN SELECT RAISE(ABORT, 'removals are never deleted'); END;
CREATE TRIGGER case_value_stays BEFORE UPDATE ON case_value
BEGIN SELECT RAISE(ABORT, 'values are never overwritten'); END;
CREATE TRIGGER case_value_is_kept BEFORE DELETE ON case_value
BEGIN SELECT RAISE(ABORT, 'values are never deleted'); END;
CREATE TRIGGER case_link_stays BEFORE UPDATE ON case_link
BEGIN SELECT RAISE(ABORT, 'links are never overwritten'); END;
CREATE TRIGGER case_link_is_kept BEFORE DELETE ON case_link
BEGIN SELECT RAISE(ABORT, 'links are never deleted'); END;
CREATE TRIGGER case_link_place_stays BEFORE UPDATE ON case_link_place
BEGIN SELECT RAISE(ABORT, 'places are never overwritten'); END;
CREATE TRIGGER case_link_place_is_kept BEFORE DELETE ON case_link_place
BEGIN SELECT RAISE(ABORT, 'places are never deleted'); END;
CREATE TRIGGER case_unlink_stays BEFORE UPDATE ON case_unlink
BEGIN SELECT RAISE(ABORT, 'removals are never overwritten'); END;
CREATE TRIGGER case_unlink_is_kept BEFORE DELETE ON case_unlink
BEGIN SELECT RAISE(ABORT, 'removals are never deleted'); END;
CREATE TRIGGER case_figure_stays BEFORE UPDATE ON case_figure
BEGIN SELECT RAISE(ABORT, 'figures are never overwritten'); END;
CREATE TRIGGER case_figure_is_kept BEFORE DELETE ON case_figure
BEGIN SELECT RAISE(ABORT, 'figures are never deleted'); END;
CREATE VIEW live_case AS
SELECT study_case.id, study_case.uuid, study_case.kind, study_case.coder, study_case.created, study_case.step, (
    SELECT case_name.name FROM case_name JOIN step AS named ON named.id = case_name.step
    WHERE case_name.study_case = study_case.id AND named.undone = 0 ORDER BY case_name.id DESC LIMIT 1
  ) AS name
FROM study_case
JOIN step ON step.id = study_case.step
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM case_removal JOIN step AS removed ON removed.id = case_removal.step
  WHERE case_removal.study_case = study_case.id AND removed.undone = 0
);
CREATE VIEW live_case_value AS
SELECT id, study_case, attribute, type, value, coder, created, step FROM (
  SELECT case_value.id, study_case, attribute, type, value, case_value.coder, case_value.created, step, MAX(case_value.id)
  FROM case_value JOIN step ON step.id = case_value.step
  WHERE step.undone = 0 GROUP BY study_case, attribute
) WHERE value IS NOT NULL;
CREATE VIEW live_case_link AS
SELECT link.id, link.uuid, link.study_case, link.document, link.version AS marked_in, link.speaker, link.coder, link.created,
  link.step,
  CASE WHEN place.id IS NOT NULL THEN place.start WHEN link.version = live_version.id THEN link.start END AS start,
  CASE WHEN place.id IS NOT NULL THEN place.end WHEN link.version = live_version.id THEN link.end END AS end,
  COALESCE(place.quote, link.quote) AS quote,
  COALESCE(place.before, link.before) AS before,
  COALESCE(place.after, link.after) AS after
FROM case_link AS link
JOIN step ON step.id = link.step
JOIN live_document ON live_document.id = link.document
JOIN live_version ON live_version.document = link.document
LEFT JOIN case_link_place AS place ON place.id = (
  SELECT MAX(newest.id) FROM case_link_place AS newest JOIN step AS made ON made.id = newest.step
  WHERE newest.link = link.id AND newest.version = live_version.id AND made.undone = 0
)
WHERE step.undone = 0 AND NOT EXISTS (
  SELECT 1 FROM case_unlink JOIN step AS removed ON removed.id = case_unlink.step
  WHERE case_unlink.link = link.id AND removed.undone = 0
);
CREATE VIEW live_case_figure AS
SELECT id, study_case, name, year, value, unit, document, page, source, topic, coder, created, step FROM (
  SELECT case_figure.id, study_case, case_figure.name, year, value, unit, document, page, source, topic, case_figure.coder,
    case_figure.created, step, MAX(case_figure.id)
  FROM case_figure JOIN step ON step.id = case_figure.step
  WHERE step.undone = 0 GROUP BY study_case, case_figure.name, year, document, page, source
) WHERE value IS NOT NULL;
CREATE INDEX page_read_by_document ON page_read (document);
CREATE INDEX page_read_by_step ON page_read (step);
CREATE INDEX on_screen_by_document ON on_screen (document);
CREATE INDEX on_screen_by_step ON on_screen (step);
CREATE INDEX kept_search_by_step ON kept_search (step);
CREATE INDEX kept_search_hits_by_search ON kept_search_hits (search);
CREATE INDEX kept_search_hits_by_document ON kept_search_hits (document);
CREATE TRIGGER page_read_stays BEFORE UPDATE ON page_read
BEGIN SELECT RAISE(ABORT, 'what was signed is never overwritten'); END;
CREATE TRIGGER page_read_is_kept BEFORE DELETE ON page_read
BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
CREATE TRIGGER on_screen_stays BEFORE UPDATE ON on_screen
BEGIN SELECT RAISE(ABORT, 'what was shown is never overwritten'); END;
CREATE TRIGGER on_screen_is_kept BEFORE DELETE ON on_screen
BEGIN SELECT RAISE(ABORT, 'what was shown is never deleted'); END;
CREATE TRIGGER kept_search_stays BEFORE UPDATE ON kept_search
BEGIN SELECT RAISE(ABORT, 'searches are never overwritten'); END;
CREATE TRIGGER kept_search_is_kept BEFORE DELETE ON kept_search
BEGIN SELECT RAISE(ABORT, 'searches are never deleted'); END;
CREATE TRIGGER kept_search_hits_stay BEFORE UPDATE ON kept_search_hits
BEGIN SELECT RAISE(ABORT, 'searches are never overwritten'); END;
CREATE TRIGGER kept_search_hits_are_kept BEFORE DELETE ON kept_search_hits
BEGIN SELECT RAISE(ABORT, 'searches are never deleted'); END;
CREATE VIEW live_page_read AS
SELECT page_read.* FROM page_read
JOIN step ON step.id = page_read.step
JOIN live_document ON live_document.id = page_read.document
WHERE step.undone = 0;
CREATE VIEW live_on_screen AS
SELECT on_screen.* FROM on_screen
JOIN live_document ON live_document.id = on_screen.document
LEFT JOIN step ON step.id = on_screen.step
WHERE on_screen.step IS NULL OR step.undone = 0;
CREATE VIEW live_kept_search AS
SELECT kept_search.* FROM kept_search JOIN step ON step.id = kept_search.step WHERE step.undone = 0;
CREATE INDEX synthesis_by_cell ON synthesis (code, other);
CREATE INDEX synthesis_by_step ON synthesis (step);
CREATE TRIGGER synthesis_stays BEFORE UPDATE ON synthesis
BEGIN SELECT RAISE(ABORT, 'what was written is never overwritten'); END;
CREATE TRIGGER synthesis_is_kept BEFORE DELETE ON synthesis
BEGIN SELECT RAISE(ABORT, 'what was written is never deleted'); END;
CREATE VIEW live_synthesis AS
SELECT synthesis.* FROM synthesis JOIN step ON step.id = synthesis.step WHERE step.undone = 0;
CREATE INDEX version_in_short ON version (document, id, step, sha256, file, language, status, notes, paged, words, created);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('step',4);
INSERT INTO "sqlite_sequence" VALUES('document',1);
INSERT INTO "sqlite_sequence" VALUES('version',2);
INSERT INTO "sqlite_sequence" VALUES('metadata',1);
INSERT INTO "sqlite_sequence" VALUES('coding',2);
INSERT INTO "sqlite_sequence" VALUES('memo',1);
INSERT INTO "sqlite_sequence" VALUES('decision',1);
INSERT INTO "sqlite_sequence" VALUES('coding_place',2);
INSERT INTO "sqlite_sequence" VALUES('decision_place',1);
INSERT INTO "sqlite_sequence" VALUES('judgement',1);
INSERT INTO "sqlite_sequence" VALUES('merged_step',1);
INSERT INTO "sqlite_sequence" VALUES('assignment',1);
INSERT INTO "sqlite_sequence" VALUES('search',1);
INSERT INTO "sqlite_sequence" VALUES('candidate',1);
INSERT INTO "sqlite_sequence" VALUES('candidate_decision',1);
INSERT INTO "sqlite_sequence" VALUES('appraisal',1);
INSERT INTO "sqlite_sequence" VALUES('discussion',1);
COMMIT;
