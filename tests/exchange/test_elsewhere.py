"""Sources whose text is outside of the archive are the documents that are here, or are told; nothing is placed by chance."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.damage import members, packed
from support.project import Kodetre
from support.qda import written

from kodetre.exchange.placing import fitted_selections
from kodetre.exchange.qda import QdaArea, QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser
from kodetre.exchange.refi.read import read_qda
from kodetre.model.exchanged import derived_guid as guid
from kodetre.project.project import find

CODE, USER = QdaCode(guid("c", ""), "Støtte"), QdaUser(guid("u", ""), "Ola")


@dataclass(frozen=True)
class Here:
    """A document of the project."""

    text: str
    uuid: str


def document(id: str) -> Here:
    with find(None).store() as store:
        found = store.documents.get(id)
        return Here(found.text, found.info.uuid)


def marked(text: str, count: int, shift: int = 0, named: bool = True) -> tuple[QdaSelection, ...]:
    """Selections of every hundredth word of a text, with offsets that are so much too large."""
    words = [match.span() for match in re.finditer(r"\w{9,}", text)][::7][:count]
    marks: list[QdaSelection] = []
    for start, end in words:
        coding = QdaCoding(guid("k", str(start)), CODE.guid, USER.guid)
        name = text[start:end] if named else ""
        marks.append(QdaSelection(guid("s", str(start)), start + shift, end + shift, name, codings=(coding,)))
    return tuple(marks)


def without_text(path: Path, *selections: QdaSelection, name: str, pointed: str = "relative:///Kilder/") -> Path:
    """A project whose one source has its text outside of the archive."""
    source = QdaSource(guid("d", "else"), name, "text", "x" * 200_000, selections=selections)
    written(QdaProject("ute", "test", users=(USER,), codes=(CODE,), sources=(source,)), path)
    files = members(path.read_bytes())
    xml = re.sub(rb'plainTextPath="[^"]*"', f'plainTextPath="{pointed}{name}"'.encode(), files["project.qde"])
    path.write_bytes(packed({"project.qde": re.sub(rb'name="x+"', b"", xml)}))
    return path


def taken(kodetre: Kodetre, path: Path) -> dict[str, object]:
    ran = kodetre("import", str(path), "--json")
    assert ran.code == 0, ran.err
    told: dict[str, object] = json.loads(ran.out)
    return told


def quotes(kodetre: Kodetre) -> list[tuple[str, str]]:
    listed = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    return [(one["quote"], one["document"]) for one in listed]


def test_a_text_outside_is_the_document_whose_file_is_called_so(
    kodetre: Kodetre, project: Path, tmp_path: Path
) -> None:
    here = document("D2")
    marks = marked(here.text, 6, named=False)
    path = without_text(tmp_path / "ute.qdpx", *marks, name="LINDVIK-alkohol-2024.pdf")
    told = taken(kodetre, path)
    assert quotes(kodetre) == [(here.text[one.start : one.end], "D2") for one in marks]
    assert [row["new"] for row in told["rows"] if row["what"] == "documents"] == [0]  # type: ignore[attr-defined]
    assert kodetre("undo").code == 0 and quotes(kodetre) == []


def test_it_is_known_by_its_guid_whatever_it_is_called(kodetre: Kodetre, project: Path, tmp_path: Path) -> None:
    here = document("D3")
    source = QdaSource(here.uuid, "noe annet", "text", elsewhere="C:\\Data\\annet.txt", selections=marked(here.text, 5))
    from kodetre.services.qda_elsewhere import matched

    opened = find(None)
    read = QdaProject(sources=(source,), codes=(CODE,))
    with opened.store() as store:
        matching = matched(opened, store, read, {}, store.exchange.kept())
    assert matching.documents[here.uuid].info.id == "D3"


def test_offsets_into_another_text_place_nothing_and_are_told(kodetre: Kodetre, project: Path, tmp_path: Path) -> None:
    marks = marked(document("D2").text, 8, shift=3, named=False)
    told = taken(kodetre, without_text(tmp_path / "ute.qdpx", *marks, name="lindvik-alkohol-2024.pdf"))
    assert quotes(kodetre) == []
    assert [loss["count"] for loss in told["losses"] if "do not fit" in loss["why"]] == [8]  # type: ignore[attr-defined]


def test_a_source_that_is_of_no_document_is_told_with_its_codings(
    kodetre: Kodetre, project: Path, tmp_path: Path
) -> None:
    path = without_text(tmp_path / "ute.qdpx", *marked(document("D2").text, 4), name="ukjent.txt")
    losses = taken(kodetre, path)["losses"]
    assert [loss["count"] for loss in losses if "ukjent.txt" in loss["why"]] == [1, 4]  # type: ignore[attr-defined]
    assert quotes(kodetre) == []


def test_nothing_that_a_file_points_at_is_opened(tmp_path: Path) -> None:
    path = without_text(tmp_path / "ute.qdpx", name="passwd", pointed="/etc/")
    (source,) = read_qda(path).sources
    assert source.text == "" and source.elsewhere == "/etc/passwd"


TEXT = "Kommunen gir støtte til klubben. Rådet ønsker mer samarbeid på tvers, og kommunen følger opp planen hvert år."


def test_words_find_their_place_where_offsets_are_of_another_text() -> None:
    marks = tuple(replace(one, start=one.start + 40, end=one.end + 40) for one in marked(TEXT, 3))
    placed, said = fitted_selections(TEXT, marks)
    assert [TEXT[one.start : one.end] for one in placed] == [one.quote for one in marks] and said == ""


def test_words_that_stand_twice_or_are_cut_short_are_not_placed() -> None:
    marks = [QdaSelection("a", 90, 98, "ommunen"), QdaSelection("b", 3, 20, "Rådet ønsker…")]
    placed, _ = fitted_selections(TEXT, tuple(marks))
    assert [(one.placed, one.quote) for one in placed] == [(False, "ommunen"), (False, "Rådet ønsker…")]


@given(st.integers(1, 20))
@pytest.mark.filterwarnings("ignore")
def test_offsets_without_words_are_never_believed_when_they_are_off(shift: int) -> None:
    long = " ".join(f"{TEXT} {number}" for number in range(8))
    placed, _ = fitted_selections(long, marked(long, 30, shift=shift, named=False))
    right = {one.start - shift for one in placed if one.placed}
    assert right == set() or shift % (len(TEXT) + 3) == 0


def test_a_box_on_a_page_of_a_pdf_that_is_here_is_placed(kodetre: Kodetre, project: Path) -> None:
    from kodetre.services.qda_elsewhere import matched

    coding = QdaCoding(guid("k", "boks"), CODE.guid, USER.guid)
    area = QdaArea(guid("a", ""), 2, (60, 60, 540, 780), codings=(coding,))
    name = "lindvik-alkohol-2024.pdf"
    source = QdaSource(guid("d", "pdf"), name, "pdf", areas=(area,), elsewhere=f"relative:///{name}")
    opened = find(None)
    with opened.store() as store:
        matching = matched(opened, store, QdaProject(sources=(source,)), {}, ())
    assert len(matching.files[source.guid].frames) > 2
    assert matching.project.sources[0].text == document("D2").text
