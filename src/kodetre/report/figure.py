"""Figures as plain values: what is drawn, with the table of its numbers. Pure: drawing is render/drawing.py."""

from dataclasses import dataclass

from kodetre.report.table import Table


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, one for each label of the figure."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars: labels from top to bottom, with a bar for each series."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A line for each series over the labels, which are years."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Counts in a grid; `framed` are the (row, column) that the codebook expects."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    framed: frozenset[tuple[int, int]]
    note: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """Estimates with their intervals: (label, value, low, high)."""

    points: tuple[tuple[str, float, float, float], ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes (label, size, number of the tree) and edges (from, to, weight)."""

    nodes: tuple[tuple[str, int, int], ...]
    edges: tuple[tuple[int, int, int], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Strips:
    """For each row the stretches of a document that it covers, as shares of its length; `ticks` are (share, label)."""

    labels: tuple[str, ...]
    stretches: tuple[tuple[tuple[float, float], ...], ...]
    ticks: tuple[tuple[float, str], ...]
    axis: str


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A box of a flow with its number and what it is made of, and the box beside it: what leaves here, how many, and why."""

    label: str
    count: int
    details: tuple[str, ...] = ()
    leaving: str = ""
    left: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Boxes from top to bottom."""

    steps: tuple[FlowStep, ...]


Drawn = Bars | Lines | Heat | Intervals | Network | Strips | Flow


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a name for its files, a title, what is drawn, and the same numbers as a table."""

    name: str
    title: str
    drawn: Drawn
    table: Table
