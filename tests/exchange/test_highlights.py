"""Highlights of other programs, read out of a PDF."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas
from support.project import Kodetre

from kodetre.exchange.highlights import moment_of, read_map, tag_of, written_map

LINES = (
    "Kommunen gir tilskudd til frivillige lag.",
    "Samarbeid mellom etatene er viktig, og det",
    "koster lite sammenlignet med nytten.",
)
TOP, LEFT, SIZE, LEADING = 700, 72, 12, 18
YELLOW, GREEN = (1.0, 0.83, 0.0), (0.2, 0.8, 0.2)


def plain(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica", SIZE)
    for number, line in enumerate(LINES):
        canvas.drawString(LEFT, TOP - number * LEADING, line)
    canvas.save()
    return path


def quad(number: int, words: str) -> list[float]:
    """The corners around words of a line, as Acrobat writes them."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    at = LINES[number].index(words)
    left = LEFT + stringWidth(LINES[number][:at], "Helvetica", SIZE)
    right = left + stringWidth(words, "Helvetica", SIZE)
    low, high = TOP - number * LEADING - 3, TOP - number * LEADING + 10
    return [left, high, right, high, left, low, right, low]


def annotation(kind: str, quads: list[float], colour: tuple[float, ...], **texts: str) -> DictionaryObject:
    made = DictionaryObject()
    made[NameObject("/Type")], made[NameObject("/Subtype")] = NameObject("/Annot"), NameObject(f"/{kind}")
    xs, ys = quads[0::2], quads[1::2]
    made[NameObject("/Rect")] = ArrayObject(map(FloatObject, (min(xs), min(ys), max(xs), max(ys))))
    made[NameObject("/C")] = ArrayObject(map(FloatObject, colour))
    if kind != "Text":
        made[NameObject("/QuadPoints")] = ArrayObject(map(FloatObject, quads))
    for name, value in texts.items():
        made[NameObject(f"/{name}")] = TextStringObject(value)
    return made


def annotated(source: Path, target: Path, notes: list[DictionaryObject], *, drawn: bool = False) -> Path:
    writer = PdfWriter(clone_from=PdfReader(source))
    for note in notes:
        if drawn:  # as Acrobat and Preview do
            picture = StreamObject()
            picture[NameObject("/Type")], picture[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
            picture[NameObject("/BBox")] = note["/Rect"]
            note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(picture)})
        page = writer.pages[0]
        listed = page.get("/Annots", ArrayObject())
        listed.append(writer._add_object(note))
        page[NameObject("/Annots")] = listed
    writer.write(target)
    return target


@pytest.fixture
def prepared(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a plan that is taken in, and codes for money and cooperation."""
    kodetre("init", str(tmp_path / "p"), "--template", "tom")
    monkeypatch.chdir(tmp_path / "p")
    plain(tmp_path / "p" / "corpus" / "plan.pdf")
    kodetre("codebook", "add", "tilskudd", "--label", "Tilskudd")
    kodetre("codebook", "add", "samarbeid", "--label", "Samarbeid")
    assert kodetre("ingest", "corpus").code == 0
    return tmp_path


def rows(kodetre: Kodetre) -> list[tuple[str, ...]]:
    listed = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    return [(one["quote"], one["code"], one["coder"], one["created"], one["memo"]) for one in listed]


@pytest.mark.parametrize("drawn", [False, True], ids=["without a picture", "with a picture of itself"])
@pytest.mark.parametrize("kind", ["Highlight", "Underline", "Squiggly"])
def test_the_words_under_a_mark_are_coded_by_the_tag_of_its_comment(
    kodetre: Kodetre, prepared: Path, kind: str, drawn: bool
) -> None:
    note = annotation(
        kind, quad(0, "gir tilskudd til"), YELLOW, T="Ola", Contents="#tilskudd bra poeng", M="D:20240506070809+02'00'"
    )  # fmt: skip
    file = annotated(prepared / "p/corpus/plan.pdf", prepared / "plan.pdf", [note], drawn=drawn)
    ran = kodetre("import", "highlights", str(file))
    assert ran.code == 0, ran.err
    assert rows(kodetre) == [("gir tilskudd til", "tilskudd", "Ola", "2024-05-06T05:08:09Z", "bra poeng")]
    again = kodetre("import", "highlights", str(file))
    assert "nothing was changed" in again.out
    assert kodetre("undo").code == 0
    assert kodetre("codings").code == 6


def test_a_colour_is_a_code_by_a_map_that_is_made_first(kodetre: Kodetre, prepared: Path) -> None:
    notes = [
        annotation("Highlight", quad(0, "frivillige lag."), YELLOW, T="Kari"),
        annotation("Highlight", quad(1, "og det") + quad(2, "koster lite"), GREEN),
    ]
    file = annotated(prepared / "p/corpus/plan.pdf", prepared / "plan.pdf", notes, drawn=True)
    first = kodetre("import", "highlights", str(file), "--map", "farger.yaml")
    assert first.code == 0
    assert "«frivillige lag.»" in Path("farger.yaml").read_text("utf-8")
    assert kodetre("codings").code == 6
    text = re.sub("('#ff....'):", r"\1: tilskudd", Path("farger.yaml").read_text("utf-8"))
    text = text.replace("'Kari':", "'Kari': Kari N.")
    Path("farger.yaml").write_text(text, "utf-8")
    ran = kodetre("import", "highlights", str(file), "--map", "farger.yaml", "--coder", "Meg")
    assert [row[:3] for row in rows(kodetre)] == [("frivillige lag.", "tilskudd", "Kari N.")]
    assert "of #33" in ran.out
    Path("farger.yaml").write_text(re.sub("('#33....'):", r"\1: samarbeid", text), "utf-8")
    kodetre("import", "highlights", str(file), "--map", "farger.yaml", "--coder", "Meg")
    quotes = {" ".join(row[0].split()): row[2] for row in rows(kodetre)}
    assert quotes == {"frivillige lag.": "Kari N.", "og det koster lite": "Meg"}


def test_a_note_beside_the_text_is_a_memo_on_the_document_with_the_page(kodetre: Kodetre, prepared: Path) -> None:
    place = quad(1, "Samarbeid")
    notes = [annotation("Text", place, YELLOW, T="Ola", Contents="Husk å spørre")]
    file = annotated(prepared / "p/corpus/plan.pdf", prepared / "plan.pdf", notes)
    assert kodetre("import", "highlights", str(file)).code == 0
    assert "Husk å spørre" in kodetre("report", "memos", "--format", "md").out


def test_a_pdf_that_is_not_there_yet_is_taken_in_with_its_highlights(kodetre: Kodetre, prepared: Path) -> None:
    other = annotated(prepared / "p/corpus/plan.pdf", prepared / "p" / "annen.pdf", [])
    canvas = Canvas(str(other), pagesize=(595, 842), invariant=True)
    canvas.drawString(72, 500, "Noe helt annet enn planen står her.")
    canvas.save()
    note = annotation("Highlight", [72, 512, 130, 512, 72, 498, 130, 498], YELLOW, Contents="#samarbeid")
    file = annotated(other, prepared / "p" / "ny.pdf", [note])
    ran = kodetre("import", "highlights", str(file), "--coder", "Meg")
    assert ran.code == 0, ran.err
    assert rows(kodetre)[0][1:3] == ("samarbeid", "Meg")
    assert len(kodetre("documents", "--json").out.splitlines()) == 2


def test_what_report_pdf_writes_comes_back_as_it_was(kodetre: Kodetre, coded: Path, tmp_path: Path) -> None:
    document = json.loads(kodetre("codings", "--json").out.splitlines()[0])["document"]
    assert kodetre("report", "pdf", document, "--output", str(tmp_path / "ut.pdf")).code == 0
    listed = kodetre("codings", "--document", document, "--json").out.splitlines()
    before = [json.loads(line) for line in listed]
    kodetre("undo")
    assert kodetre("codings").code == 6
    assert kodetre("import", "highlights", str(tmp_path / "ut.pdf")).code == 0
    after = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    same = ("document", "start", "end", "quote", "code", "coder", "created", "memo", "page")
    assert [[one[name] for name in same] for one in after] == [[one[name] for name in same] for one in before]


def test_a_pdf_without_highlights_says_so(kodetre: Kodetre, prepared: Path) -> None:
    ran = kodetre("import", "highlights", "corpus/plan.pdf")
    assert ran.code == 6
    assert "no highlights" in ran.err


def test_mistakes_in_a_map_are_told_where_they_are(kodetre: Kodetre, prepared: Path) -> None:
    file = annotated(
        prepared / "p/corpus/plan.pdf", prepared / "plan.pdf", [annotation("Highlight", quad(0, "gir"), YELLOW)]
    )
    Path("farger.yaml").write_text("colours:\n  gul: tilskudd\n", "utf-8")
    ran = kodetre("import", "highlights", str(file), "--map", "farger.yaml")
    assert ran.code == 4
    assert "farger.yaml:2:3" in ran.err


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("D:20240131", "2024-01-31T00:00:00"),
        ("D:20240131120000Z", "2024-01-31T12:00:00"),
        ("D:2024013112-01'30'", "2024-01-31T13:30:00"),
        ("i går", None),
    ],
)
def test_times_are_read_as_pdf_writes_them(written: str, meant: str | None) -> None:
    read = moment_of(written)
    assert (read.isoformat()[:19] if read else None) == meant


@pytest.mark.parametrize(
    ("comment", "tag"),
    [
        ("#tilskudd bra", ("tilskudd", "bra")),
        ("#okonomi.tilskudd: x", ("okonomi.tilskudd", "x")),
        ("nr. #1", ("", "nr. #1")),
        ("#1 først", ("", "#1 først")),
    ],
)
def test_a_tag_is_the_first_word_of_a_comment(comment: str, tag: tuple[str, str]) -> None:
    assert tag_of(comment) == tag


def test_a_map_that_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "farger.yaml"
    path.write_text(written_map([("#ffd400", 3, "noen «ord» # her")], ["grønn"], ["O'Neil: sjef"]), "utf-8")
    read = read_map(path)
    assert (dict(read.colours), dict(read.tags), dict(read.authors)) == (
        {"#ffd400": ""},
        {"grønn": ""},
        {"O'Neil: sjef": ""},
    )
