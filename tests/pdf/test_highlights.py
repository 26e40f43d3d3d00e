"""`report pdf`: every coding is a highlight over its very words, and the rest of the file is as it was."""

import json
import shutil
from itertools import chain
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from support.project import CORPUS, Kodetre

from kodetre.document.boxes import boxes_of
from kodetre.model.documents import Span, WordBoxes


def code(kodetre: Kodetre, document: str, *quotes: str) -> None:
    rows = [{"document": document, "quote": quote, "code": "omdømme", "memo": f"om «{quote[:9]}»"} for quote in quotes]
    Path("k.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    ran = kodetre("apply", "k.jsonl", "--coder", "Åse")
    assert ran.code == 0, ran.err


def under(path: Path) -> list[tuple[int, str, str, str]]:
    """Each highlight of a PDF: its page, who made it, what it says, and the letters that stand under its quads."""
    found = []
    drawn = pdfium.PdfDocument(path)
    for number, page in enumerate(PdfReader(path).pages):
        letters = drawn[number].get_textpage()
        for reference in page.get("/Annots", []):
            note = reference.get_object()
            if note["/Subtype"] != "/Highlight":
                continue
            points = [float(value) for value in note["/QuadPoints"]]
            words = []
            for start in range(0, len(points), 8):
                xs, ys = points[start : start + 8 : 2], points[start + 1 : start + 8 : 2]
                words.append(letters.get_text_bounded(min(xs), min(ys), max(xs), max(ys)))
            found.append((number + 1, note["/T"], note["/Contents"], " ".join(" ".join(words).split())))
    return found


QUOTES = (
    "Politiet ba om tidligere stengetid.",
    "Da de forrige retningslinjene ble vedtatt, hadde kommunen 24 skjenkesteder.",
    "Alle bevillingshavere skal gjennomføre kurset Ansvarlig vertskap innen seks måneder.",
)


def test_highlights_stand_over_the_words_that_were_coded(kodetre: Kodetre, project: Path) -> None:
    code(kodetre, "D2", *QUOTES)
    ran = kodetre("report", "pdf", "D2", "--output", "merket.pdf")
    assert ran.code == 0, ran.err
    assert "3 codings as highlights" in ran.err
    found = under(Path("merket.pdf"))
    assert sorted(words for *_, words in found) == sorted(QUOTES)
    assert {(by, says) for _, by, says, _ in found} == {("Åse", f"Omdømme\n\nom «{quote[:9]}»") for quote in QUOTES}
    labels = {row["quote"]: row["page"] for row in map(json.loads, kodetre("codings", "--json").lines)}
    assert {words: page for page, _, _, words in found} == labels


def test_the_copy_begins_with_the_file_and_is_the_same_twice(kodetre: Kodetre, project: Path) -> None:
    code(kodetre, "D2", QUOTES[0])
    for name in ("en.pdf", "to.pdf"):
        assert kodetre("report", "pdf", "lindvik-alkohol-2024.pdf", "--output", name).code == 0
    original = (project / "corpus/lindvik-alkohol-2024.pdf").read_bytes()
    assert Path("en.pdf").read_bytes() == Path("to.pdf").read_bytes()
    assert Path("en.pdf").read_bytes().startswith(original)
    assert Path("en.pdf").stat().st_size > len(original)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_highlights_find_their_words_on_a_turned_page(kodetre: Kodetre, project: Path, turn: int) -> None:
    writer = PdfWriter(clone_from=CORPUS / "lindvik-alkohol-2024.pdf")
    for page in writer.pages:
        page.rotate(turn)
        page.cropbox.lower_left = (20, 30)
    writer.write("corpus/snudd.pdf")
    assert kodetre("ingest", "corpus/snudd.pdf").code == 0
    code(kodetre, "D4", QUOTES[0])
    assert kodetre("report", "pdf", "D4", "--output", "merket.pdf").code == 0
    assert [words for *_, words in under(Path("merket.pdf"))] == [QUOTES[0]]


def test_filters_choose_the_highlights(kodetre: Kodetre, coded: Path) -> None:
    assert kodetre("report", "pdf", "D2", "--code", "samarbeid", "--output", "s.pdf").code == 0
    says = {says.splitlines()[0].split(" › ")[0] for _, _, says, _ in under(Path("s.pdf"))}
    assert says == {"Samarbeid"}
    wanted = len(kodetre("codings", "--json", "--document", "D2", "--code", "samarbeid").lines)
    references = chain.from_iterable(page.get("/Annots", []) for page in PdfReader("s.pdf").pages)
    notes = [reference.get_object() for reference in references]
    ids = {note["/NM"].rsplit("-", 1)[0] for note in notes if note["/Subtype"] == "/Highlight"}
    assert len(ids) == wanted
    assert kodetre("report", "pdf", "D2").code == 0
    assert Path("lindvik-alkohol-2024-kodet.pdf").exists()


def test_what_cannot_be_given_highlights_says_why(kodetre: Kodetre, coded: Path) -> None:
    cases = (
        (("report", "pdf"), 2, "wants a document"),
        (("report", "pdf", "D3"), 2, "is no PDF"),
        (("report", "pdf", "D9"), 6, "D9"),
        (("report", "pdf", "D2", "--coder", "Ola"), 6, "Ola"),
        (("report", "excerpts", "D2"), 2, "--document D2"),
        (("report", "pdf", "D2", "--output", "corpus/lindvik-alkohol-2024.pdf"), 2, "is the document itself"),
    )
    for arguments, exit_code, said in cases:
        ran = kodetre(*arguments)
        assert (ran.code, said in ran.err) == (exit_code, True), (arguments, ran.err)
    original = Path("corpus/lindvik-alkohol-2024.pdf")
    original.write_bytes(original.read_bytes() + b"\n")
    assert "has changed since it was read" in kodetre("report", "pdf", "D2").err
    shutil.move(original, "borte.pdf")
    assert "is not there any more" in kodetre("report", "pdf", "D2").err


def test_a_span_has_a_box_for_each_line_it_stands_on() -> None:
    from array import array

    words = WordBoxes(
        array("I", [0, 4, 9, 14]), array("I", [3, 8, 13, 18]), array("I", [1, 1, 1, 2]), array("H", [100, 140, 100, 100]),
        array("H", [200, 201, 320, 50]), array("H", [130, 190, 160, 150]), array("H", [300, 300, 420, 150]),
    )  # fmt: skip
    assert boxes_of(words, Span(0, 13)) == {1: [(100, 200, 190, 300), (100, 320, 160, 420)]}
    assert boxes_of(words, Span(6, 7)) == {1: [(140, 201, 190, 300)]}
    assert boxes_of(words, Span(10, 18)) == {1: [(100, 320, 160, 420)], 2: [(100, 50, 150, 150)]}
    assert boxes_of(words, Span(3, 4)) == {}


def with_a_stream_of_references(text: str) -> bytes:
    """A PDF of one line whose cross-reference table is a stream, as most newer programs write it."""
    content = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    data, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    offsets.append(len(data))
    entries = b"".join(bytes((int(bool(at)),)) + at.to_bytes(4, "big") + b"\0" for at in (0, *offsets))
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/ID[<%032x><%032x>]/Length %d>>" % (1, 1, len(entries))
    data += b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, entries)
    return data + b"startxref\n%d\n%%%%EOF\n" % offsets[-1]


def test_a_file_with_a_stream_of_references_opens_in_strict_readers(kodetre: Kodetre, project: Path) -> None:
    original = with_a_stream_of_references("Dette er en setning som skal merkes i fila.")
    Path("corpus/ny.pdf").write_bytes(original)
    assert kodetre("ingest", "corpus/ny.pdf").code == 0
    code(kodetre, "D4", "Dette er en setning som skal merkes i fila.")
    assert kodetre("report", "pdf", "D4", "--output", "merket.pdf").code == 0
    written = Path("merket.pdf").read_bytes()
    assert written.startswith(original)
    assert len(PdfReader("merket.pdf", strict=True).pages) == 1
    assert [words for *_, words in under(Path("merket.pdf"))] == ["Dette er en setning som skal merkes i fila."]
    assert written.rstrip().endswith(b"%%EOF") and written.count(b"endstream") <= written.count(b"endobj")
