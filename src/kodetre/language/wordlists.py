"""simplemma's word lists, kept as a plain file after they were unpacked once: unpacking takes longer than most commands.

The file lies in the user's cache folder, where the system has it, or in the folder that KODETRE_CACHE names, and may be
deleted at any time. Where it cannot be written or is not whole, the lists are unpacked again.
"""

import mmap
import os
import zlib
from bisect import bisect_right
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from itertools import chain, repeat
from pathlib import Path

from kodetre import atomic

CACHE = "KODETRE_CACHE"
"""The environment variable that names another folder to keep the lists in."""
_FORM = 2
"""Which form of the file this is: other versions of kodetre may keep theirs beside it."""
_HEAD = b"kodetre words %d" % _FORM
_APART = 8192
"""Bytes between the forms that are known by where they stand, so that few have to be looked through."""
_MOST_FORMS = 255
"""Forms of a lemma that one number tells; one with more of them stands in the list again."""


def word_list(standard: str) -> dict[bytes, bytes]:
    """Every form of a written standard (nb, nn) with its lemma, as UTF-8."""
    kept = _place(standard)
    words = _read(kept) if kept is not None else None
    if words is None:
        words = _unpacked(standard)
        if kept is not None:
            _keep(kept, words)
    return words


class Forms:
    """The forms of a list in the order of their bytes, a line each: to ask for a few, making a dictionary of all takes longer than
    reading a plan.
    """

    __slots__ = ("_begin", "_begins", "_lines", "_places")

    def __init__(self, lines: bytes | mmap.mmap, begin: int = 0) -> None:
        self._lines = lines
        self._begin = begin
        self._places: list[int] = []
        """Where some lines end, not far apart; none until something is asked."""
        self._begins: list[bytes] = []
        """The form that follows on each of them."""

    def __contains__(self, form: bytes) -> bool:
        if not self._places:
            self._look_at_some()
        part = bisect_right(self._begins, form)
        if not part or b"\n" in form:
            return False
        begin, end = self._places[part - 1], self._places[part] if part < len(self._places) else len(self._lines)
        return self._lines.find(b"\n%b\n" % form, begin, end + 1) >= 0

    def _look_at_some(self) -> None:
        lines = self._lines
        for far in range(self._begin, len(lines), _APART):
            place = lines.find(b"\n", far)
            end = lines.find(b"\n", place + 1)
            if place < 0 or end < 0:
                break
            self._places.append(place)
            self._begins.append(lines[place + 1 : end])


def listed_forms(standard: str) -> Forms:
    """The forms of a written standard (nb, nn), to ask whether one is among them."""
    kept = _place(standard, "forms")
    if kept is not None and (whole := _mapped(kept)) is not None:
        return Forms(*whole)
    forms = sorted(form for form in word_list(standard) if form and b"\n" not in form)
    lines = b"\n".join([b"", *forms, b""])
    if kept is not None:
        _keep_body(kept, lines, len(forms))
    return Forms(lines)


class Lines:
    """Words with what belongs to each, a line of tabs each, in the order of their bytes: read for a few words as `Forms` is."""

    __slots__ = ("_begin", "_lines")

    def __init__(self, lines: bytes | mmap.mmap, begin: int = 0) -> None:
        self._lines = lines
        self._begin = begin

    def get(self, word: bytes) -> list[bytes] | None:
        """What belongs to a word; None when it is not listed."""
        lines = self._lines
        low, high = self._begin, len(lines) - 1
        while low < high:  # both at a line's end, with what is sought between them
            begin = lines.rfind(b"\n", low, (low + high) // 2 + 1)
            end = lines.find(b"\n", begin + 1)
            listed, *rest = lines[begin + 1 : end].split(b"\t")
            if listed == word:
                return rest
            low, high = (end, high) if listed < word else (low, begin)
        return None

    def __contains__(self, word: bytes) -> bool:
        return self.get(word) is not None


def lemma_lines(standard: str) -> Lines | None:
    """The lemmas of a written standard (nb, nn), each with its forms in their order; None where they cannot be kept, for making
    them takes longer than making the dictionary.
    """
    return _lines(standard, "lemmas", _forms_of_lemmas)


def form_lines(standard: str) -> Lines | None:
    """The forms of a written standard (nb, nn), each with its lemma; None where they cannot be kept."""
    return _lines(standard, "lemma", lambda words: {form: [lemma] for form, lemma in words.items()})


def _forms_of_lemmas(words: dict[bytes, bytes]) -> dict[bytes, list[bytes]]:
    of_lemma: dict[bytes, list[bytes]] = {}
    for form, lemma in words.items():
        of_lemma.setdefault(lemma, []).append(form)
    return of_lemma


def _lines(standard: str, what: str, make: Callable[[dict[bytes, bytes]], dict[bytes, list[bytes]]]) -> Lines | None:
    kept = _place(standard, what)
    if kept is None:
        return None
    if (whole := _mapped(kept)) is not None:
        return Lines(*whole)
    rows = [b"\t".join([word, *rest]) for word, rest in sorted(make(word_list(standard)).items()) if word]
    if any(b"\n" in row for row in rows):
        return None
    lines = b"\n".join([b"", *rows, b""])
    _keep_body(kept, lines, len(rows))
    return Lines(lines) if kept.is_file() else None


def _unpacked(standard: str) -> dict[bytes, bytes]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    words = DefaultDictionaryFactory().get_dictionary(standard)
    kept = getattr(words, "_dict", None)
    if isinstance(kept, dict) and kept and isinstance(next(iter(kept)), bytes):
        return kept  # simplemma keeps them so; asking it for text takes twenty times as long
    return {form.encode(): lemma.encode() for form, lemma in words.items()}


def _place(standard: str, what: str = "words") -> Path | None:
    """Where a list is kept, its words or its forms alone; None where there is no home."""
    folder = _cache_folder()
    return folder / f"{standard}-{version()}-{_FORM}.{what}" if folder.is_absolute() else None


@cache
def version() -> str:
    """The version of simplemma that is installed, by the name of the folder that says so: asking Python's own library for it takes
    longer than to look the words up.
    """
    installed = find_spec("simplemma")
    if installed is not None and installed.origin:
        beside = list(Path(installed.origin).parents[1].glob("simplemma-*.dist-info"))
        if len(beside) == 1:
            return beside[0].name.removeprefix("simplemma-").removesuffix(".dist-info")
    from importlib import metadata

    return metadata.version("simplemma")


def _cache_folder() -> Path:
    """The folder that is named, else that of the system: a path that is not absolute where there is no home."""
    from platformdirs import user_cache_path

    if named := os.environ.get(CACHE):
        return Path(named).absolute()
    return user_cache_path("kodetre", appauthor=False)


def _read(path: Path) -> dict[bytes, bytes] | None:
    """A list that was kept; None when it is not there, or not whole.

    It is the lemmas, a line each, the forms of all of them in the same order, and how many forms each has, a byte each: Python
    splits two long texts faster than many lines.
    """
    body = _read_body(path)
    if body is None:
        return None
    lemmas, _, rest = body.partition(b"\n\n")
    counts = rest[len(rest) - lemmas.count(b"\n") - 1 :]
    forms = rest[: len(rest) - len(counts)].split(b"\n")
    return dict(zip(forms, chain.from_iterable(map(repeat, lemmas.split(b"\n"), counts)), strict=True))


def _mapped(path: Path) -> tuple[mmap.mmap, int] | None:
    """A file as it lies on the disk, and where what it holds begins, before its first line; None when it is not there, or not
    whole. It is looked through once, to see that, and is not copied.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # ValueError: it is empty
        return None
    begin = data.find(b"\n") + 1
    with memoryview(data) as whole, whole[begin:] as body:
        return (data, begin) if data[: max(0, begin - 1)].rpartition(b" ")[0] == _head(body) else None


def _read_body(path: Path) -> bytes | None:
    """What a file holds under its head; None when it is not there, or not whole."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if head.rpartition(b" ")[0] == _head(body) else None


def _keep_body(path: Path, body: bytes, count: int) -> None:
    """Write a file, whole or not at all; nothing is said when it cannot be."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_bytes(path, b"%s %d\n" % (_head(body), count) + body)


def _keep(path: Path, words: dict[bytes, bytes]) -> None:
    """Write a list, whole or not at all; nothing is said when it cannot be."""
    of_lemma: dict[bytes, list[bytes]] = {}
    for form, lemma in words.items():
        if not form or not lemma or b"\n" in form + lemma:
            return
        of_lemma.setdefault(lemma, []).append(form)
    rows: list[tuple[bytes, list[bytes]]] = []
    for lemma, forms in of_lemma.items():
        rows += [(lemma, forms[at : at + _MOST_FORMS]) for at in range(0, len(forms), _MOST_FORMS)]
    lemmas = b"\n".join(lemma for lemma, _ in rows)
    of_all = b"\n".join(b"\n".join(forms) for _, forms in rows)
    counts = bytes(len(forms) for _, forms in rows)
    _keep_body(path, lemmas + b"\n\n" + of_all + counts, len(counts))


def _head(body: bytes | memoryview) -> bytes:
    return b"%s %08x %d" % (_HEAD, zlib.crc32(body), len(body))
