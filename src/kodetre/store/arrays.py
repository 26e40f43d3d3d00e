"""Arrays in a file that is mapped into memory: only what is looked at is read. The file says what it was made from.

A file is written whole or not at all. What is in it is numbers and text, never code. One whose head does not say what is expected,
or whose size is another than the head says, is as good as none.
"""

import json
import mmap
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kodetre import atomic

Array = NDArray[np.generic]
_HEAD = b"kodetre index 1\n"
_ALIGNED = 16
_TYPES = frozenset({"<u4", "<u2", "|u1", "|b1"})


class Arrays(Mapping[str, Array]):
    """The arrays of a file by name."""

    def __init__(self, mapped: mmap.mmap, places: Mapping[str, tuple[str, int, int]]) -> None:
        self._mapped = mapped
        self._data = np.frombuffer(mapped, np.uint8)
        self._places = places

    def __getitem__(self, name: str) -> Array:
        kind, start, count = self._places[name]
        stop = start + count * np.dtype(kind).itemsize
        return self._data[start:stop].view(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def release(self) -> None:
        """Give the memory back that was taken by what was looked at; it is read again when it is looked at again."""
        if sys.platform != "win32":
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def text(self, name: str) -> str:
        """An array that is text."""
        return str(self[name].data, "utf-8", "surrogatepass")


def as_bytes(text: str) -> NDArray[np.uint8]:
    """A text as an array."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def write_arrays(path: Path, key: str, arrays: Mapping[str, Array]) -> None:
    """Write arrays, and of what they were made (`key`), into a file, whole or not at all. Raises OSError."""
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        kind = array.dtype.newbyteorder("<").str
        assert kind in _TYPES, kind
        places[name] = kind, at, len(array)
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps({"key": key, "arrays": places}).encode()
    before = len(_HEAD) + 8 + len(head)
    first = -(-before // _ALIGNED) * _ALIGNED
    with atomic.replacing(path) as part, part.open("wb") as file:
        file.write(_HEAD + len(head).to_bytes(8, "little") + head)
        for name, array in arrays.items():
            file.seek(first + places[name][1])
            file.write(np.ascontiguousarray(array, dtype=places[name][0]).data)
        file.truncate(first + at)


def read_arrays(path: Path, key: str) -> Arrays | None:
    """The arrays of a file that was made from what `key` says; None where there is no such file, or it is not whole."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(_HEAD) + 8
        if data[: len(_HEAD)] != _HEAD:
            return None
        length = int.from_bytes(data[len(_HEAD) : size], "little")
        head = json.loads(data[size : size + length])
        first = -(-(size + length) // _ALIGNED) * _ALIGNED
        if head["key"] != key:
            return None
        places = {
            name: (str(kind), first + int(start), int(count)) for name, (kind, start, count) in head["arrays"].items()
        }
        ends = [start + count * np.dtype(kind).itemsize for kind, start, count in places.values()]
        if any(kind not in _TYPES or start < first or count < 0 for kind, start, count in places.values()):
            return None
        if -(-max(ends, default=first) // _ALIGNED) * _ALIGNED != len(data):
            return None
        return Arrays(data, places)
    return None
