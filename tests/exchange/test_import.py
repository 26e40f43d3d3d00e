"""What becomes of selections that are not where they are said to be, of boxes on pages, and of sources that are there already."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from support.project import Kodetre

from kodetre.exchange.qda import QdaArea, QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser
from kodetre.exchange.refi.write import write_project
from kodetre.model.exchanged import derived_guid as guid
from kodetre.model.moments import read_moment

TEXT = "Kommunen gir tilskudd til lag.\n\nSamarbeid mellom etatene er viktig."
KARI = QdaUser(guid("coder", "Kari"), "Kari")
CODE = QdaCode(guid("test", "kode"), "Tilskudd")
WHEN = read_moment("2024-05-06T07:08:09Z")
LINES = ("Kommunen gir tilskudd til frivillige lag.", "Samarbeid mellom etatene er viktig.")


def coding(name: str) -> QdaCoding:
    return QdaCoding(guid("test", "coding", name), CODE.guid, KARI.guid, WHEN)


def selection(text: str, quote: str, shift: int = 0) -> QdaSelection:
    start = text.find(quote)
    at = start + shift if start >= 0 else 9000
    own = guid("test", "selection", quote)
    return QdaSelection(own, at, at + len(quote), quote, "", KARI.guid, WHEN, (coding(quote),))


def project_of(*sources: QdaSource) -> QdaProject:
    return QdaProject("prøve", "test", users=(KARI,), codes=(CODE,), sources=sources)


def written(path: Path, project: QdaProject, files: dict[str, Path] | None = None) -> str:
    target = BytesIO()
    write_project(target, project, files or {})
    path.write_bytes(target.getvalue())
    return str(path)


def pdf(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    for number, line in enumerate(LINES):
        canvas.drawString(72, 700 - 40 * number, line)
    canvas.showPage()
    canvas.drawString(72, 700, "Neste side har flere tiltak.")
    canvas.save()
    return path


def codings(kodetre: Kodetre) -> list[dict[str, object]]:
    ran = kodetre("codings", "--json")
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.fixture
def fresh(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kodetre("init", str(tmp_path / "p"), "--template", "tom")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path


def text_source(*selections: QdaSelection, text: str = TEXT) -> QdaSource:
    return QdaSource(guid("test", "kilde"), "kilde.txt", "text", text, selections=selections)


def test_a_selection_that_is_nowhere_is_adrift_with_its_words_and_can_be_placed(kodetre: Kodetre, fresh: Path) -> None:
    source = text_source(selection(TEXT, "tilskudd"), selection(TEXT, "lag"), selection(TEXT, "ord som ikke finnes"))
    ran = kodetre("import", written(fresh / "x.qdpx", project_of(source)), "--json")
    assert ran.code == 0, ran.err
    row = next(one for one in json.loads(ran.out)["rows"] if one["what"] == "codings")
    assert (row["new"], row["adrift"]) == (2, 1)
    assert {one["quote"] for one in codings(kodetre)} == {"tilskudd", "lag"}
    (lost,) = [json.loads(line) for line in kodetre("adrift", "--json").out.splitlines()]
    assert (lost["quote"], lost["coder"], lost["label"]) == ("ord som ikke finnes", "Kari", "")
    assert kodetre("adrift").code == 0
    assert kodetre("report", "excerpts").code == 0
    again = kodetre("import", str(fresh / "x.qdpx"))
    assert "nothing was changed" in again.out, again.out
    placed = kodetre("adrift", "place", str(lost["id"])[:8], "--quote", "Samarbeid")
    assert placed.code == 0, placed.err
    assert {one["quote"] for one in codings(kodetre)} == {"tilskudd", "lag", "Samarbeid"}


def test_a_selection_that_has_slipped_stands_at_its_words(kodetre: Kodetre, fresh: Path) -> None:
    source = text_source(
        *(selection(TEXT, quote) for quote in ("Kommunen", "tilskudd", "viktig")), selection(TEXT, "Samarbeid", 3)
    )
    assert kodetre("import", written(fresh / "x.qdpx", project_of(source))).code == 0
    assert {one["quote"] for one in codings(kodetre)} == {"Kommunen", "tilskudd", "viktig", "Samarbeid"}


def test_a_pdf_that_another_program_read_in_its_own_way_is_read_by_kodetre_and_its_codings_found(
    kodetre: Kodetre, fresh: Path
) -> None:
    lines = ("KOMMUNEPLAN", "Kommunen gir tilskudd", "til frivillige lag. Samarbeid mellom", "etatene er viktig.")
    other = "\n".join((*lines, "Neste side har flere tiltak.", "1"))
    chosen = (selection(other, "Samarbeid mellom\netatene er viktig."), selection(other, "Neste side har flere tiltak"))
    own = guid("test", "pdf")
    source = QdaSource(
        own, "plan.pdf", "pdf", other, f"{own}.pdf", selections=chosen, representation=guid("test", "tekst")
    )
    file = written(fresh / "x.qdpx", project_of(source), {f"{own}.pdf": pdf(fresh / "plan.pdf")})
    ran = kodetre("import", file)
    assert ran.code == 0, ran.err
    found = {(one["quote"], one["page"]) for one in codings(kodetre)}
    assert found == {("Samarbeid mellom etatene er viktig.", 1), ("Neste side har flere tiltak", 2)}
    shown = json.loads(kodetre("documents", "show", "D1", "--json").out)
    assert len(shown["pages"]) == 2
    assert kodetre("undo").code == 0
    assert kodetre("documents").code == 6


def test_boxes_of_a_pdf_without_a_text_are_placed_by_the_words_in_them(kodetre: Kodetre, fresh: Path) -> None:
    own = guid("test", "pdf")
    on_first = QdaArea(guid("test", "a"), 0, (70, 655, 300, 675), codings=(coding("a"),), user=KARI.guid, created=WHEN)
    on_second = QdaArea(guid("test", "b"), 1, (300, 715, 60, 690), codings=(coding("b"),), user=KARI.guid, created=WHEN)
    empty = QdaArea(guid("test", "c"), 1, (10, 10, 20, 20), codings=(coding("c"),))
    source = QdaSource(own, "plan.pdf", "pdf", "", f"{own}.pdf", areas=(on_first, on_second, empty))
    file = written(fresh / "x.qdpx", project_of(source), {f"{own}.pdf": pdf(fresh / "plan.pdf")})
    ran = kodetre("import", file)
    assert ran.code == 0, ran.err
    found = {(one["quote"], one["page"], one["coder"]) for one in codings(kodetre)}
    assert found == {(LINES[1], 1, "Kari"), ("Neste side har flere tiltak.", 2, "Kari")}
    assert "of boxes on pages" in ran.out


def test_codings_of_nobody_are_the_importers_and_that_is_said(kodetre: Kodetre, fresh: Path) -> None:
    one = selection(TEXT, "tilskudd")
    nobody = replace(one, user="", codings=(replace(one.codings[0], user=guid("ingen")),))
    ran = kodetre("import", written(fresh / "x.qdpx", project_of(text_source(nobody))), "--coder", "Ola")
    assert [one["coder"] for one in codings(kodetre)] == ["Ola"]
    assert "they are Ola's" in ran.out


def test_the_same_source_with_more_codings_adds_to_its_document(kodetre: Kodetre, fresh: Path) -> None:
    kodetre("import", written(fresh / "x.qdpx", project_of(text_source(selection(TEXT, "tilskudd")))))
    more = text_source(selection(TEXT, "tilskudd"), selection(TEXT, "Samarbeid"))
    ran = kodetre("import", written(fresh / "y.qdpx", project_of(more)), "--json")
    rows = {one["what"]: (one["new"], one["known"]) for one in json.loads(ran.out)["rows"]}
    assert (rows["documents"], rows["codings"], rows["codes"]) == ((0, 1), (1, 1), (0, 1))
    kodetre("undo")
    assert [one["quote"] for one in codings(kodetre)] == ["tilskudd"]


def test_a_dry_run_changes_nothing(kodetre: Kodetre, fresh: Path) -> None:
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    ran = kodetre(
        "import", written(fresh / "x.qdpx", project_of(text_source(selection(TEXT, "tilskudd")))), "--dry-run"
    )
    assert ran.code == 0
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_an_import_that_fails_leaves_no_file_behind(
    kodetre: Kodetre, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kodetre.store.exchange.Exchange.take", full)
    ran = kodetre("import", written(fresh / "x.qdpx", project_of(text_source(selection(TEXT, "tilskudd")))))
    assert ran.code == 7
    assert not list(Path("corpus").rglob("*.txt"))
    assert kodetre("documents").code == 6
