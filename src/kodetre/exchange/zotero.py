"""Annotations that Zotero exports: as JSON (its API's, or Better BibTeX's with the library), and as notes in HTML or Markdown.

The JSON has the boxes of every highlight in PDF space; a note has its words, and its page where Zotero's links are in it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from kodetre.errors import DamagedFile, NothingMatched
from kodetre.exchange.refi.names import moment
from kodetre.i18n.message import msg
from kodetre.userfile import LARGEST_TABLE, read_text

ENDINGS = (".json", ".html", ".htm", ".md", ".markdown")
_KINDS = {"highlight": "highlight", "underline": "underline", "note": "note", "text": "note"}
_MOST = 100_000
_DEEPEST = 12
_LONGEST_LINE = 100_000
_LINK = re.compile(r"\[[^\]\[]*\]\(zotero://open(?:-pdf)?/(?:library|groups/\d+)/items/(\w+)\?([^)\s]*)\)")
_QUOTED = re.compile(r"[“\"«](.*)[”\"»]", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_CITATION = "citation"
_COLOUR = re.compile("#[0-9a-f]{6}")
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ZoteroMark:
    """An annotation: its page from 1, its boxes in PDF space, the words under it, what it says, its tags, whose and when.

    `file` is the name of the PDF, and `parent` Zotero's key of it; each is empty where the export does not say it.
    """

    key: str
    kind: str
    page: int
    rects: tuple[Rect, ...]
    text: str
    comment: str
    colour: str
    tags: tuple[str, ...] = ()
    author: str = ""
    created: str = ""
    file: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ZoteroExport:
    """The annotations of an export, and how many are pictures and drawings, which are not read."""

    marks: tuple[ZoteroMark, ...]
    pictures: int = 0


def read_zotero(path: Path) -> ZoteroExport:
    """The annotations in a file. Raises NothingMatched where there are none, DamagedFile, MissingFile, BadEncoding, TooLarge."""
    text = read_text(path, LARGEST_TABLE)
    if path.suffix.lower() == ".json":
        export = _of_json(path, text)
    else:
        plain = _of_html(text) if path.suffix.lower() in (".html", ".htm") else text
        export = ZoteroExport(tuple(_of_note(plain)))
    if not export.marks:
        next_step = msg(
            "export the library as Better BibTeX JSON, or a note as Markdown with Zotero links; CSL-JSON has no annotations"
        )
        raise NothingMatched(path, msg("has no annotations of Zotero's in it"), next_step=next_step)
    return export


def _of_json(path: Path, text: str) -> ZoteroExport:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedFile(path, msg("is no JSON that can be read"), next_step=msg("export it anew")) from error
    names: dict[str, str] = {}
    listed: list[tuple[Mapping[str, Any], str]] = []
    _walk(values, "", 0, names, listed)
    marks: list[ZoteroMark] = []
    pictures = 0
    for value, file in listed[:_MOST]:
        if _text(value, "annotationType") not in _KINDS:
            pictures += 1
            continue
        marks += _of_value(value, file or names.get(_text(value, "parentItem"), ""))
    return ZoteroExport(tuple(marks), pictures)


def _walk(
    value: object,
    file: str,
    depth: int,
    names: dict[str, str],
    listed: list[tuple[Mapping[str, Any], str]],
) -> None:
    """Annotations wherever they stand, with the name of the file that they stand under; and the names of files by their keys."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            _walk(one, file, depth + 1, names, listed)
    elif isinstance(value, dict):
        if "annotationType" in value:
            listed.append((value, file))
            return
        name = _file_of(value)
        if name and _text(value, "key"):
            names.setdefault(_text(value, "key"), name)
        for one in value.values():
            if isinstance(one, (list, dict)):
                _walk(one, name or file, depth + 1, names, listed)


def _file_of(value: Mapping[str, Any]) -> str:
    """The name of the file that an attachment is."""
    path = _text(value, "filename") or _text(value, "path") or _text(value, "localPath")
    name = path.replace("\\", "/").rpartition("/")[2].removeprefix("storage:").removeprefix("attachments:")
    if not name and _text(value, "title").lower().endswith(".pdf"):
        name = _text(value, "title")
    return name


def _text(value: Mapping[str, Any], name: str) -> str:
    one = value.get(name)
    return one.encode("utf-8", "replace").decode().replace("\r\n", "\n").strip() if isinstance(one, str) else ""


def _of_value(value: Mapping[str, Any], file: str) -> Iterator[ZoteroMark]:
    """An annotation; two where it goes on over the next page."""
    position = value.get("annotationPosition")
    if isinstance(position, str):
        try:
            position = json.loads(position)
        except (ValueError, RecursionError):
            position = None
    place: Mapping[str, Any] = position if isinstance(position, dict) else {}
    index = place.get("pageIndex")
    page = index + 1 if isinstance(index, int) and 0 <= index < _MOST else 0
    rects, more = _rects(place.get("rects")), _rects(place.get("nextPageRects"))
    key, kind = _text(value, "key"), _KINDS[_text(value, "annotationType")]
    tags = tuple(_tags(value.get("tags")))
    colour = _text(value, "annotationColor").lower()
    author = _text(value, "annotationAuthorName")
    created = moment(_text(value, "dateAdded") or _text(value, "dateModified"))
    mark = ZoteroMark(
        key, kind, page, rects, _text(value, "annotationText"), _text(value, "annotationComment"),
        colour if _COLOUR.fullmatch(colour) else "", tags, author,
        created.strftime("D:%Y%m%d%H%M%SZ") if created is not None else "", file, _text(value, "parentItem"),
    )  # fmt: skip
    yield mark
    if more and page and not mark.text:
        yield ZoteroMark(key, kind, page + 1, more, "", "", mark.colour, tags, author, mark.created, file, mark.parent)


def _rects(value: object) -> tuple[Rect, ...]:
    rects: list[Rect] = []
    for one in value[:5000] if isinstance(value, list) else ():
        if isinstance(one, list) and len(one) == 4 and all(isinstance(side, (int, float)) for side in one):
            left, low, right, high = map(float, one)
            rects.append((left, low, right, high))
    return tuple(rects)


def _tags(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        tag = one.get("tag") if isinstance(one, dict) else one
        if isinstance(tag, str) and tag.strip():
            yield " ".join(tag.split()).removeprefix("#")


def _of_note(text: str) -> Iterator[ZoteroMark]:
    """The annotations of a note: the words in quotation marks before a link to their page, and the comment after it."""
    for line in text.splitlines():
        if "zotero://open" not in line or len(line) > _LONGEST_LINE:
            continue
        links = list(_LINK.finditer(line))
        for number, link in enumerate(links):
            before = line[links[number - 1].end() if number else 0 : link.start()]
            after = line[link.end() : links[number + 1].start() if number + 1 < len(links) else len(line)]
            quoted = _QUOTED.search(_cut(before))
            query = parse_qs(link[2].replace("&amp;", "&"))
            page = next(iter(query.get("page", ())), "")
            if quoted is None or not page.isdecimal() or len(page) > 6:
                continue
            comment = after.lstrip().removeprefix(")")
            if number + 1 < len(links):
                comment = re.split("[“«]", comment, maxsplit=1)[0]
            words, said = _plain(quoted[1]), _plain(comment)
            key = next(iter(query.get("annotation", ())), "")
            yield ZoteroMark(key, "highlight", int(page), (), words, said, "", parent=link[1])


def _cut(before: str) -> str:
    """What stands before a link, without the citation that is between the words and it."""
    at = max(before.rfind("”"), before.rfind("»"), before.rfind('"'))
    return before[: at + 1]


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()


class _Note(HTMLParser):
    """A note in HTML as lines of Markdown, with the links in it; the position that a highlight has is one too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._waiting = ""
        """The link of a highlight: it stands after the citation, as where Zotero writes links itself."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph begins a line, a link is kept, and so is where a highlight says that it is."""
        values = dict(attrs)
        if tag in ("p", "li", "div", "h1", "h2", "h3", "blockquote", "br"):
            self._put_link()
            self.parts.append("\n")
        if tag == "a":
            self.parts.append("[")
            self._open.append(("a", values.get("href") or ""))
        elif tag == "span":
            of_citation = values.get("class") == "citation"
            self._open.append(("span", _CITATION if of_citation else _link_of(values.get("data-annotation") or "")))

    def handle_endtag(self, tag: str) -> None:
        """A link ends with where it leads."""
        if not self._open or tag != self._open[-1][0]:
            return
        _, target = self._open.pop()
        if tag == "a":
            self.parts.append(f"]({target})")
        elif target == _CITATION:
            self._put_link()
        elif target:
            self._waiting = f" ([pdf]({target})) "

    def whole(self) -> str:
        """All of it."""
        self._put_link()
        return "".join(self.parts)

    def _put_link(self) -> None:
        self.parts.append(self._waiting)
        self._waiting = ""

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if data.strip() and ("span", _CITATION) not in self._open:
            self._put_link()
        self.parts.append(" ".join(data.splitlines()))


def _link_of(data: str) -> str:
    """Where a highlight says that it is, as a link; empty where it does not."""
    try:
        value = json.loads(unquote(data)) if data else {}
    except (ValueError, RecursionError):
        return ""
    position = value.get("position") if isinstance(value, dict) else None
    index = position.get("pageIndex") if isinstance(position, dict) else None
    if not isinstance(index, int):
        return ""
    item = re.sub(r"\W", "", _text(value, "attachmentURI").rpartition("/")[2]) or "0"
    key = re.sub(r"\W", "", _text(value, "annotationKey"))
    return f"zotero://open-pdf/library/items/{item}?page={index + 1}&annotation={key}"


def _of_html(text: str) -> str:
    parser = _Note()
    parser.feed(text)
    parser.close()
    return parser.whole()
