"""simplemma's word lists, kept as a plain file after they were unpacked once: unpacking takes longer than most commands.

The file lies in the user's cache folder, where the system has it, or in the folder that KODETRE_CACHE names, and may be
deleted at any time. Where it cannot be written or is not whole, the lists are unpacked again.
"""

import os
import zlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from kodetre import atomic

CACHE = "KODETRE_CACHE"
"""The environment variable that names another folder to keep the lists in."""
_HEAD = b"kodetre words 1"


def word_list(standard: str) -> dict[bytes, bytes]:
    """Every form of a written standard (nb, nn) with its lemma, as UTF-8."""
    kept = _place(standard)
    words = _read(kept) if kept is not None else None
    if words is None:
        words = _unpacked(standard)
        if kept is not None:
            _keep(kept, words)
    return words


def _unpacked(standard: str) -> dict[bytes, bytes]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    words = DefaultDictionaryFactory().get_dictionary(standard)
    kept = getattr(words, "_dict", None)
    if isinstance(kept, dict) and kept and isinstance(next(iter(kept)), bytes):
        return kept  # simplemma keeps them so; asking it for text takes twenty times as long
    return {form.encode(): lemma.encode() for form, lemma in words.items()}


def _place(standard: str) -> Path | None:
    """Where a list is kept; None where there is no home."""
    folder = _cache_folder()
    return folder / f"{standard}-{version('simplemma')}.words" if folder.is_absolute() else None


def _cache_folder() -> Path:
    """The folder that is named, else that of the system: a path that is not absolute where there is no home."""
    from platformdirs import user_cache_path

    if named := os.environ.get(CACHE):
        return Path(named).absolute()
    return user_cache_path("kodetre", appauthor=False)


def _read(path: Path) -> dict[bytes, bytes] | None:
    """A list that was kept: a line for each lemma with its forms. None when it is not there, or not whole."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(body):
        return None
    words: dict[bytes, bytes] = {}
    for line in body.split(b"\n"):
        lemma, *forms = line.split(b"\t")
        words.update(dict.fromkeys(forms, lemma))
    return words


def _keep(path: Path, words: dict[bytes, bytes]) -> None:
    """Write a list, whole or not at all; nothing is said when it cannot be."""
    forms: dict[bytes, list[bytes]] = {}
    for form, lemma in words.items():
        if b"\t" in form + lemma or b"\n" in form + lemma:
            return
        forms.setdefault(lemma, []).append(form)
    body = b"\n".join(b"\t".join((lemma, *inflected)) for lemma, inflected in forms.items())
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_bytes(path, _head(body) + b"\n" + body)


def _head(body: bytes) -> bytes:
    return b"%s %08x %d" % (_HEAD, zlib.crc32(body), len(body))
