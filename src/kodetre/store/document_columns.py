"""The list of many documents as columns, kept beside the store and named by the steps that it was made from.

Making an object of each of a hundred thousand documents takes seconds, and asking the store for all that a list says takes as long.
So the columns are written once, beside the index, and a document is made of them when it is asked for. Steps never change but for
being taken back; which of those that can change the list are live tells one list from every other.
"""

import hashlib
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kodetre.model.codings import StepKind
from kodetre.model.document_list import DocumentList
from kodetre.model.documents import METADATA_FIELDS, DocumentInfo, Metadata
from kodetre.store.arrays import Array, as_bytes, read_arrays, write_arrays
from kodetre.store.list_rows import LIVE_METADATA
from kodetre.store.stored import read_moment

MANY = 1000
"""Documents from which on the list is kept as columns."""
PART, MOST_WORDS = 2048, 4_000_000
"""Documents of a part of the corpus: those with numbers from so many times 0, 1, 2 on; and the words of a part that is not divided
further.
"""
_LAYOUT = 1
"""How the columns are made; another number when that changes, so that nobody reads what another kodetre made otherwise."""
_AT_A_TIME = 1024
"""Documents that are made at a time."""
_TEXTS = ("uuid", "sha256", "file", "language", "status", "created", *METADATA_FIELDS)
_NUMBERS = ("number", "version", "pages", "words", "paged", "pseudonyms", "guessed")

_CODING = ", ".join(f"'{kind.value}'" for kind in StepKind if kind.is_coding)
_STEPS = f"SELECT id, uuid, undone FROM step WHERE name NOT IN ({_CODING}) ORDER BY id"  # noqa: S608 - names of ours
_SIZES = """
SELECT (SELECT COUNT(*) FROM document), (SELECT COUNT(*) FROM version), (SELECT COUNT(*) FROM metadata),
  (SELECT COALESCE(MAX(id), 0) FROM document), (SELECT COALESCE(MAX(id), 0) FROM version),
  (SELECT COALESCE(MAX(id), 0) FROM metadata)
"""
_HAS_KEY = "SELECT EXISTS (SELECT 1 FROM pseudonym_key)"
_DOCUMENTS = """
SELECT version.document, MAX(version.id), version.words, version.paged, version.pseudonyms, document.uuid, version.sha256,
  version.file, version.language, version.status, version.created, step.uuid
FROM version
JOIN step ON step.id = version.step
JOIN document ON document.id = version.document
JOIN step AS taken_in ON taken_in.id = document.step
WHERE step.undone = 0 AND taken_in.undone = 0
GROUP BY version.document ORDER BY version.document
"""  # the newest live text of each; SQLite takes the other columns from the row that has the greatest id
_PAGES = "SELECT version, COUNT(*) FROM page GROUP BY version"

Asked = Callable[[], Mapping[int, int]]
"""How many words of each document, by its number, interviewers say."""
Asking = Callable[[], Mapping[int, Sequence[str]]]
"""Who of each document, by its number, is marked as an interviewer."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the documents: its name, what tells the texts of its documents from all others, and their ids."""

    name: str
    told: str
    ids: Sequence[str]


class ColumnsOfDocuments(DocumentList):
    """Documents as columns of a file or of memory."""

    def __init__(self, columns: Mapping[str, Array]) -> None:
        self._columns = dict(columns)  # each is a view that is made once
        self._numbers = columns["number"].view(np.uint32)

    @overload
    def __getitem__(self, place: int) -> DocumentInfo: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[DocumentInfo]: ...

    def __getitem__(self, place: int | slice) -> DocumentInfo | Sequence[DocumentInfo]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._made(place % len(self))  # from the end where it is negative

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[DocumentInfo]:
        for first in range(0, len(self), _AT_A_TIME):
            yield from self._some(slice(first, first + _AT_A_TIME))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(DocumentInfo.__eq__, self, other))

    @cached_property
    def ids(self) -> Sequence[str]:
        """The ids, in order."""
        return [f"D{number}" for number in self._numbers.tolist()]

    def values(self, name: str) -> Sequence[str]:
        """A metadata field of each."""
        distinct, which = self._distinct(name), self._columns[f"{name}_which"].tolist()
        return [distinct[number] for number in which]

    def years(self) -> Sequence[str]:
        """The year of each as a person sees it."""
        years, guessed = self.values("year"), self._columns["guessed"].tolist()
        return [f"[ca. {year}]" if year and guess else year for year, guess in zip(years, guessed, strict=True)]

    def words(self) -> Sequence[int]:
        """How many words each has."""
        words: list[int] = self._columns["words"].view(np.uint32).tolist()
        return words

    def by_id(self, id: str) -> DocumentInfo | None:
        """The document with this id."""
        place = self.place(id)
        return self._made(place) if place is not None else None

    def place(self, id: str) -> int | None:
        """The place of the document with this id; None where there is none."""
        digits = id[1:]
        if (
            id[:1] != "D"
            or not (digits.isascii() and digits.isdigit() and len(digits) < 10)
            or digits != str(int(digits))
        ):
            return None
        number = int(digits)
        place = bisect_left(self._numbers, number)
        return place if place < len(self) and self._numbers[place] == number else None

    def parts(self) -> list[Part]:
        """The parts that the index is made of."""
        first = [*self._columns["part_first"].tolist(), len(self)]
        names, told = (_text(self._columns[name]).split("\n") for name in ("part_name", "part_told"))
        return [
            Part(name, own, self.ids[begin:end])
            for name, own, begin, end in zip(names, told, first, first[1:], strict=False)
        ]

    def _made(self, place: int) -> DocumentInfo:
        return next(self._some(slice(place, place + 1)))

    def _some(self, places: slice) -> Iterator[DocumentInfo]:
        """The documents at some places."""
        numbers = zip(*(self._columns[name][places].tolist() for name in _NUMBERS), strict=True)
        texts = zip(*(self._values(name, places) for name in _TEXTS), strict=True)
        for of_number, of_text in zip(numbers, texts, strict=True):
            number, version, pages, words, paged, pseudonyms, guessed = of_number
            uuid, sha256, file, language, status, created, *metadata = of_text
            about = Metadata(*metadata, year_guessed=bool(guessed))
            yield DocumentInfo(
                f"D{number}", uuid, sha256, file, about, language, status, pages, words, bool(paged), read_moment(created),
                version, pseudonyms,
            )  # fmt: skip

    def _values(self, name: str, places: slice) -> list[str]:
        which = self._columns[f"{name}_which"][places].tolist()
        starts = self._columns[f"{name}_start"]
        known: dict[int, str] = {}
        for number in set(which):
            known[number] = _text(self._columns[name][int(starts[number]) : int(starts[number + 1])])
        return [known[number] for number in which]

    def _distinct(self, name: str) -> list[str]:
        data = self._columns[name].tobytes()
        starts = self._columns[f"{name}_start"].tolist()
        return [data[begin:end].decode("utf-8", "surrogatepass") for begin, end in pairwise(starts)]


def columns_of(connection: sqlite3.Connection, folder: Path, asked: Asked, asking: Asking) -> ColumnsOfDocuments:
    """The documents of a store as columns, as they are kept in a folder or made and kept now; in memory where nothing can be kept,
    and in a project with pseudonyms, whose words are to lie nowhere but in its store.
    """
    if connection.execute(_HAS_KEY).fetchone()[0]:
        return ColumnsOfDocuments(_made(connection, asked, asking))
    key = _key(connection)
    path = folder / f"documents-{key[:16]}.list"
    kept = read_arrays(path, key)
    if kept is None:
        columns = _made(connection, asked, asking)
        with suppress(OSError):
            make_folder(folder)
            write_arrays(path, key, columns)
            for other in folder.glob("documents-*.list"):
                if other != path:
                    other.unlink()
        kept = read_arrays(path, key)
        return ColumnsOfDocuments(kept if kept is not None else columns)
    return ColumnsOfDocuments(kept)


def make_folder(folder: Path) -> None:
    """Make the folder of what is kept beside a store, for whom the store may be read by, and for nobody else. Raises OSError."""
    if folder.is_symlink():
        raise OSError(folder)  # what is removed from it later may be anything of somebody's
    if not folder.is_dir():
        mode = folder.with_suffix("").stat().st_mode & 0o777
        folder.mkdir(exist_ok=True)
        folder.chmod(mode | (mode & 0o444) >> 2 | 0o700)


def _key(connection: sqlite3.Connection) -> str:
    """What tells the list from every other."""
    layout = _LAYOUT, _TEXTS, _NUMBERS, PART, MOST_WORDS
    told = hashlib.sha256(repr((layout, tuple(connection.execute(_SIZES).fetchone()))).encode())
    for row in connection.execute(_STEPS):
        told.update(repr(tuple(row)).encode())
    return told.hexdigest()


def _made(connection: sqlite3.Connection, asked: Asked, asking: Asking) -> dict[str, Array]:
    cursor = connection.cursor()
    cursor.row_factory = None
    texts: dict[str, list[str]] = {name: [] for name in _TEXTS}
    numbers: dict[str, list[int]] = {name: [] for name in _NUMBERS}
    told: list[str] = []
    spoken, who = asked(), asking()
    pages = dict(cursor.execute(_PAGES))
    for (
        number,
        version,
        words,
        paged,
        pseudonyms,
        uuid,
        sha256,
        file,
        language,
        status,
        created,
        step,
    ) in cursor.execute(_DOCUMENTS):
        counted = words - spoken.get(number, 0)
        values = (number, version, pages.get(version, 0), counted, paged, pseudonyms)
        for name, value in zip(_NUMBERS, values, strict=False):
            numbers[name].append(value)
        for name, text in zip(_TEXTS, (uuid, sha256, file, language, status, created), strict=False):
            texts[name].append(text)
        told.append(told_of(number, (version, uuid, sha256, counted, step), who.get(number, ())))
    place = {number: at for at, number in enumerate(numbers["number"])}
    for name in METADATA_FIELDS:
        texts[name] = [""] * len(place)
    numbers["guessed"] = [0] * len(place)
    for document, field, value, _, guessed, _ in cursor.execute(LIVE_METADATA):
        at = place.get(document)
        if at is not None and field in texts:
            texts[field][at] = value
            if field == "year":
                numbers["guessed"][at] = guessed
    columns: dict[str, Array] = {name: np.array(column, np.uint32) for name, column in numbers.items()}
    for name, written in texts.items():
        columns |= _text_column(name, written)
    return columns | _parts(columns["number"].view(np.uint32), columns["words"].view(np.uint32), told)


def told_of(number: int, version: tuple[object, ...], asking: Iterable[str]) -> str:
    """What tells the text of a document from every other text of any store: its number, what its version is known by, and who asks
    in it.
    """
    return " ".join(map(str, [f"D{number}", *version, *map(repr, asking)]))


def _text_column(name: str, texts: Sequence[str]) -> dict[str, Array]:
    number: dict[str, int] = {}
    which = [number.setdefault(text, len(number)) for text in texts]
    encoded = [text.encode("utf-8", "surrogatepass") for text in number]
    return {
        name: np.frombuffer(b"".join(encoded), np.uint8),
        f"{name}_start": np.concatenate(([0], np.cumsum([len(text) for text in encoded]))).astype(np.uint32),
        f"{name}_which": np.array(which, np.uint32),
    }


def _parts(numbers: NDArray[np.uint32], words: NDArray[np.uint32], told: Sequence[str]) -> dict[str, Array]:
    parts = list(parts_of(numbers.tolist(), words.tolist()))
    first = [begin for _, begin, _ in parts]
    digests = [told_together(told[begin:end]) for _, begin, end in parts]
    return {
        "part_first": np.array(first, np.uint32),
        "part_name": as_bytes("\n".join(name for name, _, _ in parts)),
        "part_told": as_bytes("\n".join(digests)),
    }


def told_together(told: Sequence[str]) -> str:
    """What tells the texts of some documents from all others."""
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def parts_of(numbers: Sequence[int], words: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """The parts of a corpus by the numbers of its documents, in order, and their words: the name of each, and the places of its
    first document and of the one after its last. Where a part begins hangs on nothing but the documents in its own range of
    numbers, so that another text changes the parts of its own range alone.
    """
    place = 0
    while place < len(numbers):
        begin = numbers[place] // PART * PART
        end = bisect_left(numbers, begin + PART)
        yield from _divided(numbers, words, (begin, PART), (place, end))
        place = end


def _divided(
    numbers: Sequence[int], words: Sequence[int], range_: tuple[int, int], places: tuple[int, int]
) -> Iterator[tuple[str, int, int]]:
    (begin, size), (first, last) = range_, places
    if last - first > 1 and sum(words[first:last]) > MOST_WORDS:
        half = size // 2
        middle = bisect_left(numbers, begin + half, first, last)
        yield from _divided(numbers, words, (begin, half), (first, middle))
        yield from _divided(numbers, words, (begin + half, half), (middle, last))
    elif first < last:
        yield (str(begin // PART) if size == PART else f"{begin}+{size}"), first, last


def _text(array: Array) -> str:
    return array.tobytes().decode("utf-8", "surrogatepass")
