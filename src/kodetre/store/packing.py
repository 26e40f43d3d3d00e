"""Columns of numbers in few bytes: differences instead of values, then zlib."""

import zlib
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from kodetre.i18n.message import msg
from kodetre.language.analysis import Analysis
from kodetre.matching.index import DocumentWords
from kodetre.model.documents import WordBoxes
from kodetre.store.stored import taking_apart

_BOX_COLUMNS = ("start", "end", "page", "left", "top", "right", "bottom")


def _pack(columns: Iterable[NDArray[np.int32]]) -> bytes:
    """Each column's differences as 32-bit numbers, byte planes apart so that zlib finds the zeros; one at a time.

    Only runs of the same byte are looked for (`Z_RLE`): what differs repeats nothing else, and finding that out took three to six
    times as long for the same size.
    """
    squeeze = zlib.compressobj(6, strategy=zlib.Z_RLE)
    parts: list[bytes] = []
    for column in columns:
        steps = np.diff(column, prepend=np.int32(0)).astype("<i4", copy=False)
        planes = steps.view(np.uint8).reshape(-1, 4).T
        parts.extend(squeeze.compress(plane.tobytes()) for plane in planes)
    return b"".join([*parts, squeeze.flush()])


def _unpack(data: bytes, columns: int) -> list[NDArray[np.int64]]:
    raw = np.frombuffer(zlib.decompress(data), dtype=np.uint8)
    count = len(raw) // (4 * columns)
    found = []
    for place in range(columns):
        plane = raw[place * 4 * count : (place + 1) * 4 * count].reshape(4, count).T
        steps = np.ascontiguousarray(plane).view("<i4").reshape(-1)
        found.append(np.cumsum(steps.astype(np.int64)))
    return found


def pack_boxes(boxes: WordBoxes) -> bytes:
    """Word boxes as bytes; ends are kept as lengths, right and bottom as width and height."""
    return _pack(_box_columns(boxes))


def _box_columns(boxes: WordBoxes) -> Iterator[NDArray[np.int32]]:
    less = {"end": "start", "right": "left", "bottom": "top"}
    for name in _BOX_COLUMNS:
        column = np.array(getattr(boxes, name), dtype=np.int32)
        if name in less:
            column -= np.array(getattr(boxes, less[name]), dtype=np.int32)
        yield column


@taking_apart()
def unpack_boxes(data: bytes) -> WordBoxes:
    """The word boxes that `pack_boxes` packed. Raises Damaged."""
    column = dict(zip(_BOX_COLUMNS, _unpack(data, len(_BOX_COLUMNS)), strict=True))
    column["end"] += column["start"]
    column["right"] += column["left"]
    column["bottom"] += column["top"]
    kind = {"start": "I", "end": "I", "page": "I"}
    return WordBoxes(**{name: array(kind.get(name, "H"), column[name].tolist()) for name in _BOX_COLUMNS})


def pack_words(words: DocumentWords) -> bytes:
    """The words of a document as bytes."""
    forms = zlib.compress("\n".join(words.forms).encode("utf-8", "surrogatepass"), 6)
    numbers = _pack(column.astype(np.int32) for column in (words.form, words.start))
    return len(forms).to_bytes(4, "little") + forms + numbers


@taking_apart()
def unpack_words(data: bytes) -> DocumentWords:
    """The words that `pack_words` packed. Raises Damaged."""
    length = int.from_bytes(data[:4], "little")
    listed = zlib.decompress(data[4 : 4 + length]).decode("utf-8", "surrogatepass")
    form, start = _unpack(data[4 + length :], 2)
    forms = tuple(listed.split("\n")) if listed else ()
    if len(form) and not 0 <= form.min() <= form.max() < len(forms):
        raise ValueError(msg("a word has no form"))
    return DocumentWords(forms, form.astype(np.uint32), start.astype(np.uint32))


def pack_analysis(analysis: Analysis) -> bytes:
    """What an analyser said of a document's words as bytes."""
    lemmas = zlib.compress("\n".join(analysis.lemmas).encode("utf-8", "surrogatepass"), 6)
    words = _pack((analysis.lemma.astype(np.int32), analysis.part.astype(np.int32)))
    sizes = len(lemmas).to_bytes(4, "little") + len(words).to_bytes(4, "little")
    return sizes + lemmas + words + _pack((analysis.sentence.astype(np.int32),))


@taking_apart()
def unpack_analysis(data: bytes) -> Analysis:
    """What `pack_analysis` packed. Raises Damaged."""
    first = 8 + int.from_bytes(data[:4], "little")
    second = first + int.from_bytes(data[4:8], "little")
    lemmas = zlib.decompress(data[8:first]).decode("utf-8", "surrogatepass").split("\n")
    lemma, part = _unpack(data[first:second], 2)
    (sentence,) = _unpack(data[second:], 1)
    return Analysis(tuple(lemmas), lemma.astype(np.uint32), part.astype(np.uint8), sentence.astype(np.uint32))
