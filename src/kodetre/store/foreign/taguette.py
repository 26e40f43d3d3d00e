"""A Taguette project: an SQLite database with documents in HTML, and highlights that count bytes of UTF-8 over their text.

Who highlighted, and when, is in its log of commands.
"""

import json
from bisect import bisect_left, bisect_right
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

from kodetre.errors import NotPossible
from kodetre.exchange.cleaned import cleaned
from kodetre.exchange.qda import Loss, QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser
from kodetre.i18n.message import msg
from kodetre.model.exchanged import derived_guid
from kodetre.store.foreign.database import Foreign, number_of, opened, text_of, time_of

_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul".split()
)


def is_taguette(tables: frozenset[str]) -> bool:
    """Whether tables are those of Taguette."""
    return {"documents", "highlights", "highlight_tags", "tags"} <= tables


def read_taguette(path: Path) -> QdaProject:
    """The project in a database. Raises NotPossible where there are several, DamagedFile, TooLarge."""
    with opened(path) as foreign:
        projects = foreign.rows("projects", "id name description created", "id")
        if len(projects) != 1:
            names = ", ".join(f"«{text_of(row['name'])}»" for row in projects[:5])
            what = f"holds {len(projects)} projects, and not one" + (f": {names}" if names else "")
            raise NotPossible(path, what, next_step=msg("in Taguette: Project info, Export project (.sqlite3)"))
        return _Reader(foreign, projects[0]).read()


class _Reader:
    def __init__(self, foreign: Foreign, project: dict[str, object]) -> None:
        self.foreign = foreign
        self.project = project
        self.born = text_of(project["created"])
        self.users: dict[str, QdaUser] = {}
        self.above = 0

    def read(self) -> QdaProject:
        codes = self._codes()
        self.by = self._log()
        self.tags: dict[int, list[int]] = {}
        for row in self.foreign.rows("highlight_tags", "highlight_id tag_id", "highlight_id"):
            self.tags.setdefault(number_of(row["highlight_id"]), []).append(number_of(row["tag_id"]))
        self.marks: dict[int, list[dict[str, object]]] = {}
        for row in self.foreign.rows("highlights", "id document_id start_offset end_offset", "start_offset"):
            self.marks.setdefault(number_of(row["document_id"]), []).append(row)
        documents = self.foreign.rows("documents", "id name description filename created contents", "id")
        sources = [self._source(row) for row in documents]
        why = msg("stand above tags whose path names them")
        return QdaProject(
            text_of(self.project["name"]), "Taguette", text_of(self.project["description"]), time_of(self.project["created"]),
            users=tuple(self.users.values()), codes=tuple(codes), sources=tuple(sources),
            losses=(Loss(self.above, msg("codes"), why),) if self.above else (),
        )  # fmt: skip

    def _guid(self, kind: str, id: object) -> str:
        return derived_guid(f"taguette {kind}", self.born, str(id))

    def _user(self, login: str) -> str:
        if login and login not in self.users:
            self.users[login] = QdaUser(derived_guid("coder", login), login)
        return self.users[login].guid if login else ""

    def _codes(self) -> list[QdaCode]:
        """Tags as a tree by the dots in their paths."""
        rows = self.foreign.rows("tags", "id path description", "id")
        by_path = {text_of(row["path"]): row for row in rows}
        codes: dict[str, QdaCode] = {}
        for path in sorted(by_path):
            parts = [part for part in path.split(".") if part.strip()] or ["?"]
            parent = ""
            for count in range(1, len(parts) + 1):
                here = ".".join(parts[:count])
                last = count == len(parts)
                if here not in codes:
                    row = by_path.get(path if last else here)
                    guid = self._guid("tag", row["id"]) if row is not None else self._guid("path", here)
                    about = text_of(row["description"]) if row is not None else ""
                    codes[here] = QdaCode(guid, parts[count - 1], parent, about, "", row is not None)
                    self.above += row is None
                parent = codes[here].guid
        return list(codes.values())

    def _log(self) -> dict[tuple[int, int | None], tuple[str, object]]:
        """Who made a highlight (tag None), and who first gave it a tag, with the time of it."""
        first: dict[tuple[int, int | None], tuple[str, object]] = {}
        for row in self.foreign.rows("commands", "id date user_login payload", "id"):
            try:
                payload = json.loads(text_of(row["payload"]))
            except (ValueError, RecursionError):
                continue
            if not isinstance(payload, dict) or payload.get("type") != "highlight_add":
                continue
            highlight, tags = number_of(payload.get("highlight_id")), payload.get("tags")
            for tag in (None, *(tags if isinstance(tags, list) else ())):
                key = highlight, None if tag is None else number_of(tag)
                first.setdefault(key, (text_of(row["user_login"]), row["date"]))
        return first

    def _source(self, row: dict[str, object]) -> QdaSource:
        text, starts, bytes_before = _text_of(text_of(row["contents"]))
        selections: list[QdaSelection] = []
        marks = self.marks.get(number_of(row["id"]), [])
        places: list[tuple[int, int]] = []
        for mark in marks:
            start = _at(number_of(mark["start_offset"]), starts, bytes_before, text, is_end=False)
            places.append((start, _at(number_of(mark["end_offset"]), starts, bytes_before, text, is_end=True)))
        clean, moved = cleaned(text, chain.from_iterable(places))
        for mark, (start, end) in zip(marks, places, strict=True):
            selections.append(self._selection(mark, clean, moved.get(start, -1), moved.get(end, -1)))
        reading = "bytes of UTF-8 over the text of the page"
        return QdaSource(
            self._guid("document", row["id"]), text_of(row["name"]), "text", clean, "", "", text_of(row["description"]), "",
            time_of(row["created"]), tuple(selections), reading=reading,
        )  # fmt: skip

    def _selection(self, mark: dict[str, object], text: str, start: int, end: int) -> QdaSelection:
        id = number_of(mark["id"])
        login, created = self.by.get((id, None), ("", None))
        codings: list[QdaCoding] = []
        for tag in sorted(self.tags.get(id, ())):
            who, when = self.by.get((id, tag), (login, created))
            guid = derived_guid("taguette coding", self.born, str(id), str(tag))
            codings.append(QdaCoding(guid, self._guid("tag", tag), self._user(who), time_of(when)))
        placed = 0 <= start < end <= len(text)
        quote = text[start:end] if placed else ""
        user = self._user(login)
        return QdaSelection(
            self._guid("highlight", id), start, end, quote, "", user, time_of(created), tuple(codings), placed=placed
        )


class _Text(HTMLParser):
    """The text nodes of a page, as Taguette counts them, and where a line end is put between blocks that have none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, bool]] = []
        self._parted = False

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        before = self.pieces[-1][0] if self.pieces else "\n"
        if self._parted and data and not (data[0].isspace() or before[-1].isspace()):
            self.pieces.append(("\n", False))
        self._parted = False
        if data:
            self.pieces.append((data, True))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins."""
        if tag in _BLOCKS:
            self._parted = True

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in _BLOCKS:
            self._parted = True


def _text_of(html: str) -> tuple[str, list[int], list[int]]:
    """The text of a page, where each stretch of its own text begins in it, and how many bytes of that stand before."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    parts: list[str] = []
    starts: list[int] = []
    before: list[int] = []
    length = count = 0
    for piece, own in parser.pieces:
        if own:
            starts.append(length)
            before.append(count)
            count += len(piece.encode("utf-8", "replace"))
        parts.append(piece)
        length += len(piece)
    return "".join(parts).replace("\r", " "), starts, [*before, count]


def _at(offset: int, starts: list[int], before: list[int], text: str, *, is_end: bool) -> int:
    """Where an offset in bytes of the page's own text is; -1 when it is not in it. An end belongs to what stands before it."""
    if not starts or not 0 <= offset <= before[-1]:
        return -1
    find = bisect_left if is_end else bisect_right
    piece = max(0, find(before, offset, 0, len(starts)) - 1)
    left, at = offset - before[piece], starts[piece]
    while left > 0 and at < len(text):
        left -= len(text[at].encode("utf-8", "replace"))
        at += 1
    return at if left == 0 else -1
