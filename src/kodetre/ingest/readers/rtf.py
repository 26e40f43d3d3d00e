"""A Rich Text Format file to a `Reading` (Microsoft's specification 1.9.1): striprtf finds the letters.

It leaves out what says how they belong together, so that is written into the file as signs of no letter first: where a heading
begins, a row and its cells, a note, a text box.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from kodetre.errors import DamagedFile, EmptyFile
from kodetre.i18n.message import by_number, msg
from kodetre.ingest.layout.drafts import Draft, clean, compose, on_one_line, pages_of
from kodetre.ingest.readers.struck import StruckWords
from kodetre.model.documents import Metadata, Reading, Strike
from kodetre.userfile import LARGEST_TEXT, read_bytes

_HEADING, _ROW, _CELL, _END_OF_ROW, _NOTE, _END_OF_NOTE, _BOX, _END_OF_BOX, _INNER, _EDGE, _PAGE, _STRUCK, _UNSTRUCK = (
    map(chr, range(0xE0F0, 0xE0FD))
)
_SIGNS = re.compile(f"[{_HEADING}-{_UNSTRUCK}]")
_STRETCH = re.compile(f"{_STRUCK}([^{_UNSTRUCK}]*){_UNSTRUCK}?")
"""A struck stretch, over as many paragraphs and cells as it has."""
_PIECES = re.compile(f"([{_HEADING}-{_PAGE}\n\t]+\\d*)")
_SAME_EDGE = 30
"""Twips within which two cells end in one place."""
_STYLE = re.compile(r"\{(?:\\\*)?\\s(\d+)\b([^{}]*?)([^{}\\;]*);\}")
"""A style of paragraphs: its number, what it says, and its name."""
_NAME = re.compile(r"^\s*(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_GROUPS = {"footnote": (_NOTE, _END_OF_NOTE), "shptxt": (_BOX, _END_OF_BOX), "dptxbxtext": (_BOX, _END_OF_BOX)}
"""Groups that striprtf leaves out and that hold text, with the signs put around it."""
_OUTER = frozenset(("shp", "shpinst", "do", "shpgrp"))
"""The groups that a text box stands in, which striprtf leaves out with it."""
_IGNORABLE = "\\*"
_CONTROL = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]", re.IGNORECASE)
_LONGEST_STYLESHEET = 1_000_000
_LABEL = re.compile(r"^(?P<label>[^\t]{1,12})\t")
_BULLET = re.compile(r"^[\u2022\u00b7\u25cf\u25e6\u25aa\uf0b7\uf0a7o*\u2013-]$")


def read(path: Path, strike: Strike = "mark") -> Reading:
    """What an RTF file says; `strike` is what becomes of struck words.

    Raises EmptyFile or DamagedFile when it is none.
    """
    data = read_bytes(path, LARGEST_TEXT)
    if not data.strip():
        raise EmptyFile(path, msg("is empty (0 bytes)"), next_step=msg("fetch it again"))
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DamagedFile(path, msg("is no RTF file"), next_step=msg("open it to see what it is, and save it anew"))
    source = data.decode("latin-1")
    numbered = "\\chftn" in source and "\\ftnalt" not in source
    struck = StruckWords(strike)
    letters = _letters(path, _marked(source)).replace(_UNSTRUCK + _STRUCK, "")
    text = _STRETCH.sub(lambda stretch: _struck(stretch[1], struck), letters)
    drafts = list(_drafts(text, numbered=numbered))
    composed = compose(drafts)
    empty = not composed.text.strip()
    info = {name: _said(source, name) for name in ("title", "author")}
    created = re.search(r"\\creatim\\yr(\d{4})", source)
    comments = source.count("\\*\\annotation")
    notes = [
        by_number(
            comments,
            "{number} comment in the margin is left out",
            "{number} comments in the margin are left out",
        )
    ]
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, ["1"], len(composed.text)),
        blocks=composed.blocks,
        furniture=tuple(struck.left_out),
        metadata=Metadata(**info, year=created[1] if created else "", year_guessed=created is not None),
        status="no text" if empty else "ok",
        notes=(*(notes if comments else ()), *((msg("there is no text in it"),) if empty else ())),
        paged=False,
    )


def _struck(stretch: str, struck: StruckWords) -> str:
    """A struck stretch as it is written, each paragraph and cell of it by itself."""
    written = []
    for place, piece in enumerate(_PIECES.split(stretch)):
        paragraph = struck.paragraph()
        written.append(piece if place % 2 else paragraph.write(piece, struck=True) + paragraph.end())
    return "".join(written)


def _letters(path: Path, source: str) -> str:
    """The text of a file with the signs in it."""
    try:
        text = _without_controls(source)
    except (ValueError, LookupError, IndexError) as error:
        raise DamagedFile(
            path, msg("is a broken RTF file"), next_step=msg("open it in Word or LibreOffice and save it anew")
        ) from error
    return text


def _without_controls(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    text: Any = rtf_to_text(source, errors="replace")
    return str(text)


def _marked(source: str) -> str:
    """A file's source with the signs in it, without what was deleted with changes tracked, and with the texts of boxes and
    notes where they hang.
    """
    levels = _heading_styles(source)
    parts: list[str] = []
    closes: list[str] = []
    last = 0
    in_row = False
    strikes = [False]
    for match in _CONTROL.finditer(source):
        sign = match[0]
        before = source[last : match.start()]
        last = match.end()
        parts.append(before)
        word, number = match[1], match[2]
        if sign == "{":
            closes.append("")
            strikes.append(strikes[-1])
            parts.append(sign)
        elif sign == "}":
            was_struck = strikes.pop() if len(strikes) > 1 else False
            parts.append((closes.pop() if closes else "") + sign + _change(strikes[-1], before=was_struck))
        elif word in ("strike", "striked", "plain"):
            is_struck = word != "plain" and number != "0"
            parts.append(sign + _change(is_struck, before=strikes[-1]))
            strikes[-1] = is_struck
        elif word in _GROUPS and closes:
            begins, ends = _GROUPS[word]
            closes[-1] = _escaped(ends)
            parts.append(_escaped(begins))
        elif word in _OUTER:
            while parts and parts[-1].strip() in ("", _IGNORABLE):
                parts.pop()
        elif word == "deleted" and number != "0":
            parts.append("\\*\\deletedtext ")
        elif word == "outlinelevel" and number is not None and 0 <= int(number) < 9:
            parts.append(f"{sign}{_escaped(_HEADING)}{int(number) + 1}")
        elif word == "s" and number in levels:
            parts.append(f"{sign}{_escaped(_HEADING)}{levels[number]}")
        elif word == "cellx" and number is not None:
            parts.append(f"{sign}{_escaped(_EDGE)}{number}{_escaped(_EDGE)}")
        elif word == "trowd":
            parts.append(sign + ("" if in_row else _escaped(_ROW)))
            in_row = True
        elif word == "cell":
            parts.append(_escaped(_CELL))
        elif word == "nestcell":
            parts.append(_escaped(_INNER))
        elif word == "row":
            parts.append(_escaped(_END_OF_ROW))
            in_row = False
        else:
            parts.append(sign)
    return "".join([*parts, source[last:]])


def _change(struck: bool, *, before: bool) -> str:
    """The sign of a struck stretch that begins or ends here."""
    return "" if struck == before else _escaped(_STRUCK if struck else _UNSTRUCK)


def _heading_styles(source: str) -> dict[str, int]:
    """The level of each style that is a heading's, by the number of the style."""
    begins = source.find("{\\stylesheet")
    if begins < 0:
        return {}
    levels: dict[str, int] = {}
    for number, says, ends in _STYLE.findall(source, begins, begins + _LONGEST_STYLESHEET):
        name = ends.partition(" ")[2]  # after the last control word
        outline, named = re.search(r"\\outlinelevel([0-8])\b", says), _NAME.match(name)
        if outline is not None:
            levels[number] = int(outline[1]) + 1
        elif named is not None:
            levels[number] = int(named[1])
        elif name.strip().lower() in ("title", "tittel"):
            levels[number] = 1
    return levels


def _escaped(sign: str) -> str:
    """A sign as RTF writes a letter: a signed number of 16 bits."""
    return f"\\u{ord(sign) - 0x10000}?"


def _numbered(text: str) -> str:
    """A text in which every note has its number, at its mark and before it: one counts on from another."""
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"[{count}]{match[0]}{count} "

    return re.sub(_NOTE, mark, text)


def _drafts(text: str, *, numbered: bool) -> Iterator[Draft]:
    """The blocks of a text with signs in it: a paragraph is a line, a note comes after the one that it hangs on. Notes are
    numbered when they are all of one kind, with numbers that the program counts.
    """
    rows: list[_Row] = []
    text = _numbered(text) if numbered else text
    for part in re.split(f"({_ROW}[^{_END_OF_ROW}]*{_END_OF_ROW})", text):
        if part.startswith(_ROW):
            rows.append(_row(part))
        elif part.strip():
            yield from _table(rows)
            rows = []
            yield from _paragraphs(part)
    yield from _table(rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its cells, where each ends (in twips), and the notes and boxes in it."""

    cells: list[str]
    edges: list[int]
    notes: list[str]
    boxes: list[str]


def _row(part: str) -> _Row:
    row, notes, boxes = _apart(part)
    edges = [int(edge) for edge in re.findall(f"{_EDGE}(-?\\d+){_EDGE}", row)]
    row = re.sub(f"{_EDGE}-?\\d+{_EDGE}", "", row)
    cells = [_plain(cell.replace(_INNER, " ")) for cell in row.split(_CELL)[:-1]]
    return _Row(cells, edges[: len(cells)], notes, boxes)


def _table(rows: list[_Row]) -> Iterator[Draft]:
    """Rows after one another as a table: a cell stands in the column in which it begins."""
    filled = [row for row in rows if any(row.cells)]
    if filled:
        all_edges = chain.from_iterable(row.edges for row in filled)
        edges = sorted({round(edge / _SAME_EDGE) for edge in all_edges})
        width = max(len(edges), *(len(row.cells) for row in filled))
        lines = []
        for row in filled:
            line = [""] * width
            begins = 0
            for place, cell in enumerate(row.cells):
                at = begins if len(row.edges) == len(row.cells) else place
                line[at] = cell
                if place < len(row.edges):
                    begins = edges.index(round(row.edges[place] / _SAME_EDGE)) + 1
            lines.append(line)
        yield Draft("table", rows=lines)
    for row in rows:
        yield from _beside(row.notes, row.boxes)


def _paragraphs(part: str) -> Iterator[Draft]:
    outer, notes, boxes = _apart(part, keep=True)
    for line in outer.split("\n"):
        own_notes = [notes[ord(sign) - _KEPT] for sign in line if _KEPT <= ord(sign) < _KEPT + len(notes)]
        own_boxes = [boxes[ord(sign) - _KEPT_BOX] for sign in line if _KEPT_BOX <= ord(sign) < _KEPT_BOX + len(boxes)]
        plain = "".join(sign for sign in line if not _KEPT <= ord(sign) < _KEPT_BOX + len(boxes))
        level = re.search(f"{_HEADING}(\\d)", plain)
        plain = _without_levels(plain)
        label = _LABEL.match(plain.lstrip("\n "))
        whole = _plain(plain)
        if whole and level is not None:
            yield Draft("heading", int(level[1]), text=whole)
        elif whole and label is not None and _is_label(label["label"].strip()):
            bare = on_one_line(clean(plain.lstrip("\n ")[label.end() :]))
            marked = bare if _BULLET.match(label["label"].strip()) else whole
            yield Draft("list_item", 1, text=marked)
        elif whole:
            yield Draft("paragraph", text=whole)
        yield from _beside(own_notes, own_boxes)


_KEPT, _KEPT_BOX = 0xF0000, 0xF8000
"""Letters outside of all that is written which stand for the notes and boxes of a paragraph while it is read."""


def _apart(part: str, *, keep: bool = False) -> tuple[str, list[str], list[str]]:
    """A text without the notes and text boxes in it, and these; with `keep` a letter stands for each."""
    notes: list[str] = []
    boxes: list[str] = []
    kinds = (_NOTE, _END_OF_NOTE, notes, _KEPT), (_BOX, _END_OF_BOX, boxes, _KEPT_BOX)
    for begins, ends, gathered, letters in kinds:

        def taken(match: re.Match[str], gathered: list[str] = gathered, letters: int = letters) -> str:
            gathered.append(match[1])
            return chr(letters + len(gathered) - 1) if keep else ""

        part = re.sub(f"{begins}([^{begins}{ends}]*){ends}", taken, part)
    return part, notes, boxes


def _beside(notes: list[str], boxes: list[str]) -> Iterator[Draft]:
    for note in notes:
        if text := _plain(note):
            yield Draft("footnote", text=text)
    for box in boxes:
        for draft in _paragraphs(box):
            draft.aside = True
            if draft.kind == "heading":
                draft.kind, draft.level = "paragraph", 0
            yield draft


def _plain(text: str) -> str:
    """A text on one line without the signs in it."""
    return on_one_line(clean(_SIGNS.sub(" ", _without_levels(text))))


def _without_levels(text: str) -> str:
    return re.sub(f"{_HEADING}\\d", "", text)


def _is_label(label: str) -> bool:
    """Whether what stands before a tab is the mark of a list item, as the program wrote it there."""
    return bool(_BULLET.match(label)) or (label[-1:] in ".)" and any(map(str.isalnum, label)))


def _said(source: str, name: str) -> str:
    """What the file says of itself under a name, in plain letters; empty where it does not."""
    said = re.search(rf"{{\\info\b.*?{{\\{name} ([^{{}}]{{0,300}})}}", source, re.DOTALL)
    if said is None:
        return ""
    return on_one_line(clean(_without_controls("{\\rtf1\\ansi\\ansicpg1252 " + said[1] + "}")))
