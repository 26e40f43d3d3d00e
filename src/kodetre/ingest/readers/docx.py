"""A Word document to a `Reading`: styles to headings, lists, tables, footnotes, and pages where the file has them.

Word writes down where its pages broke when the file was last saved; a file that has none of these marks has no pages
of its own and is cited by section.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.ingest.layout.drafts import Draft, clean, compose, on_one_line, pages_of
from kodetre.model.documents import Metadata, Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_LARGEST = 500_000_000


def read(path: Path) -> Reading:
    """What a DOCX says. Raises EmptyFile, EncryptedFile or DamagedFile when it cannot be opened."""
    document = _open(path)
    drafts = list(_Walk(document).drafts())
    composed = compose(drafts)
    pages = max(map(_last_page, drafts), default=1)
    properties = document.core_properties
    year = properties.created or properties.modified
    empty = not composed.text.strip()
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, [str(number) for number in range(1, pages + 1)], len(composed.text)),
        blocks=composed.blocks,
        metadata=Metadata(
            title=(properties.title or "").strip(),
            author=(properties.author or "").strip() if properties.author != "python-docx" else "",
            year=str(year.year) if year else "",
        ),
        status="no text" if empty else "ok",
        notes=("there is no text in it",) if empty else (),
        paged=pages > 1,
    )


def _last_page(draft: Draft) -> int:
    """The physical page that a block ends on."""
    return max([draft.page, *(page for _, page in draft.breaks)])


def _open(path: Path) -> Any:  # noqa: ANN401
    from docx import Document

    head = path.read_bytes()[:8]
    if not head:
        raise EmptyFile(path, "is empty (0 bytes)", next_step="fetch it again")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise EncryptedFile(
            path,
            "asks for a password, or is in Word's old format (.doc)",
            next_step="open it in Word or LibreOffice and save it as .docx without a password",
        )
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise DamagedFile(path, "unpacks to more than 500 MB", next_step="is it the right file?")
        return Document(str(path))
    except DamagedFile:
        raise
    except Exception as error:
        raise DamagedFile(
            path, "is a broken Word document", next_step="open it in Word or LibreOffice and save it anew"
        ) from error


class _Walk:
    """Goes through a document's body in order and keeps count of the page."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self.document = document
        self.page = 1
        self.levels = {style.style_id: level for style in document.styles if (level := _level(style))}
        self.notes = _footnotes(document)

    def drafts(self) -> Iterator[Draft]:
        for element in self.document.element.body.iterchildren():
            if element.tag == _W + "p":
                yield from self._paragraph(element)
            elif element.tag == _W + "tbl":
                yield from self._table(element)
            elif element.tag == _W + "sdt":
                contents = "docPartGallery" in element.xml and "Table of Contents" in element.xml
                for inner in element.iter(_W + "p"):
                    for draft in self._paragraph(inner):
                        draft.part = "contents" if contents else "body"
                        yield draft

    def _paragraph(self, element: Any) -> Iterator[Draft]:  # noqa: ANN401
        begins = self.page
        text, breaks, notes = self._text(element)
        stripped = text.strip()
        shift = len(text) - len(text.lstrip())
        while breaks and breaks[0][0] <= shift:
            begins = breaks.pop(0)[1]
        if stripped:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(_W + "val", "") if style is not None else ""
            inside = [(offset - shift, page) for offset, page in breaks if offset - shift < len(stripped)]
            draft = Draft("paragraph", text=stripped, page=begins, breaks=inside)
            if level := self.levels.get(name):
                draft.kind, draft.level = "heading", level
            elif name.lower().startswith(("toc", "inh")):
                draft.part = "contents"
            elif "caption" in name.lower() or "bildetekst" in name.lower():
                draft.kind = "caption"
            elif element.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith(("list", "punkt")):
                draft.kind, draft.level = "list_item", _depth(element)
            yield draft
        for note in notes:
            if note:
                yield Draft("footnote", text=note, page=self.page)

    def _text(self, element: Any) -> tuple[str, list[tuple[int, int]], list[str]]:  # noqa: ANN401
        """A paragraph's text, where pages break in it, and its footnotes; deleted text is left out."""
        parts: list[str] = []
        breaks: list[tuple[int, int]] = []
        notes: list[str] = []
        length = 0
        for node in element.iter():
            piece = ""
            if node.tag == _W + "t" and not _inside(node, element, _W + "del"):
                piece = clean(node.text or "")
            elif node.tag in (_W + "tab", _W + "cr") and node.getparent().tag == _W + "r":
                piece = " "
            elif node.tag == _W + "noBreakHyphen":
                piece = "-"
            elif node.tag == _W + "lastRenderedPageBreak":
                self.page += 1
                breaks.append((length, self.page))
            elif node.tag == _W + "br" and node.get(_W + "type") != "page":
                piece = " "
            elif node.tag == _W + "footnoteReference":
                notes.append(self.notes.get(node.get(_W + "id"), ""))
            parts.append(piece)
            length += len(piece)
        return "".join(parts), breaks, notes

    def _cell(self, cell: Any) -> str:  # noqa: ANN401
        return " ".join(self._text(p)[0].strip() for p in cell.iter(_W + "p")).strip()

    def _table(self, element: Any) -> Iterator[Draft]:  # noqa: ANN401
        page = self.page
        rows = []
        for row in element.iter(_W + "tr"):
            cells = row.iterchildren(_W + "tc")
            rows.append([self._cell(cell) for cell in cells])
        rows = [row for row in rows if any(row)]
        if rows:
            width = max(len(row) for row in rows)
            yield Draft("table", rows=[row + [""] * (width - len(row)) for row in rows], page=page)


def _inside(node: Any, stop: Any, tag: str) -> bool:  # noqa: ANN401
    parent = node.getparent()
    while parent is not None and parent is not stop:
        if parent.tag == tag:
            return True
        parent = parent.getparent()
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


def _depth(element: Any) -> int:  # noqa: ANN401
    level = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    value = level.get(_W + "val") if level is not None else None
    return int(value) + 1 if value and value.isdigit() else 1


def _footnotes(document: Any) -> dict[str, str]:  # noqa: ANN401
    from lxml import etree

    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("/footnotes.xml"):
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            return {note.get(_W + "id", ""): _note_text(note) for note in root.iter(_W + "footnote")}
    return {}


def _note_text(note: Any) -> str:  # noqa: ANN401
    written = "".join(text.text or "" for text in note.iter(_W + "t"))
    return on_one_line(clean(written))
