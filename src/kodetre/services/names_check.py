"""Whether a name of the key stands anywhere it should not: in the store, down to the bytes it no longer uses, and in every file
of the project and every report that was written from it.
"""

import html
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodetre.errors import KodetreError
from kodetre.ingest.read import read
from kodetre.model.pseudonyms import NamePlace
from kodetre.project.keys import key_of
from kodetre.project.project import Project
from kodetre.pseudonyms.names import Met, Names
from kodetre.services.pseudonyms import id_of
from kodetre.store.pseudonyms import texts_of_copy
from kodetre.userfile import read_bytes, sha256_of

_LARGEST = 1_000_000_000
"""Bytes of a file, and of a member of an archive, that are looked through."""
_DEEPEST = 4
"""Archives in one another that are gone into."""
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SHORT = 4
"""Letters of a name under which it stands in numbers and pictures by chance."""
_AROUND = 6
"""Letters before or after a short name that are text where it is one."""
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class NamesChecked:
    """The places that have a name, what could not be looked through, and how many files were."""

    places: tuple[NamePlace, ...]
    unread: tuple[str, ...]
    files: int


def check_names(
    project: Project, paths: Sequence[Path] = (), on_progress: Callable[[str], None] = lambda _: None
) -> NamesChecked:
    """Look through the store, every file of the project, every report that it knows of, and what else is given.

    Raises NotPossible for a project without a key, MissingKey, BadKey.
    """
    with project.store() as store:
        names = Names(key_of(id_of(store)).forms())
        originals = {info.sha256 for info in store.documents.all()}
        counts: Counter[tuple[str, str, str]] = Counter()
        for kind, text in store.pseudonyms.texts():
            _count(counts, project.store_path.name, kind, names.met(text))
        written = [Path(path) for path in store.pseudonyms.written()]
    unread: list[str] = []
    files = _files(project, (*written, *paths))
    for path in files:
        shown = project.display(path)
        on_progress(shown)
        _count(counts, shown, "name of a file", names.met(shown))
        try:
            kind = _kind_of(project, path, originals)
            data = read_bytes(path, _LARGEST)
            for text, is_binary in _texts(path, data):
                _count(counts, shown, kind, [met for met in names.met(text) if not is_binary or _is_text(text, met)])
        except (KodetreError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            unread.append(f"{shown}: {error.what if isinstance(error, KodetreError) else error}")
    places = [NamePlace(where, kind, whose, count) for (where, kind, whose), count in counts.items()]
    return NamesChecked(
        tuple(sorted(places, key=lambda each: (each.kind, each.where, each.pseudonym))), tuple(unread), len(files)
    )


def _count(counts: "Counter[tuple[str, str, str]]", where: str, kind: str, met: Sequence[Met]) -> None:
    counts.update((where, kind, each.pseudonym) for each in met)


def _files(project: Project, others: Sequence[Path]) -> list[Path]:
    """Every file of the project, hidden ones too, and others, each once; folders are gone through."""
    found: dict[Path, None] = {}
    for place in (project.root, *others):
        listed = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in listed:
            if path.is_file():
                found.setdefault(path.resolve())
    return list(found)


def _kind_of(project: Project, path: Path, originals: set[str]) -> str:
    if path == project.store_path.resolve():
        return "bytes of the store"
    if path == project.codebook_path.resolve():
        return "codebook"
    if sha256_of(path, _LARGEST) in originals:
        return "file that was taken in"
    return "copy of the store" if path.suffix == ".db" or ".db." in path.name else "file"


def _texts(path: Path, data: bytes) -> Iterator[tuple[str, bool]]:
    """Every text that a file may hold, with whether it is of something that is not only text."""
    yield from _texts_of(data, 0)
    if data.startswith(_SQLITE):
        for _, text in texts_of_copy(path):
            yield text, False
    elif data.startswith(b"%PDF"):
        reading = read(path)
        yield "\n".join((reading.text, *(each.text for each in reading.furniture), str(reading.metadata))), False


def _texts_of(data: bytes, depth: int) -> Iterator[tuple[str, bool]]:
    """What bytes say in the encodings that programs write in, and what the members of an archive say."""
    if data.startswith(b"PK\x03\x04") and depth < _DEEPEST:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename, False
                if member.file_size > _LARGEST:
                    raise zipfile.BadZipFile(member.filename)
                yield from _texts_of(archive.read(member), depth + 1)
        return
    plain = data.decode("utf-8", "replace")
    is_binary = "\0" in plain or "\ufffd" in plain
    yield plain, is_binary
    if unicodedata.is_normalized("NFC", plain) is False and not is_binary:
        yield unicodedata.normalize("NFC", plain), False
    if "\ufffd" in plain:
        yield data.decode("latin-1"), True
    if b"\0" in data[:4096] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        for encoding, shift in (("utf-16-le", 0), ("utf-16-le", 1)):
            yield data[shift:].decode(encoding, "replace"), True
    if not is_binary and "<" in plain:
        yield html.unescape(_TAGS.sub("", plain)), False
    if not is_binary and "\\u" in plain:
        yield _ESCAPED.sub(lambda sign: json.loads(f'"{sign[0]}"'), plain), False


def _is_text(text: str, met: Met) -> bool:
    """Whether a name among bytes of all kinds stands in a text: a short one stands in numbers by chance."""
    if met.end - met.start >= _SHORT:
        return True
    before, after = text[max(0, met.start - _AROUND) : met.start], text[met.end : met.end + _AROUND]
    return any(len(around) == _AROUND and around.isprintable() and "\ufffd" not in around for around in (before, after))
