"""Rows of a damaged SQLite file, read from its pages: what SQLite itself gives up at the first page that is broken.

After "Database File Format" (sqlite.org/fileformat2.html): b-tree pages, cells, overflow chains and records. Tables are walked from
their roots; pages that no walk has reached are tried afterwards, and their rows are told by how many columns they have and of what
kinds. Nothing is written, and nothing that is read is believed further than its bytes reach.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Row = tuple[object, ...]

TABLE_LEAF, TABLE_INTERIOR, INDEX_LEAF, INDEX_INTERIOR = 13, 5, 10, 2
_HEADER = 100
_MOST_PAYLOAD = 1 << 30
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _Broken(Exception):
    """A page or a record is not what it should be."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as it is declared: its columns' kinds ("INTEGER", "TEXT", "BLOB"), and whether its rows have rowids."""

    kinds: tuple[str, ...]
    rowid: bool = True
    alias: int = -1
    """The column that is the rowid by another name; -1 where there is none."""


@dataclass(slots=True)
class Salvaged:
    """What was read: rows by table, pages that were broken, and rows whose table cannot be told."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    broken: int = 0
    unplaced: int = 0


def salvage(data: bytes, shapes: Mapping[str, Shape], roots: Mapping[str, int]) -> Salvaged:
    """The rows of a database's bytes, by table. `roots` are the tables' first pages, where they are known (1-based)."""
    pages = _Pages(data)
    salvaged = Salvaged({name: [] for name in shapes})
    seen: set[int] = set()
    for name, root in roots.items():
        if name in shapes:
            salvaged.rows[name].extend(_walk(pages, root, shapes[name], seen, salvaged))
    for number in range(1, pages.count + 1):
        if number not in seen:
            _sort_in(_rows_of(pages, number), shapes, salvaged)
    return salvaged


def roots_of(data: bytes) -> dict[str, int]:
    """The first page of every table, from the schema; empty where the schema cannot be read."""
    schema = Shape(("TEXT", "TEXT", "TEXT", "INTEGER", "TEXT"))
    pages = _Pages(data)
    rows = _walk(pages, 1, schema, set(), Salvaged())
    return {str(name): root for kind, name, _, root, _ in rows if kind == "table" and isinstance(root, int)}


class _Pages:
    """The pages of a file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (size,) = struct.unpack(">H", data[16:18]) if len(data) >= _HEADER else (0,)
        self.size = 65536 if size == 1 else size
        if self.size < 512 or self.size & (self.size - 1):
            self.size = 4096  # what kodetre's stores have
        reserved = data[20] if len(data) > 20 else 0
        self.usable = self.size - (reserved if reserved <= 64 else 0)
        self.count = len(data) // self.size

    def page(self, number: int) -> bytes:
        if not 1 <= number <= self.count:
            raise _Broken
        return self.data[(number - 1) * self.size : number * self.size]


def _walk(pages: _Pages, root: int, shape: Shape, seen: set[int], salvaged: Salvaged) -> Iterator[Row]:
    """The rows of a table, from its root down, over every page that can be read."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        try:
            kind, cells, below = _cells(pages, number)
        except (_Broken, IndexError, struct.error):
            salvaged.broken += 1
            continue
        waiting.extend(reversed(below))
        if kind == TABLE_INTERIOR:
            continue
        for cell in cells:
            try:
                yield _fitted(_row(pages, kind, cell), shape)
            except (_Broken, IndexError, struct.error, UnicodeDecodeError):
                salvaged.broken += 1


def _rows_of(pages: _Pages, number: int) -> list[tuple[bool, int, Row]]:
    """The rows of a page that nobody has reached: whether they have rowids, the rowid, the values."""
    rows: list[tuple[bool, int, Row]] = []
    try:
        kind, cells, _ = _cells(pages, number)
    except (_Broken, IndexError, struct.error):
        return rows
    if kind == TABLE_INTERIOR:
        return rows
    for cell in cells:
        try:
            rowid, values = _row(pages, kind, cell)
        except (_Broken, IndexError, struct.error, UnicodeDecodeError):
            continue
        rows.append((kind == TABLE_LEAF, rowid, values))
    return rows


def _sort_in(rows: Sequence[tuple[bool, int, Row]], shapes: Mapping[str, Shape], salvaged: Salvaged) -> None:
    for with_rowid, rowid, values in rows:
        fitting: dict[str, Row] = {}
        for name, shape in shapes.items():
            if shape.rowid != with_rowid:
                continue
            try:
                fitting[name] = _fitted((rowid, values), shape)
            except _Broken:
                continue
        if len(fitting) == 1:
            ((name, row),) = fitting.items()
            salvaged.rows[name].append(row)
        elif with_rowid and fitting:
            salvaged.unplaced += 1


def _cells(pages: _Pages, number: int) -> tuple[int, list[tuple[bytes, int]], list[int]]:
    """What kind of page it is, its cells as (page, place), and the pages below it."""
    page = pages.page(number)
    start = _HEADER if number == 1 else 0
    kind = page[start]
    if kind not in (TABLE_LEAF, TABLE_INTERIOR, INDEX_LEAF, INDEX_INTERIOR):
        raise _Broken
    (count,) = struct.unpack(">H", page[start + 3 : start + 5])
    interior = kind in (TABLE_INTERIOR, INDEX_INTERIOR)
    first = start + (12 if interior else 8)
    if first + 2 * count > pages.size:
        raise _Broken
    places = struct.unpack(f">{count}H", page[first : first + 2 * count])
    cells: list[tuple[bytes, int]] = []
    below: list[int] = []
    for place in places:
        if place + 4 > pages.usable:
            continue
        if interior:
            below.append(struct.unpack(">I", page[place : place + 4])[0])
        cells.append((page, place + 4 if interior else place))
    if interior:
        below.append(struct.unpack(">I", page[start + 8 : start + 12])[0])
    return kind, cells, below


def _row(pages: _Pages, kind: int, cell: tuple[bytes, int]) -> tuple[int, Row]:
    """The rowid (0 without one) and the values of a cell."""
    page, place = cell
    size, place = _varint(page, place)
    rowid = 0
    if kind == TABLE_LEAF:
        rowid, place = _varint(page, place)
    payload = _payload(pages, page, place, size, kind)
    return rowid, _record(payload)


def _payload(pages: _Pages, page: bytes, place: int, size: int, kind: int) -> bytes:
    """A cell's bytes, with those on its overflow pages."""
    usable = pages.usable
    if not 0 < size < _MOST_PAYLOAD or size > len(pages.data):
        raise _Broken
    most = usable - 35 if kind == TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return page[place : place + size]
    least = (usable - 12) * 32 // 255 - 23
    local = least + (size - least) % (usable - 4)
    if local > most:
        local = least
    parts = [page[place : place + local]]
    (following,) = struct.unpack(">I", page[place + local : place + local + 4])
    left, visited = size - local, 0
    while left > 0:
        overflow = pages.page(following)
        parts.append(overflow[4 : 4 + min(left, usable - 4)])
        left -= usable - 4
        (following,) = struct.unpack(">I", overflow[:4])
        visited += 1
        if visited > pages.count:
            raise _Broken
    return b"".join(parts)


def _record(payload: bytes) -> Row:
    """The values of a record."""
    header, place = _varint(payload, 0)
    if header > len(payload):
        raise _Broken
    kinds: list[int] = []
    while place < header:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[object] = []
    at = header
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise _Broken
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[object, int]:
    """A value by its serial type, and where the next begins."""
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in _INTEGER_SIZES:
        size = _INTEGER_SIZES[kind]
        return int.from_bytes(_take(payload, at, size), "big", signed=True), at + size
    if kind == 7:
        return struct.unpack(">d", _take(payload, at, 8))[0], at + 8
    if kind < 12:
        raise _Broken
    size = (kind - 12) // 2
    data = _take(payload, at, size)
    return (data.decode("utf-8") if kind % 2 else data), at + size


def _take(payload: bytes, at: int, size: int) -> bytes:
    if at + size > len(payload):
        raise _Broken
    return payload[at : at + size]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where what follows begins."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + step + 1
    value = value << 8 | data[at + 8]
    return (value - (1 << 64) if value >> 63 else value), at + 9


_KINDS: dict[type, str] = {int: "INTEGER", str: "TEXT", bytes: "BLOB", float: "REAL"}


def _fitted(found: tuple[int, Row], shape: Shape) -> Row:
    """A row as its table has it, with the rowid in its place. Raises _Broken when it cannot be of this table."""
    rowid, values = found
    if not 0 < len(values) <= len(shape.kinds):
        raise _Broken
    row = list(values)
    if shape.alias >= 0:
        if row[shape.alias] is not None:
            raise _Broken
        row[shape.alias] = rowid
    for value, kind in zip(row, shape.kinds, strict=False):
        if value is not None and _KINDS[type(value)] != kind:
            raise _Broken
    return tuple(row)
