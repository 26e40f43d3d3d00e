"""Documents that tests typeset, and what every reading keeps to."""

import random
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from kodetre.ingest.read import read
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
    """What is read of a PDF of these flowables."""
    SimpleDocTemplate(str(path), invariant=1).build(list(story))
    return read(path)


def table(rows: list[list[str]], style: list[tuple[object, ...]], pad: float = 4) -> Table:
    """A table of five columns' width, its first column in paragraphs."""
    shown = [[Paragraph(row[0], CELL), *row[1:]] for row in rows]
    space = [("TOPPADDING", (0, 0), (-1, -1), pad), ("BOTTOMPADDING", (0, 0), (-1, -1), pad)]
    return Table(shown, colWidths=[170, 110, 60, 60], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *space, *style])


def tables(reading: Reading) -> list[list[list[str]]]:
    """The tables that were read, as rows of cells."""
    return [list(map(list, block.rows)) for block in reading.blocks if block.rows]


def text_of(reading: Reading, block: Block) -> str:
    return reading.text[block.start : block.end]


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


def columns(path: Path, count: int, gutter: float, *, numbered: bool = False, heading: str = "") -> list[str]:
    """A page of running text in columns; the words in the order they should be read."""
    canvas = Canvas(str(path), invariant=1)
    width = (595 - 2 * 72 - gutter * (count - 1)) / count
    dice = random.Random(count)
    words = ["".join(dice.choices("abcdefghij", k=dice.randint(2, 12))) for _ in range(2000)]
    spent = 0
    if heading:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 740, heading)
    for column in range(count):
        for line in range(30):
            x, y = 72 + column * (width + gutter), 700 - 14 * line
            if numbered:
                canvas.setFont("Helvetica", 7)
                canvas.drawRightString(60, y, str(line + 1))
            canvas.setFont("Helvetica", 9)
            taken: list[str] = []
            while stringWidth(" ".join([*taken, words[spent]]), "Helvetica", 9) <= width:
                taken.append(words[spent])
                spent += 1
            at = x
            loose = (width - sum(stringWidth(word, "Helvetica", 9) for word in taken)) / (len(taken) - 1)
            for word in taken:
                canvas.drawString(at, y, word)
                at += stringWidth(word, "Helvetica", 9) + loose
    canvas.save()
    return heading.split() + words[:spent]


def check_offsets(reading: Reading) -> None:
    """Whatever was read: blocks, pages and word boxes lie in the text, in order."""
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end <= len(reading.text)
        assert 1 <= block.page_first <= block.page_last <= len(reading.pages)
        if block.rows is not None:
            assert reading.text[block.start : block.end] == "\n".join("\t".join(row) for row in block.rows)
        end = block.end
    at = 0
    for number, page in enumerate(reading.pages, start=1):
        assert page.number == number
        assert page.start == at <= page.end
        at = page.end
    if reading.pages:
        assert at == len(reading.text)
    for start, stop, page in zip(reading.boxes.start, reading.boxes.end, reading.boxes.page, strict=True):
        assert start < stop <= len(reading.text)
        assert not reading.text[start:stop].isspace()
        assert reading.pages[page - 1].start <= start < reading.pages[page - 1].end
