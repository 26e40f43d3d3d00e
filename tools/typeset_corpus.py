"""Typeset tools/corpus/*.md as the PDF and DOCX files in corpus/.

usage: python tools/typeset_corpus.py [SOURCE...]

The sources are plain text: a head of `name: value` lines, `#` headings, paragraphs, `- ` and `1. ` lists, `|` tables,
and a paragraph that begins with `Tabell` and stands before a table as its caption. The same sources give the same
bytes. Running headers, page labels, hyphenated lines and contents pages are what real plans have, and what kodetre has
to see through.
"""

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SOURCES = Path(__file__).resolve().parent / "corpus"
CORPUS = SOURCES.parent.parent / "corpus"


@dataclass
class Source:
    """A document as it is written: what its head says and its parts as (kind, value)."""

    head: dict[str, str]
    parts: list[tuple[str, Any]] = field(default_factory=list)


def read(path: Path) -> Source:
    """A source file taken apart."""
    head_text, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    head = dict(line.split(": ", 1) for line in head_text.splitlines())
    return Source(head, list(_parts(body)))


def _parts(body: str) -> Iterator[tuple[str, Any]]:
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = chunk.splitlines()
        if chunk.startswith("#"):
            marks, _, title = chunk.partition(" ")
            yield f"heading{len(marks)}", title.strip()
        elif chunk.startswith("|"):
            yield "table", [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        elif chunk.startswith("- "):
            yield "bullets", [line[2:] for line in lines]
        elif re.match(r"\d\. ", chunk):
            yield "numbers", [line.split(". ", 1)[1] for line in lines]
        elif chunk.startswith("Tabell "):
            yield "caption", chunk
        else:
            yield "paragraph", " ".join(lines)


@dataclass(frozen=True)
class Look:
    """How a PDF looks: fonts, body size in points, colour, columns."""

    body: str
    bold: str
    size: float
    colour: str
    columns: int = 1
    justified: bool = True
    contents: bool = True
    upper: bool = False


LOOKS = {
    "report": Look("Helvetica", "Helvetica-Bold", 11.5, "#0b4f6c"),
    "columns": Look("Helvetica", "Helvetica-Bold", 11.5, "#7a1f3d", columns=2, contents=False),
    "serif": Look("Times-Roman", "Times-Bold", 12.5, "#222222"),
    "fjord": Look("Times-Roman", "Helvetica-Bold", 12.5, "#1f5c3a", justified=False),
}


def to_pdf(source: Source, target: Path) -> int:
    """Write the PDF; the number of its pages."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        CondPageBreak,
        Frame,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
        TableStyle,
    )
    from reportlab.platypus.tableofcontents import TableOfContents

    head, look = source.head, LOOKS[source.head["look"]]
    width, height = A4
    margin, colour = 84, HexColor(look.colour)
    language = {"nb": "nb_NO", "nn": "nn_NO"}[head["language"]]
    body = ParagraphStyle(
        "body", fontName=look.body, fontSize=look.size, leading=look.size * 1.5, spaceAfter=look.size * 0.85,
        alignment=TA_JUSTIFY if look.justified else TA_LEFT, hyphenationLang=language, hyphenationMinWordLength=9,
        embeddedHyphenation=1,
    )  # fmt: skip
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=4, spaceAfter=4, alignment=TA_LEFT)
    caption = ParagraphStyle(
        "caption", parent=body, fontName=look.bold, fontSize=9, leading=12, spaceBefore=6, spaceAfter=4
    )
    cell = ParagraphStyle("cell", fontName=look.body, fontSize=9, leading=11.5)
    strong = ParagraphStyle("strong", parent=cell, fontName=look.bold)
    headings = {
        level: ParagraphStyle(
            f"heading{level}", fontName=look.bold, fontSize=size, leading=size * 1.25, textColor=colour,
            spaceBefore=before, spaceAfter=8, keepWithNext=1,
        )
        for level, size, before in ((1, look.size + 8, 4), (2, look.size + 3, 12), (3, look.size + 0.8, 8))
    }  # fmt: skip
    front = int(head.get("front", 2 if look.contents else 1))

    class Document(BaseDocTemplate):  # type: ignore[misc]
        def afterFlowable(self, flowable: Any) -> None:  # noqa: ANN401
            level = getattr(flowable, "level", 0)
            if level:
                text = flowable.getPlainText()
                key = f"h{self.seq.nextf('heading')}"
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(text, key, level - 1, closed=False)
                if level < 3:
                    self.notify("TOCEntry", (level - 1, text, self.page - front, key))

    def furniture(canvas: Any, document: Any) -> None:  # noqa: ANN401
        page = canvas.getPageNumber()
        label = ["", "i", "ii", "iii"][page] if page <= front else str(page - front)
        canvas.saveState()
        canvas.setFont(look.body, 8)
        canvas.setFillColor(HexColor("#555555"))
        if page > 1:
            odd = page % 2 == 1
            top, foot = height - 44, 38
            canvas.drawString(margin, top, head["header"]) if odd else canvas.drawRightString(
                width - margin, top, head["header"]
            )
            canvas.drawString(margin, foot, head["footer"])
            canvas.drawRightString(width - margin, foot, label if look.columns == 2 else f"Side {label}")
            canvas.setStrokeColor(HexColor("#bbbbbb"))
            canvas.line(margin, height - 50, width - margin, height - 50)
        canvas.restoreState()

    gap = 22
    inner = width - 2 * margin + (40 if look.columns == 2 else 0)
    left = (width - inner) / 2
    one = (inner - gap * (look.columns - 1)) / look.columns
    frames = [
        Frame(
            left + column * (one + gap),
            72,
            one,
            height - 72 - 78,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        for column in range(look.columns)
    ]
    whole = Frame(margin, 72, width - 2 * margin, height - 150, leftPadding=0, rightPadding=0)
    buffer = BytesIO()
    document = Document(buffer, pagesize=A4, title=head["title"], author=head["author"], invariant=1)
    document.addPageTemplates(
        [PageTemplate("front", [whole], onPage=furniture), PageTemplate("body", frames, onPage=furniture)]
    )
    big = ParagraphStyle("big", fontName=look.bold, fontSize=27, leading=33, textColor=colour)
    story: list[Any] = [
        Spacer(1, 210), Paragraph(escape(head["title"]), big), Spacer(1, 18),
        Paragraph(escape(head["author"]), ParagraphStyle("author", parent=body, fontSize=14, leading=20)),
        Paragraph(escape(_date(head["date"])), ParagraphStyle("date", parent=body, fontSize=10)),
    ]  # fmt: skip
    if look.contents:
        contents = TableOfContents(dotsMinLevel=0)
        contents.levelStyles = [
            ParagraphStyle("toc1", fontName=look.body, fontSize=11, leading=19),
            ParagraphStyle("toc2", fontName=look.body, fontSize=9.5, leading=14, leftIndent=16),
        ]
        story += [PageBreak(), Paragraph("Innhold" if head["language"] == "nb" else "Innhald", headings[1]), contents]
    story.append(NextPageTemplate("body"))
    story.append(PageBreak())
    first = True
    for kind, value in source.parts:
        if kind.startswith("heading"):
            level = int(kind[-1])
            if level == 1 and not first:
                story.append(PageBreak() if look.columns == 1 else CondPageBreak(190))
            first = False
            heading = Paragraph(escape(value), headings[level])
            heading.level = level
            story.append(heading)
        elif kind == "paragraph":
            story.append(Paragraph(escape(value), body))
        elif kind == "caption":
            story.append(Paragraph(escape(value), ParagraphStyle("kept", parent=caption, keepWithNext=1)))
        elif kind in ("bullets", "numbers"):
            for place, text in enumerate(value, start=1):
                story.append(Paragraph(escape(text), item, bulletText="•" if kind == "bullets" else f"{place}."))
            story.append(Spacer(1, 6))
        elif kind == "table":
            rows = [
                [Paragraph(escape(text), strong if not place else cell) for text in row]
                for place, row in enumerate(value)
            ]
            widths = _widths(value, one)
            table = Table(rows, colWidths=widths, repeatRows=1)
            table.setStyle(
                TableStyle(
                    [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                     ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eeeeee"))]
                )
            )  # fmt: skip
            story += [table, Spacer(1, 12)]
    document.multiBuild(story)
    target.write_bytes(_labelled(buffer.getvalue(), front))
    return int(document.page)


def _widths(rows: list[list[str]], whole: float) -> list[float]:
    """Column widths by the longest cell of each, none narrower than a sixth."""
    longest = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    shares = [max(count, sum(longest) / 6) for count in longest]
    return [whole * share / sum(shares) for share in shares]


def _date(iso: str) -> str:
    months = "januar februar mars april mai juni juli august september oktober november desember".split()
    year, month, day = iso.split("-")
    return f"{int(day)}. {months[int(month) - 1]} {year}"


def _labelled(pdf: bytes, front: int) -> bytes:
    """The PDF with roman labels on its front pages and 1, 2, 3 on the others."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import PageLabelStyle

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    count = len(writer.pages)
    writer.set_page_label(0, front - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(front, count - 1, style=PageLabelStyle.DECIMAL, start=1)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def to_docx(source: Source, target: Path) -> None:
    """Write the Word document."""
    from docx import Document
    from docx.shared import Pt

    head = source.head
    document = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(11)
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = head["header"], head["footer"]
    made = datetime.fromisoformat(head["date"])
    properties = document.core_properties
    properties.title, properties.author, properties.created, properties.modified = (
        head["title"],
        head["author"],
        made,
        made,
    )
    document.add_heading(head["title"], 0)
    for kind, value in source.parts:
        if kind.startswith("heading"):
            document.add_heading(value, int(kind[-1]))
        elif kind == "caption":
            document.add_paragraph(value, style="Caption")
        elif kind in ("bullets", "numbers"):
            for text in value:
                document.add_paragraph(text, style="List Bullet" if kind == "bullets" else "List Number")
        elif kind == "table":
            table = document.add_table(len(value), len(value[0]), style="Table Grid")
            for row, cells in zip(table.rows, value, strict=True):
                for box, text in zip(row.cells, cells, strict=True):
                    box.text = text
        else:
            document.add_paragraph(value)
    buffer = BytesIO()
    document.save(buffer)
    target.write_bytes(_without_clock(buffer.getvalue()))


def _without_clock(data: bytes) -> bytes:
    """A ZIP file with one date on all its parts, so that the same text gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(
                zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), old.read(part.filename), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def main(arguments: list[str]) -> None:
    """Typeset the sources that are named, or all of them."""
    for path in map(Path, arguments) if arguments else sorted(SOURCES.glob("*.md")):
        source = read(path)
        target = CORPUS / source.head["file"]
        if target.suffix == ".pdf":
            print(target.name, to_pdf(source, target), "pages")
        else:
            to_docx(source, target)
            print(target.name)


if __name__ == "__main__":
    main(sys.argv[1:])
