"""A Word document to a `Reading`: styles to headings, lists, tables, footnotes, and pages where the file has them.

Word writes down where its pages broke when the file was last saved; a file that has none of these marks has no pages
of its own and is cited by section.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress, takewhile
from pathlib import Path
from typing import Any

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.i18n.message import by_number, msg
from kodetre.ingest.layout.drafts import Draft, clean, compose, on_one_line, pages_of
from kodetre.ingest.readers.docx_counts import NOTES, NoteMarks, Sections
from kodetre.ingest.readers.docx_struck import StruckRuns
from kodetre.ingest.readers.numbering import Numbering
from kodetre.ingest.readers.struck import StruckWords
from kodetre.ingest.readers.told_turns import leads_of, tell_speakers
from kodetre.ingest.turns import Speakers, speakers_in
from kodetre.model.documents import Metadata, Reading, Strike
from kodetre.userfile import open_file

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = _W + "txbxContent"
_LEFT_OUT = frozenset((_W + "del", _W + "moveFrom", _FALLBACK))
"""What holds text that is not there any more, or that is there a second time for older programs."""
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_LARGEST = 500_000_000
_MOST_COLUMNS = 63
"""Columns that Word's tables have at most."""


def read(path: Path, speakers: Speakers = "auto", strike: Strike = "mark") -> Reading:
    """What a DOCX says, with the turns of speakers where it is a transcript; `strike` is what becomes of struck words.

    Raises EmptyFile, EncryptedFile or DamagedFile when it cannot be opened.
    """
    document = _open(path)
    walk = _Walk(document, StruckWords(strike))
    drafts = list(walk.drafts())
    tell_speakers(drafts, speakers_in(leads_of(drafts), speakers))
    composed = compose(drafts)
    pages = max(map(_last_page, drafts), default=1)
    properties = document.core_properties
    year = properties.created or properties.modified
    empty = not composed.text.strip()
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, walk.sections.labels(pages), len(composed.text)),
        blocks=composed.blocks,
        furniture=tuple(walk.struck.left_out),
        metadata=Metadata(
            title=(properties.title or "").strip(),
            author=(properties.author or "").strip() if properties.author != "python-docx" else "",
            year=str(year.year) if year else "",
            year_guessed=bool(year),
        ),
        status="no text" if empty else "ok",
        notes=(*walk.remarks(), *((msg("there is no text in it"),) if empty else ())),
        paged=pages > 1,
    )


def _last_page(draft: Draft) -> int:
    """The physical page that a block ends on."""
    return max([draft.page, *(page for _, page in draft.breaks)])


def _open(path: Path) -> Any:  # noqa: ANN401
    from docx import Document

    with open_file(path) as file:
        head = file.read(8)
    if not head:
        raise EmptyFile(path, msg("is empty (0 bytes)"), next_step=msg("fetch it again"))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise EncryptedFile(
            path,
            msg("asks for a password, or is in Word's old format (.doc)"),
            next_step=msg("open it in Word or LibreOffice and save it as .docx without a password"),
        )
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise DamagedFile(path, msg("unpacks to more than 500 MB"), next_step=msg("is it the right file?"))
        return Document(str(path))
    except DamagedFile:
        raise
    except Exception as error:
        raise DamagedFile(
            path, msg("is a broken Word document"), next_step=msg("open it in Word or LibreOffice and save it anew")
        ) from error


class _Walk:
    """Goes through a document's body in order and keeps count of the page."""

    def __init__(self, document: Any, struck: StruckWords) -> None:  # noqa: ANN401
        self.document = document
        self.struck = struck
        self._struck_runs = StruckRuns(document.element.body, document.styles.element)
        self.page = 1
        self.levels = {style.style_id: level for style in document.styles if (level := _level(style))}
        self.notes = {_W + kind + "Reference": _notes(document, kind) for kind in NOTES}
        self._settings = _part(document, "settings")
        self.numbering = Numbering(_part(document, "numbering"), document.styles.element)
        self.sections = Sections()
        self._marks = {_W + kind + "Reference": NoteMarks(document.element, self._settings, kind) for kind in NOTES}
        self._begun = _Begun()
        self._entities = _entities(document)
        self._unknown: set[str] = set()

    def drafts(self) -> Iterator[Draft]:
        """Every block of the body."""
        yield from self._blocks(self.document.element.body)
        yield from self._rest()
        self.sections.end(self.document.element.body.find(_W + "sectPr"), self.page)

    def remarks(self) -> Iterator[str]:
        """What of the document is not in its text."""
        for name in sorted(self._unknown):
            yield msg("names a text that is not in the file (&{name};) and so was left out", name=name)
        if comments := sum(1 for _ in _part(self.document, "comments").iter(_W + "comment")):
            yield by_number(
                comments,
                "{number} comment in the margin is left out",
                "{number} comments in the margin are left out",
            )
        if any(True for _ in self.document.element.body.iter(_W + "altChunk")):
            yield msg("a part of it is kept in another format inside the file and was left out; save it anew in Word")

    def _blocks(self, container: Any) -> Iterator[Draft]:  # noqa: ANN401
        """The blocks of a body, a text box, or whatever blocks are wrapped in."""
        for element in container.iterchildren("*"):
            if element.tag == _W + "p":
                yield from self._paragraph(element)
            elif element.tag == _W + "tbl":
                yield from self._table(element)
            elif element.tag == _W + "sdt" and _is_contents(element):
                for draft in self._blocks(element):
                    draft.part = "contents"
                    yield draft
            elif element.tag not in _LEFT_OUT:
                yield from self._blocks(element)

    def _aside(self, box: Any) -> Iterator[Draft]:  # noqa: ANN401
        """The blocks of a text box; what is large in it is no heading of the text."""
        begun, self._begun = self._begun, _Begun()
        for draft in (*self._blocks(box), *self._rest()):
            draft.aside = True
            if draft.kind == "heading":
                draft.kind, draft.level = "paragraph", 0
            yield draft
        self._begun = begun

    def _rest(self) -> Iterator[Draft]:
        """A paragraph that was to go on with the next, when there is none."""
        begun, self._begun = self._begun, _Begun()
        if text := begun.text.strip():
            yield Draft("paragraph", text=text, page=self.page)
        yield from self._footnotes(begun.notes)

    def _paragraph(self, element: Any) -> Iterator[Draft]:  # noqa: ANN401
        begins = self.page
        text, breaks, notes, boxes = self._text(element)
        begun, self._begun = self._begun, _Begun()
        breaks = [(offset + len(begun.text), page) for offset, page in breaks]
        text, notes, boxes = begun.text + text, begun.notes + notes, begun.boxes + boxes
        properties = element.find(_W + "pPr")
        frame = properties.find(_W + "framePr") if properties is not None else None
        is_initial = frame is not None and frame.get(_W + "dropCap") in ("drop", "margin")
        if is_initial or (properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None):
            self._begun = _Begun(text, notes, boxes)  # its end was deleted, or it is a large first letter
            return
        label = self.numbering.label(element)
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
            breaks = [(offset + len(label) + 1, page) if offset else (0, page) for offset, page in breaks]
        stripped = text.strip()
        shift = len(text) - len(text.lstrip())
        while breaks and breaks[0][0] <= shift:
            begins = breaks.pop(0)[1]
        if element.getparent() is self.document.element.body:
            self.sections.paragraph(begins)
        if stripped:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(_W + "val", "") if style is not None else ""
            inside = [(offset - shift, page) for offset, page in breaks if offset - shift < len(stripped)]
            draft = Draft("paragraph", text=stripped, page=begins, breaks=inside, aside=frame is not None)
            draft.bold = 0 if label or begun.text else max(0, _bold(element) - shift)
            place = self.numbering.place(element)
            if frame is not None:
                pass
            elif level := self.levels.get(name):
                draft.kind, draft.level = "heading", level
            elif name.lower().startswith(("toc", "inh")):
                draft.part = "contents"
            elif "caption" in name.lower() or "bildetekst" in name.lower():
                draft.kind = "caption"
            elif place is not None or name.lower().startswith(("list", "punkt")):
                draft.kind, draft.level = "list_item", place[1] + 1 if place is not None else _depth(element)
            yield draft
        yield from self._footnotes(notes)
        for box in boxes:
            yield from self._aside(box)
        if properties is not None and (ends := properties.find(_W + "sectPr")) is not None:
            self.sections.end(ends, self.page)

    def _footnotes(self, notes: list[str]) -> Iterator[Draft]:
        for note in notes:
            if note:
                yield Draft("footnote", text=note, page=self.page)

    def _text(self, element: Any) -> tuple[str, list[tuple[int, int]], list[str], list[Any]]:  # noqa: ANN401
        """A paragraph's text, where pages break in it, its footnotes, and the text boxes that hang on it.

        Text that was deleted or moved away is left out.
        """
        parts: list[str] = []
        breaks: list[tuple[int, int]] = []
        notes: list[str] = []
        boxes: list[Any] = []
        length = 0
        written = self.struck.paragraph()
        waiting = [element]
        while waiting:
            node = waiting.pop()
            if node.tag in _LEFT_OUT:
                continue
            if node.tag == _TEXT_BOX:
                boxes.append(node)
                continue
            waiting.extend(reversed(node.findall("*")))
            piece = ""
            if node.tag in (_W + "t", _FORMULA_TEXT):
                letters = clean(self._letters(node))
                piece = written.write(letters, struck=self._struck_runs.holds(node), page=self.page)
            elif node.tag in (_W + "tab", _W + "cr") and node.getparent().tag == _W + "r":
                piece = " "
            elif node.tag == _W + "noBreakHyphen":
                piece = "-"
            elif node.tag == _W + "lastRenderedPageBreak":
                self.page += 1
                breaks.append((length, self.page))
            elif node.tag == _W + "br" and node.get(_W + "type") != "page":
                piece = " "
            elif node.tag in self.notes:
                note = self.notes[node.tag].get(node.get(_W + "id"), "")
                mark = self._marks[node.tag].next(node)
                notes.append(f"{mark} {note}" if mark and note else note)
                piece = f"[{mark}]" if mark and note else ""
            parts.append(piece)
            length += len(piece)
        return "".join([*parts, written.end()]), breaks, notes, boxes

    def _letters(self, node: Any) -> str:  # noqa: ANN401
        """The text of an element with what its entities stand for, as far as the file says so in plain letters."""
        if not len(node):
            return node.text or ""
        letters = [node.text or ""]
        for child in node:
            name = getattr(child, "name", "")
            if name and name not in self._entities:
                self._unknown.add(name)
            letters += (self._entities.get(name, ""), child.tail or "")
        return "".join(letters)

    def _table(self, element: Any) -> Iterator[Draft]:  # noqa: ANN401
        """A table, then the notes of its cells, the text boxes that hang there, and the tables that stand in them. One of a single
        cell is a box around text.
        """
        page = self.page
        rows: list[list[str]] = []
        notes: list[str] = []
        boxes: list[Any] = []
        inner: list[Any] = []
        lines = [row for row in _own(element, "tr", element) if row.find(f"{_W}trPr/{_W}del") is None]
        cells_of = [list(_own(row, "tc", element)) for row in lines]
        if len(cells_of) == 1 and len(cells_of[0]) == 1:
            yield from self._aside(cells_of[0][0])
            return
        for row, cells in zip(lines, cells_of, strict=True):
            texts = [""] * _number(row, f"{_W}trPr/{_W}gridBefore", 0)
            for cell in cells:
                paragraphs = []
                for paragraph in cell.iter(_W + "p"):
                    if _within_box(paragraph, cell) or next(paragraph.iterancestors(_W + "tbl")) is not element:
                        continue
                    text, _, own_notes, own_boxes = self._text(paragraph)
                    label = self.numbering.label(paragraph) if text.strip() else ""
                    paragraphs.append(f"{label} {text.strip()}".strip())
                    notes += own_notes
                    boxes += own_boxes
                inner += [table for table in cell.iter(_W + "tbl") if next(table.iterancestors(_W + "tbl")) is element]
                texts.append(" ".join(paragraphs).strip())
                texts += [""] * (_number(cell, f"{_W}tcPr/{_W}gridSpan", 1) - 1)
            rows.append(texts)
        filled = [any(row) for row in rows]
        if any(filled):
            width = max(len(row) for row in rows)
            headers = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in lines]
            header = sum(1 for is_header, has_text in zip(takewhile(bool, headers), filled, strict=False) if has_text)
            kept = [row + [""] * (width - len(row)) for row in compress(rows, filled)]
            yield Draft("table", rows=kept, page=page, header=header or None)
        yield from self._footnotes(notes)
        for box in boxes:
            yield from self._aside(box)
        for table in inner:
            yield from self._table(table)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A paragraph that goes on with the next: its text, its notes, and the text boxes that hang on it."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


def _bold(paragraph: Any) -> int:  # noqa: ANN401
    """How many of the first letters of a paragraph are in bold type."""
    length = 0
    for run in paragraph.iter(_W + "r"):
        letters = "".join(node.text or "" if node.tag == _W + "t" else " " for node in run.iter(_W + "t", _W + "tab"))
        bold = run.find(f"{_W}rPr/{_W}b")
        if letters.strip() and (bold is None or bold.get(_W + "val") in ("0", "false")):
            break
        length += len(letters)
    return length


def _is_contents(element: Any) -> bool:  # noqa: ANN401
    """Whether a block of Word's building blocks is a contents page."""
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and "Table of Contents" in gallery.get(_W + "val", "")


def _own(element: Any, name: str, table: Any) -> Iterator[Any]:  # noqa: ANN401
    """The rows or cells of a table, however they are wrapped, and not those of a table in it."""
    for inner in element.iter(_W + name):
        if next(inner.iterancestors(_W + "tbl")) is table:
            yield inner


def _within_box(node: Any, stop: Any) -> bool:  # noqa: ANN401
    """Whether a paragraph stands in a text box that hangs on a paragraph of a cell, or where it is left out."""
    for ancestor in node.iterancestors():
        if ancestor is stop:
            return False
        if ancestor.tag == _TEXT_BOX or ancestor.tag in _LEFT_OUT:
            return True
    return False


def _level(style: Any) -> int:  # noqa: ANN401
    """The heading level of a style, by its outline level or its name; 0 when it is no heading."""
    outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and (outline.get(_W + "val") or "9").isdigit() and int(outline.get(_W + "val") or 9) < 9:
        return int(outline.get(_W + "val")) + 1
    numbered = _HEADING.match(style.name or "") or _HEADING.match(style.style_id or "")
    if numbered:
        return int(numbered[1])
    return 1 if (style.name or "").lower() in ("title", "tittel") else 0


def _number(element: Any, path: str, otherwise: int) -> int:  # noqa: ANN401
    """A small number that a child of an element says."""
    child = element.find(path)
    value = child.get(_W + "val") if child is not None else None
    return min(_MOST_COLUMNS, int(value)) if value and value.isdigit() else otherwise


def _depth(element: Any) -> int:  # noqa: ANN401
    level = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    value = level.get(_W + "val") if level is not None else None
    return int(value) + 1 if value and value.isdigit() else 1


def _part(document: Any, name: str) -> Any:  # noqa: ANN401
    """The root of a part of the document beside its body (footnotes, comments); an empty one when it has none."""
    from lxml import etree

    for part in document.part.package.iter_parts():
        if str(part.partname).endswith(f"/{name}.xml"):
            return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    return etree.Element("none")


def _entities(document: Any) -> dict[str, str]:  # noqa: ANN401
    """What the body's own entities stand for; those made of others are none."""
    declared = document.element.getroottree().docinfo.internalDTD
    entities = declared.iterentities() if declared is not None else ()
    return {entity.name: entity.content for entity in entities if entity.content and "&" not in entity.content}


def _notes(document: Any, kind: str) -> dict[str, str]:  # noqa: ANN401
    """The footnotes or endnotes of a document by their number."""
    return {note.get(_W + "id", ""): _note_text(note) for note in _part(document, f"{kind}s").iter(_W + kind)}


def _note_text(note: Any) -> str:  # noqa: ANN401
    """The text of a note, its paragraphs with a space between them; what was moved away is left out."""
    written = []
    for node in note.iter(_W + "p", _W + "t", _W + "tab", _W + "br", _W + "noBreakHyphen"):
        if any(ancestor.tag in _LEFT_OUT for ancestor in node.iterancestors()):
            continue
        written.append(node.text or "" if node.tag == _W + "t" else "-" if node.tag == _W + "noBreakHyphen" else " ")
    return on_one_line(clean("".join(written)))
