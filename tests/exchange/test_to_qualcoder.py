"""A project goes out as QualCoder keeps it, and comes back from there as it was."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from support.project import Kodetre
from support.qda import projects

from kodetre.exchange.qda import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
    QdaValue,
    QdaVariable,
)
from kodetre.store.foreign.qualcoder import read_qualcoder
from kodetre.store.foreign.qualcoder_out import ForQualCoder, for_qualcoder

TIME = datetime(2024, 2, 1, 10, 0, 0, tzinfo=UTC)
PROJECT = QdaProject(
    name="Prøve", origin="kodetre", modified=TIME, users=(QdaUser("u1", "Kari"), QdaUser("u2", "Ola")),
    codes=(
        QdaCode("d", "Tema", codable=False), QdaCode("a", "Støtte", "d", "penger", "#ff0000"),
        QdaCode("b", "Gaver", "a"), QdaCode("c", "gaver", "d"),
    ),
    notes=(QdaNote("n1", "", "fra Ola", "u2", TIME), QdaNote("n2", "Logg", "i går", "u1", TIME)),
    project_notes=("n2",),
    variables=(QdaVariable("v", "vedtatt", "Date"),),
    sources=(
        QdaSource(
            "s", "plan.txt", "text", "Gir 😀 støtte.", selections=(
                QdaSelection("x", 6, 12, "støtte", user="u1", codings=(
                    QdaCoding("k", "a", "u1", TIME, ("n1",)), QdaCoding("l", "d", "u1", TIME),
                )),
            ), values=(QdaValue("v", "Date", "2024-01-01"),),
        ),
    ),
    cases=(QdaCase("g", "Lindvik", values=(QdaValue("v", "Date", "2023-01-01"),), sources=("s",)),),
)  # fmt: skip


def rows(out: ForQualCoder, statement: str) -> list[tuple[object, ...]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.qda"
        out.write(path)
        with closing(sqlite3.connect(path)) as database:
            return database.execute(statement).fetchall()


@pytest.fixture(scope="module")
def out() -> ForQualCoder:
    return for_qualcoder(PROJECT, {})


def test_a_dimension_is_a_category_and_a_code_under_a_code_stays_there(out: ForQualCoder) -> None:
    assert rows(out, "SELECT name, supercatid FROM code_cat") == [("Tema", None)]
    assert rows(out, "SELECT name, catid, supercid, color FROM code_name") == [
        ("Støtte", 1, None, "#FF0000"), ("Gaver", None, 1, "#B8B8B8"), ("gaver (Tema)", 1, None, "#B8B8B8"),
    ]  # fmt: skip


def test_a_coding_has_its_words_its_place_its_coder_and_its_time(out: ForQualCoder) -> None:
    kept = rows(out, "SELECT seltext, pos0, pos1, owner, date, memo FROM code_text")
    assert kept == [("støtte", 6, 12, "Kari", "2024-02-01 10:00:00", "Ola: fra Ola")]


def test_memos_on_the_project_are_its_journal_and_groups_are_cases(out: ForQualCoder) -> None:
    assert rows(out, "SELECT name, jentry, owner FROM journal") == [("Logg", "i går", "Kari")]
    assert rows(out, "SELECT name, fid, pos0, pos1 FROM cases JOIN case_text USING (caseid)") == [("Lindvik", 1, 0, 13)]


def test_a_variable_of_documents_and_of_groups_is_two(out: ForQualCoder) -> None:
    kept = rows(out, "SELECT name, attr_type, value FROM attribute ORDER BY attrid")
    assert kept == [("vedtatt", "file", "2024-01-01"), ("vedtatt (case)", "case", "2023-01-01")]


def test_what_qualcoder_cannot_hold_is_told_with_numbers(out: ForQualCoder) -> None:
    told = {(loss.count, str(loss.what)): str(loss.why) for loss in out.losses}
    assert "name of another" in told[1, "codes"]
    assert "not coded with" in told[1, "codings"]
    assert "after a name" in told[1, "memos"]


def test_coders_are_all_seen(out: ForQualCoder) -> None:
    assert rows(out, "SELECT name, visibility FROM coder_names") == [("Kari", 1), ("Ola", 1)]
    assert len(rows(out, "SELECT * FROM code_text_visible")) == 1


@given(projects())
@settings(max_examples=25, deadline=None)
def test_texts_and_codings_come_back(project: QdaProject) -> None:
    project = replace(project, codes=tuple(replace(code, codable=True) for code in project.codes))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.qda"
        for_qualcoder(project, {}).write(path)
        back = read_qualcoder(path)
    assert told(back) == told(project)


def told(project: QdaProject) -> tuple[object, ...]:
    users = {user.guid: user.name for user in project.users}
    codes = {code.guid: code.name for code in project.codes}
    codings: list[object] = []
    for source in project.sources:
        for selection in source.selections:
            place = source.name, selection.start, selection.end
            codings += [(*place, codes[one.code], users[one.user], one.created) for one in selection.codings]
    return [source.text for source in project.sources], sorted(codings), sorted(codes.values())


def test_a_project_goes_out_and_into_an_empty_one_with_every_coding(
    kodetre: Kodetre, coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = kodetre("export", "ut.qda", "--to", "qualcoder", "--json")
    assert ran.code == 0, ran.err
    codings = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    assert json.loads(ran.out)["codings"] == len(codings)
    assert (coded / "ut.qda/documents/lindvik-alkohol-2024.pdf").read_bytes().startswith(b"%PDF")
    kodetre("init", str(tmp_path / "ny"), "--template", "tom")
    monkeypatch.chdir(tmp_path / "ny")
    assert kodetre("import", str(coded / "ut.qda")).code == 0
    back = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    assert sorted((one["quote"], one["coder"]) for one in back) == sorted(
        (one["quote"], one["coder"]) for one in codings
    )


def test_a_folder_that_qualcoder_would_not_open_is_refused(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("export", "ut", "--to", "qualcoder")
    assert ran.code == 2 and ".qda" in ran.err
    assert not (project / "ut").exists()
