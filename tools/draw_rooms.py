"""The picture of the rooms in docs/pictures/rooms.svg, drawn from what the code imports.

usage: python tools/draw_rooms.py

Layers from top to bottom are those of import-linter's contract in pyproject.toml, what a box says is the first sentence of its
room, and an arrow is an import. An arrow is left out where a longer way leads to the same room.
"""

import ast
import textwrap
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kodetre"
PICTURE = ROOT / "docs" / "pictures" / "rooms.svg"

BOX, LANE, GAP = 226, 18, 22  # widths in pixels: a box, an arrow that passes a layer, between neighbours
LINE, HEAD, BETWEEN, MARGIN = 15, 30, 44, 28  # heights in pixels: a line, a name, between layers, around
LETTERS = 34
"""How many letters of the small print a line of a box holds."""

Edges = Mapping[str, frozenset[str]]


@dataclass(eq=False)
class Stop:
    """A box of a layer, or a place where an arrow passes it (`room` is empty); `x` is its middle."""

    room: str
    width: int
    above: "list[Stop]" = field(default_factory=list)
    below: "list[Stop]" = field(default_factory=list)
    x: float = 0


def layers() -> list[list[str]]:
    """The rooms by layer, from the top, as the contract in pyproject.toml has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if contract["type"] == "layers"]
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def pure_rooms() -> frozenset[str]:
    """The rooms that touch no files, database, clock, terminal or log, by their contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if "pure" in contract["name"] and contract["type"] == "forbidden"]
    return frozenset(module.removeprefix("kodetre.") for module in contract["source_modules"])


def imports(rooms: Iterable[str]) -> Edges:
    """For each room the others that it imports."""
    graph = grimp.build_graph(PACKAGE.name, cache_dir=None)
    for room in rooms:
        if graph.find_children(f"{PACKAGE.name}.{room}"):
            graph.squash_module(f"{PACKAGE.name}.{room}")
    edges: dict[str, frozenset[str]] = {}
    for room in rooms:
        found = graph.find_modules_directly_imported_by(f"{PACKAGE.name}.{room}")
        others = frozenset(name.removeprefix(f"{PACKAGE.name}.") for name in found)
        edges[room] = others & frozenset(rooms) - {room}
    return edges


def reduced(edges: Edges) -> Edges:
    """The edges that no longer way stands for."""

    def reached(room: str) -> set[str]:
        there: set[str] = set()
        waiting = list(edges[room])
        while waiting:
            at = waiting.pop()
            if at not in there:
                there.add(at)
                waiting += edges[at]
        return there

    kept: dict[str, frozenset[str]] = {}
    for room, others in edges.items():
        beyond: set[str] = set()
        for other in others:
            beyond |= reached(other)
        kept[room] = others - beyond
    return kept


def sentence(room: str) -> list[str]:
    """The first sentence of a room's docstring, in lines that a box holds."""
    path = PACKAGE / room / "__init__.py"
    module = ast.parse((path if path.exists() else PACKAGE / f"{room}.py").read_text("utf-8"))
    told = " ".join((ast.get_docstring(module) or "").split())
    first = told.split(". ")[0].removesuffix(".").replace("`", "")
    return textwrap.wrap(first, LETTERS)


def placed(rows: Sequence[Sequence[str]], edges: Edges) -> list[list[Stop]]:
    """Every layer's boxes, with a stop in each layer that an arrow passes, side by side so that few arrows cross."""
    stops = [[Stop(room, BOX) for room in row] for row in rows]
    place = {stop.room: (number, stop) for number, row in enumerate(stops) for stop in row}
    for room in place:
        number, start = place[room]
        for other in sorted(edges[room]):
            last, goal = place[other]
            at = start
            for passed in range(number + 1, last):
                lane = Stop("", LANE)
                stops[passed].append(lane)
                _join(at, lane)
                at = lane
            _join(at, goal)
    for row in stops:
        _spread(row, [stop.x for stop in row])
    for sweep in range(40):
        down = sweep % 2 == 0
        for row in stops if down else reversed(stops):
            wanted = {id(stop): _middle(stop.above if down else stop.below, stop.x) for stop in row}
            row.sort(key=lambda stop: wanted[id(stop)])
            _spread(row, [wanted[id(stop)] for stop in row])
    for row in stops:
        _spread(row, [_middle([*stop.above, *stop.below], stop.x) for stop in row])
    return stops


def _join(upper: Stop, lower: Stop) -> None:
    upper.below.append(lower)
    lower.above.append(upper)


def _middle(neighbours: Sequence[Stop], otherwise: float) -> float:
    return sum(stop.x for stop in neighbours) / len(neighbours) if neighbours else otherwise


def _spread(row: Sequence[Stop], wanted: Sequence[float]) -> None:
    """Place the stops of a layer in their order, as near to where they are wanted as there is room."""
    offsets: list[float] = []
    for number, stop in enumerate(row):
        before = row[number - 1] if number else None
        offsets.append(offsets[-1] + (before.width + stop.width) / 2 + GAP if before else 0.0)
    free = [want - offset for want, offset in zip(wanted, offsets, strict=True)]
    for stop, offset, at in zip(row, offsets, _rising(free), strict=True):
        stop.x = at + offset


def _rising(values: Sequence[float]) -> list[float]:
    """The numbers nearest to the values that never fall (isotonic regression by pooling neighbours)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, many = pools.pop()
            total, count = total + before, count + many
        pools.append((total, count))
    rising: list[float] = []
    for total, count in pools:
        rising += [total / count] * count
    return rising


_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" \
font-family="DejaVu Sans, Verdana, sans-serif">
<title>The rooms of kodetre and what they import</title>
<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
<path d="M0 0 8 4 0 8z" fill="#5b6570"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
"""


def drawn(stops: Sequence[Sequence[Stop]]) -> str:
    """The picture as SVG."""
    texts: dict[str, list[str]] = {}
    for row in stops:
        texts |= {stop.room: sentence(stop.room) for stop in row if stop.room}
    pure = pure_rooms()
    left = min(stop.x - stop.width / 2 for row in stops for stop in row) - MARGIN
    right = max(stop.x + stop.width / 2 for row in stops for stop in row) + MARGIN
    tops: list[float] = [MARGIN]
    heights: list[float] = []
    for row in stops:
        heights.append(HEAD + LINE * max(len(texts.get(stop.room, [])) for stop in row) + 8)
        tops.append(tops[-1] + heights[-1] + BETWEEN)
    boxes: list[str] = []
    arrows: list[str] = []
    for number, row in enumerate(stops):
        for stop in row:
            if not stop.room:
                continue
            boxes += _box(stop, texts[stop.room], left, tops[number], heights[number], stop.room in pure)
            arrows += [_arrow(stop, lower, number, left, tops, heights) for lower in stop.below]
    legend = (
        f'<rect x="{MARGIN}" y="{tops[-1] - 14}" width="16" height="16" rx="3" fill="#e3f1e4" stroke="#5a9160"/>'
        f'<text x="{MARGIN + 24}" y="{tops[-1] - 1}" font-size="12" fill="#333">pure: no files, database, clock, terminal or log. '
        "An arrow is an import; none is drawn where a longer way leads there.</text>\n"
    )
    head = _HEAD.format(width=round(right - left), height=round(tops[-1] + MARGIN))
    return head + "".join(arrows) + "".join(boxes) + legend + "</svg>\n"


def _box(stop: Stop, lines: Sequence[str], left: float, top: float, height: float, pure: bool) -> list[str]:
    x = stop.x - left
    fill, edge = ("#e3f1e4", "#5a9160") if pure else ("#eef2f7", "#6b7f96")
    parts = [
        f'<rect x="{x - BOX / 2:.1f}" y="{top:.1f}" width="{BOX}" height="{height:.1f}" rx="6" fill="{fill}" stroke="{edge}"/>\n',
        f'<text x="{x:.1f}" y="{top + 21:.1f}" font-size="15" font-weight="bold" text-anchor="middle" fill="#1b1b1b">'
        f"{escape(stop.room)}</text>\n",
    ]
    for number, line in enumerate(lines):
        parts.append(
            f'<text x="{x:.1f}" y="{top + HEAD + 8 + LINE * number:.1f}" font-size="11" text-anchor="middle" fill="#333">'
            f"{escape(line)}</text>\n"
        )
    return parts


def _arrow(stop: Stop, lower: Stop, number: int, left: float, tops: Sequence[float], heights: Sequence[float]) -> str:
    """From the foot of a box through every layer that it passes to the head of another."""
    x, y = stop.x - left, tops[number] + heights[number]
    path = f"M{x:.1f} {y:.1f}"
    while True:
        number += 1
        top, half = tops[number], (tops[number] - y) / 2
        path += f" C{x:.1f} {y + half:.1f} {lower.x - left:.1f} {top - half:.1f} {lower.x - left:.1f} {top:.1f}"
        if lower.room:
            return f'<path d="{path}" fill="none" stroke="#5b6570" stroke-width="1.3" marker-end="url(#end)"/>\n'
        x, y = lower.x - left, top + heights[number]
        path += f" L{x:.1f} {y:.1f}"
        (lower,) = lower.below


def picture() -> str:
    """The picture as the code is now."""
    rows = layers()
    rooms: list[str] = []
    for row in rows:
        rooms += row
    return drawn(placed(rows, reduced(imports(rooms))))


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)} is drawn")
