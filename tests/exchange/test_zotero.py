"""What Zotero exports of annotations becomes codings: by boxes, held against the words, or by the words alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from support.project import Kodetre

from kodetre.document.boxes import boxes_of
from kodetre.errors import NothingMatched
from kodetre.exchange.zotero import read_zotero
from kodetre.model.documents import Span
from kodetre.pdf.frames import frames_of
from kodetre.project.project import find

FILE = "lindvik-alkohol-2024.pdf"
MAP = "colours:\n  '#ffd400': okonomi\n"


def is_plain(text: str) -> bool:
    return "\n" not in text and all(letter.isalpha() or letter == " " for letter in text)


class Words:
    """Some words of the document: where they stand, on which page, and their boxes in PDF space."""

    def __init__(self, number: int, size: int = 4) -> None:
        project = find(None)
        with project.store() as store:
            document = store.documents.get("D2")
            words = store.documents.boxes("D2")
        self.span = Span(words.start[number], words.end[number + size - 1])
        while document.text.count(self.span.of(document.text)) > 1 or not is_plain(self.span.of(document.text)):
            number += 1
            self.span = Span(words.start[number], words.end[number + size - 1])
        self.text = self.span.of(document.text)
        ((self.page, boxes),) = boxes_of(words, self.span).items()
        frame = frames_of(project.root / document.info.file)[self.page - 1]
        self.rects = []
        for left, top, right, bottom in boxes:
            x1, y1 = frame.in_pdf(left / 10, bottom / 10)
            x2, y2 = frame.in_pdf(right / 10, top / 10)
            self.rects.append([x1, y1, x2, y2])


def annotation(words: Words, **changed: object) -> dict[str, object]:
    position = json.dumps({"pageIndex": words.page - 1, "rects": words.rects})
    return {
        "key": "ABCD2345", "itemType": "annotation", "parentItem": "PDFKEY22", "annotationType": "highlight",
        "annotationText": words.text, "annotationComment": "", "annotationColor": "#ffd400", "annotationPageLabel": "2",
        "annotationAuthorName": "Vold", "annotationPosition": position, "tags": [], "dateAdded": "2024-03-01T10:00:00Z",
    } | changed  # fmt: skip


def write(values: object) -> None:
    Path("z.json").write_text(json.dumps(values), "utf-8")
    Path("farger.yaml").write_text(MAP, "utf-8")


def better_bibtex(*annotations: Mapping[str, object], path: str = f"/home/x/storage/K/{FILE}") -> object:
    return {"items": [{"title": "Plan", "attachments": [{"path": path, "annotations": list(annotations)}]}]}


def codings(kodetre: Kodetre) -> list[tuple[str, str, str, str]]:
    listed = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    return sorted((one["quote"], one["code"], one["coder"], one["created"]) for one in listed)


def taken(kodetre: Kodetre, *options: str, file: str = "z.json") -> dict[str, object]:
    ran = kodetre("import", "highlights", file, "--map", "farger.yaml", "--json", *options)
    assert ran.code == 0, ran.err
    told: dict[str, object] = json.loads(ran.out)
    return told


def test_a_highlight_is_a_coding_of_its_words_by_colour_with_author_and_time(kodetre: Kodetre, project: Path) -> None:
    words = Words(600)
    write(better_bibtex(annotation(words)))
    taken(kodetre)
    assert codings(kodetre) == [(words.text, "okonomi", "Vold", "2024-03-01T10:00:00Z")]


def test_it_is_not_made_twice_and_one_undo_takes_it_back(kodetre: Kodetre, project: Path) -> None:
    write(better_bibtex(annotation(Words(600), annotationComment="Viktig")))
    taken(kodetre)
    before = kodetre("journal", "--json").out
    assert taken(kodetre)["step"] == 0
    assert kodetre("journal", "--json").out == before
    assert kodetre("undo").code == 0 and codings(kodetre) == []


def test_each_tag_that_is_a_code_is_a_coding_and_the_others_are_told(kodetre: Kodetre, project: Path) -> None:
    words = Words(600)
    tags = [{"tag": "samarbeid"}, {"tag": "Økonomi"}, {"tag": "les igjen"}]
    write(better_bibtex(annotation(words, tags=tags, annotationComment="Bra")))
    told = taken(kodetre)
    assert [code for _, code, _, _ in codings(kodetre)] == ["okonomi", "samarbeid"]
    assert "les igjen" in json.dumps(told["losses"], ensure_ascii=False)


def test_the_items_of_the_api_are_read_with_the_file_of_their_parent(kodetre: Kodetre, project: Path) -> None:
    words = Words(600)
    attachment = {"key": "PDFKEY22", "data": {"key": "PDFKEY22", "itemType": "attachment", "filename": FILE}}
    write([attachment, {"key": "ABCD2345", "data": annotation(words)}])
    taken(kodetre)
    assert [text for text, *_ in codings(kodetre)] == [words.text]


def test_boxes_of_another_copy_do_not_outdo_the_words(kodetre: Kodetre, project: Path) -> None:
    words, other = Words(600), Words(650)
    position = json.dumps({"pageIndex": other.page - 1, "rects": other.rects})
    write(better_bibtex(annotation(words, annotationPosition=position)))
    taken(kodetre)
    assert [text for text, *_ in codings(kodetre)] == [words.text]


def test_words_that_stand_nowhere_are_no_coding_wherever_the_boxes_are(kodetre: Kodetre, project: Path) -> None:
    write(better_bibtex(annotation(Words(600), annotationText="noe helt annet enn dette", annotationComment="Se her")))
    told = taken(kodetre)
    assert codings(kodetre) == []
    assert "no words of the text" in json.dumps(told["losses"])


def test_a_note_in_the_margin_is_a_memo_on_its_document(kodetre: Kodetre, project: Path) -> None:
    write(better_bibtex(annotation(Words(600), annotationType="note", annotationText="", annotationComment="Uklart")))
    taken(kodetre)
    rows = json.loads(kodetre("report", "memos", "--format", "json").out)["rows"]
    assert [(row["coder"], "Uklart" in row["memo"]) for row in rows] == [("Vold", True)]


def test_what_is_of_no_document_here_and_what_is_a_picture_is_told(kodetre: Kodetre, project: Path) -> None:
    here = annotation(Words(600))
    elsewhere = {"path": "annen [b]plan.pdf", "annotations": [annotation(Words(600))]}
    attachments = [{"path": FILE, "annotations": [here, annotation(Words(600), annotationType="ink")]}, elsewhere]
    write({"items": [{"attachments": attachments}]})
    losses = json.dumps(taken(kodetre)["losses"])
    assert "annen [b]plan.pdf" in losses and "pictures or drawings" in losses
    assert len(codings(kodetre)) == 1


def test_a_file_that_does_not_say_which_document_asks_for_it(kodetre: Kodetre, project: Path) -> None:
    write([annotation(Words(600))])
    assert "which document" in kodetre("import", "highlights", "z.json", "--map", "farger.yaml").err
    taken(kodetre, "--document", "D2")
    assert len(codings(kodetre)) == 1


NOTES = {
    "md": "“{words}” ([Vold, 2024, p. 3](zotero://select/library/items/AB)) "
    "([pdf](zotero://open-pdf/library/items/CD?page={page}&annotation=EF)) #okonomi bra \\_poeng\\_\n",
    "html": '<p>“{words}” (<a href="zotero://select/library/items/AB">Vold, 2024, p. 3</a>) '
    '(<a href="zotero://open-pdf/library/items/CD?page={page}&amp;annotation=EF">pdf</a>) #okonomi bra _poeng_</p>',
    "raw.html": '<p><span class="highlight" data-annotation="{data}">“{words}”</span> <span class="citation">('
    '<span class="citation-item">Vold, 2024, p. 3</span>)</span> #okonomi bra _poeng_</p>',
}


@pytest.mark.parametrize("kind", NOTES)
def test_a_note_of_annotations_is_placed_by_words_and_page(kodetre: Kodetre, project: Path, kind: str) -> None:
    words = Words(600)
    data = quote(
        json.dumps({"attachmentURI": "http://zotero.org/users/1/items/CD", "position": {"pageIndex": words.page - 1}})
    )
    Path(f"z.{kind}").write_text(NOTES[kind].format(words=words.text, page=words.page, data=data), "utf-8")
    ran = kodetre("import", "highlights", f"z.{kind}", "--document", "D2")
    assert ran.code == 0, ran.err
    assert [(text, code) for text, code, *_ in codings(kodetre)] == [(words.text, "okonomi")]
    rows = json.loads(kodetre("report", "memos", "--format", "json").out)["rows"]
    assert "bra _poeng_" in json.dumps(rows, ensure_ascii=False)


def test_an_export_without_annotations_says_what_to_export(tmp_path: Path) -> None:
    path = tmp_path / "csl.json"
    path.write_text('[{"id": "a", "type": "report", "title": "Plan"}]', "utf-8")
    with pytest.raises(NothingMatched) as raised:
        read_zotero(path)
    assert "CSL-JSON has no annotations" in str(raised.value.next_step)


@pytest.mark.parametrize("value", [
    {"annotationType": "highlight", "annotationPosition": "[" * 5000}, {"annotationType": [], "key": 3},
    {"annotationType": "highlight", "annotationPosition": {"pageIndex": 10**9, "rects": [[1, 2], ["a", 1, 2, 3], None]}},
    {"annotationType": "note", "tags": "x", "annotationComment": "\ud800"},
])  # fmt: skip
def test_odd_values_are_nothing(tmp_path: Path, value: object) -> None:
    path = tmp_path / "z.json"
    path.write_text(json.dumps([value, {"annotationType": "highlight", "annotationText": "ord"}]), "utf-8")
    assert read_zotero(path).marks[-1].text == "ord"
