"""Comments that reviewers wrote in a Word file of excerpts: whose, when, and on the rows of which codings.

Word, LibreOffice and Google Docs write a comment's place as a range, or as one point alone; a row of a coding has a bookmark with
the coding's mark (see `kodetre.model.row_marks`). The file has been through other programs and comes by mail: names of parts
are taken from where the file says so, and whatever is not as it should be is nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from kodetre.errors import BadDecisions, DamagedFile
from kodetre.exchange.refi.archive import LARGEST_XML, Archive
from kodetre.exchange.refi.names import moment
from kodetre.i18n.message import msg
from kodetre.model.row_marks import mark_in
from kodetre.userfile import open_file

MOST_ROWS = 20
"""Rows that a comment is on; one on more is on none of them in particular."""
_MOST = 100_000
_LONGEST = 100_000
_PLACE = 100
"""Letters of what stands where a comment is."""
_AGAIN = msg("save it anew as .docx from the program that it was commented in")
_Element = Any


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment: its number in the file (1-based), whose it is, when, what it says, the marks of the rows that it is on, and the
    words that stand there. `answers` is whose comment it answers.
    """

    number: int
    author: str
    created: datetime | None
    text: str
    marks: tuple[str, ...]
    place: str
    answers: str = ""


def is_word(path: Path) -> bool:
    """Whether a file is one of Word's by its name and its first bytes. Raises MissingFile, NotAFile."""
    with open_file(path) as file:
        return file.read(4) == b"PK\x03\x04" and path.suffix.lower() in (".docx", ".docm", ".dotx")


def read_word_comments(path: Path) -> list[WordComment]:
    """The comments of a Word file, answers after what they answer.

    Raises BadDecisions where it has no comments or no row of a coding; DamagedFile, EncryptedFile, TooLarge, MissingFile.
    """
    with Archive(path, _AGAIN) as archive:
        package = _Package(archive)
        main = package.target("", "officeDocument")
        if not main:
            raise DamagedFile(path, msg("is no Word document"), next_step=_AGAIN)
        written = _written(package, main)
        if not written:
            next_step = msg("comments stand in the margin; changes in the text itself are not read")
            raise BadDecisions(path, msg("has no comments"), next_step=next_step)
        places = _Places()
        for event, element in package.events(main):
            places.see(event, element)
    if not places.marked:
        next_step = msg("it must be a file that kodetre report excerpts --format docx wrote, saved as .docx")
        raise BadDecisions(path, msg("has no rows that are known as excerpts of this program"), next_step=next_step)
    return list(_in_order(written, places))


@dataclass(slots=True)
class _Written:
    """A comment as the part of comments says it."""

    id: str
    author: str
    created: datetime | None
    text: str
    paragraph: str
    """The id of its last paragraph, by which other parts name the comment."""
    answers: str = ""


class _Package:
    """The parts of a file, found by what they are."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def target(self, part: str, kind: str) -> str:
        """The name of the part that another one (empty: the file) has as of some kind; empty where it has none."""
        of = PurePosixPath(part)
        relations = str(of.parent / "_rels" / f"{of.name}.rels") if part else "_rels/.rels"
        if not self._archive.find(relations):
            return ""
        for event, element in self.events(relations):
            if event == "end" and _name(element) == "Relationship" and _get(element, "Type").endswith(f"/{kind}"):
                to = _get(element, "Target")
                name = to.lstrip("/") if to.startswith("/") or not part else str(of.parent / to)
                return self._archive.find(name)
        return ""

    def events(self, part: str) -> Iterator[tuple[str, _Element]]:
        """The elements of a part as they begin and end. Raises DamagedFile."""
        path = f"{self._archive.path}:{part}"
        try:
            with self._archive.opened(self._archive.find(part), LARGEST_XML) as xml:
                yield from etree.iterparse(
                    xml, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                    remove_comments=True, remove_pis=True,
                )  # fmt: skip
        except (etree.XMLSyntaxError, UnicodeDecodeError, LookupError) as error:
            raise DamagedFile(path, msg("is no XML that can be read"), next_step=_AGAIN) from error


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: _Element, name: str) -> str:
    """An attribute, whatever the version of the format that it is of."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _written(package: _Package, main: str) -> list[_Written]:
    """The comments that have words, with whom they answer and, where it is told, the time in UTC: Word writes its own clock's."""
    part = package.target(main, "comments")
    if not part:
        return []
    above, resolved = _threads(package, main), _times(package, main)
    written: list[_Written] = []
    for event, element in package.events(part):
        if event != "end" or _name(element) != "comment":
            continue
        paragraphs = [one for one in element.iter() if _name(one) == "p"]
        text = "\n".join(map(_text_of, paragraphs)).strip()[:_LONGEST]
        last = _get(paragraphs[-1], "paraId").upper() if paragraphs else ""
        author = " ".join(_get(element, "author").split())[:100]
        created = resolved.get(last) or moment(_get(element, "date"))
        if len(written) >= _MOST:
            raise BadDecisions(
                f"{part}", msg("has more than {count} comments", count=_MOST), next_step=msg("is it the right file?")
            )
        written.append(_Written(_get(element, "id"), author, created, text, last))
        element.clear()
    by_paragraph = {one.paragraph: one for one in written if one.paragraph}
    for one in written:
        answered = by_paragraph.get(above.get(one.paragraph, ""))
        one.answers = answered.id if answered is not None and answered is not one else ""
    return [one for one in written if one.text]


def _text_of(paragraph: _Element) -> str:
    """The words of a paragraph, without those that somebody has crossed out."""
    parts: list[str] = []
    for one in paragraph.iter():
        name = _name(one)
        if name == "t":
            parts.append(one.text or "")
        elif name == "tab":
            parts.append("\t")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _threads(package: _Package, main: str) -> Mapping[str, str]:
    """Which comment each one answers, by the ids of their last paragraphs."""
    part = package.target(main, "commentsExtended")
    above: dict[str, str] = {}
    for event, element in package.events(part) if part else ():
        if event == "end" and _name(element) == "commentEx" and _get(element, "paraIdParent"):
            above[_get(element, "paraId").upper()] = _get(element, "paraIdParent").upper()
    return above


def _times(package: _Package, main: str) -> Mapping[str, datetime]:
    """The times in UTC that newer versions of Word write, by the ids of the comments' last paragraphs."""
    ids, extensible = package.target(main, "commentsIds"), package.target(main, "commentsExtensible")
    if not ids or not extensible:
        return {}
    durable: dict[str, str] = {}
    for event, element in package.events(ids):
        if event == "end" and _name(element) == "commentId":
            durable[_get(element, "durableId").upper()] = _get(element, "paraId").upper()
    times: dict[str, datetime] = {}
    for event, element in package.events(extensible):
        if event == "end" and _name(element) == "commentExtensible":
            paragraph, time = durable.get(_get(element, "durableId").upper()), moment(_get(element, "dateUtc"))
            if paragraph and time is not None:
                times[paragraph] = time
    return times


@dataclass(slots=True)
class _Row:
    """A row of a table, and the marks in it."""

    marks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where a comment is: the rows that it touches, and the words that it is on, or the paragraph that it is in."""

    rows: list[_Row] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    paragraph: list[str] = field(default_factory=list)


class _Places:
    """Goes through the text once and keeps where its comments are."""

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._before: list[list[str]] = []
        self._paragraphs: list[list[str]] = []
        self._open: dict[str, _Place] = {}
        self.of: dict[str, _Place] = {}
        self.marked = False

    def see(self, event: str, element: _Element) -> None:
        """Take in an element that begins or ends."""
        name = _name(element)
        if event == "start":
            self._begin(element, name)
        else:
            self._end(element, name)

    def _begin(self, element: _Element, name: str) -> None:
        if name == "tbl":
            self._before.append([])
        elif name == "tr":
            row = _Row(self._before.pop() if self._before else [])
            self._before.append([])
            self._rows.append(row)
            for place in self._open.values():
                place.rows.append(row)
        elif name == "p":
            self._paragraphs.append([])
        elif name == "bookmarkStart":
            self._bookmark(mark_in(_get(element, "name")), element)
        elif name in ("commentRangeStart", "commentReference"):
            place = self._place(_get(element, "id"))
            if name == "commentRangeStart":
                self._open[_get(element, "id")] = place

    def _bookmark(self, mark: str, element: _Element) -> None:
        """A bookmark in a row, or, where a program has moved it there, before one."""
        if not mark:
            return
        self.marked = True
        if self._before and _name(element.getparent()) == "tbl":
            self._before[-1].append(mark)
        elif self._rows:
            self._rows[-1].marks.append(mark)

    def _place(self, id: str) -> _Place:
        place = self.of.get(id)
        if place is None:
            place = self.of[id] = _Place()
            place.rows += self._rows[-2:]
            place.paragraph = self._paragraphs[-1] if self._paragraphs else []
        return place

    def _end(self, element: _Element, name: str) -> None:
        if name == "t" and element.text:
            for paragraph in self._paragraphs[-1:]:
                if len(paragraph) < _PLACE:
                    paragraph.append(element.text[:_PLACE])
            for place in self._open.values():
                if len(place.words) < _PLACE:
                    place.words.append(element.text[:_PLACE])
        elif name == "commentRangeEnd":
            self._open.pop(_get(element, "id"), None)
        elif name == "p" and self._paragraphs:
            self._paragraphs.pop()
            element.clear()
        elif name == "tr" and self._rows:
            self._rows.pop()
            element.clear()
            while element.getprevious() is not None and _name(element.getprevious()) == "tr":
                del element.getparent()[0]
        elif name == "tbl" and self._before:
            self._before.pop()

    def at(self, id: str) -> tuple[tuple[str, ...], str]:
        """The marks of the rows that a comment is on, and the words that stand there."""
        place = self.of.get(id)
        if place is None:
            return (), ""
        marks = list(dict.fromkeys(chain.from_iterable(row.marks for row in place.rows)))
        words = " ".join("".join(place.words or place.paragraph).split())
        return tuple(marks) if len(marks) <= MOST_ROWS else (), words[:_PLACE]


def _in_order(written: list[_Written], places: _Places) -> Iterator[WordComment]:
    """The comments with their places; an answer is where the comment is that it answers."""
    by_id = {one.id: one for one in written}
    for number, one in enumerate(written, start=1):
        marks, words = places.at(one.id)
        asked = by_id.get(one.answers)
        if asked is not None and not marks:
            marks, words = places.at(asked.id)
        yield WordComment(number, one.author, one.created, one.text, marks, words, asked.author if asked else "")
