"""What was read from one file, as a file of its own: so that who reads and who writes the store can be on different machines.

A shard is found by the hash of the file that was read and a stamp of how it was read: by which code and with which settings.
What is in it is checked by its own hash, so one that was cut off is no shard. It is data alone: nothing in it is ever run.
"""

import hashlib
import json
import sys
import zlib
from array import array
from contextlib import suppress
from dataclasses import astuple, fields
from functools import cache
from pathlib import Path
from typing import Any

from kodetre.atomic import write_bytes
from kodetre.model.documents import Block, Furniture, Metadata, Page, Reading, WordBoxes

_MAGIC = b"kodetre shard 1\n"
_CODE = ("ingest", "pdf", "document", "language", "model")
"""The rooms whose code decides what is read."""


@cache
def code_stamp() -> str:
    """A short hash of the code that reads: the same where the same is read."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for room in _CODE:
        for path in sorted((package / room).rglob("*.*")):
            if path.suffix in (".py", ".txt"):
                digest.update(path.relative_to(package).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def shard_path(folder: Path, sha256: str, settings: str) -> Path:
    """Where the shard of a file is, read by the code of here with these settings, whether it is there or not."""
    stamp = hashlib.sha256(f"{code_stamp()} {settings}".encode()).hexdigest()[:16]
    return folder / f"{sha256}-{stamp}.shard"


def write_shard(path: Path, reading: Reading) -> int:
    """Write what was read, whole or not at all; how many bytes that are. Raises OSError."""
    data = packed(reading)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, data)
    return len(data)


def is_shard(path: Path) -> bool:
    """Whether there is a whole shard, as its own hash says; nothing is unpacked."""
    with suppress(OSError, ValueError):
        _checked(path.read_bytes())
        return True
    return False


def read_shard(path: Path) -> Reading | None:
    """What was read, as it was written; None where there is no whole shard."""
    with suppress(OSError, ValueError, KeyError, TypeError, zlib.error):
        return unpacked(path.read_bytes())
    return None


def packed(reading: Reading) -> bytes:
    """What was read, as bytes."""
    about: dict[str, object] = {}
    for field in fields(Reading):
        value = getattr(reading, field.name)
        if field.name == "metadata":
            about[field.name] = {each.name: getattr(value, each.name) for each in fields(Metadata)}
        elif field.name in ("pages", "blocks", "furniture"):
            about[field.name] = [astuple(each) for each in value]
        elif field.name != "boxes":
            about[field.name] = value
    head = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    body = b"".join((len(head).to_bytes(8, "little"), head, *map(_bytes, _columns(reading.boxes))))
    data = zlib.compress(body, 1)
    return _MAGIC + hashlib.sha256(data).digest() + data


def unpacked(data: bytes) -> Reading:
    """What was read, from its bytes. Raises ValueError where they are none."""
    body = zlib.decompress(_checked(data))
    size = int.from_bytes(body[:8], "little")
    about: dict[str, Any] = json.loads(body[8 : 8 + size].decode("utf-8", "surrogatepass"))
    values = {name: _tuples(value) for name, value in about.items()}
    values["metadata"] = Metadata(**about["metadata"])
    for name, kind in (("pages", Page), ("blocks", Block), ("furniture", Furniture)):
        values[name] = tuple(kind(*row) for row in values[name])
    return Reading(**values, boxes=_boxes(body[8 + size :]))


def _checked(data: bytes) -> bytes:
    """What stands after a shard's head. Raises ValueError where its hash is another."""
    digest, rest = data[len(_MAGIC) : len(_MAGIC) + 32], data[len(_MAGIC) + 32 :]
    if not data.startswith(_MAGIC) or hashlib.sha256(rest).digest() != digest:
        raise ValueError("no shard, or not all of one")
    return rest


def _columns(boxes: WordBoxes) -> "list[array[int]]":
    return [getattr(boxes, field.name) for field in fields(WordBoxes)]


def _bytes(column: "array[int]") -> bytes:
    """A column with its kind and length before it, the least byte first."""
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column.typecode.encode() + len(column).to_bytes(8, "little") + column.tobytes()


def _boxes(data: bytes) -> WordBoxes:
    columns: list[array[int]] = []
    at = 0
    for _ in fields(WordBoxes):
        column: array[int] = array(data[at : at + 1].decode())
        size = int.from_bytes(data[at + 1 : at + 9], "little") * column.itemsize
        column.frombytes(data[at + 9 : at + 9 + size])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append(column)
        at += 9 + size
    return WordBoxes(*columns)


def _tuples(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """JSON's lists as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
