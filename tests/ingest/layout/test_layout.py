"""Pages as people set them: tables without a grid, columns that a page alone does not show, words that run over."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from kodetre.errors import DamagedFile
from kodetre.ingest.read import read
from kodetre.ingest.readers import ocr
from kodetre.ingest.readers.legibility import illegible
from kodetre.model.documents import Block, Reading

BODY = getSampleStyleSheet()["BodyText"]
CELL = BODY.clone("cell", fontSize=9, leading=11, spaceBefore=0, spaceAfter=0)
BEFORE = (
    "Planen gjelder for fire år og rulleres hvert år sammen med økonomiplanen. Tiltakene under er valgt fordi de er prøvd "
    "ut andre steder med godt resultat, og fordi de svarer på det som kom fram i høringen."
)
AFTER = "Alle tiltak rapporteres til kommunestyret i årsmeldingen, med en vurdering av hva som har virket og hva som gjenstår."
ROWS = [
    ["Tiltak", "Ansvarlig", "Frist", "Kroner"],
    ["Åpen time", "Mottaket", "2023", "120"],
    ["Foreldregrupper i alle de ytre bygdene i kommunen vår", "Helse og mestring", "2024", "85"],
    ["Utekontakt", "Oppvekst", "2024", "640"],
    ["Boliger med oppfølging hele døgnet for dem som trenger det", "Eiendom", "2026", "12 500"],
    ["Kurs", "NAV", "2025", "9"],
]
BLACK = colors.black
BOOK = [
    ("LINEABOVE", (0, 0), (-1, 0), 1, BLACK),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, BLACK),
    ("LINEBELOW", (0, -1), (-1, -1), 1, BLACK),
]
LINES = [("LINEABOVE", (0, 0), (-1, 0), 0.5, BLACK), ("LINEBELOW", (0, 0), (-1, -1), 0.5, BLACK)]


def typeset(path: Path, *story: Flowable) -> Reading:
    SimpleDocTemplate(str(path), invariant=1).build(list(story))
    return read(path)


def table(rows: list[list[str]], style: list[tuple[object, ...]], pad: float = 4) -> Table:
    shown = [[Paragraph(cell, CELL) if column == 0 else cell for column, cell in enumerate(row)] for row in rows]
    space = [("TOPPADDING", (0, 0), (-1, -1), pad), ("BOTTOMPADDING", (0, 0), (-1, -1), pad)]
    return Table(shown, colWidths=[170, 110, 60, 60], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *space, *style])


def tables(reading: Reading) -> list[list[list[str]]]:
    return [[list(row) for row in block.rows] for block in reading.blocks if block.rows]


@pytest.mark.parametrize("style", [BOOK, LINES, []], ids=["rules over and under", "rules between rows", "no rules"])
def test_a_table_without_a_grid_is_rows_of_cells(tmp_path: Path, style: list[tuple[object, ...]]) -> None:
    reading = typeset(tmp_path / "tabell.pdf", Paragraph(BEFORE, BODY), table(ROWS, style), Paragraph(AFTER, BODY))
    assert tables(reading) == [ROWS]
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    assert [block.header for block in reading.blocks] == [0, 1, 0]


def test_a_table_whose_first_row_is_values_has_no_header(tmp_path: Path) -> None:
    values = [["Løn", "12", "14", "15"], ["Drift", "3", "4", "5"], ["Sum", "15", "18", "20"]]
    reading = typeset(tmp_path / "tall.pdf", Paragraph(BEFORE, BODY), table(values, []), Paragraph(AFTER, BODY))
    assert tables(reading) == [values]
    assert {block.header for block in reading.blocks} == {0}


def test_a_list_of_contents_without_dots_is_no_table(tmp_path: Path) -> None:
    contents = [[f"{n}", name, "", str(page)] for n, (name, page) in enumerate(
        [("Innledning", 3), ("Mål og verdier", 5), ("Tiltak for unge", 9), ("Økonomi", 14), ("Oppfølging", 21)], start=1
    )]  # fmt: skip
    reading = typeset(tmp_path / "innhold.pdf", Paragraph("Innhold", BODY), table(contents, []))
    assert not tables(reading)


def test_two_columns_of_running_text_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "spalter.pdf"
    set_columns(path, [(BEFORE + " " + AFTER) * 3, (AFTER + " " + BEFORE) * 3])
    reading = read(path)
    assert not tables(reading)
    assert " ".join(reading.text.split()).replace("- ", "").startswith(BEFORE)


def set_columns(path: Path, texts: list[str], width: float = 210, pages: int = 1) -> None:
    canvas = Canvas(str(path), invariant=1)
    for _ in range(pages):
        canvas.setFont("Helvetica", 10)
        for place, text in enumerate(texts):
            y, line = 760.0, ""
            for word in (*text.split(), ""):
                if not word or canvas.stringWidth(f"{line} {word}", "Helvetica", 10) > width:
                    canvas.drawString(72 + place * (width + 24), y, line)
                    y, line = y - 13, word
                else:
                    line = f"{line} {word}".strip()
        canvas.showPage()
    canvas.save()


def test_a_page_of_short_lines_is_read_by_the_columns_of_its_document(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), invariant=1)
    for page in range(4):
        canvas.setFont("Helvetica", 10)
        for column in range(2):
            for line in range(30):
                text = (
                    f"{page} {column} {line} ord"
                    if page == 2
                    else f"s{page} k{column} l{line} tekst som fyller spalten helt ut"
                )
                canvas.drawString(72 + 230 * column, 760 - 13 * line, text)
        canvas.showPage()
    canvas.save()
    reading = read(path)
    page = reading.pages[2]
    short = reading.text[page.start : page.end].split()
    columns = [short[place + 1] for place in range(0, len(short) - 3, 4)]
    assert columns == sorted(columns)


def test_an_address_printed_over_the_next_column_does_not_part_it(tmp_path: Path) -> None:
    path = tmp_path / "adresse.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 10)
    address = "https://www.kommunen.no/" + "en-lang-adresse-som-ikke-kan-deles/" * 3
    left = [f"venstre linje {n:02} med tekst som fyller spalten" for n in range(30)]
    left[8:14] = [address] * 6
    for line, text in enumerate(left):
        canvas.drawString(72, 760 - 13 * line, text)
    for line in range(30):
        canvas.drawString(310, 757 - 13 * line, f"høyre linje {line:02} med tekst som fyller hele spalten")
    canvas.save()
    text = read(path).text
    assert text.index("venstre linje 29") < text.index("høyre linje 00")
    assert text.index("venstre linje 07") < text.index(address) < text.index("venstre linje 14")


FIGURE = "Figur 3: Antall brukere etter alder"


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        (lambda: [Paragraph(FIGURE, BODY), Paragraph(AFTER, BODY)], "paragraph"),
        (lambda: [Spacer(1, 150), Paragraph(FIGURE, BODY)], "caption"),
        (lambda: [Paragraph(f"<i>{FIGURE}</i>", BODY), Paragraph(AFTER, BODY)], "caption"),
        (lambda: [Paragraph("Tabell 3 Tiltak i planen", BODY), table(ROWS, BOOK)], "caption"),
    ],
    ids=["in running text", "under a figure", "in italics", "over a table"],
)
def test_a_caption_has_something_beside_it_or_a_look_of_its_own(
    tmp_path: Path, around: Callable[[], list[Flowable]], kind: str
) -> None:
    reading = typeset(tmp_path / "figur.pdf", Paragraph(BEFORE, BODY), *around())
    named = [block for block in reading.blocks if said(reading, block).startswith(("Figur", "Tabell"))]
    assert [block.kind for block in named] == [kind]


def said(reading: Reading, block: Block) -> str:
    return reading.text[block.start : block.end]


def test_a_paragraph_in_the_other_written_standard_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Kommunen har ikke noen egen plan, og det er flere som venter fra før av enn hva tjenesten kan ta imot nå.\n\n"
        "Kommunen har ikkje nokon eigen plan, og det er fleire som ventar frå før enn kva tenesta kan ta imot.\n\n"
        "Kort.\n\n"
        "Tjenesten må gjøre mye mer uten flere ansatte, og det er ikke noe som blir bedre fra år til år etter dette.",
        "utf-8",
    )
    reading = read(path)
    assert reading.language == "nb"
    assert [block.language for block in reading.blocks] == ["nb", "nn", "", "nb"]


TEXT = BEFORE + " " + AFTER


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        (TEXT, False),
        ("".join(TEXT.split()) * 3, True),
        (" ".join("".join(chr(0xE000 + ord(c)) for c in word) for word in TEXT.split()), True),
        (" ".join("".join(chr((ord(c.lower()) - 84) % 26 + 97) for c in word if c.isascii()) for word in TEXT.split()), True),
        ("Sámediggi lea sámiid álbmotválljen orgána Norggas, ja das leat vuoiŋŋalaš ja politihkalaš doaimmat. " * 6, False),
        ("Комунен има план за работа с хора, които имат проблеми с наркотици и алкохол, за четири години. " * 6, False),
        ("12 345 67 890 " * 60, False),
    ],
    ids=["text", "no spaces", "private letters", "shifted letters", "Sami", "Cyrillic", "numbers"],
)  # fmt: skip
def test_a_garbage_text_layer_is_told_from_other_languages(text: str, garbage: bool) -> None:
    from kodetre.language.lexicon import known

    assert illegible(text, known) is garbage


def scan(path: Path) -> None:
    """A PDF whose only page is a picture of text."""
    typeset(path.with_suffix(".source.pdf"), Paragraph(BEFORE, BODY.clone("big", fontSize=14, leading=19)))
    document = pdfium.PdfDocument(path.with_suffix(".source.pdf"))
    document[0].render(scale=200 / 72).to_pil().convert("L").save(path, "PDF", resolution=200)
    document.close()


def test_a_scanned_page_is_said_so_and_recognised_only_when_that_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(tmp_path / "skannet.pdf")
    reading = read(tmp_path / "skannet.pdf")
    assert (reading.status, reading.text) == ("no text", "")
    assert reading.notes[0] == "page 1 is a picture without text (scanned)"
    monkeypatch.setattr(ocr, "missing", lambda: "OCRmyPDF is not installed")
    assert "OCRmyPDF is not installed, so nothing was recognised" in read(tmp_path / "skannet.pdf", "auto").notes


@pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())
def test_a_scanned_page_is_recognised(tmp_path: Path) -> None:
    scan(tmp_path / "skannet.pdf")
    before = (tmp_path / "skannet.pdf").read_bytes()
    reading = read(tmp_path / "skannet.pdf", "auto")
    assert reading.status == "ok"
    assert "rulleres hvert" in reading.text
    assert "recognised by a program (OCR)" in reading.notes[0]
    assert (tmp_path / "skannet.pdf").read_bytes() == before


def test_a_file_that_pdfium_cannot_open_is_read_otherwise_and_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = typeset(tmp_path / "plan.pdf", Paragraph(BEFORE, BODY), Paragraph(AFTER, BODY))

    def refuse(path: Path) -> None:
        raise pdfium.PdfiumError("Failed to load document")

    monkeypatch.setattr(pdfium, "PdfDocument", refuse)
    reading = read(tmp_path / "plan.pdf")
    assert (reading.status, reading.text, len(reading.boxes)) == ("partly", whole.text, len(whole.boxes))
    assert "damaged" in reading.notes[0]
    (tmp_path / "tom.pdf").write_bytes(b"%PDF-1.4 nothing %%EOF")
    with pytest.raises(DamagedFile):
        read(tmp_path / "tom.pdf")


def test_headings_in_capitals_or_italics_of_the_size_of_the_text_are_told(tmp_path: Path) -> None:
    story = [
        Paragraph("<b>2 Merknader til forslaget</b>", BODY),
        Paragraph("2.1 KRAVENE TIL STILLINGEN MÅ STRYKES", BODY.clone("tight", spaceAfter=0)),
        Paragraph(BEFORE, BODY),
        Paragraph("<i>2.1.1 Gjeldende rett bør videreføres som den er</i>", BODY.clone("tight", spaceAfter=0)),
        Paragraph(AFTER, BODY),
        Paragraph(
            "2.2 Kommunen skal sørge for at alle får et tilbud innen rimelig tid etter at de har søkt om det.", BODY
        ),
    ]
    reading = typeset(tmp_path / "svar.pdf", *story)
    headings = [(block.level, said(reading, block)) for block in reading.blocks if block.kind == "heading"]
    assert headings == [
        (1, "2 Merknader til forslaget"),
        (2, "2.1 KRAVENE TIL STILLINGEN MÅ STRYKES"),
        (3, "2.1.1 Gjeldende rett bør videreføres som den er"),
    ]


def test_depths_come_from_an_outline_that_leaves_the_numbers_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), invariant=1)
    y = 760
    for depth, number, title in (
        (0, "A", "Bakgrunn for planen"),
        (1, "A1", "Mandat og arbeidsform"),
        (0, "B", "Tiltak som følger"),
    ):
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72, y, title)
        canvas.bookmarkPage(number)
        canvas.addOutlineEntry(title, number, depth)
        canvas.setFont("Helvetica", 10)
        for line in range(6):
            canvas.drawString(72, y - 20 - 13 * line, "Et avsnitt med vanlig tekst som fyller en linje på siden.")
        y -= 130
    canvas.save()
    reading = read(path)
    assert [block.level for block in reading.blocks if block.kind == "heading"] == [1, 2, 1]


def test_a_page_number_under_a_short_page_of_text_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "brede-marger.pdf"
    canvas = Canvas(str(path), invariant=1)
    for page in range(1, 6):
        canvas.setFont("Helvetica", 10)
        for line in range(20):
            canvas.drawString(130, 620 - 13 * line, f"Side {page} har linje {line} med ganske vanlig tekst.")
        canvas.drawCentredString(300, 200, str(page + 10))
        canvas.showPage()
    canvas.save()
    reading = read(path)
    assert [page.label for page in reading.pages] == ["11", "12", "13", "14", "15"]
    assert len(reading.furniture) == 5
    assert not any(said(reading, block).isdigit() for block in reading.blocks)
