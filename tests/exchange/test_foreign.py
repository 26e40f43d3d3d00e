"""Projects of QualCoder and Taguette, from their own databases."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.project import Kodetre
from support.qda import told

from kodetre.project.project import find

TEXT = "Kommunen gir 😀 tilskudd til klubben.\nRådet ønsker mer samarbeid."
QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE code_av (avid integer primary key);
INSERT INTO project VALUES ('v5', '2024-01-01 10:00:00', 'Et prosjekt', 'QualCoder 3');
INSERT INTO code_cat VALUES (1, 'Midler', 'Ola', '', 'penger', NULL), (2, 'Sirkel', '', '', '', 3), (3, 'Sirkel to', '', '', '', 2);
INSERT INTO code_name VALUES (1, 'Tilskudd', 'støtte', 1, '', '', '#FF0000'), (2, 'Samarbeid', '', NULL, '', '', 'rød');
INSERT INTO code_av VALUES (1);
INSERT INTO cases VALUES (1, 'Lindvik', '');
INSERT INTO case_text VALUES (1, 1, 1, 0, 65);
"""
REQUAL = """
CREATE TABLE requal_version (project_id INTEGER, version TEXT);
CREATE TABLE projects (project_id INTEGER, project_name TEXT, project_description TEXT, created_at TEXT);
CREATE TABLE users (user_id INTEGER, user_login TEXT, user_name TEXT);
CREATE TABLE documents (doc_id INTEGER, user_id INTEGER, doc_name TEXT, doc_description TEXT, doc_text TEXT, created_at TEXT);
CREATE TABLE codes (code_id INTEGER, code_name TEXT, code_description TEXT, code_color TEXT);
CREATE TABLE categories (category_id INTEGER, category_name TEXT, category_description TEXT);
CREATE TABLE categories_codes_map (category_id INTEGER, code_id INTEGER);
CREATE TABLE segments (user_id INTEGER, doc_id INTEGER, code_id INTEGER, segment_id INTEGER, segment_start INTEGER,
  segment_end INTEGER, segment_text TEXT);
CREATE TABLE memos (memo_id INTEGER, user_id INTEGER, text TEXT);
CREATE TABLE memos_segments_map (memo_id INTEGER, segment_id INTEGER);
CREATE TABLE memos_documents_map (memo_id INTEGER, doc_id INTEGER, memo_start INTEGER, memo_end INTEGER);
CREATE TABLE cases (case_id INTEGER, case_name TEXT, case_description TEXT);
CREATE TABLE cases_documents_map (case_id INTEGER, doc_id INTEGER);
CREATE TABLE attributes (attribute_id INTEGER, attribute_name TEXT);
CREATE TABLE attribute_values (attribute_value_id INTEGER, attribute_id INTEGER, value TEXT);
CREATE TABLE attributes_documents_map (doc_id INTEGER, attribute_id INTEGER, attribute_value_id INTEGER);
INSERT INTO projects VALUES (1, 'Studie', 'om støtte', '2025-01-01 10:00:00');
INSERT INTO users VALUES (1, 'kari', 'Kari Nordmann'), (2, 'ola', NULL);
INSERT INTO codes VALUES (1, 'Tilskudd', 'penger', 'rgb(255, 0, 16)'), (2, 'Samarbeid', '', '#00ff00');
INSERT INTO categories VALUES (1, 'Midler', ''), (2, 'Annet', '');
INSERT INTO categories_codes_map VALUES (1, 1), (2, 1);
INSERT INTO memos VALUES (1, 1, 'en merknad'), (2, 2, 'om dette'), (3, 2, 'om kilden');
INSERT INTO memos_segments_map VALUES (1, 1);
INSERT INTO memos_documents_map VALUES (2, 1, 1, 8), (3, 1, NULL, NULL);
INSERT INTO cases VALUES (1, 'Lindvik', '');
INSERT INTO cases_documents_map VALUES (1, 1);
INSERT INTO attributes VALUES (1, 'folketall');
INSERT INTO attribute_values VALUES (1, 1, '6000');
INSERT INTO attributes_documents_map VALUES (1, 1, 1);
"""
TAGUETTE = """
CREATE TABLE projects (id INTEGER, name TEXT, description TEXT, created TEXT);
CREATE TABLE documents (id INTEGER, name TEXT, description TEXT, filename TEXT, created TEXT, project_id INTEGER, contents TEXT);
CREATE TABLE tags (id INTEGER, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER, date TEXT, user_login TEXT, project_id INTEGER, document_id INTEGER, payload TEXT);
INSERT INTO projects VALUES (1, 'Prøve', '', '2024-01-01 10:00:00');
INSERT INTO tags VALUES (1, 1, 'økonomi.tilskudd', 'penger'), (2, 1, 'samarbeid', '');
INSERT INTO highlight_tags VALUES (1, 1), (2, 2), (2, 1);
"""


def qualcoder(folder: Path) -> Path:
    project = folder / "prøve.qda"
    (project / "documents").mkdir(parents=True)
    first, second = TEXT.index("tilskudd"), TEXT.index("samarbeid")
    with closing(sqlite3.connect(project / "data.qda")) as database, database:
        database.executescript(QUALCODER)
        database.execute("INSERT INTO source VALUES (1, 'notat.txt', ?, NULL, 'om kilden', 'Ola', '')", (TEXT,))
        database.execute("INSERT INTO source VALUES (2, 'bilde.png', NULL, '/images/bilde.png', '', 'Ola', '')")
        rows = [
            (1, 1, 1, "tilskudd", first, first + 8, "Ola", "2024-02-01 10:00:00", "en merknad"),
            (2, 2, 1, "samarbeid", second, second + 9, "Kari", "2024-02-02 10:00:00", ""),
        ]
        database.executemany("INSERT INTO code_text VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return project


def taguette(folder: Path) -> Path:
    path = folder / "prøve.sqlite3"
    html = "<h1>Plan for å bedre</h1><p>Det gis <b>tils</b>kudd &amp; støtte 😀.</p>\n<p>Og samarbeid på tvers.</p>"
    nodes = "Plan for å bedreDet gis tilskudd & støtte 😀.\nOg samarbeid på tvers."

    def span(words: str) -> tuple[int, int]:
        start = len(nodes[: nodes.index(words)].encode())
        return start, start + len(words.encode())

    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(TAGUETTE)
        database.execute("INSERT INTO documents VALUES (1, 'plan', '', 'plan.html', '2024-01-01', 1, ?)", (html,))
        for id, words, login in ((1, "tilskudd & støtte 😀.", "kari"), (2, "samarbeid på", "ola"), (3, "Plan", "ola")):
            database.execute("INSERT INTO highlights VALUES (?, 1, ?, ?, '')", (id, *span(words)))
            tags = {1: [1], 2: [2, 1]}.get(id, [])
            payload = json.dumps({"type": "highlight_add", "highlight_id": id, "tags": tags})
            database.execute("INSERT INTO commands VALUES (?, '2024-03-01 10:00:00', ?, 1, 1, ?)", (id, login, payload))
    return path


def requal(folder: Path) -> Path:
    path = folder / "studie.requal"
    first, second = TEXT.index("tilskudd") + 1, TEXT.index("samarbeid") + 1
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(REQUAL)
        database.execute("INSERT INTO documents VALUES (1, 1, 'notat', '', ?, '2025-02-01 10:00:00')", (TEXT,))
        segments = [(1, 1, 1, 1, first, first + 7, "tilskudd"), (2, 1, 2, 2, second, second + 8, "samarbeid")]
        database.executemany("INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?)", segments)
    return path


def rows(kodetre: Kodetre) -> set[tuple[str, str, str, str]]:
    listed = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    return {(one["quote"], one["code"], one["coder"], one["memo"]) for one in listed}


@pytest.fixture
def fresh(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kodetre("init", str(tmp_path / "p"), "--template", "tom")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path


def test_a_qualcoder_project_of_an_old_version_comes_in_with_coders_times_memos_and_cases(
    kodetre: Kodetre, fresh: Path
) -> None:
    ran = kodetre("import", str(qualcoder(fresh)), "--json")
    assert ran.code == 0, ran.err
    assert rows(kodetre) == {
        ("tilskudd", "midler.tilskudd", "Ola", "en merknad"), ("samarbeid", "samarbeid", "Kari", ""),
    }  # fmt: skip
    (document,) = [json.loads(line) for line in kodetre("documents", "--json").out.splitlines()]
    assert document["group"] == "Lindvik"
    losses = {(one["count"], one["what"]) for one in json.loads(ran.out)["losses"]}
    assert losses == {(1, "pictures"), (1, "codings")}


def test_a_taguette_project_comes_in_by_its_bytes_with_who_tagged_what(kodetre: Kodetre, fresh: Path) -> None:
    ran = kodetre("import", str(taguette(fresh)))
    assert ran.code == 0, ran.err
    assert rows(kodetre) == {
        ("tilskudd & støtte 😀.", "økonomi.tilskudd", "kari", ""), ("samarbeid på", "samarbeid", "ola", ""),
        ("samarbeid på", "økonomi.tilskudd", "ola", ""),
    }  # fmt: skip
    with find(None).store() as store:
        assert store.documents.get("D1").text.startswith("Plan for å bedre\nDet gis")


@pytest.mark.parametrize("made", [qualcoder, taguette])
def test_a_project_that_is_there_already_is_not_taken_in_twice(kodetre: Kodetre, fresh: Path, made: object) -> None:
    assert callable(made)
    file = str(made(fresh))
    assert kodetre("import", file).code == 0
    before = told(find(None))
    again = kodetre("import", file)
    assert "nothing was changed" in again.out
    assert told(find(None)) == before
    assert kodetre("undo").code == 0
    assert kodetre("documents").code == 6


def test_another_database_or_folder_is_told_what_it_is_not(kodetre: Kodetre, fresh: Path) -> None:
    with closing(sqlite3.connect(fresh / "noe.db")) as database:
        database.execute("CREATE TABLE noe (a)")
    for path in ("noe.db", "p"):
        ran = kodetre("import", str(fresh / path))
        assert ran.code == 4
        assert "QualCoder" in ran.err


def test_a_database_that_never_ends_is_not_waited_for(kodetre: Kodetre, fresh: Path) -> None:
    project = qualcoder(fresh)
    with closing(sqlite3.connect(project / "data.qda")) as database, database:
        database.execute("DROP TABLE source")
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, 'x' AS name FROM n"
        database.execute(f"CREATE VIEW source AS {endless}")
    ran = kodetre("import", str(project))
    assert ran.code == 4


def test_a_requal_project_comes_in_with_coders_memos_categories_and_cases(kodetre: Kodetre, fresh: Path) -> None:
    ran = kodetre("import", str(requal(fresh)), "--json")
    assert ran.code == 0, ran.err
    codings = {(quote, code.rpartition(".")[2], coder, memo) for quote, code, coder, memo in rows(kodetre)}
    assert codings == {("tilskudd", "tilskudd", "Kari Nordmann", "en merknad"), ("samarbeid", "samarbeid", "ola", "")}
    assert "several categories" in ran.out
    memos = json.loads(kodetre("report", "memos", "--format", "json").out)["rows"]
    assert "«Kommunen»\n\nom dette" in json.dumps(memos, ensure_ascii=False).replace("\\n", "\n")
    documents = [json.loads(line) for line in kodetre("documents", "--json").out.splitlines()]
    assert documents[0]["group"] == "Lindvik"
    assert kodetre("import", str(fresh / "studie.requal"), "--json").code == 0
    assert len(rows(kodetre)) == 2


def test_a_requal_file_of_several_projects_is_refused_by_their_names(kodetre: Kodetre, fresh: Path) -> None:
    path = requal(fresh)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO projects VALUES (2, 'Annen', '', '')")
    assert "«Studie», «Annen»" in kodetre("import", str(path)).err
