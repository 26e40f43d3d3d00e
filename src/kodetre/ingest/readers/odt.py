"""An OpenDocument text to a `Reading` (OASIS OpenDocument 1.3): headings, lists as they are numbered, tables, notes, text boxes.

Pages are known where the program wrote down where they turned when the file was last saved; otherwise the document is cited by
section.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.i18n.message import by_number, msg
from kodetre.ingest.layout.drafts import Draft, clean, compose, on_one_line, pages_of
from kodetre.ingest.readers.odt_lists import ListLevel, integer, levels_of, next_label
from kodetre.ingest.readers.struck import StruckParagraph, StruckWords
from kodetre.model.documents import Metadata, Reading, Strike
from kodetre.userfile import open_file

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LARGEST = 500_000_000
_MOST_COLUMNS = 256
_DEEPEST = 60
"""Elements with blocks in them that may stand in one another."""
_CONTENTS = frozenset(
    _TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
)
_LEFT_OUT = frozenset(
    (
        _TEXT + "tracked-changes", _OFFICE + "annotation", _OFFICE + "annotation-end", _OFFICE + "forms", _TEXT + "sequence-decls",
        _TEXT + "variable-decls", _TEXT + "user-field-decls", _TEXT + "index-title-template", _TABLE + "desc", _DRAW + "image",
    )
)  # fmt: skip
"""What is no text of the document: deleted text, comments, declarations."""
_CAPTIONS = frozenset(("caption", "illustration", "table", "figure", "drawing", "bildetekst"))


def read(path: Path, strike: Strike = "mark") -> Reading:
    """What an ODT says; `strike` is what becomes of struck words.

    Raises EmptyFile, EncryptedFile or DamagedFile when it cannot be opened.
    """
    parts = _open(path)
    walk = _Walk(parts["content.xml"], parts["styles.xml"], StruckWords(strike))
    drafts = list(walk.drafts())
    composed = compose(drafts)
    meta = parts["meta.xml"]
    year = (_said(meta, _META + "creation-date") or _said(meta, _DC + "date"))[:4]
    count = walk.page
    empty = not composed.text.strip()
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, [str(number) for number in range(1, count + 1)], len(composed.text)),
        blocks=composed.blocks,
        furniture=tuple(walk.struck.left_out),
        metadata=Metadata(
            title=_said(meta, _DC + "title"),
            author=_said(meta, _META + "initial-creator") or _said(meta, _DC + "creator"),
            year=year if year.isdigit() else "",
            year_guessed=year.isdigit(),
        ),
        status="no text" if empty else "ok",
        notes=(*walk.remarks(), *((msg("there is no text in it"),) if empty else ())),
        paged=count > 1,
    )


def _open(path: Path) -> dict[str, Any]:
    """The parts of the file, each as the root of its XML; an empty element for one that is not there."""
    from lxml import etree

    with open_file(path) as file:
        head = file.read(4)
    if not head:
        raise EmptyFile(path, msg("is empty (0 bytes)"), next_step=msg("fetch it again"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    roots: dict[str, Any] = {}
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise DamagedFile(path, msg("unpacks to more than 500 MB"), next_step=msg("is it the right file?"))
            names = parts.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in parts.read("META-INF/manifest.xml"):
                raise EncryptedFile(
                    path,
                    msg("asks for a password"),
                    next_step=msg("open it in LibreOffice and save it without a password"),
                )
            for name in ("content.xml", "styles.xml", "meta.xml"):
                roots[name] = etree.fromstring(parts.read(name), parser) if name in names else etree.Element("none")
    except (DamagedFile, EncryptedFile):
        raise
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, RuntimeError, NotImplementedError) as error:
        raise DamagedFile(
            path, msg("is a broken OpenDocument text"), next_step=msg("open it in LibreOffice and save it anew")
        ) from error
    if roots["content.xml"].find(f"{_OFFICE}body/{_OFFICE}text") is None:
        raise DamagedFile(
            path, msg("is no OpenDocument text"), next_step=msg("open it in LibreOffice and save it as .odt")
        )
    return roots


@dataclass(slots=True)
class _Inline:
    """What stands in a paragraph: its text, where pages turn in it, its notes, and the boxes and tables that hang on it."""

    written: StruckParagraph
    parts: list[str] = field(default_factory=list)
    length: int = 0
    breaks: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


class _Walk:
    """Goes through a document's body in order and keeps count of pages and lists."""

    def __init__(self, content: Any, styles: Any, struck: StruckWords) -> None:  # noqa: ANN401 - elements of lxml
        self.struck = struck
        self._strikes: dict[str, bool] = {}
        self.body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        self.page = 1
        self._paged = self.body.get(_TEXT + "use-soft-page-breaks") == "true"
        self._begun = False
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        for root in (styles, content):
            for style in root.iter(_STYLE + "style"):
                self._styles[style.get(_STYLE + "name", "")] = style
            for style in root.iter(_TEXT + "list-style"):
                self._lists[style.get(_STYLE + "name", "")] = levels_of(style)
        outline = styles.find(f".//{_TEXT}outline-style")
        self._outline = levels_of(outline) if outline is not None else {}
        self._headings: list[int] = []
        self._counts: dict[str, list[int]] = {}
        self._by_id: dict[str, list[int]] = {}

    def drafts(self) -> Iterator[Draft]:
        """Every block of the body."""
        yield from self._blocks(self.body, 0)

    def remarks(self) -> Iterator[str]:
        """What of the document is not in its text."""
        if comments := sum(1 for _ in self.body.iter(_OFFICE + "annotation")):
            yield by_number(
                comments,
                "{number} comment in the margin is left out",
                "{number} comments in the margin are left out",
            )

    def _blocks(self, container: Any, depth: int) -> Iterator[Draft]:  # noqa: ANN401
        if depth > _DEEPEST:
            return
        for element in container.iterchildren("*"):
            if element.tag in (_TEXT + "p", _TEXT + "h"):
                yield from self._paragraph(element, depth)
            elif element.tag == _TEXT + "list":
                yield from self._list(element, depth)
            elif element.tag == _TABLE + "table":
                yield from self._table(element, depth)
            elif element.tag == _TEXT + "soft-page-break":
                self.page += 1
            elif element.tag in _CONTENTS:
                for draft in self._blocks(element, depth + 1):
                    draft.part = "contents"
                    yield draft
            elif element.tag == _DRAW + "frame":
                yield from self._aside([element], depth)
            elif element.tag not in _LEFT_OUT:
                yield from self._blocks(element, depth + 1)

    def _aside(self, boxes: list[Any], depth: int) -> Iterator[Draft]:
        """The blocks of text boxes; what is large in one is no heading of the text."""
        for box in boxes:
            for draft in self._blocks(box, depth + 1):
                draft.aside = True
                if draft.kind == "heading":
                    draft.kind, draft.level = "paragraph", 0
                yield draft

    def _paragraph(self, element: Any, depth: int, label: str = "", level: int = 0) -> Iterator[Draft]:  # noqa: ANN401
        """A paragraph or heading; with `level` an item of a list."""
        if self._turns(element):
            self.page += 1
        begins = self.page
        inline = self._inline(element)
        text = "".join(inline.parts)
        self._begun = True
        style = self._named(element.get(_TEXT + "style-name", ""))
        heading = self._heading_level(element, style)
        if heading and text.strip():
            label = self._heading_label(element, heading)
        shift = len(text) - len(text.lstrip())
        stripped = f"{label} {text.strip()}".strip() if text.strip() else ""
        breaks = list(inline.breaks)
        while breaks and breaks[0][0] <= shift:
            begins = breaks.pop(0)[1]
        moved = len(stripped) - len(text.strip()) - shift
        if stripped:
            inside = [(offset + moved, page) for offset, page in breaks if offset + moved < len(stripped)]
            draft = Draft("paragraph", text=stripped, page=begins, breaks=inside)
            if heading:
                draft.kind, draft.level = "heading", heading
            elif level:
                draft.kind, draft.level = "list_item", level
            elif _CAPTIONS & set(style):
                draft.kind = "caption"
            yield draft
        for note in inline.notes:
            yield Draft("footnote", text=note, page=self.page)
        yield from self._aside(inline.boxes, depth)

    def _turns(self, element: Any) -> bool:  # noqa: ANN401
        """Whether a paragraph begins a page because somebody said so, in a document whose other pages are known."""
        if not (self._paged and self._begun):
            return False
        name = element.get(_TEXT + "style-name", "")
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if not name or style is None:
                break
            properties = style.find(_STYLE + "paragraph-properties")
            before = properties.get(_FO + "break-before") if properties is not None else None
            if before is not None or style.get(_STYLE + "master-page-name"):
                return before in (None, "page")
            name = style.get(_STYLE + "parent-style-name", "")
        return False

    def _named(self, name: str) -> list[str]:
        """The names of a style and of those it stands on, in lower case, as the person sees them."""
        names = []
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if not name or style is None:
                break
            names.append((style.get(_STYLE + "display-name") or name.replace("_20_", " ")).lower())
            name = style.get(_STYLE + "parent-style-name", "")
        return names

    def _heading_level(self, element: Any, style: list[str]) -> int:  # noqa: ANN401
        level: str = element.get(_TEXT + "outline-level") or ""
        if element.tag == _TEXT + "h":
            return max(1, min(9, int(level))) if level.isdigit() else 1
        return 1 if {"title", "tittel"} & set(style) else 0

    def _heading_label(self, element: Any, level: int) -> str:  # noqa: ANN401
        """The number of a heading, as the outline counts it; also of one that has none of its own, which is numeral in."""
        if element.tag != _TEXT + "h" or element.get(_TEXT + "is-list-header") == "true":
            return ""
        how = self._outline.get(level)
        if how is None or not how.format:
            return ""
        return next_label(self._headings, level, self._outline)

    def _list(self, element: Any, depth: int, name: str = "", level: int = 0) -> Iterator[Draft]:  # noqa: ANN401
        """The items of a list, each followed by those of the lists in it."""
        name = element.get(_TEXT + "style-name") or name
        level += 1
        if level > _DEEPEST or depth > _DEEPEST:
            return
        counts = self._counts_of(element, name) if level == 1 else self._counts[""]
        self._counts[""] = counts
        styles = self._lists.get(name, {})
        for item in element.iterchildren(_TEXT + "list-item", _TEXT + "list-header"):
            if (start := item.get(_TEXT + "start-value")) and start.isdigit():
                counts[level - 1 :] = [*([0] * (level - 1 - len(counts))), int(start) - 1]
            first = item.tag == _TEXT + "list-item"
            for child in item.iterchildren("*"):
                if child.tag == _TEXT + "list":
                    yield from self._list(child, depth + 1, name, level)
                    self._counts[""] = counts
                elif child.tag in (_TEXT + "p", _TEXT + "h"):
                    label = next_label(counts, level, styles) if first else ""
                    first = False
                    yield from self._paragraph(child, depth, label, level)
                else:
                    yield from self._blocks_of(child, depth + 1)
        if (own := element.get(_XML_ID)) is not None:
            self._by_id[own] = counts

    def _blocks_of(self, child: Any, depth: int) -> Iterator[Draft]:  # noqa: ANN401
        if child.tag == _TABLE + "table":
            yield from self._table(child, depth)
        elif child.tag not in _LEFT_OUT:
            yield from self._blocks(child, depth)

    def _counts_of(self, element: Any, name: str) -> list[int]:  # noqa: ANN401
        """How far a list has been numeral: from the beginning, or on from another."""
        goes_on = element.get(_TEXT + "continue-list")
        if goes_on in self._by_id:
            return self._by_id[goes_on]
        if element.get(_TEXT + "continue-numbering") == "true" and name in self._counts:
            return self._counts[name]
        self._counts[name] = []
        return self._counts[name]

    def _inline(self, element: Any) -> _Inline:  # noqa: ANN401
        inline = _Inline(self.struck.paragraph())
        self._gather(element, inline, 0, struck=False)
        inline.add(inline.written.end())
        return inline

    def _gather(self, element: Any, inline: _Inline, depth: int, *, struck: bool) -> None:  # noqa: ANN401
        """The text of an element and of those in it, each followed by what stands after it."""
        if depth > _DEEPEST:
            return
        struck = self._is_struck(element.get(_TEXT + "style-name", ""), otherwise=struck)

        def write(text: str | None) -> None:
            inline.add(inline.written.write(clean(_spaced(text)), struck=struck, page=self.page))

        write(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif child.tag == _TEXT + "s" or child.tag in (_TEXT + "tab", _TEXT + "line-break"):
                inline.add(" ")
            elif child.tag == _TEXT + "soft-page-break":
                self.page += 1
                inline.breaks.append((inline.length, self.page))
            elif child.tag == _TEXT + "note":
                mark, text = _note(child)
                inline.add(f"[{mark}]" if mark and text else "")
                inline.notes.append(f"{mark} {text}".strip())
            elif child.tag == _DRAW + "frame":
                inline.boxes.append(child)
            elif child.tag not in _LEFT_OUT:
                self._gather(child, inline, depth + 1, struck=struck)
            write(child.tail)

    def _is_struck(self, name: str, *, otherwise: bool) -> bool:
        """Whether a style strikes its text, as itself or one that it stands on says (20.365)."""
        if name not in self._strikes:
            said = ""
            style = self._styles.get(name)
            for _ in range(_DEEPEST):
                properties = style.find(_STYLE + "text-properties") if style is not None else None
                if properties is not None and not said:
                    said = properties.get(_STYLE + "text-line-through-style") or ""
                style = self._styles.get(style.get(_STYLE + "parent-style-name", "")) if style is not None else None
            if not said:
                return otherwise
            self._strikes[name] = said != "none"
        return self._strikes[name]

    def _table(self, element: Any, depth: int) -> Iterator[Draft]:  # noqa: ANN401
        """A table, then the notes and boxes of its cells, and the tables in them. One of a single cell is a box around text."""
        if depth > _DEEPEST:
            return
        rows = [
            row for row in element.iter(_TABLE + "table-row") if next(row.iterancestors(_TABLE + "table")) is element
        ]
        cells = [list(row.iterchildren(*_CELLS)) for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1:
            yield from self._aside([cells[0][0]], depth)
            return
        page = self.page
        texts: list[list[str]] = []
        after: list[Draft] = []
        header = 0
        for row, own in zip(rows, cells, strict=True):
            line: list[str] = []
            for cell in own:
                drafts = list(self._blocks(cell, depth + 1))
                plain = [d for d in drafts if d.kind not in ("table", "footnote") and not d.aside]
                after += [d for d in drafts if d not in plain]
                repeated = integer(cell.get(_TABLE + "number-columns-repeated"))
                line += [" ".join(d.text for d in plain)] * min(repeated, _MOST_COLUMNS - len(line))
            texts.append(line)
            if row.getparent().tag == _TABLE + "table-header-rows" and any(line):
                header += 1
        texts = [line for line in texts if any(line)]
        if texts:
            width = max(len(line) for line in texts)
            last = max(map(_filled, texts))
            filled = [(line + [""] * (width - len(line)))[:last] for line in texts]
            yield Draft("table", rows=filled, page=page, header=header or None)
        yield from after


_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _filled(line: list[str]) -> int:
    """How many cells of a row there are up to the last with text in it."""
    return max((place for place, text in enumerate(line, start=1) if text), default=0)


def _note(note: Any) -> tuple[str, str]:  # noqa: ANN401
    """The mark of a note and its text."""
    mark = note.find(_TEXT + "note-citation")
    body = note.find(_TEXT + "note-body")
    paragraphs = body.iter(_TEXT + "p", _TEXT + "h") if body is not None else ()
    text = on_one_line(clean(" ".join("".join(paragraph.itertext()) for paragraph in paragraphs)))
    return on_one_line("".join(mark.itertext())) if mark is not None else "", text


def _spaced(text: str | None) -> str:
    """Text with every stretch of white space as one space, as the format reads it (6.1.2)."""
    if not text:
        return ""
    inner = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if inner and text[-1].isspace() else ''}"


def _said(meta: Any, tag: str) -> str:  # noqa: ANN401
    """What the file says of itself under a name; empty where it does not."""
    element = next(meta.iter(tag), None)
    return "".join(element.itertext()).strip() if element is not None else ""
