"""Figures drawn with matplotlib: SVG, PNG and PDF, legible without colours, the same bytes each time."""

import io
import math
import textwrap
import warnings
from collections.abc import Sequence
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.figure import Figure as Sheet

from kodetre.i18n.formats import Number
from kodetre.report.figure import Bars, Drawn, Figure, Heat, Intervals, Lines, Network, Strips
from kodetre.report.render.xml_text import clean

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#7f5f9f", "#222222")
"""Okabe and Ito's colours, which people with any colour vision tell apart (Wong 2011, Nature Methods 8:441), with a violet for
their yellow, which is not seen as a line on white. Hatches, markers and dashes say the same."""
_HATCHES = ("", "///", "...", "xx", "\\\\\\", "oo", "++", "--")
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
_DASHES: tuple[Any, ...] = ("-", "--", ":", "-.", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 3)), (0, (7, 2, 2, 2)))
_DARK = "#222222"
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": _DARK,
    "axes.labelcolor": _DARK, "text.color": _DARK, "xtick.color": _DARK, "ytick.color": _DARK, "hatch.linewidth": 0.6,
    "svg.hashsalt": "kodetre", "pdf.fonttype": 42, "text.parse_math": False, "savefig.facecolor": "white",
}  # fmt: skip
_NO_CLOCK: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}
_WIDTH = 6.3
"""Inches: the text of an A4 page with margins of 2.5 cm."""
_DOTS = 300
_LONGEST = 44
_LINE, _NARROWEST = 92, 36
"""Letters of an axis' text on a line as wide as the figure, and beside the longest labels."""
_ALL = 99
"""Lines of a text that is never cut."""
FORMATS: tuple[Literal["svg", "png", "pdf"], ...] = ("svg", "png", "pdf")


def draw(figure: Figure, language: str, formats: Sequence[str] = FORMATS, *, titled: bool = True) -> dict[str, bytes]:
    """The figure in some formats, by name of format; PNG in 300 dots an inch.

    With its title unless that stands in a caption beside it.
    """
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that the font has not: they are drawn as boxes
        sheet = Sheet(figsize=(_WIDTH, _height(figure.drawn)), layout="constrained")
        axes = sheet.add_subplot()
        _plot(axes, figure.drawn, language)
        if titled:
            sheet.suptitle(_wrapped(figure.title, 84), x=0.012, ha="left", fontsize=10.5, fontweight="bold")
        drawings = {}
        for format in formats:
            written = io.BytesIO()
            metadata = {**_NO_CLOCK[format], **({} if format == "png" else {"Title": clean(figure.title)})}
            sheet.savefig(written, format=format, dpi=_DOTS, metadata=metadata)
            drawings[format] = written.getvalue()
    return drawings


def _height(drawn: Drawn) -> float:
    """Inches that a figure needs so that its labels do not touch."""
    match drawn:
        case Bars(labels, series, _):
            return 1.3 + len(labels) * max(0.3, 0.19 * len(series) + 0.12) + 0.2 * math.ceil(len(series) / 3)
        case Heat(rows, _, _, _, _):
            return 1.5 + 0.42 * len(rows)
        case Intervals(points, _):
            return 1.6 + 0.3 * len(points)
        case Strips(labels, _, _, _):
            return 1.2 + 0.24 * len(labels)
        case Network():
            return 7.3
        case Lines(_, series, _):
            return 3.4 + 0.19 * math.ceil(len(series) / 3)


def _plot(axes: Any, drawn: Drawn, language: str) -> None:  # noqa: ANN401
    match drawn:
        case Bars():
            _bars(axes, drawn, language)
        case Lines():
            _lines(axes, drawn, language)
        case Heat():
            _heat(axes, drawn)
        case Intervals():
            _intervals(axes, drawn, language)
        case Network():
            _network(axes, drawn)
        case Strips():
            _strips(axes, drawn)


def _bars(axes: Any, drawn: Bars, language: str) -> None:  # noqa: ANN401
    thick = 0.8 / max(1, len(drawn.series))
    values: list[float] = []
    for series in drawn.series:
        values += series.values
    most, digits = max(values, default=0) or 1, 2 if any(value % 1 for value in values) else 0
    for place, series in enumerate(drawn.series):
        at = [row + (place - (len(drawn.series) - 1) / 2) * thick for row in range(len(drawn.labels))]
        axes.barh(
            at,
            series.values,
            thick * 0.92,
            label=_wrapped(series.name, 34),
            color=PALETTE[place % len(PALETTE)],
            hatch=_HATCHES[place % len(_HATCHES)],
            edgecolor="white",
            linewidth=0,
        )
        for row, value in zip(at, series.values, strict=True):
            if value:
                axes.text(value + most * 0.012, row, Number(value, digits).format(language), va="center", fontsize=7)
    _rows(axes, drawn.labels)
    _decimals(axes.xaxis, language)
    axes.set_xlim(0, most * 1.12)
    axes.set_xlabel(_axis_text(drawn.axis, drawn.labels), fontsize=8)
    _legend(axes, len(drawn.series))


def _lines(axes: Any, drawn: Lines, language: str) -> None:  # noqa: ANN401
    for place, series in enumerate(drawn.series):
        axes.plot(
            range(len(drawn.labels)),
            series.values,
            label=_wrapped(series.name, 34),
            color=PALETTE[place % len(PALETTE)],
            marker=_MARKS[place % len(_MARKS)],
            linestyle=_DASHES[place % len(_DASHES)],
            markersize=5,
            linewidth=1.4,
        )
    axes.set_xticks(range(len(drawn.labels)), [clean(label) for label in drawn.labels])
    axes.set_ylim(bottom=0)
    axes.set_ylabel(_wrapped(drawn.axis, 44, _ALL))
    axes.grid(axis="y", linewidth=0.4, color="#cccccc")
    _decimals(axes.yaxis, language)
    _legend(axes, len(drawn.series))


def _heat(axes: Any, drawn: Heat) -> None:  # noqa: ANN401
    from matplotlib.patches import Rectangle

    most = max((max(row, default=0) for row in drawn.values), default=0) or 1
    axes.imshow(drawn.values, cmap="Blues", vmin=0, vmax=most * 1.25, aspect="auto")
    for row, values in enumerate(drawn.values):
        for column, value in enumerate(values):
            ink = "white" if value > most * 0.72 else _DARK
            axes.text(column, row, str(value), ha="center", va="center", color=ink)
    for row, column in sorted(drawn.framed):
        axes.add_patch(Rectangle((column - 0.46, row - 0.44), 0.92, 0.88, fill=False, edgecolor=_DARK, linewidth=1.4))
    axes.set_yticks(range(len(drawn.rows)), [_wrapped(label, _LONGEST) for label in drawn.rows])
    axes.set_xticks(range(len(drawn.columns)), [_wrapped(label, 18) for label in drawn.columns])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if drawn.note:
        axes.set_xlabel(_axis_text(drawn.note, drawn.rows), fontsize=7.5, loc="left")


def _intervals(axes: Any, drawn: Intervals, language: str) -> None:  # noqa: ANN401
    axes.axvline(0, color="#777777", linewidth=0.9)
    for row, (_, value, low, high) in enumerate(drawn.points):
        sure = low > 0 or high < 0
        axes.plot((low, high), (row, row), color=_DARK, linewidth=1.3)
        axes.plot(
            (value,),
            (row,),
            marker="o",
            markersize=6.5,
            markeredgecolor=_DARK,
            markerfacecolor=PALETTE[0] if sure else "white",
        )
    _rows(axes, [label for label, *_ in drawn.points])
    axes.grid(axis="x", linewidth=0.4, color="#cccccc")
    axes.set_xlabel(_axis_text(drawn.axis, [label for label, *_ in drawn.points]), fontsize=8)
    _decimals(axes.xaxis, language)


def _network(axes: Any, drawn: Network) -> None:  # noqa: ANN401
    """Nodes on a circle in the codebook's order, so that a tree's codes stand together and nothing is left to chance."""
    count = len(drawn.nodes)
    turns = [math.pi / 2 - 2 * math.pi * place / max(1, count) for place in range(count)]
    points = [(math.cos(turn), math.sin(turn)) for turn in turns]
    heaviest = max((weight for _, _, weight in drawn.edges), default=1)
    for start, end, weight in sorted(drawn.edges, key=lambda edge: edge[2]):
        share = weight / heaviest
        (x, y), (u, v) = points[start], points[end]
        bend = [(x + (u - x) * t / 20, y + (v - y) * t / 20) for t in range(21)]
        pulled = [
            (a * (1 - 0.9 * t * (20 - t) / 400), b * (1 - 0.9 * t * (20 - t) / 400)) for t, (a, b) in enumerate(bend)
        ]
        axes.plot(
            [a for a, _ in pulled],
            [b for _, b in pulled],
            color=str(0.75 - 0.6 * share),
            linewidth=0.4 + 4.2 * share,
            solid_capstyle="round",
            zorder=1,
        )
    largest = max((size for _, size, _ in drawn.nodes), default=1)
    for (x, y), turn, (label, size, tree) in zip(points, turns, drawn.nodes, strict=True):
        axes.scatter(
            x,
            y,
            s=30 + 260 * size / largest,
            color=PALETTE[tree % len(PALETTE)],
            marker=_MARKS[tree % len(_MARKS)],
            edgecolor=_DARK,
            linewidth=0.8,
            zorder=2,
        )
        degrees = math.degrees(turn)
        left = math.cos(turn) < -1e-9
        axes.text(
            x * 1.12,
            y * 1.12,
            _wrapped(label, 30),
            rotation=degrees + 180 if left else degrees,
            rotation_mode="anchor",
            ha="right" if left else "left",
            va="center",
            fontsize=7.5,
        )
    axes.set_aspect("equal")
    axes.set_xlim(-2.1, 2.1)
    axes.set_ylim(-2.3, 2.1)
    axes.axis("off")
    axes.text(-2.1, -2.3, _wrapped(drawn.note, 118, 4), fontsize=7, va="bottom")


def _strips(axes: Any, drawn: Strips) -> None:  # noqa: ANN401
    for row, stretches in enumerate(drawn.stretches):
        axes.axhline(row, color="#e3e3e3", linewidth=0.6, zorder=0)
        wide = [(start, max(end - start, 0.0025)) for start, end in stretches]
        axes.broken_barh(wide, (row - 0.36, 0.72), facecolors=PALETTE[0], edgecolor="none", alpha=0.85)
    _rows(axes, drawn.labels)
    axes.set_xlim(0, 1)
    axes.set_xticks([share for share, _ in drawn.ticks], [clean(label) for _, label in drawn.ticks])
    axes.set_xlabel(_wrapped(drawn.axis, _NARROWEST, _ALL))


def _rows(axes: Any, labels: Sequence[str]) -> None:  # noqa: ANN401
    """Labels down the left side, the first at the top."""
    axes.set_yticks(range(len(labels)), [_wrapped(label, _LONGEST) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)


def _axis_text(text: str, labels: Sequence[str]) -> str:
    """What an axis is of, the whole of it, in the room that the labels beside the figure leave."""
    lines: list[str] = []
    for label in labels:
        lines += _wrapped(label, _LONGEST).split("\n")
    longest = max(map(len, lines), default=0)
    return _wrapped(text, max(_NARROWEST, _LINE - longest), _ALL)


def _decimals(axis: Any, language: str) -> None:  # noqa: ANN401
    """Numbers along an axis as the language writes them."""
    from matplotlib.ticker import FuncFormatter

    def written(value: float, _: int | None) -> str:
        digits = 0 if abs(value - round(value)) < 1e-9 else 1 if abs(value * 10 - round(value * 10)) < 1e-6 else 2
        return Number(value, digits).format(language)

    axis.set_major_formatter(FuncFormatter(written))


def _legend(axes: Any, series: int) -> None:  # noqa: ANN401
    if series > 1:
        axes.figure.legend(loc="outside lower left", ncols=min(3, series), frameon=False, fontsize=8)


def _wrapped(text: str, width: int, lines: int = 2) -> str:
    """A text over a few lines, ending in … where there is more."""
    plain = clean(" ".join(text.split()))
    return "\n".join(textwrap.wrap(plain, width, max_lines=lines, placeholder=" …")) or " "
